"""`archgraph compare`: what a change did to the architecture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archgraph.cli.options import Common, clock_of, common, finish, settings_of
from archgraph.cli.place import PLACE, place_of

if TYPE_CHECKING:
    from archgraph.comparing import Parcel
    from archgraph.gate.state import State
    from archgraph.model.settings import Settings
    from archgraph.timing import Clock


@click.command("compare", short_help="What a change did: two revisions or two audits.")
@click.argument("old")
@click.argument("new")
@click.option("--path", type=PLACE, default=".", help="The code, for git revisions (default: .).")
@click.option("-o", "--out", type=PLACE, help="Folder for Markdown, JSON, CSV and a picture.")
@click.option(
    "--output-format", type=click.Choice(["markdown", "json", "csv"]), default="markdown", help="What stdout gets."
)
@click.option("--allow-incomplete", is_flag=True, help="Compare although some files could not be read.")
@common
def command(
    old: str, new: str, path: Path, out: Path | None, output_format: str, allow_incomplete: bool, common: Common
) -> int:
    """Compare two states: git revisions, folders of code, or folders that `archgraph audit` wrote.

    Revisions are read from git's object database: nothing is checked out, the work tree is not touched.

    \b
    Example:
        archgraph compare main HEAD --path path/to/repository
        archgraph compare output/before output/after -o output/comparison
    """
    settings = settings_of(path, common)
    clock = clock_of(common)
    from archgraph.comparing import both
    from archgraph.gate.comparison import compare
    from archgraph.gate.scorecard import decide
    from archgraph.gate.selection import Selection
    from archgraph.pipeline.rule_names import check_rule_names
    from archgraph.report import comparison as texts
    from archgraph.report.scoring import checkpoints_of

    checkpoints = checkpoints_of(settings)
    check_rule_names(settings)
    try:
        before, after = both(lambda: _state(old, path, settings, clock), lambda: _state(new, path, settings, clock))
        with clock.stage("compare"):
            decisions = decide(checkpoints, after.judged, before.judged.figures, settings.teams)
            found = compare(before, after, decisions, Selection(settings.select, settings.ignore))
        writers = {"markdown": texts.as_markdown, "json": texts.as_json, "csv": texts.as_csv}
        if out:
            from archgraph.comparing import picture_of
            from archgraph.report.writer import write_files

            texts_of = [(f"comparison.{end}", writers[name](found).encode()) for name, end in _ENDINGS.items()]
            write_files(out, [*texts_of, *picture_of(found, settings.layout_seconds)])
    finally:
        finish(common, clock)
    click.echo(writers[output_format](found), nl=False)
    for line in found.incomplete:
        click.echo(f"Not read: {line}", err=True)
    return 2 if found.incomplete and not allow_incomplete else 0


_ENDINGS = {"markdown": "md", "json": "json", "csv": "csv"}


def _state(name: str, path: Path, settings: Settings, clock: Clock) -> State | Parcel:
    """What a name on the command line means: an audit's folder, a revision, a folder of code."""
    from archgraph import comparing
    from archgraph.discover.revision import is_revision
    from archgraph.errors import InputError

    folder = Path(name)
    if (folder / "summary.json").is_file():
        return comparing.audit_state(folder)
    if is_revision(path, name):
        return comparing.revision_state(place_of(path), name, settings, clock)
    if folder.is_dir():
        return comparing.tree_state(place_of(folder), name, settings, clock)
    remedy = "Name a branch, tag or commit, a folder of code, or a folder that `archgraph audit` wrote."
    raise InputError(name, f"is no revision of the repository around {path} and no folder.", remedy)
