"""Docstrings as facts."""

from __future__ import annotations

import ast

from archgraph.extract.docstrings import docstring_text
from archgraph.extract.expressions import MAX_TEXT


def _text(docstring: str) -> str:
    return docstring_text(ast.parse(repr(docstring)))


def test_of_a_long_docstring_the_beginning_is_kept() -> None:
    assert _text("word " * 200) == ("word " * 200)[:MAX_TEXT]


def test_a_later_line_that_says_what_takes_the_place_of_what_is_kept_too() -> None:
    text = _text("word " * 100 + "\nDEPRECATED: Use NewManager instead.\nMore words.")
    assert text.startswith("word word")
    assert text.endswith("\nDEPRECATED: Use NewManager instead.")


def test_what_is_kept_beyond_the_beginning_is_no_longer_than_it() -> None:
    assert len(_text("word " * 100 + "\nreplaces it " * 500)) <= 2 * MAX_TEXT + 1
