"""The gate's way through the stages: in: a folder and settings; out: what is judged, from the cache when nothing changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from archgraph.discover.environment import find_environment
from archgraph.discover.revision import list_revision, sources
from archgraph.extract.contents import extract_contents
from archgraph.extract.opened import Opened
from archgraph.extract.recall import recall
from archgraph.extract.shelf import Shelf
from archgraph.extract.stamps import Stamp, are_unchanged, stamp
from archgraph.gate.judged import Judged, Measure
from archgraph.memory import hold
from archgraph.model.analysis import Analysis
from archgraph.model.damaged import DAMAGED
from archgraph.model.facts.outline import Status
from archgraph.model.settings import Settings
from archgraph.model.source import Problem
from archgraph.pipeline.ground import Ground, Tree, connect, look
from archgraph.recalling import state_key
from archgraph.timing import Clock


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A result of an earlier run, with the files outside the code base that it rests on."""

    outside: list[Stamp]
    judged: Judged


_DECODE = msgspec.msgpack.Decoder(Kept).decode
_ENCODE = msgspec.msgpack.Encoder().encode


class Question(NamedTuple):
    """What a caller wants to know: the figures of these names, and the findings at least of these rules (none: of all)."""

    figures: Collection[str] = ()
    rules: Collection[str] = ()

    @property
    def whole(self) -> Question:
        """The same about all rules: its answer answers this one, too."""
        return Question(self.figures)


def judge_tree(root: Path, settings: Settings, clock: Clock, question: Question) -> Judged:
    """The findings and figures of the code as it stands below `root`."""
    tree = look(root, settings, clock)
    with clock.stage("cache"):
        recalled = recall(tree.folder, tree.listing.paths, settings, tree.opened)
        kept = _kept(recalled.shelf, _keys(tree, recalled.state, question))
        if kept:
            recalled.remember(tree.folder)
            return kept
    ground = connect(tree, clock, recalled=recalled)
    judged = judge_ground(ground, clock, question)
    with clock.stage("cache"):
        key = _key(tree, recalled.state, question)
        if key:
            recalled.shelf[key] = _ENCODE(Kept(stamp(ground.outside), judged))
    return judged


def judge_revision(root: Path, name: str, settings: Settings, clock: Clock, rules: Collection[str] = ()) -> Judged:
    """The findings of a git revision, read from the object database, by the settings of now; `rules` as in a Question."""
    with clock.stage("revision"):
        revision = list_revision(root, name, settings)
        tree = Tree(root, settings, revision.listing, find_environment(root, settings))
        shelf = Opened(settings, root).shelf
        question = Question(rules=rules)
        kept = _kept(shelf, _keys(tree, revision.commit, question))
    if kept:
        return kept
    with clock.stage("extract"):
        facts = extract_contents(root, sources(root, revision), settings)
    ground = connect(tree, clock, facts=facts)
    judged = judge_ground(ground, clock, question)
    key = _key(tree, revision.commit, question)
    if key:
        shelf[key] = _ENCODE(Kept(stamp(ground.outside), judged))
    return judged


def judge_ground(ground: Ground, clock: Clock, question: Question) -> Judged:
    """The same of a code base that was read already."""
    from archgraph.pipeline import findings  # the code of all analyses: not needed when nothing changed

    inquiry = findings.inquire(ground, clock)
    hold(inquiry)
    if question.rules and not question.figures:
        return judged_of(findings.found(ground, inquiry, question.rules), ())
    analysis = findings.evaluate(ground, inquiry)
    with clock.stage("figures"):
        return judged_of(analysis, question.figures)


def judged_of(analysis: Analysis, figures: Collection[str]) -> Judged:
    """What the gate needs of an analysis."""
    from archgraph.report.measured import measure
    from archgraph.report.scoring import names_of

    modules = analysis.codebase.modules.values()
    return Judged(
        findings=analysis.findings,
        figures={item.figure.name: Measure(item.value, item.services) for item in measure(analysis, figures)},
        files=tuple(module.path for module in modules),
        recovered=tuple(module.path for module in modules if module.status is Status.RECOVERED),
        failed=_failed(analysis),
        names=names_of(analysis),
        services=tuple(sorted({module.service for module in modules if module.service})),
    )


def _failed(analysis: Analysis) -> tuple[Problem, ...]:
    """Files without facts, and places that discovery could not read."""
    modules = analysis.codebase.modules
    failed = {path for path, module in modules.items() if module.status is Status.FAILED}
    found = {problem.path: problem for problem in analysis.problems if problem.path in failed}
    for path in sorted(failed - set(found)):
        found[path] = Problem(path, None, "extract", modules[path].error)
    unread = [p for p in analysis.problems if p.stage == "discover" and p.path not in modules]
    return tuple(sorted([*found.values(), *unread], key=lambda problem: problem.path))


def _kept(shelf: Shelf, keys: Iterable[str]) -> Judged | None:
    blob = next((blob for key in keys if key and (blob := shelf.get(key))), None)
    try:
        kept = _DECODE(blob) if blob else None
    except DAMAGED:
        return None
    return kept.judged if kept and are_unchanged(kept.outside) else None


def _keys(tree: Tree, state: str, question: Question) -> Iterator[str]:
    """Where an answer may be kept."""
    yield _key(tree, state, question.whole)
    if question.rules:
        yield _key(tree, state, question)


def _key(tree: Tree, state: str, question: Question) -> str:
    """Where the answer for this state is kept; "" when the content of its files is not known."""
    key = state_key(tree, state, sorted(question.figures), sorted(question.rules))
    return f"judged {key}" if key else ""
