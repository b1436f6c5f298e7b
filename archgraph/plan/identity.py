"""Names of candidates: in: classes; out: an id that stays the same while the classes do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from archgraph.model.codebase import ClassKey


def candidate_id(keys: Iterable[ClassKey]) -> str:
    """A stable name made of the members' names."""
    names = sorted(f"{key.class_} {key.path}" for key in keys)
    return "p-" + hashlib.sha256("\n".join(names).encode(errors="surrogatepass")).hexdigest()[:10]
