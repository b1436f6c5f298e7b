"""What tests need of a class that nothing else uses: in: a Case; out: members that only it has and that they call or give."""

from __future__ import annotations

from archgraph.model.facts import Uses
from archgraph.plan.case import Case, bare
from archgraph.plan.scene import RUNNING


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
