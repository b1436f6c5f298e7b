"""The verdict as SARIF 2.1.0 (OASIS standard), within what GitHub accepts and shows.

GitHub shows 5,000 results of a run (it refuses more than 25,000) and takes 10 MB packed: new violations come first, then
agreed ones as far as there is room; what was left out is said in the run.
https://docs.github.com/code-security: SARIF support for code scanning.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from archgraph.gate.verdict import Verdict
from archgraph.model.results.findings import Finding, Severity
from archgraph.report.cells import visible
from archgraph.version import __version__

MOST_RESULTS: Final = 5_000
MOST_BYTES: Final = 10_000_000
"""Of the packed file."""
_LONGEST: Final = 1_000
"""Characters of a message."""
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_FINGERPRINT: Final = "archgraph/v1"


class RuleText(NamedTuple):
    """What a viewer shows of a rule."""

    summary: str
    why: str
    fix: str
    severity: Severity


def as_sarif(verdict: Verdict, rules: Mapping[str, RuleText], most_bytes: int = MOST_BYTES) -> str:
    """One run; `rules` describe the rules by name. Half of the results as often as the packed file has more bytes."""
    findings = [*((f, "new") for f in verdict.new), *((f, "unchanged") for f in verdict.known)]
    most = MOST_RESULTS
    text = _log(verdict, rules, findings, most)
    while most > 1 and len(text) > most_bytes and len(zlib.compress(text.encode(), 1)) > most_bytes:
        most = min(most, len(findings)) // 2
        text = _log(verdict, rules, findings, most)
    return text


def _log(verdict: Verdict, rules: Mapping[str, RuleText], findings: Sequence[tuple[Finding, str]], most: int) -> str:
    shown = findings[:most]
    names = sorted({finding.rule for finding, _ in shown})
    driver = {
        "name": "archgraph",
        "version": __version__,
        "rules": [_rule(name, rules.get(name)) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(verdict, len(findings) - len(shown), most)],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, state, names.index(finding.rule)) for finding, state in shown],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, separators=(",", ":")) + "\n"


def _rule(name: str, text: RuleText | None) -> dict[str, Any]:
    if text is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": text.summary},
        "fullDescription": {"text": text.why},
        "help": {"text": f"{text.why} {text.fix}"},
        "defaultConfiguration": {"level": _LEVELS[text.severity]},
    }


def _result(finding: Finding, state: str, index: int) -> dict[str, Any]:
    evidence = f" ({finding.evidence})" if finding.evidence else ""
    result = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _short(visible(finding.message + evidence))},
        "partialFingerprints": {_FINGERPRINT: finding.id},
        "baselineState": state,
        "properties": {"confidence": finding.confidence, "team": finding.team, "service": visible(finding.service)},
    }
    if finding.path:
        result["locations"] = [_location(finding)]
    return result


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _location(finding: Finding) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.path), "uriBaseId": "%SRCROOT%"}}
    if finding.line:
        physical["region"] = {"startLine": finding.line}
        if finding.end_line and finding.end_line >= finding.line:
            physical["region"]["endLine"] = finding.end_line
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.symbol:
        location["logicalLocations"] = [{"fullyQualifiedName": visible(finding.symbol)}]
    return location


def _uri(path: str) -> str:
    """The path as a relative URI reference; a first part with a colon would be read as a scheme, so it is quoted."""
    return quote(path.encode(errors="surrogateescape"), safe="/")


def _invocation(verdict: Verdict, left_out: int, most: int) -> dict[str, Any]:
    why = f"GitHub shows {MOST_RESULTS}" if most == MOST_RESULTS else "GitHub takes 10 MB, packed"
    said: Sequence[str] = [
        *([f"{left_out} agreed or further violations are left out: {why}."] if left_out else ()),
        *(f"Not read: {visible(line)}" for line in verdict.incomplete[:100]),
    ]
    notices = [{"level": "warning", "message": {"text": text}} for text in said]
    return {"executionSuccessful": not verdict.incomplete, "toolExecutionNotifications": notices}
