"""`archgraph audit`: reads a code base and writes every report, table and picture."""

from __future__ import annotations

from pathlib import Path

import click

from archgraph.cli.options import Common, clock_of, common, finish, settings_of
from archgraph.cli.place import PLACE, place_of
from archgraph.surroundings import line_width


@click.command("audit", short_help="Write every report, table and picture of PATH.")
@click.argument("path", type=PLACE, default=".")
@click.option("-o", "--out", type=PLACE, help="Where to write (default: output/<name>).")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="What stdout gets: a summary, as text or JSON.",
)
@common
def command(path: Path, out: Path | None, output_format: str, common: Common) -> int:
    """Read all Python below PATH (default ".") and write reports, tables, graphs and pictures to OUT.

    Nothing of the code is run. Broken files are read as far as they go and counted.

    \b
    Example:
        archgraph audit path/to/repository -o output/repository
    """
    settings = settings_of(path, common)
    clock = clock_of(common)
    from archgraph import reporting
    from archgraph.report import terminal
    from archgraph.report.writer import hide_from_git, reserved

    root, target = place_of(path), out or default_out(path, settings.name)
    if out is None:
        hide_from_git(target.parent)
    with reserved(target, str(root)):
        try:
            reporting.audit(root, target, settings, clock)
        finally:
            finish(common, clock)
        if not common.quiet:
            click.echo(terminal.summary(target, output_format, common.verbose, line_width()))
    return 0


def default_out(path: Path, name: str) -> Path:
    """`output/<name>` below the current folder, named as configured or after PATH's folder; a name that a configuration gives,
    which may come with the analysed code, leads nowhere else."""
    folder = (name or place_of(path).stem).replace("/", "-").replace("\\", "-")
    return Path("output") / (folder if folder.strip(". ") else "root")
