"""Gives the lines of files again, for the few places where a reader is shown code: in: a path; out: its lines as parsed."""

from __future__ import annotations

from pathlib import Path

from archgraph.content import content_of
from archgraph.extract.decode import decode, decode_anyhow


class Texts:
    """Reads files below `root`; none of their text is kept."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def lines(self, path: str) -> tuple[str, ...]:
        """The lines by Python's count; none of a notebook, whose cells have lines of their own, or of what cannot be read."""
        if path.endswith(".ipynb"):
            return ()
        try:
            data = content_of(self._root / path)
        except OSError:
            return ()
        try:
            text = decode(data)
        except (SyntaxError, UnicodeError, LookupError):
            text = decode_anyhow(data)
        return tuple(text.split("\n"))
