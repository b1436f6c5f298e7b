"""All tables of the contract, in alphabetical order: TABLES, and the page that documents them."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.registry import collect
from archgraph.report import tables
from archgraph.report.table import Column, Table

TABLES: tuple[Table, ...] = tuple(sorted(collect(tables, Table), key=lambda table: table.name))
"""Every table, found in the modules of `report/tables/`."""

_INTRODUCTION = """\
# The tables

`archgraph audit` writes these files to `OUT/csv/`. This page is made by `python3 scripts/document_tables.py`.

UTF-8 with a header row. Lines end with CRLF, as RFC 4180 has it, and as control characters are escaped no cell holds a
line break: a row is a line. Rows are sorted by the columns of the table's key, then by position, order or line. The
same input gives the same bytes.

| type | how to read it |
| --- | --- |
| text | as it stands; control characters and lone surrogates are `\\uXXXX`; empty: unknown or absent |
| text, guarded | analysed text: what begins with `=`, `+`, `-`, `@`, TAB or CR and is no number has a leading `'` |
| code, guarded | the same for source text; a string literal, which begins and ends with `'`, stands as it is |
| integer, number | empty: unknown |
| 0/1 | no/yes; empty: unknown |
| JSON array | of strings; `[]`: known to be none |
| JSON array, guarded | of analysed source texts, each as in a cell of code, guarded |
| words joined by ; | words without blanks |

`archgraph.load(OUT)` reads them with their types and takes the leading `'` off. By hand:
`pandas.read_csv("OUT/csv/classes.csv", keep_default_na=False)`.
"""


def table_named(name: str) -> Table:
    """The table of that name; KeyError when there is none."""
    return {table.name: table for table in TABLES}[name]


def document_tables() -> str:
    """docs/tables.md: every table with the meaning of its columns."""
    return "\n".join([_INTRODUCTION, *(line for table in TABLES for line in _table_lines(table))])


def _table_lines(table: Table) -> Iterator[str]:
    yield f"## {table.name}.csv\n\n{table.meaning} Sorted by {', '.join(f'`{name}`' for name in table.key)}.\n"
    yield "| column | type | meaning |\n| --- | --- | --- |"
    yield from (_column_line(column) for column in table.columns)
    yield ""


def _column_line(column: Column) -> str:
    meaning = column.meaning.replace("|", "\\|")
    return f"| `{column.name}` | {column.type} | {meaning} |"
