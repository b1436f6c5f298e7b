"""`archgraph init`: writes a commented configuration to start from."""

from __future__ import annotations

from pathlib import Path

import click

from archgraph.cli.place import PLACE

CONFIGURATION = "archgraph.toml"


@click.command("init", short_help="Write a commented archgraph.toml to start from.")
@click.argument("path", type=PLACE, default=".")
@click.option("--force", is_flag=True, help="Replace a configuration that is there.")
def command(path: Path, force: bool) -> int:
    """Write archgraph.toml to PATH (default "."), every setting in it explained and at its default.

    \b
    Example:
        archgraph init path/to/repository
    """
    from archgraph.config import default_config_text
    from archgraph.errors import InputError, OutputError
    from archgraph.report.writer import write_file

    target = path / CONFIGURATION
    if not path.is_dir():
        raise InputError(str(path), "is no folder.", "Name the folder that the configuration is for.")
    if target.exists() and not force:
        raise OutputError(str(target), "is there already.", "Edit it, or replace it with --force.")
    write_file(target, default_config_text().encode())
    click.echo(f"Wrote {target}. Next: archgraph audit {path}")
    return 0
