"""What is needed of a class: in: a Case; out: members that only it has and that tests call, and those to be carried over."""

from __future__ import annotations

from archgraph.model.facts.uses import Uses
from archgraph.plan.case import Case, bare
from archgraph.plan.scene import RUNNING


def carried(case: Case) -> tuple[str, ...]:
    """What the class that stays takes over, in source order: what only the other has, and of one that nothing uses no more
    than tests need. Values of an enum are not followed, so they may be used."""
    scene, key = case.scene, case.member
    may_be_used = (
        scene.is_in_use(key) or case.cards[0].kind == "enum" or scene.is_handed_on(key) or scene.sought_by(key)
    )
    if may_be_used or scene.is_named(key):
        return case.unique
    needed = needed_by_tests(case)
    return tuple(name for name in case.unique if name in needed)


def needed_by_tests(case: Case) -> tuple[str, ...]:
    """Members that only it has, and that tests which import it call, or give to its constructor; sorted."""
    scene, name, lost = case.scene, bare(case.member), frozenset(case.unique)
    rows = (row for row in scene.uses.get(case.member.class_, ()) if row.what == "import")
    found: set[str] = set()
    for path in sorted({row.path for row in rows if row.zone not in RUNNING} if lost else ()):
        for call in scene.codebase.facts.section(path, Uses).calls:
            called = call.func.rpartition(".")[2]
            found.add(called)
            found.update(given for given, _ in call.keywords if called == name)
    return tuple(sorted(lost & found))
