"""What methods of one name do: in: a Scene and two classes; out: those whose bodies call nothing in common, with what they call.

A name and a signature can be the same while the work is another: `send` that publishes here and opens a shell there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from archgraph.model.codebase import ClassKey
from archgraph.model.facts.uses import Uses
from archgraph.plan.evidence.scene import Scene

_FEWEST = 2
"""Calls of a body from which on they say what it does."""
_HABIT = re.compile(
    r"append|add|extend|update|get|set|pop|items|keys|values|join|r?split|l?strip|format|copy|lower|upper|replace|startswith|endswith"
    r"|encode|decode|debug|info|warning|error|exception|critical|log|print|sleep|now|utcnow|time|isoformat|total_seconds"
    r"|monotonic|perf_counter|get_?logger|sort|index|count|remove|insert|clear|discard|setdefault|uuid4|hex|wait_for|gather"
    r"|create_task|get_event_loop|field|super",
    re.IGNORECASE,
)
"""What every body may call: no sign of what it does."""


@dataclass(frozen=True, slots=True)
class Doing:
    """A method that both have, and what only the one's and only the other's body calls, sorted."""

    method: str
    here: tuple[str, ...]
    there: tuple[str, ...]
    is_other: bool
    """Whether the two bodies call nothing in common."""


def doings(scene: Scene, member: ClassKey, canonical: ClassKey) -> Iterator[Doing]:
    """One for each public method of both that calls enough on both sides to tell, in order of names."""
    mine, other = calls(scene, member), calls(scene, canonical)
    for name in sorted(mine.keys() & other.keys()):
        here, there = mine[name], other[name]
        if not name.startswith("_") and min(len(here), len(there)) >= _FEWEST:
            yield Doing(name, tuple(sorted(here - there)), tuple(sorted(there - here)), here.isdisjoint(there))


def calls(scene: Scene, key: ClassKey) -> Mapping[str, frozenset[str]]:
    """Method → bare names of what its body calls, habits left out; private methods of its own are followed once."""
    if key not in scene.calls:
        called = written(scene, key)
        scene.calls[key] = {name: _named(names, called) for name, names in called.items()}
    return scene.calls[key]


def reached(scene: Scene, key: ClassKey, methods: Iterable[str]) -> frozenset[str]:
    """The private methods of its own that these call, and those that they call in turn."""
    return reached_among(written(scene, key), methods)


def reached_among(called: Mapping[str, set[str]], methods: Iterable[str]) -> frozenset[str]:
    """The same, where it is known what each method calls."""
    found, left = frozenset[str](), frozenset(methods)
    while left:
        own = (name.partition(".") for method in left for name in called.get(method, ()))
        near = frozenset(last for owner, _, last in own if owner in ("self", "cls") and last in called)
        left = frozenset(name for name in near if name.startswith("_")) - found
        found |= left
    return found


def written(scene: Scene, key: ClassKey) -> Mapping[str, set[str]]:
    """Method → what it calls, as written: `self.box.open`."""
    if key not in scene.written:
        scene.written[key] = _called(scene, key)
    return scene.written[key]


def _called(scene: Scene, key: ClassKey) -> Mapping[str, set[str]]:
    scopes = scene.codebase.modules[key.path].outline.scopes
    own = {name: scopes[fact.scope] for name, fact in scene.functions(key).items()}
    called: dict[str, set[str]] = {name: set() for name in own}
    first, last = key.line, scene.codebase.classes[key].end_line
    uses = scene.codebase.facts.section(key.path, Uses).calls
    calls = [call for call in uses if first <= call.line <= last and not call.decorator]
    for name, scope in own.items():
        first, last = scope.line, scope.end_line
        called[name].update([call.func for call in calls if first <= call.line <= last])
    return called


def _named(written: set[str], called: Mapping[str, set[str]]) -> frozenset[str]:
    """Bare names; for a method of its own that is called, what that one calls."""
    found: set[str] = set()
    for name in written:
        owner, _, last = name.rpartition(".")
        inner = called.get(last, set()) if owner in ("self", "cls") else set()
        found.update((each.rpartition(".")[2] for each in inner) if inner else (last,))
    return frozenset(filter(is_telling, found))


@lru_cache(maxsize=1 << 14)
def is_telling(name: str) -> bool:
    """Whether that a body calls a function of this bare name says what it does."""
    return not _HABIT.fullmatch(name)
