"""The only place that reads environment variables: a name in, its text out."""

from __future__ import annotations

import os


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


def in_ci() -> bool:
    """Whether a continuous integration service runs this: nobody watches, and file times mean nothing."""
    return bool(variable("CI"))
