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


Hint = tuple[object, ...]


def classes_of(state: State) -> dict[Place, Record]:
    """The classes that win at run time, by name and path."""
    return {Place(row["class"], row["path"]): row for row in state.tables["classes"] if row["last"] != "0"}


def same_classes(old: State, new: State) -> dict[Place, Place]:
    """Classes that are gone → the class that each has become."""
    before, after = classes_of(old), classes_of(new)
    gone = _builds(old, [place for place in before if place not in after])
    fresh = _builds(new, [place for place in after if place not in before])
    alike: dict[Hint, list[Place]] = defaultdict(list)
    for place, build in fresh.items():
        for hint in _hints(place, build):
            alike[hint].append(place)
    pairs = {
        (_likeness(build, fresh[other]), place, other)
        for place, build in gone.items()
        for hint in _hints(place, build)
        for other in alike[hint]
    }
    found: dict[Place, Place] = {}
    taken: set[Place] = set()
    for score, place, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if score and place not in found and other not in taken:
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
    """Modules added, gone and moved."""
    before, after, moved = _modules(old), _modules(new), moved_files(old, new)
    for origin, path in moved.items():
        yield Change("module_moved", after[path], path, origin, path)
    for path in before.keys() - after.keys() - moved.keys():
        yield Change("module_gone", before[path], path, before[path], "")
    for path in after.keys() - before.keys() - set(moved.values()):
        yield Change("module_added", after[path], path, "", after[path])


def new_names(old: State, new: State) -> dict[str, str]:
    """The dotted names of modules that moved → what they are called now."""
    before, after = _modules(old), _modules(new)
    return {before[origin]: after[path] for origin, path in moved_files(old, new).items()}


def moved_files(old: State, new: State) -> dict[str, str]:
    """Paths that are gone → where the same content stands now, as far as contents are known."""
    before, after = _modules(old), _modules(new)
    contents: dict[str, list[str]] = defaultdict(list)
    for path in sorted(before.keys() - after.keys()):
        if old.contents.get(path):
            contents[old.contents[path]].append(path)
    moved: dict[str, str] = {}
    for path in sorted(after.keys() - before.keys()):
        origins = contents.get(new.contents.get(path, ""), [])
        if origins:
            moved[origins.pop(0)] = path
    return moved


def _modules(state: State) -> dict[str, str]:
    return {row["path"]: row["module"] for row in state.tables["modules"]}


def _builds(state: State, classes: Iterable[Place]) -> dict[Place, Build]:
    members: dict[Place, set[str]] = defaultdict(set)
    for row in state.tables["members"]:
        if row["defined_in"] == row["class"] and row["kind"] != "external":
            members[Place(row["class"], row["path"])].add(row["member"])
    rows = classes_of(state)
    return {place: Build(_last(place), rows[place]["bases"], frozenset(members[place])) for place in classes}


def _hints(place: Place, build: Build) -> Iterator[Hint]:
    """What a class and the one it has become have in common, one of these at least: their name, their file, or all they
    are made of. Comparing every class with every other would take minutes where a whole package is renamed."""
    yield ("name", build.name)
    yield ("path", place.path)
    if build.members:
        yield ("build", build.bases, build.members)


def _likeness(build: Build, other: Build) -> float:
    """0: not the same class; above 1: of the same name."""
    every = len(build.members | other.members)
    share = len(build.members & other.members) / every if every else float(build.bases == other.bases)
    if share < _ALIKE:
        return 0.0
    if build.name == other.name:
        return 1 + share
    return share if build.bases == other.bases and every else 0.0


def _last(place: Place) -> str:
    return place.class_.rpartition(".")[2]
