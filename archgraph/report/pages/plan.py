"""The consolidation plan in the overview: in: an Edition, out: a section, and what it says in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from archgraph.model.consolidation import HIGH, Candidate, Plan
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    Block,
    Bullets,
    Code,
    Grid,
    Inline,
    Link,
    Paragraph,
    Phrase,
    Section,
    Strong,
    counted,
    nothing,
    rest,
    sentence,
    some,
)
from archgraph.report.lookup import grouped
from archgraph.report.pages.dotted import below, common_package
from archgraph.report.pages.effects import felt
from archgraph.report.pages.plan_words import doing, leaving
from archgraph.report.pages.shares import production_share
from archgraph.report.plan_text import saved, waves_needed

_MOST = 12
_MOST_CLASSES = 3
_MOST_WAVES = 6
_TABLES: Final = (
    "Every place to change: ",
    Link("csv/changes.csv", "csv/changes.csv", code=True),
    "; contracts that differ: ",
    Link("csv/contracts.csv", "csv/contracts.csv", code=True),
    ".",
)


def plan_section(edition: Edition) -> Section:
    """What to merge, how much that saves, and what it would do; production, the surest and the largest first."""
    plan = edition.analysis.plan
    advised = [candidate for candidate in plan.candidates if candidate.is_advice]
    if not advised:
        return nothing("Plan", "plan", "No classes were found that could be one.")
    production = edition.lookup.production
    best = sorted(
        advised,
        key=lambda each: (each.canonical.path not in production, -each.surest, -saved(each), each.candidate),
    )
    blocks: list[Block] = [
        Paragraph(lead(plan, advised, _TABLES)),
        *measures(plan),
        Paragraph("Those of production first, the surest and largest of them at the top:"),
        _grid(best[:_MOST], len(advised)),
        *_wave_grid(advised),
    ]
    return Section("Plan", "plan", [*blocks, *_felt(plan, best)])


def lead(plan: Plan, candidates: Sequence[Candidate], details: Sequence[Inline]) -> Phrase:
    """How many groups and classes, how many lines less, in how many waves; `details` follow."""
    going = [d for candidate in candidates for d in candidate.decisions if d.goes_away]
    staying = sum(d.changes_code and not d.goes_away for candidate in candidates for d in candidate.decisions)
    sure = sum(decision.confidence >= HIGH for decision in going)
    surely = f" ({sure:,} of the classes with a confidence of {HIGH:.0%} or more)" if sure else ""
    changed = (
        f"; {counted(staying, 'class', 'classes')} would get a common base, an alias or a better name"
        if staying
        else ""
    )
    return (
        f"{counted(len(candidates), 'group of classes does one job', 'groups of classes do one job each')}: "
        f"{leaving(len(going), sum(map(saved, candidates)), surely)}{changed}. "
        f"Groups (candidates) of one wave touch no common file and can be done side by side; {waves_needed(plan)}. ",
        *details,
    )


def measures(plan: Plan) -> Iterator[Grid]:
    """The figures that the plan changes."""
    rows = [(each.name, f"{each.before:,}", f"{each.after:,}") for each in plan.measures if each.before != each.after]
    if rows:
        yield Grid(("what", "today", "after the plan"), rows, frozenset({1, 2}))


def gain(edition: Edition) -> Iterator[Phrase]:
    """What following the plan would save, in a sentence; nothing when no class would go."""
    advised = [candidate for candidate in edition.analysis.plan.candidates if candidate.is_advice]
    going = [d for candidate in advised for d in candidate.decisions if d.goes_away]
    if going:
        sure = sum(decision.confidence >= HIGH for decision in going)
        lines = counted(sum(map(saved, advised)), "line")
        surely = f"; for {sure:,} of them the confidence is {HIGH:.0%} or more" if sure else "; none of that is sure"
        groups = counted(len(advised), "group of classes that does one job", "groups of classes that do one job each")
        where = production_share(edition, [decision.key.path for decision in going])
        yield (
            Strong(f"{counted(len(going), 'class', 'classes')} and {lines} could go"),
            f"{where}, from {groups}{surely}.",
        )


def _grid(candidates: Sequence[Candidate], count: int) -> Grid:
    rows: list[Sequence[Phrase]] = [
        (
            Code(candidate.candidate),
            _kept(candidate),
            _others(candidate),
            f"{candidate.surest:.0%}",
            f"{saved(candidate):,}",
            f"{len(candidate.files):,}",
            f"{candidate.wave}",
        )
        for candidate in candidates
    ]
    more = rest(len(rows), count, "consolidation")
    head = ("candidate", "keep", "and what to do with", "confidence", "lines saved", "files", "wave")
    return Grid(head, rows, frozenset({3, 4, 5, 6}), more)


def _kept(candidate: Candidate) -> Phrase:
    """The class to keep, below the package that all classes of the candidate are in."""
    package = _package(candidate)
    name = Code(below(candidate.canonical.class_, package))
    return (name, " in ", Code(package)) if package else name


def _package(candidate: Candidate) -> str:
    """The package that all classes of the candidate are in."""
    return common_package([candidate.canonical.class_, *(decision.key.class_ for decision in candidate.decisions)])


def _others(candidate: Candidate) -> Phrase:
    """By action the first classes that it is to be done with."""
    phrase: list[Inline] = []
    package = _package(candidate)
    changing = [decision for decision in candidate.decisions if decision.changes_code]
    for what, decisions in grouped(changing, doing).items():
        classes = some([Code(below(decision.key.class_, package)) for decision in decisions], _MOST_CLASSES)
        phrase += ["; " if phrase else "", f"{what} ", *classes]
    return tuple(phrase)


def _wave_grid(candidates: Sequence[Candidate]) -> Iterator[Grid]:
    """The first waves with what they hold, and how much is left for the others; nothing when one is enough."""
    waves = grouped(sorted(candidates, key=lambda each: each.wave), lambda each: each.wave)
    if len(waves) < 2:
        return
    rows = [
        (f"{wave}", f"{len(held):,}", f"{sum(len(each.files) for each in held):,}", f"{sum(map(saved, held)):,}")
        for wave, held in list(waves.items())[:_MOST_WAVES]
    ]
    later = [each for held in list(waves.values())[_MOST_WAVES:] for each in held]
    more = (
        f"… and {counted(len(waves) - len(rows), 'more wave')} for {counted(len(later), 'candidate')}." if later else ""
    )
    yield Grid(("wave", "candidates", "files", "lines saved"), rows, frozenset({0, 1, 2, 3}), more)


def _felt(plan: Plan, candidates: Sequence[Candidate]) -> list[Block]:
    texts = felt(plan.effects, candidates)
    if not texts:
        return []
    lead = "What the moves would do to imports and MROs, found by making them on the graph"
    more = f": {len(texts):,} candidates, the surest first" if len(texts) > _MOST else ""
    return [
        Paragraph(sentence(f"{lead}{more} (`archgraph plan --simulate CANDIDATE` shows all of one):")),
        Bullets(texts[:_MOST]),
    ]
