"""Tables of what the audits look at and say: environment, legacy, findings, errors."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.analysis import Analysis
from archgraph.report.cells import Cell, figure, guarded, known
from archgraph.report.table import Column, ColumnType, Table, guarded_text, integer, number, text, yes_no


def _environment(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    for item in analysis.environment:
        what = (item.path, item.line, item.operation, item.access, item.key, guarded(item.default))
        where = (item.zone, item.surface, item.through, item.function, item.service, int(item.allowed))
        yield (*what, *where)


def _legacy(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    services = {path: module.service for path, module in analysis.codebase.modules.items()}
    for item in analysis.legacy:
        what = (item.kind, item.name, item.path, item.line or "", item.twin, item.sunset)
        yield (*what, known(item.callers), item.zone, services.get(item.path, ""), item.subject)


def _findings(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    for item in analysis.findings:
        place = (item.path, item.line or "", known(item.end_line), item.symbol)
        words = (guarded(item.message), guarded(item.evidence), figure(item.confidence), item.fix)
        acting = (item.service, item.team, item.suppressed_by)
        yield (item.id, item.rule, item.severity, *place, *words, *acting)


def _errors(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    for item in sorted(analysis.problems, key=lambda item: (item.path, item.line or 0, item.stage, item.message)):
        yield (item.path, known(item.line), item.stage, guarded(item.message))


ENVIRONMENT = Table(
    "environment",
    "Every access to the process environment, by exact line.",
    ("path", "line"),
    (
        text("path", "file"),
        integer("line", "line of environ or getenv itself"),
        text("operation", "subscript, get, getenv, contains, iterate, copy, setdefault, pop, patch, …"),
        text("access", "read, write, delete or pass (the whole environment is handed on)"),
        text("key", "name of the variable; empty when it is computed"),
        Column("default", ColumnType.CODE, "default as written"),
        text("zone", "production, test, testinfra or tooling"),
        text("surface", "direct, alias (through another name of os.environ) or test (monkeypatch, patch.dict)"),
        text("through", "the name that reached the environment, as written"),
        text("function", "function or class around it; empty at module level"),
        text("service", "top-level package, or as configured"),
        yes_no("allowed", "1: the configured single source of truth does it"),
    ),
    _environment,
    lambda analysis: len(analysis.environment),
)

LEGACY = Table(
    "legacy",
    "What says of itself that it is old, or has a newer twin.",
    ("path", "line", "kind", "name"),
    (
        text("kind", "folder, file, class, function, marker, deprecation or sunset"),
        text("name", "what is old, or the text that says so"),
        text("path", "file or folder"),
        integer("line", "line; empty for a folder"),
        text("twin", "the implementation beside it"),
        text("sunset", "date (ISO) on which it was to go; empty when none is given"),
        integer("callers", "modules that still use it; empty when not known"),
        text("zone", "production, test, testinfra or tooling"),
        text("service", "service of the file"),
        text("subject", "what a date or deprecation is about: a dotted name, or a key"),
    ),
    _legacy,
    lambda analysis: len(analysis.legacy),
)

FINDINGS = Table(
    "findings",
    "What the rules found, suppressed ones included.",
    ("path", "line", "rule"),
    (
        text("id", "stable id, without line numbers"),
        text("rule", "name of the rule; `archgraph explain RULE` says more"),
        text("severity", "error, warning or info"),
        text("path", "file"),
        integer("line", "first line; empty when it is about no place"),
        integer("end_line", "last line; empty when it is one place"),
        text("symbol", "class, function or module that it is about"),
        guarded_text("message", "what is wrong, in a sentence"),
        guarded_text("evidence", "what shows it"),
        number("confidence", "0 to 1; lower in files that were only recovered"),
        text("fix", "what to do, where that is known"),
        text("service", "service of the file"),
        text("team", "who is to act, by the configuration"),
        text("suppressed_by", "the comment, accept entry or baseline that silences it"),
    ),
    _findings,
    lambda analysis: len(analysis.findings),
)

ERRORS = Table(
    "errors",
    "What could not be done with a file or a place in it.",
    ("path", "line"),
    (
        text("path", "file"),
        Column("line", ColumnType.INTEGER, "line; empty when it is the whole file"),
        text("stage", "stage of the run that met it"),
        guarded_text("message", "what happened"),
    ),
    _errors,
    lambda analysis: len(analysis.problems),
)
