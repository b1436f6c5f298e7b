"""What a rule's file declares: a Rule with its reason, its check, and small trees that it must and must not report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from archgraph.analyses.audits.evidence import Evidence
from archgraph.model.results.findings import Severity
from archgraph.model.settings import Settings
from archgraph.model.source import Row


class Draft(Row, frozen=True):
    """A finding as a rule states it; the audit adds its id, service, team and what suppresses it.

    `message` is a sentence, `evidence` what it rests on, `fix` a remedy when this place has one that is better than the
    rule's, `severity` another than the rule's. Line 0 stands for the file as a whole.
    """

    path: str
    line: int
    symbol: str
    message: str
    evidence: str = ""
    confidence: float = 1.0
    fix: str = ""
    end_line: int | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A tree of files (path → text) and where the rule reports in it: (path, line); nothing: it must stay silent."""

    title: str
    files: Mapping[str, str]
    reports: tuple[tuple[str, int], ...] = ()
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: kebab-case name, one-sentence summary, why it matters, how to fix it, and how it is checked."""

    name: str
    severity: Severity
    summary: str
    why: str
    fix: str
    check: Callable[[Evidence], Iterator[Draft]]
    examples: tuple[Example, ...]
    limits: str = ""
    """What it does not see."""
