"""Which classes and modules of two states are the same: in: two states, out: what was added, is gone, moved or was renamed.

A class that is gone and one that is new are the same when they have nearly the same own members and the same name (moved)
or the same bases (renamed).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from archgraph.gate.change import Change
from archgraph.gate.state import Record, State

_ALIKE: Final = 0.7
"""Share of common members from which on two classes are taken for one."""


class Place(NamedTuple):
    """A class of a state: the dotted name alone is not unique."""

    class_: str
    path: str


class Build(NamedTuple):
    """What a class is made of."""

    name: str
    bases: str
    members: frozenset[str]


def classes_of(state: State) -> dict[Place, Record]:
    """The classes that win at run time, by name and path."""
    return {Place(row["class"], row["path"]): row for row in state.tables["classes"] if row["last"] != "0"}


def same_classes(old: State, new: State) -> dict[Place, Place]:
    """Classes that are gone → the class that each has become."""
    before, after = classes_of(old), classes_of(new)
    gone = {place: build for place, build in _builds(old, before).items() if place not in after}
    fresh = {place: build for place, build in _builds(new, after).items() if place not in before}
    pairs = [(score, place, other) for place in gone for other, score in _candidates(gone[place], fresh)]
    found: dict[Place, Place] = {}
    taken: set[Place] = set()
    for _, place, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if place not in found and other not in taken:
            found[place] = other
            taken.add(other)
    return found


def class_changes(old: State, new: State, same: Mapping[Place, Place]) -> Iterator[Change]:
    """Classes added, gone, moved and renamed."""
    before, after = classes_of(old), classes_of(new)
    for place, other in same.items():
        kind = "class_moved" if _last(place) == _last(other) else "class_renamed"
        yield Change(kind, other.class_, other.path, f"{place.class_} ({place.path})", f"{other.class_} ({other.path})")
    for place in before.keys() - after.keys() - same.keys():
        yield Change("class_gone", place.class_, place.path, place.class_, "")
    for place in after.keys() - before.keys() - set(same.values()):
        yield Change("class_added", place.class_, place.path, "", place.class_)


def module_changes(old: State, new: State) -> Iterator[Change]:
    """Modules added, gone and moved (the same content at another place)."""
    before = {row["path"]: row["module"] for row in old.tables["modules"]}
    after = {row["path"]: row["module"] for row in new.tables["modules"]}
    contents: dict[str, list[str]] = defaultdict(list)
    for path in sorted(before.keys() - after.keys()):
        if old.contents.get(path):
            contents[old.contents[path]].append(path)
    moved: dict[str, str] = {}
    for path in sorted(after.keys() - before.keys()):
        origins = contents.get(new.contents.get(path, ""), [])
        if origins:
            moved[origins.pop(0)] = path
    for origin, path in moved.items():
        yield Change("module_moved", after[path], path, origin, path)
    for path in before.keys() - after.keys() - moved.keys():
        yield Change("module_gone", before[path], path, before[path], "")
    for path in after.keys() - before.keys() - set(moved.values()):
        yield Change("module_added", after[path], path, "", after[path])


def _builds(state: State, classes: Iterable[Place]) -> dict[Place, Build]:
    members: dict[Place, set[str]] = defaultdict(set)
    for row in state.tables["members"]:
        if row["defined_in"] == row["class"] and row["kind"] != "external":
            members[Place(row["class"], row["path"])].add(row["member"])
    rows = classes_of(state)
    return {place: Build(_last(place), rows[place]["bases"], frozenset(members[place])) for place in classes}


def _candidates(build: Build, fresh: Mapping[Place, Build]) -> Iterator[tuple[Place, float]]:
    for place, other in fresh.items():
        common, every = len(build.members & other.members), len(build.members | other.members)
        share = common / every if every else float(build.bases == other.bases)
        if build.name == other.name and (share >= _ALIKE or (not every and share)):
            yield place, 1 + share
        elif build.bases == other.bases and common and share >= _ALIKE:
            yield place, share


def _last(place: Place) -> str:
    return place.class_.rpartition(".")[2]
