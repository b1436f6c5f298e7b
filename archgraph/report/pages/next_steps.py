"""What a team begins with: in: its open findings and the steps of its plan, out: steps in words, the most urgent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from archgraph.model.results.findings import Finding, Severity
from archgraph.model.settings import Team
from archgraph.report.artefact import Edition
from archgraph.report.document import Inline, Phrase, Strong, counted, sentence
from archgraph.report.lookup import grouped
from archgraph.report.pages.team_plan import first_step

_SEVERITIES = tuple(Severity)


def open_findings(edition: Edition, team: str) -> list[Finding]:
    """What is open for the team of this name (\"\": for none), the most severe, the surest and production first."""
    production = edition.lookup.production
    found = (item for item in edition.analysis.findings if item.team == team and not item.suppressed_by)
    return sorted(found, key=lambda item: (*_urgency(item), item.path not in production, item.path, item.line))


def _urgency(item: Finding) -> tuple[int, float, str]:
    return (_SEVERITIES.index(item.severity), -item.confidence, item.rule)


def plan_steps(edition: Edition, team: Team) -> list[Phrase]:
    """What the plan adds to a team's steps."""
    said = [first_step(edition, role) for role in ("manager", "registry") if answers_for(team, f"{role}-")]
    return [(Strong("Plan"), ": ", text) for text in said if text]


def rule_steps(found: Sequence[Finding]) -> Iterator[Phrase]:
    """A step for each rule that names a repair, the most severe and most frequent first."""
    rules = grouped(found, lambda item: item.rule)
    for rule, group in sorted(
        rules.items(), key=lambda entry: (_SEVERITIES.index(entry[1][0].severity), -len(entry[1]))
    ):
        fixes = Counter(item.fix for item in group if item.fix)
        if fixes:
            fix, times = min(fixes.items(), key=lambda entry: (-entry[1], entry[0]))
            yield (Strong(rule), f" ({counted(len(group), 'finding')}): ", *_repair(fix, times, len(group)))


def _repair(fix: str, times: int, count: int) -> tuple[Inline, ...]:
    """The repair that most findings of a rule name; where each has its own, this one is an example."""
    said = sentence(fix if fix.endswith(".") else f"{fix}.")
    return said if times == count else ("each says what to do; ", f"{times:,} of them: ", *said)


def answers_for(team: Team, prefix: str) -> bool:
    """Whether rules of this beginning are the team's."""
    return any(rule.startswith(prefix) for rule in team.rules)


def graded(found: Sequence[Finding]) -> str:
    """`6 errors, 10 warnings, 8 info`: the findings by severity, \"\" for none."""
    severities = Counter(item.severity for item in found)
    return ", ".join(_count(severities[each], each) for each in _SEVERITIES if severities[each])


def _count(number: int, severity: Severity) -> str:
    return f"{number:,} {severity}" if severity is Severity.INFO else counted(number, severity)
