"""The `archgraph` command: finds the subcommand, and turns every error into a sentence and an exit code."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from errno import ENOENT
from importlib import import_module
from typing import NoReturn

import click

from archgraph.errors import ArchgraphError
from archgraph.surroundings import variable, wants_color
from archgraph.version import __version__

COMMANDS = ("audit", "check", "compare", "mro", "graph", "plan", "strings", "explain", "init")
NOT_DONE, INTERRUPTED, TERMINATED = 2, 130, 143


class Commands(click.Group):
    """Loads a command's module only when it is called or listed, so that `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"archgraph.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Like click's, but an unknown command suggests the near one."""
        from difflib import get_close_matches

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f" Did you mean {near[0]}?" if near else f" Commands: {', '.join(COMMANDS)}."
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="archgraph")
def cli() -> None:
    """Read a Python code base without running it: imports, true MROs, Managers and Registries, duplicates, audits.

    \b
    Start with:  archgraph audit PATH
    """


def main() -> NoReturn:
    """Run the command line and exit: 0, 1 (the gate found violations), 2 (not done), 130, 143."""
    gc.disable()  # records refer to no cycles, and a run is short
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    leave(run())


def leave(code: int) -> NoReturn:
    """End the process at once: freeing a large code base's records one by one would take another half second."""
    for stream in filter(None, (sys.stdout, sys.stderr)):  # None: closed by whoever started the process
        with suppress(OSError, ValueError):  # nobody listens any more
            stream.flush()
    os._exit(code)


def run(command: click.Command | None = None) -> int:
    """Run the command line, or one command of a script; its exit code."""
    try:
        code = (command or cli).main(standalone_mode=False)
    except click.exceptions.Abort:
        code = INTERRUPTED
    except KeyboardInterrupt:
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = NOT_DONE
    except ArchgraphError as error:
        code = fail(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:
        code = _unsaid(error)
    except (Exception, RecursionError) as error:
        code = _mistake(error)
    return code if isinstance(code, int) else 0


def _unsaid(error: OSError) -> int:
    """The answer to an error that names no file, as those of all other reading and writing do: stdout's, or os.getcwd()'s."""
    if error.filename is not None or error.errno is None:
        return _mistake(error)
    if error.errno == ENOENT:  # os.getcwd(): stdout never says so
        return fail("the folder in which archgraph was started is gone. Start it in one that is there.")
    return fail(f"stdout: cannot be written ({os.strerror(error.errno).lower()}). Send it somewhere else.")


def _mistake(error: Exception) -> int:
    if variable("ARCHGRAPH_DEBUG"):
        raise error
    return fail(
        f"a mistake in archgraph itself ({type(error).__name__}: {error}). "
        "Please report it, with what ARCHGRAPH_DEBUG=1 prints."
    )


def fail(sentence: str) -> int:
    """Say why nothing was done."""
    click.echo(f"{click.style('error', fg='red', bold=True)}: {sentence}", err=True, color=wants_color())
    return NOT_DONE
