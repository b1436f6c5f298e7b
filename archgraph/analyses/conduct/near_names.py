"""Near names: in: the classes with a profile and all others, out: for each, the classes whose names are easily mistaken.

Alike are names of the same words in any order or spelling (`WebSocketManager`, `WebsocketManagerV2`), leaving out words
that only qualify, and names that differ by a letter or two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from archgraph.analyses.duty.domain import is_qualifier, is_role
from archgraph.analyses.words import lower_words
from archgraph.model.codebase import ClassKey, ClassRecord, Codebase
from archgraph.model.results.conduct import NearName
from archgraph.model.source import Zone

_MOST = 8
_ALIKE = 0.9


def near_names(codebase: Codebase, keys: Iterable[ClassKey]) -> Mapping[ClassKey, tuple[NearName, ...]]:
    """The near names of each class, those of its own service first."""
    records = [r for r in codebase.classes.values() if r.zone is Zone.PRODUCTION and r.last]
    by_words: dict[str, list[ClassRecord]] = {}
    by_shape: dict[tuple[str, str], list[ClassRecord]] = {}
    for record in records:
        by_words.setdefault(_essence(record.name), []).append(record)
        by_shape.setdefault(_shape(record.name), []).append(record)
    found: dict[ClassKey, tuple[NearName, ...]] = {}
    for key in keys:
        own = codebase.classes[key]
        essence = _essence(own.name)
        same = [r for r in by_words.get(essence, ()) if r.name != own.name and essence]
        alike = [r for r in by_shape.get(_shape(own.name), ()) if r not in same and _is_spelled_alike(r.name, own.name)]
        rows = [NearName(r.key, "the same words") for r in same] + [
            NearName(r.key, "nearly the same letters") for r in alike
        ]
        rows.sort(key=lambda row: (codebase.classes[row.key].service != own.service, row.key))
        found[key] = tuple(rows[:_MOST])
    return found


def _essence(name: str) -> str:
    """The letters of the words that count, in the order of the alphabet; "" when only the role is left."""
    parts = [part for part in lower_words(name) if not is_qualifier(part)]
    return "".join(sorted("".join(parts))) if any(not is_role(part) for part in parts) else ""


def _shape(name: str) -> tuple[str, str]:
    """Names of different shape are not compared letter by letter."""
    return name[:2].lower(), name[-2:].lower()


def _is_spelled_alike(name: str, other: str) -> bool:
    if name == other or abs(len(name) - len(other)) > 2:
        return False
    return SequenceMatcher(None, name.lower(), other.lower(), autojunk=False).ratio() >= _ALIKE
