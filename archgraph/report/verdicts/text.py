"""The verdict for a terminal: new violations by place, then the scorecard and what became of the agreed ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from archgraph.gate.scorecard import Decision, Score
from archgraph.gate.verdict import Verdict
from archgraph.model.results.findings import Finding
from archgraph.report.cells import visible
from archgraph.report.document import counted

_MOST_RULES: Final = 6
_SCREEN: Final = 20


def as_text(verdict: Verdict) -> str:
    """The whole verdict."""
    return "\n".join([*_violations(verdict), *_scorecard(verdict), *summary(verdict)]) + "\n"


def summary(verdict: Verdict) -> Iterator[str]:
    """What it comes to, in a few sentences."""
    yield _headline(verdict)
    yield from _by_rule(verdict.new)
    if verdict.known or verdict.kept:
        moved = f" ({counted(verdict.moved, 'of a file', 'of files')} that moved)" if verdict.moved else ""
        yield f"{counted(len(verdict.known), 'known violation')} in the baseline{moved}."
    if verdict.kept:
        number = sum(entry.count for entry in verdict.kept)
        yield f"{counted(number, 'known violation')} of files that are broken or no longer read: taken as still there."
    if verdict.fixed:
        number = sum(entry.count for entry in verdict.fixed)
        yield f"{counted(number, 'known violation')} fixed: shrink the baseline with --update-baseline."
    if verdict.suppressed:
        yield f"{counted(verdict.suppressed, 'finding')} suppressed by comments or accept entries."
    if verdict.recovered:
        yield f"{counted(verdict.recovered, 'file')} with syntax errors, read as far as possible."
    if verdict.incomplete:
        yield f"Incomplete: {counted(len(verdict.incomplete), 'file')} not read."
        yield from (f"  {visible(line)}" for line in verdict.incomplete)
    yield from verdict.notes


def place(finding: Finding) -> str:
    """`path:line`, `path`, what the gate itself says of the configuration, or the code base as a whole."""
    if not finding.path:
        return "configuration" if finding.rule.startswith("gate-") else "code base"
    return f"{finding.path}:{finding.line}" if finding.line else finding.path


def _headline(verdict: Verdict) -> str:
    if not verdict.new:
        return f"No new violations in {counted(verdict.files, 'file')}."
    what = counted(len(verdict.new), "new violation" if verdict.known or verdict.kept else "violation")
    files = {f.path for f in verdict.new if f.path}
    return f"{what} in {counted(len(files), 'file')}." if files else f"{what}, none of them in a file."


def _by_rule(found: Sequence[Finding]) -> Iterator[str]:
    """Where violations fill more than a screen, the rules with most of them."""
    if len(found) > _SCREEN:
        rules = Counter(finding.rule for finding in found).most_common(_MOST_RULES)
        told = ", ".join(f"{rule} {number:,}" for rule, number in rules)
        yield f"By rule: {told}{'' if len(rules) < _MOST_RULES else ', …'}. `archgraph explain RULE` says what one means."


def _violations(verdict: Verdict) -> Iterator[str]:
    for finding in verdict.new:
        yield visible(f"{place(finding)}: {finding.severity} {finding.rule}: {finding.message}")
        if finding.evidence:
            yield visible(f"    {finding.evidence}")
    if verdict.new:
        yield ""


def _scorecard(verdict: Verdict) -> Iterator[str]:
    for decision in verdict.decisions:
        yield from _decision(decision)
        yield ""


def _decision(decision: Decision) -> Iterator[str]:
    yield go_line(decision)
    rows = [_row(score) for score in decision.scores]
    head = ("figure", "now", "before", "target", "met", "who acts")
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    for row in (head, *rows):
        cells = [
            cell.rjust(w) if at in (1, 2) else cell.ljust(w)
            for at, (cell, w) in enumerate(zip(row, widths, strict=True))
        ]
        yield visible(f"  {'  '.join(cells)}".rstrip())


def go_line(decision: Decision) -> str:
    """`beta: no-go, because …`."""
    name = (decision.checkpoint or "targets") + (f" (due {decision.due})" if decision.due else "")
    if decision.go:
        return f"{name}: go, {'the target is' if len(decision.scores) == 1 else f'all {len(decision.scores):,} targets'} met"
    return f"{name}: no-go, because {'; '.join(decision.reasons)}"


def _row(score: Score) -> tuple[str, ...]:
    subject = f"{score.figure} ({score.service})" if score.service else score.figure
    before = "" if score.before is None else f"{score.before:,}"
    met = {True: "yes", False: "no", None: "unknown"}[score.met]
    return subject, f"{score.now:,}", before, score.target, met, "" if score.met else score.team
