"""Code that repeats because it must: in: modules and fragments; out: whether they are generated, or too plain to be copies."""

from __future__ import annotations

import re

from archgraph.model.codebase import Module

_GENERATED_PATH = re.compile(
    r"(_pb2(_grpc)?|_generated|\.gen|_rc|_ui)\.py$|(^|/)(generated/|migrations/\d{4}_|versions/[0-9a-f]{6,}_)"
)
_GENERATED_NOTE = re.compile(r"\b(auto[- ]?)?generated (by|from|code|file)\b|\bdo not edit\b", re.IGNORECASE)


def is_generated(module: Module) -> bool:
    """Whether a program wrote the file, by its path or by the first lines of its docstring."""
    if _GENERATED_PATH.search(module.path):
        return True
    start = module.outline.docstring[:400]
    lower = start.lower()
    is_likely = "generated" in lower or "do not edit" in lower  # told sooner than by the pattern, and hardly ever so
    return is_likely and bool(_GENERATED_NOTE.search(start))
