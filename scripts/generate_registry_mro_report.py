#!/usr/bin/env python3
"""Report the MROs of all Registries or Managers of a code base in one file, with what they share; executes none of it.

    python3 scripts/generate_registry_mro_report.py --registries PATH --output registries.md
    python3 scripts/generate_registry_mro_report.py --all-managers PATH > managers.md

Exit code: 0 nothing to report, 1 an MRO is impossible or exceeds a threshold of `[tool.archgraph.mro]`, 2 not done.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from archgraph.cli import main
from archgraph.cli.mro import class_named
from archgraph.cli.options import Common, clock_of, common, finish, help_of, settings_of
from archgraph.cli.place import PLACE, place_of
from archgraph.errors import InputError
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.pipeline.ground import understand
from archgraph.pipeline.parts import lineage
from archgraph.pipeline.whole import analyse
from archgraph.report.artefact import Edition
from archgraph.report.document import counted
from archgraph.report.formats.markdown import markdown
from archgraph.report.mro_text import as_json, views_of
from archgraph.report.pages.mro_inventory import inventory, warnings
from archgraph.report.pages.mro_wanted import CORE, Wanted, violations
from archgraph.report.writer import write_file

TITLES = {"registry": "Registries", "manager": "Managers"}


@click.command(
    "generate_registry_mro_report", context_settings={"help_option_names": ["-h", "--help"]}, help=help_of(__doc__)
)
@click.argument("path", type=PLACE, default=".")
@click.option("--registries", is_flag=True, help="All Registries in production (what is done without any choice).")
@click.option("--all-managers", is_flag=True, help="All Managers in production.")
@click.option("--with-tests", is_flag=True, help="Those in tests and tooling, and doubles, as well.")
@click.option("--class", "classes", multiple=True, metavar="NAME", help="This class; repeatable.")
@click.option("--method", "methods", multiple=True, metavar="NAME", help="Say who answers this method; repeatable.")
@click.option("--event", "events", multiple=True, metavar="NAME", help="Say who emits and handles it; repeatable.")
@click.option("--output", type=PLACE, help="File to write; .json for programs (default: stdout).")
@common
def command(
    path: Path,
    registries: bool,
    all_managers: bool,
    with_tests: bool,
    classes: tuple[str, ...],
    methods: tuple[str, ...],
    events: tuple[str, ...],
    output: Path | None,
    common: Common,
) -> int:
    """Choose the classes, write the report, say what deserves attention."""
    settings, clock = settings_of(path, common), clock_of(common)
    roles = {"registry"} if registries or not (all_managers or classes) else set()
    roles |= {"manager"} if all_managers else set()
    try:
        ground = understand(place_of(path), settings, clock)
        known = analyse(ground, clock)
        named, missing = _named(ground.codebase, classes)
        keys = sorted(_of_roles(known, roles, with_tests) | named)
        analysis = lineage(ground, keys, clock, known)
    finally:
        finish(common, clock)
    title = " and ".join(TITLES[role] for role in sorted(roles, reverse=True)) or "Classes"
    wanted = Wanted(keys, f"{title} of {analysis.name}: MRO report", methods or CORE, events, missing)
    edition = Edition(analysis)
    day = settings.today or datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    if output and output.suffix == ".json":
        text = as_json(views_of(analysis, keys), analysis.codebase) + "\n"
    else:
        text = markdown(inventory(edition, wanted, day))
    if output:
        write_file(output, text.encode())
    else:
        click.echo(text)
    if not common.quiet:
        number = counted(len(keys), "class", "classes")
        said = [f"{number}. {f'Read {output}.' if output else ''}".rstrip(), *warnings(edition, wanted)]
        click.echo("\n".join(said), err=output is None)
    return main.NOT_DONE if missing else int(bool(violations(edition, wanted)))


def _of_roles(analysis: Analysis, roles: set[str], with_tests: bool) -> set[ClassKey]:
    profiles = (profile for profile in analysis.profiles if profile.role in roles)
    return {each.key for each in profiles if with_tests or (each.zone == "production" and not each.double)}


def _named(codebase: Codebase, names: tuple[str, ...]) -> tuple[set[ClassKey], list[str]]:
    """The classes of these names, and the names that mean none or several."""
    found, missing = set(), []
    for name in names:
        try:
            found.add(class_named(codebase, name))
        except InputError:
            missing.append(name)
    return found, missing


if __name__ == "__main__":
    sys.exit(main.run(command))
