"""csv/: every table as RFC 4180 bytes, in pieces of some hundred rows.

A piece without anything to quote is joined as it is, in a third of the time that csv.writer takes for the same bytes;
any other is given to csv.writer. Control characters are looked for in the finished bytes, not in every cell.
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

_ROWS_PER_PIECE: Final = 256
"""Small, so that one comma in a text makes few rows take the slower way."""
_CONTROLS: Final = bytes((*range(0x20), 0x7F))
_C1_LEAD: Final = b"\xc2"
"""First UTF-8 byte of U+0080 to U+00BF, of which the first half are control characters."""

Row = tuple[Cell, ...]


def csv_pieces(header: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """The header and the rows as CSV in UTF-8, lines ending with CRLF as in RFC 4180, in pieces."""
    template = ",".join(["%s"] * len(header)) + "\r\n"
    yield _encode([tuple(header)], template)
    remaining = iter(rows)
    while piece := list(islice(remaining, _ROWS_PER_PIECE)):
        yield _encode(piece, template)


def _encode(rows: Sequence[Row], template: str) -> bytes:
    try:
        data = "".join([template % row for row in rows]).encode()
    except UnicodeEncodeError:  # a lone surrogate
        return _quoted(_visible(rows))
    if not _is_clean(data, len(rows)):
        return _quoted(_visible(rows))
    needs_no_quotes = b'"' not in data and data.count(b",") == len(rows) * template.count(",")
    return data if needs_no_quotes else _quoted(rows)


def _is_clean(data: bytes, rows: int) -> bool:
    """Whether the only control characters are the line ends, two per row."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls == 2 * rows and _C1_LEAD not in data


def _quoted(rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _visible(rows: Iterable[Row]) -> Iterator[Row]:
    return (tuple(visible(cell) if isinstance(cell, str) else cell for cell in row) for row in rows)


def _render(edition: Edition) -> Iterator[Artefact]:
    for table in TABLES:
        yield Artefact(f"csv/{table.name}.csv", csv_pieces(table.header, edition.last_rows(table)))


CSV_TABLES = Renderer("csv", _render, shows_pictures=False)
