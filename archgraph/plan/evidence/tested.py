"""What is needed of a class: in: a Case; out: members that only it has and that tests call, and those to be carried over."""

from __future__ import annotations

from archgraph.model.facts.uses import Uses
from archgraph.plan.evidence.case import Case, bare
from archgraph.plan.evidence.scene import RUNNING


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
    """Members that only it has, and that tests which use it call, or give to its constructor; sorted. To import it is no
    use yet: what such a test calls is another's."""
    scene, name, lost = case.scene, bare(case.member), frozenset(case.unique)
    rows = scene.uses.get(case.member.class_, ()) if lost else ()
    taking, doing = ({row.path for row in rows if (row.what == "import") is is_taken} for is_taken in (True, False))
    tests = sorted(path for path in taking & doing if scene.codebase.modules[path].zone not in RUNNING)
    found: set[str] = set()
    for path in tests:
        for call in scene.codebase.facts.section(path, Uses).calls:
            called = call.func.rpartition(".")[2]
            found.add(called)
            found.update(given for given, _ in call.keywords if called == name)
    return tuple(sorted(lost & found))
