"""What a common base would hold: in: a Scene and two classes; out: methods of one name whose bodies match, and their lines.

Code that is alike in shape only, under other names, is nothing that a base could take over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from archgraph.model.codebase import ClassKey
from archgraph.model.facts import Fingerprint, Fingerprints
from archgraph.plan.scene import Scene

_MATCHING = 0.8
"""The part of its statements that a method has in common with another from which on both are one text."""
_STATEMENT = 3
"""Bytes of a sketch for each statement."""
_MACHINERY = ("__repr__", "__str__", "__eq__", "__hash__")


@dataclass(frozen=True, slots=True)
class Common:
    """Methods that both have, by name, and the lines of them that are the same."""

    methods: tuple[str, ...]
    lines: int


def common(scene: Scene, a: ClassKey, b: ClassKey) -> Common:
    """What both have: methods of one name of which four fifths of the statements match."""
    mine, other = _prints(scene, a), _prints(scene, b)
    names: list[str] = []
    lines = 0
    for name in sorted(mine.keys() & other.keys()):
        part = _alike(mine[name][0], other[name][0])
        if part >= _MATCHING and name not in _MACHINERY:
            names.append(name)
            lines += int(part * min(mine[name][1], other[name][1]))
    return Common(tuple(names), lines)


def _prints(scene: Scene, key: ClassKey) -> Mapping[str, tuple[Fingerprint, int]]:
    """Method → its fingerprint, and its lines."""
    scopes = scene.codebase.modules[key.path].outline.scopes
    own = {fact.scope: name for name, fact in scene.functions(key).items()}
    found = scene.codebase.facts.section(key.path, Fingerprints).prints
    return {
        own[each.scope]: (each, scopes[each.scope].end_line - scopes[each.scope].line + 1)
        for each in found
        if each.scope in own
    }


def _alike(a: Fingerprint, b: Fingerprint) -> float:
    if a.shape and a.shape == b.shape:
        return 1.0
    mine, other = ([each.sketch[i : i + _STATEMENT] for i in range(0, len(each.sketch), _STATEMENT)] for each in (a, b))
    return SequenceMatcher(None, mine, other, autojunk=False).ratio() if mine and other else 0.0
