"""A state of a code base as tables tell it: what `compare` compares, from an audit's folder or from an analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from archgraph.gate.judged import Judged

Record = Mapping[str, str]
"""A row by column, cells as a CSV file has them."""

TABLES: Final = (
    "classes", "cycles", "duplicates", "findings", "imports", "managers", "members", "modules", "mro", "registries",
)  # fmt: skip
"""The tables that a comparison needs."""


class State(NamedTuple):
    """`contents`: path → what identifies a file's content; a file without one is judged by its rows."""

    name: str
    tables: Mapping[str, Sequence[Record]]
    judged: Judged
    contents: Mapping[str, str]
