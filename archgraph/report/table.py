"""What a table is: a name, documented columns, and a function from an Analysis to rows of finished cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from archgraph.model.analysis import Analysis
from archgraph.report.cells import Cell


class ColumnType(StrEnum):
    """How a cell is to be read; the words of docs/tables.md."""

    TEXT = "text"
    GUARDED = "text, guarded"
    """Analysed text that may carry a leading `'`."""
    CODE = "code, guarded"
    """Analysed source text, where a leading `'` can also be that of a string literal."""
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "0/1"
    LIST = "JSON array"
    CODE_LIST = "JSON array, guarded"
    """Of analysed source texts, each of which may carry a leading `'`."""
    WORDS = "words joined by ;"


class Column(NamedTuple):
    """One column: its name in the header, how to read it, what it means."""

    name: str
    type: ColumnType
    meaning: str


class Table(NamedTuple):
    """One table. `key` columns, taken together, identify a row's subject; rows are sorted by them.

    `rows` yields tuples of finished cells, one per column; `count` says how many there will be without making them.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Analysis], Iterator[tuple[Cell, ...]]]
    count: Callable[[Analysis], int]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def text(name: str, meaning: str) -> Column:
    """A column of plain text."""
    return Column(name, ColumnType.TEXT, meaning)


def guarded_text(name: str, meaning: str) -> Column:
    """A column of analysed text that a spreadsheet might take for a formula."""
    return Column(name, ColumnType.GUARDED, meaning)


def integer(name: str, meaning: str) -> Column:
    """A column of whole numbers."""
    return Column(name, ColumnType.INTEGER, meaning)


def number(name: str, meaning: str) -> Column:
    """A column of measured numbers."""
    return Column(name, ColumnType.NUMBER, meaning)


def yes_no(name: str, meaning: str) -> Column:
    """A column of 0/1."""
    return Column(name, ColumnType.FLAG, meaning)


def texts(name: str, meaning: str) -> Column:
    """A column of JSON arrays of strings."""
    return Column(name, ColumnType.LIST, meaning)


def guarded_codes(name: str, meaning: str) -> Column:
    """A column of JSON arrays of analysed source texts, each of which a spreadsheet might take for a formula."""
    return Column(name, ColumnType.CODE_LIST, meaning)


CLASS_KEY = (
    text("class", "dotted name of the class: module and qualified name"),
    text("path", "file of the class statement, relative to the analysed PATH"),
    integer("line", "line of the `class` keyword"),
)
"""The columns that identify a class statement: the dotted name alone is not unique."""
