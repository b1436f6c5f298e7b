"""The only place that reads and sets environment variables: a name in, its text out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


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


_SPARED = "NPY_DISABLE_CPU_FEATURES"
_WIDE = "AVX512F X86_V4"
"""512 bits, as numpy before and from 2.4 on calls them; it passes over the name that it does not know."""


@contextmanager
def narrow_sorting() -> Iterator[None]:
    """Has numpy, when it is first loaded inside, sort with 256 bits at a time on processors of AMD: with 512 it stores what it
    has compared by an instruction that is microcode there, and takes five times as long (docs/speed.md). Whoever has told
    numpy what to use is left alone."""
    if variable(_SPARED) or variable("NPY_ENABLE_CPU_FEATURES") or not _is_of_amd():
        yield
        return
    os.environ[_SPARED] = _WIDE
    try:
        yield
    finally:
        del os.environ[_SPARED]


def _is_of_amd() -> bool:
    with suppress(OSError), open("/proc/cpuinfo", "rb") as file:
        return b"AuthenticAMD" in file.read(200)
    return False
