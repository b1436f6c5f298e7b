#!/usr/bin/env python3
"""Report test code that does again what production code does, with the production code to use instead.

    python3 scripts/detect_test_ssot_violations.py [PATH] --report [FILE.json]

The report is printed with `--report` or without; with a FILE its counts and its map are written there, too.
Exit code: 0, whatever is found; `validate_test_ssot_compliance.py` is the gate. 2: not done.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from archgraph.cli.main import run
from archgraph.cli.options import Common, clock_of, common, finish, help_of, settings_of
from archgraph.cli.place import PLACE, place_of
from archgraph.model.results.duplicates import TestDuplicate
from archgraph.pipeline.findings import inquire
from archgraph.pipeline.ground import understand
from archgraph.report.document import counted
from archgraph.report.writer import write_file

SORTS = {
    "validation": ("validate", "verify", "check", "authorize", "authenticate", "sanitize"),
    "configuration": ("config", "configure", "settings", "setup"),
}


@click.command("detect_test_ssot_violations", help=help_of(__doc__))
@click.argument("path", type=PLACE, default=".")
@click.option("--report", is_flag=False, flag_value="", help="Report; with a FILE also write it there, as JSON.")
@click.option("--fail", is_flag=True, help="Exit with 1 when there are violations.")
@common
def command(path: Path, report: str | None, fail: bool, common: Common) -> int:
    """Print the map from test code to production code."""
    settings, clock = settings_of(path, common), clock_of(common)
    try:
        found = inquire(understand(place_of(path), settings, clock, measured=False), clock).test_duplicates
    finally:
        finish(common, clock)
    rows = [row for row in found if not row.delegates]
    counts = dict(sorted(Counter(map(sort_of, rows)).items()))
    if report:
        write_file(Path(report), (json.dumps({"counts": counts, "map": list(mapped(rows))}, indent=2) + "\n").encode())
    if not common.quiet:
        click.echo("\n".join(lines(rows, counts)))
    return int(fail and bool(rows))


def sort_of(row: TestDuplicate) -> str:
    """validation, configuration or business logic, by the name of the production code."""
    name = row.production.rpartition(".")[2].lower()
    return next((sort for sort, words in SORTS.items() if any(word in name for word in words)), "business logic")


def mapped(rows: Iterable[TestDuplicate]) -> Iterator[dict[str, object]]:
    """Test → production, for programs."""
    for row in rows:
        yield {
            "test": row.test,
            "place": f"{row.path}:{row.line}",
            "production": row.production,
            "production_place": f"{row.production_path}:{row.production_line}",
            "similarity": row.similarity,
            "sort": sort_of(row),
        }


def lines(rows: list[TestDuplicate], counts: dict[str, int]) -> Iterator[str]:
    """The same for reading."""
    if not rows:
        yield "No test code does again what production code does."
        return
    sorts = ", ".join(f"{count} {sort}" for sort, count in counts.items())
    yield f"{counted(len(rows), 'function or class', 'functions and classes')} of tests: {sorts}"
    yield from (f"{row.path}:{row.line}: use {row.production} instead of {row.test.rpartition('.')[2]}" for row in rows)


if __name__ == "__main__":
    sys.exit(run(command))
