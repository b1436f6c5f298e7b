"""Files that are run by their path: in: a Case; out: that such a file may not find the class that stays.

Python puts the folder of a script on its path and nothing else: `python scripts/check.py` finds no `scripts.core`.
"""

from __future__ import annotations

from archgraph.model.facts.uses import Uses
from archgraph.model.source import FileKind
from archgraph.plan.breaks.breaking import Break, Broken, shown
from archgraph.plan.evidence.case import Case, bare

_ON_PATH = ("sys.path.insert", "sys.path.append", "path.insert", "path.append", "site.addsitedir")


def run_by_path(case: Case, _carried: tuple[str, ...]) -> Break | None:
    """Scripts that would import the class that stays, import nothing from where it is as yet, and put nothing on the path."""
    scene, module = case.scene, case.scene.codebase.modules[case.canonical.path].module
    top = module.partition(".")[0]
    users = sorted(scene.users.get(case.member.class_, frozenset()) | {case.member.path})
    places = [(path, _line(case, path)) for path in users if "." in module and _is_blind(case, path, top)]
    if not places:
        return None
    rows = tuple(
        Broken(bare(case.member), path, line, f"is run by its path, and does not put {top} on it")
        for path, line in places
    )
    find = "finds" if len(places) == 1 else "find"
    return Break(
        "script", f"whether {shown(places)}, run as a script, {find} {module}: it puts no folder on its path", rows
    )


def _is_blind(case: Case, path: str, top: str) -> bool:
    """Whether a script has had no need to find that package."""
    module = case.scene.codebase.modules[path]
    if module.kind is not FileKind.SCRIPT or path == case.canonical.path:
        return False
    finds = any(each.module.partition(".")[0] == top for each in module.outline.imports)
    calls = case.scene.codebase.facts.section(path, Uses).calls
    return not finds and not any(call.func in _ON_PATH for call in calls)


def _line(case: Case, path: str) -> int:
    rows = [row.line for row in case.scene.uses.get(case.member.class_, ()) if row.path == path]
    return case.member.line if path == case.member.path else min(rows, default=1)
