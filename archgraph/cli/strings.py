"""`archgraph strings`: string literals searched, validated, listed and counted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archgraph.cli.options import Common, clock_of, common, finish, settings_of
from archgraph.cli.place import PLACE, place_of

if TYPE_CHECKING:
    from archgraph.model.results.strings import StringUse
    from archgraph.model.settings import Settings

ACTIONS = ("search", "validate", "list", "stats", "check-env", "show-critical")


@click.command("strings", short_help="Find, count and validate string literals.")
@click.argument("path", type=PLACE)
@click.argument("action", type=click.Choice(ACTIONS))
@click.argument("text", default="")
@click.option("--category", "-c", metavar="NAME", help="Only literals of this category, as strings.csv has it.")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Most values shown; 0: all.")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="What stdout gets.")
@click.option("--environment", "-e", default="", metavar="NAME", help="check-env: what this environment needs.")
@common
def command(path: Path, action: str, text: str, output_format: str, common: Common, **options: Any) -> int:
    """Look up string literals below PATH: values that contain TEXT, whether TEXT is one exactly, all of them, or counts.

    `check-env` and `show-critical` ask for the critical values of the configuration ([[tool.archgraph.critical]]).

    Exit code: 0; 1 when `validate` finds no literal TEXT (it shows those that are near), or `check-env` one that is missing.

    \b
    Example:
        archgraph strings path/to/repository validate agent_started
        archgraph strings path/to/repository search redis --category configuration
        archgraph strings path/to/repository check-env --environment staging
    """
    if action in ("search", "validate") and not text:
        raise click.UsageError(f"{action} needs a TEXT.")
    settings, clock = settings_of(path, common), clock_of(common)
    if action == "check-env":
        _check_environment_name(settings, options["environment"])
    from archgraph.pipeline.parts import literals as literals_of

    try:
        uses = literals_of(place_of(path), settings, clock)
    finally:
        finish(common, clock)
    _check_category(uses, options["category"])
    chosen = tuple(use for use in uses if options["category"] in (None, use.category))
    answer, shown = _answer(action, text, chosen, settings, options)
    if output_format == "json":
        shown = json.dumps(answer, indent=2) + "\n"
    if not common.quiet:
        click.echo(shown, nl=False)
    return int(answer.get("valid") is False or answer.get("status") == "CRITICAL")


def _answer(
    action: str, text: str, uses: Sequence[StringUse], settings: Settings, options: Mapping[str, Any]
) -> tuple[Mapping[str, object], str]:
    """The answer as plain data and for reading."""
    from archgraph.report import critical, literals

    if action == "check-env":
        checked = critical.check_environment(settings.critical, uses, options["environment"])
        return checked, critical.text_of(checked)
    if action == "show-critical":
        known = critical.show_critical(settings.critical, uses)
        return known, critical.text_of(known)
    if action == "validate":
        warning = critical.warning_for(text, settings.critical)
        answer = {**literals.validate(uses, text), "warning": warning}
        return answer, literals.as_text(answer) + (f"  {warning}\n" if warning else "")
    if action == "stats":
        counts = literals.stats(uses)
        return counts, literals.as_text(counts)
    limit = options["limit"]
    values = literals.search(uses, text, limit) if action == "search" else literals.listed(uses, limit)
    return values, literals.as_text(values)


def _check_category(uses: Sequence[StringUse], name: str | None) -> None:
    """Raise InputError when no literal is of this category."""
    from archgraph.errors import InputError

    known = sorted({use.category for use in uses})
    if name is not None and known and name not in known:
        raise InputError("--category", f"no literal is of category {name!r}.", f"There are: {', '.join(known)}.")


def _check_environment_name(settings: Settings, name: str) -> None:
    """Raise ConfigurationError when nothing can be checked: no critical value, or none for an environment of that name."""
    from archgraph.errors import ConfigurationError

    if not settings.critical:
        remedy = 'Write [[tool.archgraph.critical]] with name = "API_URL" and, maybe, values and environments.'
        raise ConfigurationError("check-env", "no critical values are configured.", remedy)
    known = sorted({each for value in settings.critical for each in value.environments})
    if name and known and name not in known:
        raise ConfigurationError(
            "--environment", f"no critical value is for {name!r}.", f"There are: {', '.join(known)}."
        )
