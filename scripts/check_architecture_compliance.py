#!/usr/bin/env python3
"""Check a code base against limits, doubles of production logic, mocks and inheritance, and give it a score.

    python3 scripts/check_architecture_compliance.py --path path/to/repository --fail-on-violation
    python3 scripts/check_architecture_compliance.py --path . --threshold 90 --json-output compliance.json
    python3 scripts/check_architecture_compliance.py --path . --mro-audit --target-folders backend,auth

The score is the share of files without a violation. Exit code: 1 when the score is below --threshold, or with
--fail-on-violation when there is any; else 0; 2 not done.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from archgraph.analyses.audits.audit import all_rules
from archgraph.cli.main import run
from archgraph.cli.options import Common, clock_of, common, finish, help_of, settings_of
from archgraph.cli.place import PLACE, place_of
from archgraph.errors import InputError
from archgraph.gate.selection import Selection, listed
from archgraph.judging import Question, judge_ground
from archgraph.model.settings import Settings
from archgraph.pipeline.ground import understand
from archgraph.report.compliance import Folders, Report, as_data, as_text, compliance, suggestions
from archgraph.report.writer import write_file

RULES = (
    "limit-*",
    "duplicate-code",
    "type-defined-twice",
    "manager-same-name",
    "registry-parallel",
    "stub-in-production",
    "import-forbidden",
    "import-layers",
    "test-*",
)
TEST_FILE, TEST_FUNCTION = 300, 8


@dataclass(frozen=True)
class Asked:
    """The options of the command, by the names that the teams know."""

    max_file_lines: int
    max_function_lines: int
    test_limits: bool
    smart_limits: bool
    mro_audit: bool
    target_folders: tuple[str, ...]
    ignore_folders: tuple[str, ...]
    fail_on_violation: bool
    threshold: float
    show_all: bool
    violation_limit: int
    test_suggestions: bool
    no_emoji: bool
    json_output: Path | None
    json_only: bool

    @property
    def limits(self) -> dict[str, int]:
        """Most lines of files and functions."""
        tests = {"test_file": TEST_FILE, "test_function": TEST_FUNCTION} if self.test_limits else {}
        return {
            "file": self.max_file_lines,
            "function": self.max_function_lines,
            "test_file": 0,
            "test_function": 0,
            **tests,
        }


@click.command("check_architecture_compliance", help=help_of(__doc__))
@click.option("--path", type=PLACE, default=".", help="The code base (default: .).")
@click.option("--max-file-lines", type=click.IntRange(min=0), default=500, show_default=True)
@click.option("--max-function-lines", type=click.IntRange(min=0), default=25, show_default=True)
@click.option("--check-test-limits/--no-test-limits", "test_limits", default=True, help="Tests: 300 and 8 lines.")
@click.option("--smart-limits/--no-smart-limits", default=True, help="Without: agreed exceptions count, too.")
@click.option("--mro-audit", is_flag=True, help="Rules on inheritance as well.")
@click.option("--target-folders", multiple=True, metavar="FOLDERS", help="Only these, with commas or repeated.")
@click.option("--ignore-folders", multiple=True, metavar="FOLDERS", help="All but these.")
@click.option("--fail-on-violation", is_flag=True, help="Exit with 1 when there is any violation.")
@click.option("--threshold", type=click.FloatRange(0, 100), default=0.0, help="Exit with 1 when the score is lower.")
@click.option("--show-all", is_flag=True, help="Every violation of each type.")
@click.option("--violation-limit", type=click.IntRange(min=1), default=10, show_default=True, help="Most of each type.")
@click.option("--test-suggestions", is_flag=True, help="What to do about the violations in tests.")
@click.option("--no-emoji", is_flag=True, help="Taken for compatibility: the output has none.")
@click.option("--json-output", type=PLACE, metavar="FILE", help="File for the report as JSON.")
@click.option("--json-only", is_flag=True, help="Print the JSON and nothing else.")
@common
def command(path: Path, common: Common, **options: object) -> int:
    """Judge by the rules that the options ask for, print and write the report."""
    asked = Asked(**options)  # type: ignore[arg-type]
    settings = settings_of(path, common)
    limits = msgspec.structs.replace(settings.limits, **asked.limits)
    report = _report(place_of(path), msgspec.structs.replace(settings, limits=limits), asked, common)
    stamp = settings.today or datetime.now(UTC).isoformat(timespec="seconds")
    data = json.dumps(as_data(report, stamp, asked.limits), indent=2) + "\n"
    if asked.json_output:
        write_file(asked.json_output, data.encode())
    if asked.json_only:
        click.echo(data, nl=False)
    elif not common.quiet:
        click.echo(as_text(report, 0 if asked.show_all else asked.violation_limit), nl=False)
        click.echo(suggestions(report) if asked.test_suggestions else "", nl=False)
    return int(report.score < asked.threshold or (asked.fail_on_violation and bool(report.violations)))


def _report(root: Path, settings: Settings, asked: Asked, common: Common) -> Report:
    clock = clock_of(common)
    try:
        ground = understand(root, settings, clock)
        judged = judge_ground(ground, clock, Question())
    finally:
        finish(common, clock)
    selection = Selection((*RULES, *(("mro-*",) if asked.mro_audit else ())))
    findings = [
        finding
        for finding in judged.findings
        if selection.keeps(finding.rule) and not (finding.suppressed_by and asked.smart_limits)
    ]
    zones = {path: module.zone for path, module in ground.codebase.modules.items()}
    folders = Folders(listed(asked.target_folders), listed(asked.ignore_folders))
    if empty := folders.empty(zones):
        raise InputError("--target-folders", f"no Python file of {root} lies in {', '.join(empty)}.")
    return compliance(findings, zones, folders, {rule.name: rule.why for rule in all_rules()})


if __name__ == "__main__":
    sys.exit(run(command))
