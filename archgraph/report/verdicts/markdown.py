"""The verdict for a pull request's comment or a job's summary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archgraph.gate.verdict import Verdict
from archgraph.report.document import Block, Bullets, Code, Grid, Inline, Page, Section
from archgraph.report.formats.markdown import markdown
from archgraph.report.pages.scorecard import scorecard
from archgraph.report.verdicts.text import place, summary

_MOST: Final = 50


def as_markdown(verdict: Verdict) -> str:
    """What it comes to, the first violations, the scorecard."""
    blocks: list[Block] = [Bullets([line.strip() for line in summary(verdict)]), *_violations(verdict)]
    blocks += scorecard(verdict.decisions)
    return markdown(Page("check.md", f"Gate: {verdict.name}", blocks))


def _violations(verdict: Verdict) -> Iterator[Block]:
    if not verdict.new:
        return
    rows: list[tuple[Inline, ...]] = [
        (Code(place(finding)), Code(finding.rule), finding.message) for finding in verdict.new[:_MOST]
    ]
    left = len(verdict.new) - _MOST
    more = f"… and {left:,} more." if left > 0 else ""
    yield Section("New violations", "violations", [Grid(("where", "rule", "what"), rows, more=more)])
