"""What a common base would hold: in: a Scene and two classes; out: methods of one name whose bodies match, and their lines.

Code that is alike in shape only, under other names, is nothing that a base could take over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from archgraph.model.codebase import ClassKey
from archgraph.model.facts.fingerprints import Fingerprint, Fingerprints
from archgraph.plan.evidence.scene import Scene

_MATCHING = 0.8
"""The part of its statements that a method has in common with another from which on both are alike."""
_NAMES = 0.6
"""The part of the smaller one's names that both use from which on what is alike says the same."""
_STATEMENT, _NAME = 3, 2
"""Bytes of a sketch for each statement, and for each name."""
_FEWEST = 3
"""Statements of a body from which on it says something."""
_MACHINERY = ("__repr__", "__str__", "__eq__", "__hash__")


@dataclass(frozen=True, slots=True)
class Common:
    """Methods that both have, by name, and the lines of them that are the same; `exact`: those that are one text, names and
    all."""

    methods: tuple[str, ...]
    lines: int
    exact: tuple[str, ...] = ()
    statements: int = 0


def common(scene: Scene, a: ClassKey, b: ClassKey) -> Common:
    """What both have: methods of one name of which four fifths of the statements match, and most of the names."""
    mine, other = _prints(scene, a), _prints(scene, b)
    names: list[str] = []
    exact: list[str] = []
    lines = statements = 0
    for name in sorted(mine.keys() & other.keys() - {*_MACHINERY}):
        (here, length), (there, other_length) = mine[name], other[name]
        part, said = _alike(here, there), _said(here, there)
        if part >= _MATCHING and said >= _NAMES:
            names.append(name)
            exact += [name] if here.exact == there.exact and part == said == 1.0 else []
            lines += int(part * min(length, other_length))
            statements += min(here.statements, there.statements)
    return Common(tuple(names), lines, tuple(exact), statements)


def are_one_text(scene: Scene, a: ClassKey, b: ClassKey) -> bool:
    """Whether two classes are the same letter by letter, docstrings apart; never said of fewer than three statements."""
    mine, other = (_whole(scene, key) for key in (a, b))
    return bool(mine) and mine == other


def bodies_alike(mine: Fingerprint | None, other: Fingerprint | None) -> bool:
    """Whether two methods have bodies of one text; never said of fewer than three statements."""
    if mine is None or other is None:
        return False
    less, more = sorted((mine.statements, other.statements))
    if less < max(_FEWEST, _MATCHING / (2 - _MATCHING) * more):  # too few of them can match
        return False
    return _alike(mine, other) >= _MATCHING and _said(mine, other) >= _NAMES


def prints(scene: Scene, key: ClassKey) -> Mapping[str, Fingerprint]:
    """The fingerprints of its methods, by name."""
    return {name: each for name, (each, _) in _prints(scene, key).items()}


def _whole(scene: Scene, key: ClassKey) -> bytes:
    scope = scene.codebase.classes[key].scope
    found = scene.codebase.facts.section(key.path, Fingerprints).prints
    return next((each.exact for each in found if each.scope == scope), b"")


def _prints(scene: Scene, key: ClassKey) -> Mapping[str, tuple[Fingerprint, int]]:
    """Method → its fingerprint, and its lines."""
    scopes = scene.codebase.modules[key.path].outline.scopes
    own = {fact.scope: name for name, fact in scene.functions(key).items() if not fact.is_stub}
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


def _said(a: Fingerprint, b: Fingerprint) -> float:
    """How many of the names in the smaller one the other has, too."""
    mine, other = (frozenset(each.names[i : i + _NAME] for i in range(0, len(each.names), _NAME)) for each in (a, b))
    return len(mine & other) / min(len(mine), len(other)) if mine and other else 1.0
