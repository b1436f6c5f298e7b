"""Candidates of one class: in: a Scene and what the plan decided so far; out: classes to be converted by a better name."""

from __future__ import annotations

from collections.abc import Iterator, Set

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Candidate, Decision, Misnamed
from archgraph.plan.decision.acceptance import agreed
from archgraph.plan.evidence.case import CONVERT
from archgraph.plan.evidence.scene import Scene
from archgraph.plan.identity import candidate_id

_MOST_FILES = 5
"""Files that a better name may change: more of them cost more than the name is worth."""


def renamings(scene: Scene, taken: Set[ClassKey]) -> Iterator[Candidate]:
    """One candidate for each misnamed class that the plan has no other opinion on."""
    importers = {profile.key: profile.importers_production for profile in scene.profiles}
    for each in scene.misnamed:
        is_ours = each.key not in taken and not agreed(scene.settings, each.key)
        if is_ours and len(_users(scene, each.key)) <= _MOST_FILES and not _follows(scene, each.key):
            yield _candidate(scene, each, importers.get(each.key, 0))


def _users(scene: Scene, key: ClassKey) -> frozenset[str]:
    """Files that would have to take the better name, tests too."""
    return scene.users.get(key.class_, frozenset()) - {key.path}


def _follows(scene: Scene, key: ClassKey) -> bool:
    """Whether another class has all its public methods: then it answers in that one's place, as null objects do."""
    own = frozenset(scene.cards[key].public) if key in scene.cards else frozenset()
    others = (other for other in scene.cards if other != key)
    return len(own) > 1 and any(own <= frozenset(scene.cards[other].public) for other in others)


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
