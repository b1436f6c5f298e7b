"""Run as a program: imports modules and says which of their lines touched the process environment.

In: argv: a folder, then the modules to import from it; out: JSON [[file, line, operation, key], ...]. What a C function
does with the whole mapping (`dict(os.environ)`, `**os.environ`) is told by the operations that it asks for.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable
from typing import Any

ROOT = sys.argv[1]
SEEN: list[tuple[str, int, str, str]] = []
OPERATIONS = {
    "__getitem__": "subscript", "__setitem__": "write", "__delitem__": "delete", "__contains__": "contains",
    "__iter__": "iterate", "get": "get", "setdefault": "setdefault", "update": "update", "copy": "copy", "pop": "pop",
    "items": "items", "keys": "keys", "values": "items", "clear": "clear", "__ior__": "update", "__or__": "pass",
    "popitem": "pop", "__len__": "pass",
}  # fmt: skip


def recording(operation: str, real: Callable[..., Any], skipped: int) -> Callable[..., Any]:
    """The function, which also writes down who calls it when that is one of the modules."""

    def call(*args: Any, **keywords: Any) -> Any:
        frame = sys._getframe(1)
        if frame.f_code.co_filename.startswith(ROOT):
            given = args[skipped:]
            key = given[0] if given and isinstance(given[0], str) else keywords.get("key", "")
            SEEN.append((os.path.relpath(frame.f_code.co_filename, ROOT), frame.f_lineno, operation, key))
        return real(*args, **keywords)

    return call


def main() -> None:
    """Import the modules with an environment that listens."""
    os.environ.update(dict.fromkeys("ABCDFG", "1"))
    own = type(os.environ)
    methods = {name: recording(operation, getattr(own, name), 1) for name, operation in OPERATIONS.items()}
    os.environ.__class__ = type("Listening", (own,), methods)
    for name in ("getenv", "putenv", "unsetenv"):
        setattr(os, name, recording(name, getattr(os, name), 0))
    sys.path.insert(0, ROOT)
    for name in sys.argv[2:]:
        importlib.import_module(name)
    json.dump(SEEN, sys.stdout)


if __name__ == "__main__":
    main()
