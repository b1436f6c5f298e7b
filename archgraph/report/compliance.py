"""Findings as a compliance report: in: findings, the zones of the files and what was asked for; out: a score, records, text.

The record of a violation and the keys of the report are those that the teams' dashboards read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Final, NamedTuple

from archgraph.model.results.findings import Finding, Severity
from archgraph.model.source import Zone
from archgraph.report.cells import visible
from archgraph.report.document import counted

CATEGORIES: Final = {"production": "real_system", "test": "test_files", "testinfra": "test_files"}
"""Zone → category; any other zone is "other"."""
_TIMES: Final = {"critical": "now", "high": "this week", "medium": "this month", "low": "when the file is touched"}
_CAPS: Final = {"critical": 5, "high": 20, "medium": 100}
"""Most violations of a tier with which a release can be made; of the lowest tier any number."""


class Violation(NamedTuple):
    """One violation, by the names that dashboards know."""

    file_path: str
    violation_type: str
    severity: str
    line_number: int
    function_name: str
    actual_value: str
    expected_value: str
    description: str
    fix_suggestion: str
    business_impact: str
    remediation_timeline: str
    category: str


class Report(NamedTuple):
    """What was checked and what was found; `score` is the share of files without a violation, in percent."""

    files: Mapping[str, str]
    """Path → category."""
    violations: tuple[Violation, ...]

    @property
    def score(self) -> float:
        """Of all files."""
        return score_of(self.files, self.violations)

    @property
    def blockers(self) -> tuple[str, ...]:
        """Why a release cannot be made: tiers with more violations than their cap, in words."""
        counts = Counter(each.severity for each in self.violations)
        return tuple(f"{counts[t]:,} {t} violations, at most {cap}" for t, cap in _CAPS.items() if counts[t] > cap)


def score_of(files: Collection[str], violations: Sequence[Violation]) -> float:
    """The share of the files without a violation, in percent with two digits; 100 when there are no files."""
    bad = {each.file_path for each in violations} & set(files)
    return round(100 * (1 - len(bad) / len(files)), 2) if files else 100.0


def compliance(
    findings: Sequence[Finding], zones: Mapping[str, Zone], folders: Folders, whys: Mapping[str, str]
) -> Report:
    """The report on the files of the chosen folders; `whys`: rule → why it matters."""
    files = {path: CATEGORIES.get(zone, "other") for path, zone in zones.items() if folders.hold(path)}
    wanted = [finding for finding in findings if finding.path in files]
    found = [_violation(finding, files[finding.path], whys.get(finding.rule, "")) for finding in wanted]
    order = list(_TIMES)
    ranked = sorted(found, key=lambda v: (order.index(v.severity), v.violation_type, v.file_path, v.line_number))
    return Report(files, tuple(ranked))


class Folders(NamedTuple):
    """Folders to look at (none: all) and to leave out: paths, or globs."""

    targets: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    def hold(self, path: str) -> bool:
        """Whether a file counts."""
        return (not self.targets or _is_in(path, self.targets)) and not _is_in(path, self.ignored)

    def empty(self, paths: Collection[str]) -> tuple[str, ...]:
        """Folders to look at in which no file lies: a slip of the hand would pass as a clean folder."""
        return tuple(folder for folder in self.targets if not any(_is_in(path, (folder,)) for path in paths))


def as_data(report: Report, timestamp: str, limits: Mapping[str, object]) -> dict[str, object]:
    """The report for programs."""
    violations = report.violations
    categories = sorted({*CATEGORIES.values(), "other"})
    by_category = {name: [path for path, of in report.files.items() if of == name] for name in categories}
    return {
        "total_violations": len(violations),
        "compliance_score": report.score,
        "timestamp": timestamp,
        "violations_by_type": dict(sorted(Counter(each.violation_type for each in violations).items())),
        "violations_by_severity": {tier: sum(each.severity == tier for each in violations) for tier in _TIMES},
        "deployment": {"ready": not report.blockers, "blocked_by": list(report.blockers)},
        "violations": [each._asdict() for each in violations],
        "summary": {
            "total_files_checked": len(report.files),
            "files_with_violations": len({each.file_path for each in violations}),
            "limits": dict(limits),
            "score": report.score,
        },
        "category_scores": {name: score_of(paths, violations) for name, paths in by_category.items()},
    }


def as_text(report: Report, most: int) -> str:
    """The report for people: of each type the first `most` violations (0: all)."""
    lines = [
        f"{counted(len(report.files), 'file')}, {counted(len(report.violations), 'violation')}, score {report.score:.2f} %",
        f"release: {'blocked, ' + '; '.join(report.blockers) if report.blockers else 'nothing in the way'}",
    ]
    for name, number in Counter(each.violation_type for each in report.violations).items():
        lines += ["", f"{name} ({number:,})"]
        own = [each for each in report.violations if each.violation_type == name]
        lines += [visible(f"  {_place(v)}: {v.severity}: {v.description}{_measured(v)}") for v in own[: most or None]]
        if most and number > most:
            lines.append(f"  … and {number - most:,} more (--show-all)")
    return "\n".join(lines) + "\n"


def _place(violation: Violation) -> str:
    return f"{violation.file_path}:{violation.line_number}" if violation.file_path else "all files"


def _measured(violation: Violation) -> str:
    """What was counted, where there is a limit."""
    return f" It has {violation.actual_value}." if violation.expected_value.isdigit() else ""


def suggestions(report: Report) -> str:
    """What to do about the violations in tests, by file."""
    found = {
        (v.file_path, v.fix_suggestion) for v in report.violations if v.category == "test_files" and v.fix_suggestion
    }
    return "".join(f"{path}: {text}\n" for path, text in sorted(found))


def _violation(finding: Finding, category: str, why: str) -> Violation:
    severity = _severity(finding, category)
    actual, _, expected = finding.evidence.partition(", at most ")
    return Violation(
        file_path=finding.path,
        violation_type=finding.rule,
        severity=severity,
        line_number=finding.line,
        function_name=finding.symbol,
        actual_value=actual,
        expected_value=expected,
        description=finding.message,
        fix_suggestion=finding.fix,
        business_impact=why,
        remediation_timeline=_TIMES[severity],
        category=category,
    )


def _severity(finding: Finding, category: str) -> str:
    """Errors of production are critical; elsewhere everything weighs a tier less."""
    tiers = list(_TIMES)
    rank = (Severity.ERROR, Severity.WARNING, Severity.INFO).index(finding.severity)
    return tiers[rank if category == "real_system" else rank + 1]


def _is_in(path: str, folders: Collection[str]) -> bool:
    return any(
        path.startswith(f"{folder.rstrip('/')}/") or fnmatchcase(path, folder) or path == folder for folder in folders
    )
