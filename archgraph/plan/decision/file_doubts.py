"""What must be asked of the files that two classes stand in: in: a Case; out: the questions, in words.

Files that do not parse or cannot be loaded, that others seek a name in vain for, and that may go as a whole.
"""

from __future__ import annotations

from archgraph.model.facts.outline import Status
from archgraph.plan.evidence.carried import is_left_alone
from archgraph.plan.evidence.case import COPIED, Case, bare, listed
from archgraph.plan.evidence.use import idle_users


def of_parsing(case: Case) -> str:
    """What stands in a file that Python cannot read has no users that can be counted on."""
    modules = case.scene.codebase.modules
    keys = (case.member, case.canonical)
    broken = sorted({key.path for key in keys if modules[key.path].outline.status is not Status.PARSED})
    if not broken:
        return ""
    does, is_ = ("does", "is") if len(broken) == 1 else ("do", "are")
    return f"that {' and '.join(broken)}, which {does} not parse, {is_} mended first"


def of_loading(case: Case) -> str:
    """Nothing can be taken from a module that fails as it is loaded."""
    path, failing = case.canonical.path, case.scene.broken.failing
    is_told = path == case.member.path or case.scene.codebase.modules[path].outline.status is not Status.PARSED
    if path not in failing or case.member.path in failing or is_told:
        return ""
    return f"that {path} can be loaded: it, or a package above it, imports what is not there"


def of_seekers(case: Case) -> str:
    """Who imports it from where it is not is no user yet, and needs one of the two; what stands in scripts is hardly meant."""
    if case.are_scripts:
        return ""
    sought = sorted(case.scene.sought_by(case.member) & case.scene.sought_by(case.canonical))
    name = bare(case.member)
    return f"which {name} is meant in {listed(sought)}, by an import that finds none" if sought else ""


def of_need(case: Case) -> str:
    """What only code uses that nothing is seen to reach may go instead of being merged."""
    users = idle_users(case.scene, case.member) if case.kin.text < COPIED else ()
    if not users:
        return ""
    verb = "uses" if len(users) == 1 else "use"
    return f"whether it is to go instead: of its own file only {listed(users)} {verb} it, and nothing was found that needs that"


def of_its_module(case: Case) -> str:
    """Whether the file of what is no copy is to go instead, where nothing needs that."""
    if case.kin.text >= COPIED or not is_left_alone(case.scene, case.member):
        return ""
    tests = " but tests" if case.scene.asking(case.member.path) - case.scene.left else ""
    return f"whether {case.member.path} is to go as a whole: nothing{tests} needs it"
