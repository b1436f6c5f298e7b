"""What a class has from its bases and the class that stays has not: members, what it passes for, and how it is set up."""

from __future__ import annotations

from archgraph.plan.breaks.breaking import Break, Broken
from archgraph.plan.breaks.config import config
from archgraph.plan.breaks.reads import attributes
from archgraph.plan.evidence.case import Case, bare, listed


def lost_bases(case: Case, carried: tuple[str, ...]) -> Break | None:
    """Bases of the code base that the other has not, with the public members that come from them."""
    scene, key = case.scene, case.member
    if case.cards[0].kind == "exception":  # who catches what is asked elsewhere
        return None
    lost = [each for each in scene.ancestors(key) - scene.ancestors(case.canonical) if each in scene.codebase.classes]
    names = sorted({bare(each) for each in lost if each != case.canonical} - _passes_for(case))
    if not names:
        return None
    inherited = frozenset(case.cards[0].inherited) - case.cards[0].offers.difference(case.cards[0].inherited)
    gone = sorted(inherited - attributes(scene, case.canonical) - {*carried, "model_config"})
    has = f", and does not have {listed(gone)} from there" if gone else ""
    question = f"who takes it for a {listed(names)}: {case.name} is none{has}"
    return Break(
        "base",
        question,
        (Broken(bare(key), key.path, key.line, f"is a {listed(names)}{has and f'; {case.name} is none{has}'}"),),
    )


def other_setup(case: Case, _carried: tuple[str, ...]) -> Break | None:
    """Options of a model that are otherwise there."""
    if case.cards[0].kind not in ("data", "settings"):
        return None
    mine, other = (config(case.scene, key) for key in (case.member, case.canonical))
    changed = [
        f"{name} is {mine.get(name) or 'not set'} here, {other.get(name) or 'not set'} there"
        for name in sorted(mine.keys() | other.keys())
        if mine.get(name) != other.get(name)
    ]
    if not changed:
        return None
    text = "; ".join(changed)
    return Break(
        "setup",
        f"who relies on how it is set up: {listed(changed)}",
        (Broken("model_config", case.member.path, case.member.line, text),),
    )


def _passes_for(case: Case) -> frozenset[str]:
    """Bare names of all that the other is, those of bases that are not known among them."""
    mro, record = case.scene.mros.get(case.canonical), case.scene.codebase.classes[case.canonical]
    above = [each.name for each in mro.ancestors] if mro else []
    return frozenset(name.partition("[")[0].rpartition(".")[2] for name in (*above, *record.bases))
