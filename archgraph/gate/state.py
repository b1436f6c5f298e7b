"""A state of a code base as tables tell it: what `compare` compares, from an audit's folder or from an analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from archgraph.gate.judged import Judged

Record = Mapping[str, str]
"""A row by column, cells as a CSV file has them."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "classes": ("class", "path", "line", "end_line", "last", "bases", "decorators", "methods"),
    "cycles": ("cycle", "importer", "path", "weak"),
    "duplicates": ("member", "path"),
    "imports": ("importer", "imported", "path"),
    "managers": ("class", "path", "zone", "double"),
    "members": ("class", "path", "line", "member", "kind", "defined_in"),
    "modules": ("module", "path", "lines", "status", "error"),
    "mro": ("class", "path", "line", "ancestor"),
    "registries": ("class", "path", "zone", "double"),
}
"""The columns of each table that a comparison needs."""


class State(NamedTuple):
    """`contents`: path → what identifies a file's content; a file without one is judged by its rows."""

    name: str
    tables: Mapping[str, Sequence[Record]]
    judged: Judged
    contents: Mapping[str, str]
