"""The verdict as GitHub's workflow commands: annotations at the lines of a pull request, new ones only.

GitHub shows ten of each kind for a step: the gravest come first. Text of analysed code is escaped as the runner demands
(https://github.com/actions/toolkit, packages/core/src/command.ts), so that no name can be a command.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from archgraph.gate.verdict import Verdict
from archgraph.model.results.findings import Finding, Severity
from archgraph.report.cells import visible
from archgraph.report.verdicts.text import go_line, summary

_SHOWN: Final = 10
"""Annotations of a kind that GitHub shows of one step."""
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github(verdict: Verdict) -> str:
    """One command a violation, then the summary as plain lines."""
    lines = [*map(_command, verdict.new), *map(_plain, _words(verdict))]
    return "\n".join(lines) + "\n"


def _words(verdict: Verdict) -> Iterator[str]:
    counts = Counter(_COMMANDS[finding.severity] for finding in verdict.new)
    cut = [f"{number - _SHOWN:,} of {number:,} {kind}s" for kind, number in counts.items() if number > _SHOWN]
    if cut:
        yield f"Not annotated by GitHub, which shows {_SHOWN} of each kind: {', '.join(cut)}. The log above has them all."
    yield from map(go_line, verdict.decisions)
    yield from summary(verdict)


def _command(finding: Finding) -> str:
    properties = {"title": finding.rule}
    if finding.path:
        properties["file"] = finding.path
    if finding.path and finding.line:
        properties["line"] = str(finding.line)
        properties["endLine"] = str(finding.end_line or finding.line)
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    text = f"{finding.message} {finding.fix}" if finding.fix else finding.message
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(text)}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(text: str) -> str:
    """A line that the runner does not take for a command."""
    return visible(text).replace("::", ": :").replace("##[", "## [")
