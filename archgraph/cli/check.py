"""`archgraph check`: the gate for pre-commit and CI, with a ratchet."""

from __future__ import annotations

from pathlib import Path

import click

from archgraph.cli.options import Common, clock_of, common, finish, settings_of
from archgraph.cli.place import PLACE

FORMATS = ("text", "json", "sarif", "github", "markdown")


@click.command("check", short_help="The gate: what is more than the baseline allows.")
@click.argument("path", type=PLACE, default=".")
@click.option("--select", multiple=True, metavar="RULES", help="Check only these rules: names or globs, with commas.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Do not check these rules.")
@click.option("--output-format", type=click.Choice(FORMATS), default="text", help="What stdout gets.")
@click.option("--baseline", type=PLACE, help="Agreed violations (default: beside PATH's code).")
@click.option("--update-baseline", is_flag=True, help="Shrink the baseline to what is left; grow it with --reason.")
@click.option("--reason", metavar="TEXT", help="Why the baseline may grow; not in CI.")
@click.option("--changed-since", metavar="REV", help="Report only what was brought since this git revision.")
@click.option("--checkpoint", metavar="NAME", default="", help="Fail when the targets of this checkpoint are missed.")
@click.option("--before", type=PLACE, help="summary.json of an earlier state, to compare with.")
@click.option("--allow-incomplete", is_flag=True, help="Judge although some files could not be read.")
@common
def command(path: Path, common: Common, **options: object) -> int:
    """Check PATH (default ".") against the rules, the targets and what was agreed in the baseline.

    Exit code 0: nothing new. 1: violations. 2: not done, or files that could not be read.

    \b
    Example:
        archgraph check path/to/repository
        archgraph check --output-format github --changed-since origin/main
        archgraph check --update-baseline --reason "the state at the start"
    """
    from archgraph.cli.gate import Call, run

    settings = settings_of(path, common)
    clock = clock_of(common)
    call = Call(path, settings, **options)  # type: ignore[arg-type]
    try:
        shown, code = run(call, clock)
    finally:
        finish(common, clock)
    if not common.quiet or code:
        click.echo(shown, nl=False)
    return code
