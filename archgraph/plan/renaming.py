"""Candidates of one class: in: a Scene and what the plan decided so far; out: classes to be converted by a better name."""

from __future__ import annotations

from collections.abc import Iterator, Set

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Candidate, Decision, Misnamed
from archgraph.plan.acceptance import agreed
from archgraph.plan.case import CONVERT
from archgraph.plan.identity import candidate_id
from archgraph.plan.scene import Scene


def renamings(scene: Scene, taken: Set[ClassKey]) -> Iterator[Candidate]:
    """One candidate for each misnamed class that the plan has no other opinion on."""
    importers = {profile.key: profile.importers_production for profile in scene.profiles}
    for each in scene.misnamed:
        if each.key not in taken and not agreed(scene.settings, each.key):
            yield _candidate(scene, each, importers.get(each.key, 0))


def _candidate(scene: Scene, misnamed: Misnamed, importers: int) -> Candidate:
    key, name = misnamed.key, candidate_id((misnamed.key,))
    decision = Decision(
        candidate=name,
        action=CONVERT,
        canonical=key.class_,
        key=key,
        reason=f"{misnamed.reason}; a better name is {misnamed.becomes}",
        unique_members=(),
        importers=importers,
        lines_saved=0,
        confidence=misnamed.confidence,
        wave=0,
        needs="",
        undo="",
        way="rename",
        becomes=misnamed.becomes,
    )
    service = scene.codebase.modules[key.path].service
    return Candidate(name, f"misnamed {key.class_.rpartition('.')[2]}", service, key, (decision,), (misnamed.reason,))
