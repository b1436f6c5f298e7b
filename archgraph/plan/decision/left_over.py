"""Classes that only their own module uses, which nothing needs: in: a Case; out: that the one goes with it, or what must be
known before."""

from __future__ import annotations

from archgraph.plan.decision.doubts import doubts, only_starts_and_ends
from archgraph.plan.decision.unused import can_stand_in
from archgraph.plan.evidence.aged import is_dated
from archgraph.plan.evidence.carried import is_left_alone
from archgraph.plan.evidence.case import COPIED, DELETE, UNDECIDED, VALUES, Case, Judgement, bounded, listed

_LITTLE = 0.25
"""The part of the fields below which one record says nothing of another."""


def with_its_module(case: Case) -> Judgement | None:
    """What only its own module uses, which nothing but tests imports or runs, is used by nobody; a copy can serve that all the
    same, and so can what has all that its module asks for."""
    scene, key = case.scene, case.member
    is_apt = case.cards[0].kind == "class" or bool(case.carried) or _is_old_record_beside_none(case)
    is_apt = is_apt or not scene.asking(key.path)
    if not is_apt or case.kin.text >= COPIED or not is_left_alone(scene, key):
        return None
    is_needed = scene.sought_by(key) or scene.frameworks(key) or scene.neighbours.is_plugin(key) or scene.is_named(key)
    is_needed = is_needed or only_starts_and_ends(case)
    if is_needed or case.canonical.path in scene.deserted or not _is_in_use(case):
        return None
    return _going(case)


def _is_in_use(case: Case) -> bool:
    """Whether something uses the other, or production needs the module of a record or an enum, which reads it itself."""
    scene, key = case.scene, case.canonical
    return scene.is_in_use(key) or (case.cards[1].kind in VALUES and key.path in scene.needed_by)


def _going(case: Case) -> Judgement | None:
    """That it goes with its module, unless only tests keep it from that, or the other is no better off."""
    scene, key = case.scene, case.member
    lost = f"; only it has {listed(case.unique)}" if case.unique else ""
    left, packages = sorted(scene.asking(key.path) & scene.left), sorted(scene.passing_on(key.path))
    tests = scene.asking(key.path) - scene.left
    who = _who(case, left, packages)
    if tests and (case.cards[0].kind in VALUES or not can_stand_in(case)):
        if packages or left:
            return None
        reason = f"nothing but its own module uses it, and {who}; in use is {case.name}{lost}"
        return Judgement(
            UNDECIDED, reason, 0.4, f"whether {key.path} is to go as a whole, or what runs it is yet to come"
        )
    if case.cards[0].kind in VALUES and not case.kin.text and case.kin.shared < _LITTLE:
        reason = f"nothing but its own module uses it, and {who}; {case.name} has few of its fields"
        return Judgement(UNDECIDED, reason, 0.4, f"whether {key.path} is to go as a whole")
    if case.canonical.path in scene.broken.failing and key.path not in scene.broken.failing:
        reason = f"only its own module uses it, and {who}; the module of {case.name} imports what is not there"
        return Judgement(UNDECIDED, reason, 0.4, "which of the two modules is needed at all")
    reason = f"{who if left else f'only its own module uses it, and {who}'}; in use is {case.name}{lost}"
    sure = 0.7 - 0.1 * (len(case.unique) > 2) - 0.1 * (not case.kin.shared) - 0.1 * bool(tests)
    asked = [f"whether {listed([key.path, *left])} {'are' if left else 'is'} to go as a whole"]
    asked += [f"whether others than this code take it from {listed(packages)}"] if packages else []
    asked += ["which tests go with it"] if tests else []
    return Judgement(DELETE, reason, bounded(sure), "; ".join((*asked, *doubts(case, goes=True))))


def _who(case: Case, left: list[str], packages: list[str]) -> str:
    """Who imports its module, in words; `left`: files that nothing needs, `packages`: those that hand names on to nobody."""
    path = case.member.path
    importers = sorted(case.scene.asking(path))
    if importers:
        needless = f", and nothing needs {listed(left)}" if left else ""
        return f"only {listed(importers)} {'imports' if len(importers) == 1 else 'import'} {path}{needless}"
    besides = f" but {listed(packages)}, from where none takes anything of it" if packages else ", not even a test"
    return f"nothing imports {path}{besides}"


def _is_old_record_beside_none(case: Case) -> bool:
    """Whether it is a record that is old by its own account, and what stays holds nothing: fields have no place there."""
    is_record = case.cards[0].kind in ("data", "settings") and is_dated(case.scene, case.member)
    return is_record and not case.cards[1].fields and not case.scene.held(case.canonical)
