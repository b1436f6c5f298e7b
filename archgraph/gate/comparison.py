"""The comparison: in: two states, out: all that changed between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from archgraph.gate.baseline import Baseline, known_of
from archgraph.gate.change import WHAT, Change, Comparison
from archgraph.gate.cycles import cycle_changes
from archgraph.gate.judged import Judged
from archgraph.gate.names import Place, class_changes, module_changes, new_names, same_classes
from archgraph.gate.ratchet import Sight, weigh
from archgraph.gate.reach import landing_changes, mro_changes
from archgraph.gate.scorecard import Decision
from archgraph.gate.selection import Selection
from archgraph.gate.state import Record, State


class Copy(NamedTuple):
    """A member of a cluster: where it stands, and what it is a copy of."""

    path: str
    others: str


def compare(
    old: State, new: State, decisions: tuple[Decision, ...] = (), selection: Selection | None = None
) -> Comparison:
    """Everything that is different in `new`; findings of the selected rules."""
    same = same_classes(old, new)
    modules = new_names(old, new)
    found = {
        *module_changes(old, new),
        *_pairs("import", _imports(old, modules), _imports(new, {})),
        *cycle_changes(old, new, modules),
        *class_changes(old, new, same),
        *_roles("manager", "managers", old, new, same),
        *_roles("registry", "registries", old, new, same),
        *mro_changes(old, new, same),
        *landing_changes(old, new, same),
        *_copies(_duplicates(old, same, modules), _duplicates(new, {}, {})),
        *_findings(old.judged, new.judged, selection or Selection()),
        *_figures(old.judged, new.judged),
    }
    ranks = {kind: rank for rank, kind in enumerate(WHAT)}
    ordered = sorted(found, key=lambda c: (ranks[c.what], c.subject, c.path, c.old, c.new))
    failed = {f"{problem.path}: {problem.message}" for state in (old, new) for problem in state.judged.failed}
    return Comparison(old.name, new.name, tuple(ordered), decisions, tuple(sorted(failed)))


def _pairs(kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """Subjects (→ path) of which one state has none."""
    for subject in new.keys() - old.keys():
        yield Change(f"{kind}_added", subject, new[subject], "", subject)
    for subject in old.keys() - new.keys():
        yield Change(f"{kind}_gone", subject, old[subject], subject, "")


def _copies(old: Mapping[str, Copy], new: Mapping[str, Copy]) -> Iterator[Change]:
    """Members of clusters that were in none, or are in none now."""
    for member in new.keys() - old.keys():
        yield Change("duplicate_made", member, new[member].path, "", new[member].others)
    for member in old.keys() - new.keys():
        yield Change("duplicate_removed", member, old[member].path, old[member].others, "")


def _imports(state: State, names: Mapping[str, str]) -> dict[str, str]:
    """Imports; modules that moved by their new name."""
    return {
        f"{names.get(row['importer'], row['importer'])} -> {names.get(row['imported'], row['imported'])}": row["path"]
        for row in state.tables["imports"]
    }


def _roles(kind: str, table: str, old: State, new: State, same: Mapping[Place, Place]) -> Iterator[Change]:
    """Production classes of the role that are more or less; one that moved is neither."""
    moved = {place: same.get(place, place) for place in _counted(old.tables[table])}
    before, after = set(moved.values()), set(_counted(new.tables[table]))
    for place in after - before:
        yield Change(f"{kind}_plus", place.class_, place.path, "", place.class_)
    for origin, place in moved.items():
        if place not in after:
            yield Change(f"{kind}_minus", origin.class_, origin.path, origin.class_, "")


def _counted(rows: Sequence[Record]) -> list[Place]:
    return [Place(row["class"], row["path"]) for row in rows if row["zone"] == "production" and row["double"] == "0"]


def _duplicates(state: State, same: Mapping[Place, Place], modules: Mapping[str, str]) -> dict[str, Copy]:
    """Members of clone clusters; those of classes and modules that moved by their new name."""
    names = {**modules, **{place.class_: other.class_ for place, other in same.items()}}
    clusters: dict[str, list[tuple[str, str]]] = {}
    for row in state.tables["duplicates"]:
        clusters.setdefault(row["cluster"], []).append((_renamed(row["member"], names), row["path"]))
    return {
        member: Copy(path, _named([other for other, _ in members if other != member]))
        for members in clusters.values()
        for member, path in members
    }


def _named(members: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    more = f" and {len(members) - 1} more" if len(members) > 1 else ""
    return f"{min(members)}{more}" if members else ""


def _renamed(member: str, names: Mapping[str, str]) -> str:
    owner, _, name = member.rpartition(".")
    return f"{names[owner]}.{name}" if owner in names else names.get(member, member)


def _findings(old: Judged, new: Judged, selection: Selection) -> Iterator[Change]:
    """New and fixed findings, by the rules of the ratchet; suppressed ones are not counted."""
    before, now = (
        [finding for finding in state.findings if selection.keeps(finding.rule) and not finding.suppressed_by]
        for state in (old, new)
    )
    known = known_of(before)
    sight = Sight(frozenset(new.files), frozenset(new.recovered), frozenset())
    weighed = weigh(now, Baseline(findings=tuple(known.values())), sight, selection.keeps)
    for finding in weighed.new:
        yield Change("finding_new", f"{finding.rule}: {finding.message}", finding.path, "", finding.id)
    for entries, kind in ((weighed.fixed, "finding_fixed"), (weighed.kept, "finding_out_of_sight")):
        for entry in entries:
            yield Change(kind, f"{entry.rule}: {entry.message}", entry.path, entry.id, "")


def _figures(old: Judged, new: Judged) -> Iterator[Change]:
    for name in _both(old.figures, new.figures):
        before, after = old.figures[name].value, new.figures[name].value
        if before != after:
            yield Change("figure", name, "", str(before), str(after))


def _both(first: Iterable[str], second: Iterable[str]) -> list[str]:
    return sorted(set(first) & set(second))
