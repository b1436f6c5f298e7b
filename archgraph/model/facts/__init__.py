"""What one file says: raw facts, valid for the bytes of that file alone; nothing here knows another file.

A file's facts come in sections that are stored and decoded apart: `Outline` (imports, scopes, classes, bindings:
all that names and graphs need) is read in every run; the others only where an analysis asks for them.

Lines are 1-based and refer to the file (for a notebook: to the text made of its code cells). `scope` is an index into
`Outline.scopes`; 0 is the module. `branch` is an index into `Outline.branches`; 0 means unconditional.
"""
