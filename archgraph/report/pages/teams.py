"""The report of one team: state, what is next, evidence, plan, final report; in: an Edition and a team, out: its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from archgraph.model.results.findings import Finding
from archgraph.model.settings import Team
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    Block,
    Bullets,
    Code,
    Grid,
    Inline,
    Link,
    Page,
    Paragraph,
    Phrase,
    Section,
    counted,
    gathered,
    joined,
    place,
    rest,
    sentence,
)
from archgraph.report.lookup import grouped
from archgraph.report.pages.defects import conflicts, environment, legacy
from archgraph.report.pages.dotted import ending
from archgraph.report.pages.events import events
from archgraph.report.pages.families import families
from archgraph.report.pages.family_plan import family_plan
from archgraph.report.pages.final_report import final_report
from archgraph.report.pages.importing import cycles, phantoms
from archgraph.report.pages.next_steps import answers_for, graded, open_findings, plan_steps, rule_steps
from archgraph.report.pages.rewrites import rewrites
from archgraph.report.pages.sunsets import burn_down, ledger
from archgraph.report.pages.team_plan import team_plan
from archgraph.report.pages.topology import topology
from archgraph.report.pages.variables import variables

_MOST_FINDINGS: Final = 10
_EVIDENCE: Final[tuple[tuple[str, Callable[[Edition], Section]], ...]] = (
    ("environment-", environment),
    ("environment-", variables),
    ("manager-", lambda edition: families(edition, "manager", "Managers", "managers")),
    ("manager-", lambda edition: team_plan(edition, "manager")),
    ("manager-", lambda edition: family_plan(edition, "manager", "Managers of one family, side by side")),
    ("registry-", lambda edition: families(edition, "registry", "Registries", "registries")),
    ("registry-", topology),
    ("registry-", lambda edition: team_plan(edition, "registry")),
    ("registry-", lambda edition: family_plan(edition, "registry", "Registries of one family, side by side")),
    ("event-", events),
    ("mro-", conflicts),
    ("test-", rewrites),
    ("legacy-", legacy),
    ("sunset-", ledger),
    ("import-", cycles),
    ("phantom-", phantoms),
)
"""A team that answers for rules of these names gets these sections as evidence."""
_FIGURES: Final = (
    ("environment-", ("environment-access",)),
    ("manager-", ("managers", "manager-families")),
    ("registry-", ("registries", "registry-roots")),
    ("event-", ("events-unhandled", "events-never-emitted")),
    ("mro-", ("mro-inconsistent",)),
    ("test-", ("test-duplicates",)),
    ("legacy-", ("legacy-without-sunset",)),
    ("sunset-", ("sunsets", "sunsets-past")),
    ("import-", ("import-cycles",)),
    ("phantom-", ("phantom-imports",)),
)
_LEFT_OUT: Final = {
    "environment-access": "what tests only read",
    "legacy-without-sunset": "tests, names whose last word may be a verb or a thing, and files in which a date stands",
}
"""What rules do not report although the figure of their name counts it."""


_NO_TARGET: Final = "No figure has a target; `[tool.archgraph.targets]` sets them, and `archgraph check` holds to them."


def team_path(team: Team) -> str:
    """Where the team's report stands below OUT."""
    return f"audits/{re.sub(r'[^A-Za-z0-9._-]+', '-', team.name).strip('.-') or 'team'}.md"


def team_page(edition: Edition, team: Team) -> Page:
    """In short, state, what is next, evidence and plan, every rule's findings, and what became of the state before."""
    found = [item for item in edition.analysis.findings if item.team == team.name]
    open_ = open_findings(edition, team.name)
    blocks: list[Block] = [_state(edition, team, found)]
    if open_:
        blocks.append(_next(open_, plan_steps(edition, team)))
    blocks += gathered(_sections(edition, team))
    if open_:
        blocks.append(_evidence(edition, open_))
    return Page(team_path(team), team.title, [*blocks, *final_report(edition, team, figures_of(team))])


def figures_of(team: Team) -> tuple[str, ...]:
    """The names of the figures that a team answers for."""
    return tuple(name for prefix, figures in _FIGURES if answers_for(team, prefix) for name in figures)


def _state(edition: Edition, team: Team, found: Sequence[Finding]) -> Section:
    open_ = [item for item in found if not item.suppressed_by]
    targets = dict(edition.analysis.settings.targets)
    names = figures_of(team)
    figures = [item for item in edition.figures if item.figure.name in names]
    silenced = len(found) - len(open_)
    text: list[Inline] = [f"{counted(len(open_), 'open finding')}{f': {graded(open_)}' if open_ else ''}"]
    text.append(f"; {silenced:,} silenced" if silenced else "")
    text += [". Rules: ", *joined([Code(rule) for rule in team.rules]), "."]
    rows = [
        (item.figure.meaning, f"{item.value:,}", *((targets.get(item.figure.name, "none"),) if targets else ()))
        for item in figures
    ]
    grid = [Grid(("figure", "now", *(("target",) if targets else ())), rows, frozenset({1}))] if rows else []
    aim = [] if targets or not rows else [Paragraph(sentence(_NO_TARGET))]
    return Section("State", "state", [Paragraph(tuple(text)), *grid, *aim, *_differing(edition, names, found)])


def _differing(edition: Edition, names: Sequence[str], found: Sequence[Finding]) -> Iterator[Block]:
    """Why a figure is not the number of findings of the rule of its name."""
    rules = Counter(item.rule for item in found)
    for item in edition.figures:
        name, number = item.figure.name, rules[item.figure.name]
        if name in names and name in _LEFT_OUT and number < item.value:
            said = f"Of the {item.value:,} the rule `{name}` reports {number:,}: it leaves out {_LEFT_OUT[name]}."
            yield Paragraph(sentence(said))


def _sections(edition: Edition, team: Team) -> Iterator[Section]:
    yield from (make(edition) for prefix, make in _EVIDENCE if answers_for(team, prefix))
    if answers_for(team, "sunset-"):
        yield from burn_down(edition)


def _evidence(edition: Edition, found: Sequence[Finding]) -> Section:
    groups = grouped(found, lambda item: item.rule)
    return Section("Findings", "evidence", [_rule_section(edition, rule, group) for rule, group in groups.items()])


def _rule_section(edition: Edition, rule: str, group: Sequence[Finding]) -> Section:
    rows = [
        (
            place(item.path, item.line),
            Code(ending(item.symbol, 2)) if item.symbol else "",
            _told(item),
            f"{item.confidence:.0%}",
        )
        for item in group[:_MOST_FINDINGS]
    ]
    head = ("place", "symbol", "what is wrong", "confidence")
    grid = Grid(head, rows, frozenset({3}), rest(len(rows), len(group), "findings"))
    about = edition.rules.get(rule)
    said = [Paragraph((*sentence(about), " More: ", Code(f"archgraph explain {rule}"), "."))] if about else []
    return Section(f"{rule} ({len(group):,})", rule, [*said, grid])


def _told(item: Finding) -> Phrase:
    """The message; what stands at no place has nothing else to look at, and so its evidence, too."""
    return sentence(item.message if item.path or not item.evidence else f"{item.message} {item.evidence}.")


def _next(found: Sequence[Finding], steps: list[Phrase]) -> Section:
    """The steps that the plan and the findings themselves name, and the files where most of them stand."""
    files = Counter(item.path for item in found if item.path)
    first = sorted(files.items(), key=lambda entry: (-entry[1], entry[0]))[:5]
    share = sum(times for _, times in first)
    of = f"{share:,} of the {len(found):,} findings" if share < len(found) else counted(share, "finding")
    holding = (f"{counted(len(first), 'file holds', 'files hold')} {of}: ", *_file_list(first), ". ") if first else ()
    where: Phrase = (
        *holding,
        "Every finding with what to do: ",
        Link("csv/findings.csv", "csv/findings.csv", code=True),
        ".",
    )
    return Section("What is next", "next", [Bullets([*steps, *rule_steps(found)], numbered=True), Paragraph(where)])


def _file_list(files: Sequence[tuple[str, int]]) -> Iterator[str | Code]:
    for at, (path, times) in enumerate(files):
        yield ", " if at else ""
        yield Code(path)
        yield f" ({times:,})"
