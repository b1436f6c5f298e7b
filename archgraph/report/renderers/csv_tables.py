"""csv/: every table as RFC 4180 bytes, in pieces of some thousand rows.

A piece is written by csv.writer at once and then looked at as bytes: only one that holds a control character or a lone
surrogate is made again cell by cell. Looking at every cell by itself would cost several times the writing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from archgraph.report.artefact import Artefact, Edition, Renderer
from archgraph.report.catalogue import TABLES
from archgraph.report.cells import Cell, visible

_ROWS_PER_PIECE: Final = 4000
_CONTROLS: Final = bytes((*range(0x20), 0x7F))
_C1_LEAD: Final = b"\xc2"
"""First UTF-8 byte of U+0080 to U+00BF, of which the first half are control characters."""


def csv_pieces(header: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> Iterator[bytes]:
    """The header and the rows as CSV in UTF-8, lines ending with CRLF as in RFC 4180, in pieces."""
    yield _encode([tuple(header)])
    remaining = iter(rows)
    while piece := list(islice(remaining, _ROWS_PER_PIECE)):
        yield _encode(piece)


def _encode(rows: list[tuple[Cell, ...]]) -> bytes:
    try:
        data = _written(rows).encode()
    except UnicodeEncodeError:
        return _written(_visible_rows(rows)).encode()
    return data if _is_clean(data, len(rows)) else _written(_visible_rows(rows)).encode()


def _written(rows: Iterable[tuple[Cell, ...]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _is_clean(data: bytes, rows: int) -> bool:
    """Whether the only control characters are the line ends, two per row."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls == 2 * rows and _C1_LEAD not in data


def _visible_rows(rows: list[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        yield tuple(visible(cell) if isinstance(cell, str) else cell for cell in row)


def _render(edition: Edition) -> Iterator[Artefact]:
    for table in TABLES:
        yield Artefact(f"csv/{table.name}.csv", csv_pieces(table.header, table.rows(edition.analysis)))


CSV_TABLES = Renderer("csv", _render)
