"""Classes that nothing uses: in: a Case; out: that the one goes and nothing is carried over, or what must be known before."""

from __future__ import annotations

from archgraph.model.codebase import ClassKey
from archgraph.model.source import Zone
from archgraph.plan.decision.doubts import FEW, doubts, has_nothing_of, is_other, only_starts_and_ends
from archgraph.plan.decision.holding import more_to_give
from archgraph.plan.decision.merging import ASKS
from archgraph.plan.evidence.aged import claim, is_archived, is_dated
from archgraph.plan.evidence.carried import is_left_to_tests, needed_by_tests
from archgraph.plan.evidence.case import COPIED, DELETE, UNDECIDED, Case, Judgement, bare, bounded, listed
from archgraph.plan.evidence.common_text import are_one_text
from archgraph.plan.evidence.doings import doings
from archgraph.plan.evidence.scene import Scene
from archgraph.plan.evidence.use import handing, is_only_handed_on

_HALF = 0.5
"""Members of the one that goes, as a part, that make the other one a stand-in for tests."""


def _left_behind(case: Case) -> Judgement | None:
    """What stands among archived files that nothing imports goes with them: nothing of it is carried over."""
    scene, key = case.scene, case.member
    standing = scene.standings[key]
    is_needed = standing.is_used or standing.importers_test or key.path in scene.taken_paths or scene.is_handed_on(key)
    if not is_archived(key) or is_needed or scene.is_named(key):
        return None
    reason = f"it is archived ({key.path}), and nothing imports its module, not even a test: it goes with that"
    return Judgement(DELETE, reason, 0.8)


def _unused(case: Case) -> Judgement | None:
    """Nobody uses it. That is sure when nobody imports its module either: a class can be used in its own module as a value."""
    scene, card = case.scene, case.scene.cards[case.member]
    standing = scene.standings[case.member]
    handed = is_only_handed_on(scene, case.member) and not has_nothing_of(case) and not only_starts_and_ends(case)
    is_apt = card.kind == "class" or can_stand_in(case)
    handed = handed and (is_apt or handing(scene, case.member) == scene.hands_on(case.member))
    is_used = scene.is_in_use(case.member) or _may_be_loaded(scene, case.member)
    if card.kind == "enum" or (is_used and not handed) or (handed and not _may_be_left_out(scene, case.member)):
        return None
    found = scene.frameworks(case.member) if card.kind == "class" else ()
    if found and case.kin.text < COPIED and not is_dated(case.scene, case.member):
        reason = f"no code here uses it, and {found[0]}, its base, is from outside: a framework may find it by itself"
        return Judgement(UNDECIDED, reason, 0.5, f"whether {found[0]} or what runs it loads such classes")
    if not scene.is_in_use(case.canonical) and (not case.kin.text or _is_of_tests(scene, case.member)):
        return None
    if scene.neighbours.is_plugin(case.member):
        folder = case.member.path.rpartition("/")[0]
        reason = f"no code here uses it, and most modules of {folder} that have a class like it are imported by nobody"
        return Judgement(UNDECIDED, reason, 0.5, f"what loads the modules of {folder}")
    if _are_both_found(case):
        reason = (
            f"no code here uses it or {case.name}, and nothing imports the module of either: what runs them finds them"
        )
        return Judgement(UNDECIDED, reason, 0.5, "whether what runs them (a benchmark, a command) needs both")
    unique = case.unique
    tested = needed_by_tests(scene, case.member, unique)
    if tested and not (is_left_to_tests(scene, case.member) and can_stand_in(case)):
        return None
    sought = scene.sought_by(case.member)
    if sought:
        return _sought(case, sorted(sought)[0], len(sought))
    taken = scene.taken_paths if _is_of_tests(scene, case.member) else scene.imported_paths
    is_alone = case.member.path not in taken
    packages = sorted(handing(scene, case.member)) if handed else []
    if card.kind == "row" and not is_alone:
        reason = (
            "no code names it, but its module is imported, and a row registers its table with its base as it is read"
        )
        return Judgement(UNDECIDED, reason, 0.5, "whether the table is still needed")
    who = "nothing, not even a test," if _is_of_tests(scene, case.member) else "no production code"
    why = f"{who} imports, makes, subclasses or registers it"
    why += f" but {listed(packages)}, from where none takes it" if packages else ""
    why += ", and none imports its module" if is_alone else ""
    count = standing.importers_test
    tests = f"; {count} {'test file uses' if count == 1 else 'test files use'} it" if count else ""
    lost = f"; only it has {listed(unique)}" if unique else ""
    instead = f"{case.name} does its work, and {why}"
    if not _does_its_work(case):
        instead = f"{why}; {case.name} has its members" if _has_its_members(case) else f"{why}; in use is {case.name}"
    sure = 0.7 + 0.1 * is_alone + 0.1 * is_dated(case.scene, case.member) + 0.1 * (case.kin.score >= 7)
    sure -= 0.2 * (card.kind != "exception" and not case.kin.shared and not case.kin.text)
    sure -= (
        0.1 * bool(standing.importers_test) + 0.1 * bool(tested) + 0.2 * (len(unique) > max(2, len(card.offers) // 2))
    )
    sure = min(sure, ASKS) if claim(scene, case.member) else sure
    asked = [f"whether others than this code take it from {listed(packages)}"] if packages else []
    asked += [f"which tests go with it: some need {listed(tested)}, which {case.name} has not"] if tested else []
    return Judgement(DELETE, f"{instead}{tests}{lost}", bounded(sure), "; ".join((*asked, *doubts(case, goes=True))))


def _are_both_found(case: Case) -> bool:
    """Whether both are tooling that no code uses, and neither is old or the other's copy letter by letter: programs are run
    and benchmarks found by looking, so that the one is used no more than the other."""
    scene, keys = case.scene, (case.member, case.canonical)
    if any(scene.codebase.classes[key].zone is not Zone.TOOLING or key.path in scene.imported_paths for key in keys):
        return False
    is_old = is_dated(scene, case.member) or is_archived(case.member) or case.kin.declared
    return not is_old and not scene.is_in_use(case.canonical) and not are_one_text(scene, *keys)


def _may_be_loaded(scene: Scene, key: ClassKey) -> bool:
    """Whether a statement takes it, a text names it, or its module gives it away, for all that no use of it is known."""
    is_taken = scene.statements.get(key.class_) if _is_of_tests(scene, key) else scene.is_imported(key)
    return bool(is_taken) or scene.is_named(key) or scene.is_handed_on(key)


def _may_be_left_out(scene: Scene, key: ClassKey) -> bool:
    """Whether packages that hand it on could do without it: no text names it, and its module gives it to nobody."""
    return not scene.is_named(key) and not scene.is_handed_on(key) and not scene.sought_by(key)


def _is_of_tests(scene: Scene, key: ClassKey) -> bool:
    """Whether it is what tests are built of, and there for them."""
    return scene.codebase.classes[key].zone is Zone.TESTINFRA


def _sought(case: Case, path: str, count: int) -> Judgement | None:
    """What others import from where it is not is needed; a copy of what stays can serve them all the same."""
    if case.kin.text >= COPIED or (not case.unique and case.cards[0].offers):
        return None
    others = f" and {count - 1} more" if count > 1 else ""
    reason = f"no import leads to it, and {path}{others} imports a {bare(case.member)} from where there is none"
    return Judgement(UNDECIDED, reason, 0.5, f"which {bare(case.member)} is meant there; mend that import first")


def _does_its_work(case: Case) -> bool:
    """Whether the canonical also is made of the same, and does nothing else in methods of one name."""
    is_made_otherwise = more_to_give(case) or any(each.member == "__init__" for each in case.differences)
    shared = doings(case.scene, case.member, case.canonical)
    return _has_its_members(case) and not is_made_otherwise and not any(is_other(case, each) for each in shared)


def can_stand_in(case: Case) -> bool:
    """Whether the canonical has half of it at least, or a text says that it takes its place."""
    return bool(case.kin.text) or case.kin.declared or case.kin.shared >= _HALF


def _has_its_members(case: Case) -> bool:
    """Whether the canonical can do most of what the member does."""
    offers = case.cards[0].offers
    return case.kin.text >= COPIED or case.kin.declared or len(case.unique) <= FEW * len(offers)


UNUSED = (_left_behind, _unused)
"""In this order; the first that has an answer gives it."""
