#!/usr/bin/env python3
"""Say what is to go by which date, and fail when a date has passed and the code is still there.

    python3 scripts/force_migration.py PATH --check-all
    python3 scripts/force_migration.py PATH --check-all --today 2026-06-30

Exit code: 0 nothing is overdue, 1 something is (with --check-all), 2 not done.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from archgraph.analyses.legacy import legacy
from archgraph.analyses.strings import strings
from archgraph.cli.main import run
from archgraph.cli.options import Common, clock_of, common, finish, help_of, settings_of
from archgraph.cli.place import PLACE, place_of
from archgraph.model.results.legacy import LegacyItem
from archgraph.pipeline.ground import understand
from archgraph.report.days import days_left, today_of
from archgraph.report.document import counted


@click.command("force_migration", help=help_of(__doc__))
@click.argument("path", type=PLACE, default=".")
@click.option("--check-all", is_flag=True, help="Exit with 1 when a date has passed.")
@common
def command(path: Path, check_all: bool, common: Common) -> int:
    """Print the dates in order, with the days left."""
    settings, clock = settings_of(path, common), clock_of(common)
    try:
        ground = understand(place_of(path), settings, clock, measured=False)
        found = legacy(ground.codebase, settings, strings(ground.codebase))
        items = [item for item in found if item.kind == "sunset"]
    finally:
        finish(common, clock)
    today = today_of(settings)
    if not common.quiet:
        click.echo("\n".join(told(items, today)))
    return int(check_all and any(days_left(item.sunset, today) < 0 for item in items))


def told(items: Iterable[LegacyItem], today: date) -> list[str]:
    """A line for each date, the earliest first."""
    found = sorted(items, key=lambda item: (item.sunset, item.path, item.line))
    overdue = sum(days_left(item.sunset, today) < 0 for item in found)
    return [
        f"{counted(len(found), 'date')}, {overdue:,} of them past"
        if found
        else "No date is given for the end of anything.",
        *(
            f"{i.sunset}  {days_left(i.sunset, today):+5d} days  {i.path}:{i.line}  {i.subject}{users(i)}"
            for i in found
        ),
    ]


def users(item: LegacyItem) -> str:
    """How many modules still use it, where that is known."""
    return "" if item.callers is None else f"  ({counted(item.callers, 'caller')})"


if __name__ == "__main__":
    sys.exit(run(command))
