"""Why one class stays and not the other: in: a Case; out: a sentence with the figures of both, and what follows from them."""

from __future__ import annotations

from archgraph.model.codebase import ClassKey
from archgraph.model.facts.outline import Status
from archgraph.plan.evidence.aged import is_dated, why_dated
from archgraph.plan.evidence.case import Case
from archgraph.plan.evidence.use import among_themselves, use
from archgraph.plan.survivor.canonical import figures
from archgraph.plan.survivor.yielding import gives_way


def why_that_one(case: Case) -> str:
    """The figures of both, and what follows from them."""
    scene = case.scene
    best, mine = (figures(scene, key) for key in (case.canonical, case.member))
    used, rival = (sum(use(scene, key)) + scene.standings[key].subclasses for key in (case.canonical, case.member))
    if used > rival:
        how = "is used more" if rival else "is the one that is used"
        return f"{case.name} {how} ({best}); this one: {mine}"
    if not used and not rival:
        where = "" if case.cards[0].zone == "testinfra" else "outside tests "
        is_apart = any(among_themselves(scene, key) for key in (case.canonical, case.member))
        home = "where nothing but tests reaches" if is_apart else "in its own file"
        return f"{where}each is used {home} at most; {case.name} stays{_beside_use(case)} ({best}); this one: {mine}"
    return f"{case.name} stays{_beside_use(case)} ({best}); this one: {mine}"


def _importers(case: Case, key: ClassKey) -> int:
    return len(case.scene.importers.get(key.path, ()))


def _beside_use(case: Case) -> str:
    """What decides where use does not: the first that holds."""
    best, other = (case.scene.standings[key] for key in (case.canonical, case.member))
    card, rival = case.scene.cards[case.canonical], case.scene.cards[case.member]
    why = gives_way(case.scene, case.member, case.canonical)
    modules = case.scene.codebase.modules
    is_broken = modules[case.member.path].outline.status is not Status.PARSED
    told = (
        (
            is_broken and modules[case.canonical.path].outline.status is Status.PARSED,
            ", since this one's file does not parse",
        ),
        (case.kin.successor == case.canonical, ", as a docstring says"),
        (
            is_dated(case.scene, case.member) and not is_dated(case.scene, case.canonical),
            f", since {why_dated(case.scene, case.member)} says that this one is old",
        ),
        (bool(why), f", since {why}"),
        (
            case.scene.loads.imports(case.member.path, case.canonical.path),
            ", since this one's module imports its module",
        ),
        (best.subclasses > other.subclasses, ", since more classes inherit from it"),
        (_importers(case, case.canonical) > _importers(case, case.member), ", since more files import its module"),
        (card.service in case.scene.shared_services, ", since it stands in a library of the others"),
        (len(card.offers) > len(rival.offers), ", since it offers more"),
    )
    return next((text for holds, text in told if holds), ", with little to choose between them")
