"""Where a candidate's steps change code: in: its decisions and all usages; out: one Change per place, in working order."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Candidate, Change, Decision
from archgraph.model.results import Usage
from archgraph.model.source import Zone
from archgraph.plan.decide import CONSOLIDATE, DELETE
from archgraph.plan.scene import Scene

_ORDER = ("import", "subclass", "instantiate", "call", "register", "annotate", "patch")


def changes(scene: Scene, candidate: Candidate) -> Iterator[Change]:
    """First what the canonical takes over, then every place that must name it, tests after production, then the removal."""
    step = 0
    for decision in candidate.decisions:
        if not decision.changes_code:
            continue
        for change in dict.fromkeys(_of(scene, candidate, decision)):  # a line may import a class by two names
            step += 1
            yield Change(candidate.candidate, step, *change)


Row = tuple[str, str, int, str, str]


def _of(scene: Scene, candidate: Candidate, decision: Decision) -> Iterator[Row]:
    member, canonical = decision.key, candidate.canonical
    if decision.way == "base":
        for each in sorted((member, canonical)):
            yield "give base", each.path, each.line, each.class_, "a common base with what both have"
        return
    if decision.action == CONSOLIDATE:
        yield from _carried(scene, decision, canonical)
    old = member.class_
    new = f"{old.rpartition('.')[0]}.{decision.becomes}" if decision.becomes else canonical.class_
    for row in _users(scene, decision):
        yield f"{'test ' if row.zone in (Zone.TEST, Zone.TESTINFRA) else ''}{row.what}", row.path, row.line, old, new
    what = decision.way if decision.way in ("alias", "rename") else "remove"
    replacement = {"rename": new, "alias": f"{_bare(member)} = {_bare(canonical)}", "remove": ""}[what]
    yield what, member.path, member.line, old, replacement


def _carried(scene: Scene, decision: Decision, canonical: ClassKey) -> Iterator[Row]:
    lines = {name: fact.scope for name, fact in scene.functions(decision.key).items()}
    scopes = scene.codebase.modules[decision.key.path].outline.scopes
    for name in decision.unique_members:
        line = scopes[lines[name]].line if name in lines else decision.key.line
        yield "carry over", decision.key.path, line, f"{decision.key.class_}.{name}", f"{canonical.class_}.{name}"


def _users(scene: Scene, decision: Decision) -> list[Usage]:
    """Every place outside the class that names it; of a class to delete only tests are left."""
    record = scene.codebase.classes[decision.key]
    inside = range(record.line, record.end_line + 1)
    rows = (
        row
        for row in scene.uses.get(decision.key.class_, ())
        if not (row.path == decision.key.path and row.line in inside) and row.what in _ORDER
    )
    return sorted(rows, key=lambda r: (r.zone in (Zone.TEST, Zone.TESTINFRA), r.path, r.line, _ORDER.index(r.what)))


def _bare(key: ClassKey) -> str:
    return key.class_.rpartition(".")[2]


def touched(scene: Scene, candidate: Candidate, rows: tuple[Change, ...]) -> tuple[str, ...]:
    """All files that the candidate changes: the canonical's when something is carried over, and those of its changes."""
    carries = any(d.unique_members and d.action in (CONSOLIDATE, DELETE) for d in candidate.decisions if d.changes_code)
    own = {candidate.canonical.path} if carries else set()
    return tuple(sorted(own | {row.path for row in rows}))
