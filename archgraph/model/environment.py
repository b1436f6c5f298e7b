"""The Python that the analysed code runs on, as far as folders and pyvenv.cfg tell."""

from __future__ import annotations

from archgraph.model.source import Row


class Environment(Row, frozen=True):
    """Where names from outside the code base come from, found by reading files, never by starting an interpreter."""

    version: tuple[int, int]
    """Target Python version: decides version branches and whose standard library is read."""
    platform: str
    """`sys.platform` of the target: linux, darwin, win32."""
    stdlib: tuple[str, ...] = ()
    """Folders of the standard library's Python sources, absolute."""
    site: tuple[str, ...] = ()
    """site-packages folders and the plain paths of their .pth files, absolute, in search order; empty: none is known."""
    source: str = ""
    """How it was found: --python, VIRTUAL_ENV, .venv, configuration, running interpreter."""
    notes: tuple[str, ...] = ()
    """Sentences for the report (versions that differ, nothing installed and what to do)."""
