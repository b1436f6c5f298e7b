"""How many lines an advice saves: in: a Case, what is judged of it and what is carried over; out: lines that really go."""

from __future__ import annotations

from collections.abc import Iterable

from archgraph.model.codebase import ClassKey
from archgraph.plan.evidence.case import CONSOLIDATE, CONVERT, DELETE, Case, Judgement
from archgraph.plan.evidence.doings import reached
from archgraph.plan.evidence.scene import Scene


def saved(case: Case, judgement: Judgement, stay: Iterable[str]) -> int:
    """Lines of the class without those of the members that stay or are carried over, and of the private methods which those
    need and the class that takes them does not have."""
    scene, member = case.scene, case.member
    if judgement.saved is not None:
        return judgement.saved
    if judgement.action == DELETE:
        return scene.lines(member)
    if judgement.action not in (CONSOLIDATE, CONVERT) or judgement.becomes:
        return 0
    names = frozenset(stay)
    theirs = scene.functions(case.canonical)
    needed = frozenset(name for name in reached(scene, member, names) if name not in theirs)
    return max(0, scene.lines(member) - _lines(scene, member, names | needed) - 1)


def _lines(scene: Scene, key: ClassKey, names: frozenset[str]) -> int:
    """Lines of these members: of methods all, of a field one."""
    scopes, own = scene.codebase.modules[key.path].outline.scopes, scene.codebase.classes[key].scope
    inside = [scope for scope in scopes if scope.parent == own]
    fields = (frozenset(scene.cards[key].fields) & names).difference(scope.name for scope in inside)
    return sum(scope.end_line - scope.start_line + 1 for scope in inside if scope.name in names) + len(fields)
