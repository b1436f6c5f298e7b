"""Rows that are made when they are first looked at."""

from __future__ import annotations

from archgraph.model.deferred import Deferred
from tests.linked import linked


def test_the_rows_are_made_once_and_not_before_they_are_wanted() -> None:
    made: list[int] = []
    rows = Deferred(lambda: made.append(1) or ("a", "b", "c"))  # type: ignore[func-returns-value]
    assert made == []
    assert (len(rows), rows[1], rows[1:], list(rows), "b" in rows) == (3, "b", ("b", "c"), ["a", "b", "c"], True)
    assert made == [1]


def test_import_rows_of_a_code_base_are_the_same_whenever_they_are_asked_for() -> None:
    files = {"a.py": "import b\n", "b.py": "import json\n"}
    early, late = linked(files), linked(files)
    rows = list(early.imports)
    assert len(late.classes) == 0
    assert list(late.imports) == rows
    assert [row.imported for row in rows] == ["b", "json"]
