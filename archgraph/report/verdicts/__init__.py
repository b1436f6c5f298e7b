"""What `check` prints: one module per format, each a function from a Verdict to text."""
