"""What became of import cycles: in: two states, out: cycles made, broken, grown and shrunk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from archgraph.gate.change import Change
from archgraph.gate.state import State

Cycle = frozenset[str]


def cycle_changes(old: State, new: State, names: Mapping[str, str]) -> Iterator[Change]:
    """A cycle that has most of its modules in common with one before is the same; `names`: modules that moved."""
    before, after = _cycles(old, names), _cycles(new, {})
    origins = _origins(before, after)
    for cycle, path in after.items():
        origin = origins.get(cycle)
        if origin is None:
            yield Change("cycle_made", _shown(cycle), path, "", _shown(cycle))
        elif origin != cycle:
            said = f"{len(cycle)} modules, {len(origin)} before: {_difference(origin, cycle)}"
            yield Change("cycle_changed", said, path, _shown(origin), _shown(cycle))
    for cycle in before.keys() - set(origins.values()):
        yield Change("cycle_broken", _shown(cycle), before[cycle], _shown(cycle), "")


def _cycles(state: State, names: Mapping[str, str]) -> dict[Cycle, str]:
    """Cycles at import time by their modules, each with the path of one."""
    modules: dict[str, set[str]] = defaultdict(set)
    paths: dict[str, str] = {}
    for row in state.tables["cycles"]:
        if row["weak"] == "0":
            modules[row["cycle"]].add(names.get(row["importer"], row["importer"]))
            paths.setdefault(row["cycle"], row["path"])
    return {frozenset(members): paths[cycle] for cycle, members in modules.items()}


def _origins(before: Mapping[Cycle, str], after: Mapping[Cycle, str]) -> dict[Cycle, Cycle]:
    """The cycles of now → the one that each was: the most common modules first, more than half of the smaller one's."""
    pairs = [
        (len(cycle & origin), sorted(origin), origin, cycle) for cycle in after for origin in before if cycle & origin
    ]
    found: dict[Cycle, Cycle] = {}
    for common, _, origin, cycle in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        is_free = cycle not in found and origin not in found.values()
        if is_free and 2 * common > min(len(cycle), len(origin)):
            found[cycle] = origin
    return found


def _difference(origin: Cycle, cycle: Cycle) -> str:
    words = [f"+ {name}" for name in sorted(cycle - origin)] + [f"- {name}" for name in sorted(origin - cycle)]
    return ", ".join(words)


def _shown(cycle: Cycle) -> str:
    return ", ".join(sorted(cycle))
