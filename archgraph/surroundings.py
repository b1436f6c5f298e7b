"""The only place that reads environment variables: a name in, its text out."""

from __future__ import annotations

import os
import sys


def variable(name: str) -> str:
    """The environment variable's text; "" when it is not set."""
    return os.environ.get(name, "")


def variables() -> dict[str, str]:
    """All environment variables, to hand on to a program that archgraph starts."""
    return dict(os.environ)


def wants_color() -> bool | None:
    """Whether the user asked for colours (FORCE_COLOR) or for none (NO_COLOR, https://no-color.org, which wins); None for
    neither: terminals show them."""
    if variable("NO_COLOR"):
        return False
    return True if variable("FORCE_COLOR") else None


def line_width(most: int = 100) -> int:
    """Characters of a line on the terminal that stdout is, 40 at least and `most` at most; `most` for a file or a pipe."""
    if sys.stdout is None or not sys.stdout.isatty():
        return most
    import shutil  # loads three compression libraries

    return min(most, max(40, shutil.get_terminal_size((most, 24)).columns))


def in_ci() -> bool:
    """Whether a continuous integration service runs this: nobody watches, and file times mean nothing."""
    return bool(variable("CI"))
