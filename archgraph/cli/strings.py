"""`archgraph strings`: string literals searched, validated, listed and counted."""

from __future__ import annotations

from pathlib import Path

import click

from archgraph.cli.options import Common, clock_of, common, finish, settings_of

ACTIONS = ("search", "validate", "list", "stats")


@click.command("strings")
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("action", type=click.Choice(ACTIONS))
@click.argument("text", default="")
@click.option("--category", "-c", metavar="NAME", help="Only literals of this category, as strings.csv has it.")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Most values shown; 0: all.")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="What stdout gets.")
@common
def command(
    path: Path, action: str, text: str, category: str | None, limit: int, output_format: str, common: Common
) -> int:
    """Look up string literals below PATH: values that contain TEXT, whether TEXT is one exactly, all of them, or counts.

    Exit code: 0; `validate` gives 1 when no literal is TEXT, with those that are near.

    \b
    Example:
        archgraph strings path/to/repository validate agent_started
        archgraph strings path/to/repository search redis --category configuration
        archgraph strings path/to/repository stats
    """
    if action in ("search", "validate") and not text:
        raise click.UsageError(f"{action} needs a TEXT.")
    settings, clock = settings_of(path, common), clock_of(common)
    from archgraph.pipeline.parts import literals as literals_of
    from archgraph.report import literals

    try:
        uses = literals_of(path.resolve(), settings, clock)
    finally:
        finish(common, clock)
    chosen = tuple(use for use in uses if category in (None, use.category))
    answers = {
        "search": lambda: literals.search(chosen, text, limit),
        "validate": lambda: literals.validate(chosen, text),
        "list": lambda: literals.listed(chosen, limit),
        "stats": lambda: literals.stats(chosen),
    }
    answer = answers[action]()
    show = literals.as_json if output_format == "json" else literals.as_text
    click.echo(show(answer), nl=False)
    return int(action == "validate" and not answer["valid"])
