"""What the plan would bring: in: a Scene, its candidates and the clones; out: figures before and after."""

from __future__ import annotations

from collections.abc import Sequence

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Candidate, Decision, Measure
from archgraph.model.results.duplicates import CloneMember
from archgraph.model.source import Zone
from archgraph.plan.evidence.scene import Scene


def measures(scene: Scene, candidates: Sequence[Candidate], clones: Sequence[CloneMember]) -> tuple[Measure, ...]:
    """Managers, registries and their lines; copies of methods and duplicated lines; all before and after the plan."""
    gone = {d.key: d for candidate in candidates for d in candidate.decisions if d.goes_away or d.becomes}
    repeated = _repeated(clones)
    names = frozenset((key.class_, key.path) for key, decision in gone.items() if decision.goes_away)
    kept = [member for member in repeated if not _is_in(member, names)]
    return (
        *_of_role(scene, "manager", gone),
        *_of_role(scene, "registry", gone),
        Measure("duplicate methods", *(sum(m.kind == "method" for m in each) for each in (repeated, kept))),
        Measure("duplicated lines", _lines(repeated), _lines(kept)),
        Measure("lines of classes in candidates", *_sizes(scene, candidates)),
    )


def _of_role(scene: Scene, role: str, gone: dict[ClassKey, Decision]) -> tuple[Measure, Measure]:
    plural = {"registry": "registries"}.get(role, f"{role}s")
    own = [p for p in scene.profiles if p.role == role and p.zone is Zone.PRODUCTION and not p.double]
    left = [profile for profile in own if profile.key not in gone or _is_still(gone[profile.key], role)]
    saved = sum(gone[profile.key].lines_saved for profile in own if profile.key in gone)
    before = sum(profile.lines for profile in own)
    return Measure(plural, len(own), len(left)), Measure(f"lines in {plural}", before, before - saved)


def _is_still(decision: Decision, role: str) -> bool:
    """Whether a class that gets another name is called so all the same."""
    return decision.becomes.lower().endswith(role)


def _repeated(clones: Sequence[CloneMember]) -> list[CloneMember]:
    """All members of clusters but the first."""
    firsts: set[str] = set()
    found: list[CloneMember] = []
    for member in clones:
        if member.cluster in firsts:
            found.append(member)
        firsts.add(member.cluster)
    return found


def _is_in(member: CloneMember, names: frozenset[tuple[str, str]]) -> bool:
    """Whether it is, or stands in, a class that goes away."""
    parts = member.member.split(".")
    return any((".".join(parts[:end]), member.path) in names for end in range(len(parts), 0, -1))


def _lines(members: Sequence[CloneMember]) -> int:
    """Lines that at least one of them has, each counted once."""
    total, path, last = 0, "", 0
    for member in sorted(members, key=lambda m: (m.path, m.start_line)):
        if member.path != path:
            path, last = member.path, 0
        total += max(0, member.end_line - max(member.start_line - 1, last))
        last = max(last, member.end_line)
    return total


def _sizes(scene: Scene, candidates: Sequence[Candidate]) -> tuple[int, int]:
    """Lines of the classes in candidates that advise something."""
    decisions = [decision for candidate in candidates if candidate.is_advice for decision in candidate.decisions]
    before = sum(scene.lines(decision.key) for decision in decisions)
    return before, before - sum(decision.lines_saved for decision in decisions)
