"""Text widths without fonts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archgraph.report.pictures.typography import elide, text_width, wrap


def test_a_capital_m_is_as_wide_as_helvetica_has_it() -> None:
    assert text_width("M", 1000) == 833


def test_wide_signs_are_wider_and_combining_ones_have_no_width() -> None:
    assert text_width("日", 10) == 10
    assert text_width("e\u0301", 10) == text_width("e", 10)


@given(st.text(max_size=200), st.floats(40, 400))
def test_elided_text_fits(text, widest) -> None:
    assert text_width(elide(text, 10, widest), 10) <= max(widest, 20)


def test_text_that_fits_stays() -> None:
    assert elide("short", 10, 100) == "short"


def test_of_a_dotted_name_whole_parts_go_first() -> None:
    assert elide("package.middle.part.of_it.module", 10, 100) == "package…module"


@given(st.text(max_size=200))
def test_wrapping_loses_no_word(text) -> None:
    assert " ".join(wrap(text, 10, 60)).split() == text.split()
