"""File names from names of classes: in: class keys, out: names that every file system takes and that never clash."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from archgraph.model.codebase import ClassKey

_LONGEST: Final = 120
_OTHER: Final = re.compile(r"[^A-Za-z0-9._-]+")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)|index\Z", re.IGNORECASE)


def file_names(keys: Iterable[ClassKey]) -> Mapping[ClassKey, str]:
    """A file name without ending for each class: its dotted name where that is possible and unique, case ignored; else
    with a digest of name and path, and its number among the statements of that name in one file."""
    ordered = sorted(set(keys))
    readable = {key: _readable(key.class_) for key in ordered}
    taken = Counter(name.casefold() for name in readable.values())
    seen: Counter[tuple[str, str]] = Counter()
    names = {}
    for key in ordered:
        seen[key.class_, key.path] += 1
        unique = taken[readable[key].casefold()] == 1
        names[key] = readable[key] if unique else f"{readable[key]}-{_digest(key)}-{seen[key.class_, key.path]}"
    return names


def _readable(dotted: str) -> str:
    name = _OTHER.sub("_", dotted).strip(".") or "_"
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST]}-{sha256(dotted.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    return f"_{name}" if _RESERVED.match(name) or name[0] == "-" else name


def _digest(key: ClassKey) -> str:
    return sha256(f"{key.class_}\0{key.path}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
