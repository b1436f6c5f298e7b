"""The options that commands share: decorators in, one `Settings` and one `Clock` out."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from archgraph.cli.place import PLACE
from archgraph.model.settings import Settings
from archgraph.model.stages import StageTime
from archgraph.surroundings import in_ci
from archgraph.timing import Clock
from archgraph.version import __version__

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Common:
    """The shared options as given."""

    config: Path | None
    cache_dir: str | None
    no_cache: bool
    jobs: int | None
    python: str | None
    today: str | None
    exclude: tuple[str, ...]
    stats: bool
    quiet: bool
    verbose: bool


def iso_date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Check that --today is an ISO date."""
    from datetime import date

    try:
        return value and date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date; write it as 2026-01-31.") from None


OPTIONS = (
    click.option("--config", type=PLACE, help="Configuration file (default: found beside PATH)."),
    click.option("--cache-dir", metavar="DIR", help="Where facts are kept between runs (or ARCHGRAPH_CACHE_DIR)."),
    click.option("--no-cache", is_flag=True, help="Read every file anew and keep nothing."),
    click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Worker processes (default: processors)."),
    click.option(
        "--python", metavar="ENV", help="Interpreter or environment that the code base runs on; never started."
    ),
    click.option(
        "--today", metavar="DATE", callback=iso_date, help="The date that decides what is past (default: now)."
    ),
    click.option(
        "--exclude", multiple=True, metavar="GLOB", help="Leave out paths, also those that git tracks; repeatable."
    ),
    click.option("--stats", is_flag=True, help="Print CPU seconds by stage."),
    click.option("--quiet", is_flag=True, help="Print nothing but errors."),
    click.option("--verbose", is_flag=True, help="Print every problem and note."),
    click.version_option(__version__, prog_name="archgraph"),
)


def common(function: Function) -> Function:
    """Add the shared options; the command receives them as `common`."""

    @functools.wraps(function)
    def command(*args: Any, **kwargs: Any) -> Any:
        shared = Common(**{name: kwargs.pop(name) for name in Common.__dataclass_fields__})
        return function(*args, common=shared, **kwargs)

    for option in reversed(OPTIONS):
        command = option(command)
    return command  # type: ignore[return-value]


def settings_of(path: Path, common: Common) -> Settings:
    """Configuration and options as one; raises ConfigurationError."""
    from archgraph.config import load_settings

    given = {
        "cache_dir": common.cache_dir,
        "use_cache": False if common.no_cache else None,
        "jobs": common.jobs,
        "python": common.python,
        "today": common.today,
    }
    settings = load_settings(path, common.config, {name: value for name, value in given.items() if value is not None})
    if common.exclude:
        settings = msgspec.structs.replace(settings, exclude=(*settings.exclude, *common.exclude))
    return settings


def clock_of(common: Common) -> Clock:
    """A clock that names each stage on stderr while a person watches a terminal."""
    return Clock(_announce) if is_watched(common) else Clock()


def is_watched(common: Common) -> bool:
    """Whether a person looks at a terminal and wants to see progress."""
    return sys.stderr.isatty() and not common.quiet and not in_ci()


def _announce(stage: str) -> None:
    click.echo(f"\r\x1b[2K{stage} …", nl=False, err=True)


def finish(common: Common, clock: Clock) -> None:
    """Clear the progress line and print what --stats asks for."""
    if is_watched(common):
        click.echo("\r\x1b[2K", nl=False, err=True)
    if common.stats:
        click.echo(stats_text(clock.times()), err=True)


def stats_text(times: tuple[StageTime, ...]) -> str:
    """CPU and wall seconds by stage as a small table."""
    lines = [f"{'stage':<12}{'CPU s':>8}{'wall s':>8}"]
    lines += [f"{time.stage:<12}{time.cpu:>8.2f}{time.wall:>8.2f}" for time in times]
    total = StageTime("total", sum(time.cpu for time in times), sum(time.wall for time in times))
    return "\n".join([*lines, f"{total.stage:<12}{total.cpu:>8.2f}{total.wall:>8.2f}"])


def help_of(document: str | None) -> str:
    """A script's docstring as its help; the examples keep their lines."""
    return (document or "").replace("\n\n    ", "\n\n\b\n    ")
