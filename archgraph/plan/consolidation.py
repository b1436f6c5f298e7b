"""The decisions of a consolidation plan: in: a Scene; out: candidates with a decision per member, and contract differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from operator import attrgetter

from msgspec.structs import replace

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Candidate, Decision, Difference, Kin
from archgraph.plan.breaks.found import for_readers, with_breaks
from archgraph.plan.breaks.types import with_types
from archgraph.plan.breaks.wholes import with_new_values
from archgraph.plan.decision.contracts import differences
from archgraph.plan.decision.decide import judge
from archgraph.plan.decision.renaming import renamings
from archgraph.plan.decision.saving import saved
from archgraph.plan.decision.usual import are_rare, where_rare
from archgraph.plan.evidence.aged import is_dated
from archgraph.plan.evidence.carried import is_left_to_tests
from archgraph.plan.evidence.case import CONSOLIDATE, CONVERT, DELETE, KEEP, UNDECIDED, Case, Judgement
from archgraph.plan.evidence.scene import Scene
from archgraph.plan.identity import candidate_id
from archgraph.plan.survivor.canonical import figures
from archgraph.plan.survivor.directions import directions
from archgraph.plan.survivor.stars import Star, across, stars

_ALIKE_ACROSS = 6.0
"""Points from which on classes of two services are worth a line in the plan."""
_SURE = 0.45
"""Confidence below which a merge is no advice where another member of the candidate has a better one."""
_UNSURE = 0.4
"""Confidence below which no merge is an advice."""
_UNSURE_FOR_NOBODY = 0.5
"""The same where something would be taken over of what nobody outside tests and its own module uses."""
_SCATTERED = 3
"""Folders with copies that nobody imports from which on none of them is the place to import it from."""


_OF_DIFFERENCE = attrgetter("family", "member", "class_a", "class_b", "difference", "path", "line", "text")


def decide(scene: Scene) -> tuple[tuple[Candidate, ...], tuple[Difference, ...]]:
    """All candidates, sorted by id; and the differences of contract between each member and its canonical."""
    scene.ahead.update(directions(scene))
    court = _Court(scene)
    found, clashes = _decided(scene, court)
    if are_rare(scene, found):
        court.is_strict = True
        found, clashes = _decided(scene, court)
    found += renamings(scene, {decision.key for candidate in found for decision in candidate.decisions})
    found, apart = with_types(scene, found)
    differing = sorted({*clashes, *apart}, key=_OF_DIFFERENCE)
    return tuple(sorted(found, key=lambda each: each.candidate)), tuple(differing)


def _decided(scene: Scene, court: _Court) -> tuple[list[Candidate], list[Difference]]:
    """The candidates of all families, and what differs in them."""
    found: list[Candidate] = []
    clashes: list[Difference] = []
    for family in scene.families:
        inside = list(stars(scene, family, partial(court.advises, family.name)))
        taken = frozenset(key for star in inside for key in (star.canonical, *star.rays))
        for star in inside:
            candidate, differing = _within(scene, court, star)
            found.append(candidate)
            clashes += differing
        found += [_abroad(scene, star) for star in across(scene, family, taken) if _is_telling(star)]
    return found, clashes


class _Court:
    """Hears the case of each member beside a canonical once."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.is_strict = False
        """Whether duplicates are so rare that likeness alone is only asked about."""
        self._heard: dict[tuple[ClassKey, ClassKey], tuple[Case, Judgement]] = {}

    def hear(self, family: str, member: ClassKey, canonical: ClassKey, kin: Kin) -> tuple[Case, Judgement]:
        """The case, and what is judged of it."""
        if (member, canonical) not in self._heard:
            clashes = list(differences(self._scene, family, member, canonical))
            case = Case(self._scene, member, canonical, kin, clashes)
            self._heard[member, canonical] = case, judge(case)
        case, judgement = self._heard[member, canonical]
        return case, where_rare(case, judgement) if self.is_strict else judgement

    def advises(self, family: str, member: ClassKey, canonical: ClassKey, kin: Kin) -> bool:
        """Whether something is to be done with the member."""
        return self.hear(family, member, canonical, kin)[1].action in (CONSOLIDATE, DELETE, CONVERT)


def _within(scene: Scene, court: _Court, star: Star) -> tuple[Candidate, list[Difference]]:
    name = candidate_id((star.canonical, *star.rays))
    differing: list[Difference] = []
    decisions: list[Decision] = []
    heard = [court.hear(star.family, member, star.canonical, kin) for member, kin in star.rays.items()]
    for case, judgement in _after_the_sure(heard):
        taken = case.carried if judgement.action == CONSOLIDATE else ()
        if judgement.action == CONSOLIDATE:
            judgement, broken = with_breaks(case, judgement, star.family, taken)
            taken = taken if judgement.action == CONSOLIDATE else ()
            differing += broken
        elif judgement.action == DELETE:
            judgement = for_readers(case, judgement)
        decisions.append(_decision(case, name, judgement, taken))
        differing += case.differences if judgement.action != KEEP else ()
    decisions = list(with_new_values(scene, star.canonical, decisions))
    kept = _kept(scene, star, name, decisions)
    candidate = _candidate(scene, star, name, (kept, *decisions))
    if candidate.family != star.family:
        differing = [replace(each, family=candidate.family) for each in differing]
    return candidate, differing


def _after_the_sure(heard: list[tuple[Case, Judgement]]) -> Iterator[tuple[Case, Judgement]]:
    """Beside a likeness that is sure enough, one that is not waits for what would decide it, and so does any that is not sure
    at all."""
    merged = [judgement.confidence for _, judgement in heard if judgement.action in (CONSOLIDATE, DELETE)]
    best = max(merged, default=0.0)
    for case, judgement in heard:
        is_weak = judgement.action == CONSOLIDATE and judgement.confidence < min(_SURE, best)
        is_open = judgement.needs and (is_weak or (judgement.becomes and best))
        is_said = case.kin.declared or is_dated(case.scene, case.member)
        if judgement.action == CONSOLIDATE and judgement.confidence < _least(case) and judgement.needs and not is_said:
            yield case, _open(judgement, "too much is open to advise that")
        else:
            beside = "too much is open to advise that beside the others"
            yield case, _open(judgement, beside) if is_open and not is_said else judgement


def _least(case: Case) -> float:
    """The confidence that a merge needs to be an advice."""
    takes_over = case.carried and not case.kin.text and case.cards[0].kind != "enum"
    return _UNSURE_FOR_NOBODY if takes_over and is_left_to_tests(case.scene, case.member) else _UNSURE


def _open(judgement: Judgement, why: str) -> Judgement:
    reason = f"{judgement.reason}; {why}"
    return Judgement(UNDECIDED, reason, judgement.confidence, judgement.needs)


def _kept(scene: Scene, star: Star, name: str, others: Sequence[Decision]) -> Decision:
    merged = sum(each.changes_code and not each.becomes for each in others)
    reason = f"of {merged + 1} for one duty it is the one to keep: {figures(scene, star.canonical)}"
    if not merged:
        why = "it keeps the name" if any(each.becomes for each in others) else "nothing is to be merged into it"
        reason = f"{why}: {figures(scene, star.canonical)}"
    return _row(scene, name, star.canonical, star.canonical, Judgement(KEEP, reason, 0.8, _of_place(scene, others)))


def _of_place(scene: Scene, others: Sequence[Decision]) -> str:
    """Copies all over the tree of what nobody imports, neither from here nor from there, say of no file that it is the place."""
    keys = [each.key for each in others if each.action in (CONSOLIDATE, DELETE)]
    folders = {key.path.rpartition("/")[0] for key in keys}
    canonical = {each.canonical for each in others}
    is_taken = any(scene.statements.get(name) for name in (*canonical, *(key.class_ for key in keys)))
    if len(folders) < _SCATTERED or is_taken:
        return ""
    return f"whether a module of its own is to have it: {len(keys) + 1} files have one, and nobody imports any of them"


def _decision(case: Case, name: str, judgement: Judgement, taken: tuple[str, ...]) -> Decision:
    left = taken if judgement.action == CONSOLIDATE else case.unique
    row = _row(case.scene, name, case.canonical, case.member, judgement)
    return replace(row, unique_members=case.unique, carried=taken, lines_saved=saved(case, judgement, left))


def _row(scene: Scene, name: str, canonical: ClassKey, member: ClassKey, judgement: Judgement) -> Decision:
    return Decision(
        candidate=name,
        action=judgement.action,
        canonical=canonical.class_,
        key=member,
        reason=judgement.reason,
        unique_members=(),
        importers=scene.standings[member].importers,
        lines_saved=0,
        confidence=judgement.confidence,
        wave=0,
        needs=judgement.needs,
        undo="",
        way=judgement.way,
        becomes=judgement.becomes,
    )


def _candidate(scene: Scene, star: Star, name: str, decisions: tuple[Decision, ...]) -> Candidate:
    evidence = tuple(_tie(key, kin) for key, kin in star.rays.items())
    return Candidate(
        name, _title(scene, star), scene.cards[star.canonical].service, star.canonical, decisions, evidence
    )


def _title(scene: Scene, star: Star) -> str:
    """What the candidate is about: what all in it are called, and failing that its family."""
    cores = {" ".join(scene.cards[key].core) for key in (star.canonical, *star.rays)}
    return cores.pop() if len(cores) == 1 else star.family


def _tie(key: ClassKey, kin: Kin) -> str:
    return f"{key.class_}: {kin.score:g} points; {'; '.join(kin.evidence)}"


def _is_telling(star: Star) -> bool:
    return max(kin.score for kin in star.rays.values()) >= _ALIKE_ACROSS


def _abroad(scene: Scene, star: Star) -> Candidate:
    """The same thing in two services: a duplicate that boundaries allow."""
    keys = [star.canonical, *(key for key, kin in star.rays.items() if kin.score >= _ALIKE_ACROSS)]
    name = candidate_id(keys)
    decisions = tuple(_in_its_service(scene, name, keys) for keys in _with_others(keys))
    return _candidate(scene, star, name, decisions)


def _with_others(keys: list[ClassKey]) -> Iterator[tuple[ClassKey, list[ClassKey]]]:
    for key in keys:
        yield key, [other for other in keys if other != key]


def _in_its_service(scene: Scene, name: str, each: tuple[ClassKey, list[ClassKey]]) -> Decision:
    key, others = each
    services = sorted({scene.cards[other].service for other in others})
    reason = f"the same duty as in {', '.join(services)}: a duplicate across services, and each may keep its own"
    return _row(scene, name, key, key, Judgement(KEEP, reason, 0.8))
