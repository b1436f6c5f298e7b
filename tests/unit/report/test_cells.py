"""Cells: the contract's rules for what a CSV cell may hold."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archgraph.report.cells import UNSAFE, figure, guarded, known, listed, unguarded, unguarded_code, visible

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize("text", ["=cmd()", "+x", "-x", "@app.route", "\tx", "\rx", "-", "+1a", "-inf", "=1"])
def test_text_that_a_spreadsheet_would_run_gets_a_quote(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "-1", "+1.5", "-.5e-3", "1", "a=b", "'=x", " =x", "-1."])
def test_numbers_and_plain_text_get_no_quote(text: str) -> None:
    assert guarded(text) == text


@given(ANY_TEXT.filter(lambda text: not text.startswith("'")))
def test_reading_a_cell_takes_the_quote_off_again(text: str) -> None:
    assert unguarded(visible(guarded(text))) == visible(text)


@pytest.mark.parametrize("code", ["'=1'", "'-1'", "'@it\\'s'", "-x", "-1", "+x['a']", "-1 if x else 'a'", '"it\'s"'])
def test_of_source_text_only_a_quote_that_is_not_its_own_is_taken_off(code: str) -> None:
    assert unguarded_code(visible(guarded(code))) == code


@given(ANY_TEXT)
def test_visible_text_is_one_line_that_can_be_encoded(text: str) -> None:
    assert not UNSAFE.search(visible(text))
    visible(text).encode()


def test_control_characters_and_lone_surrogates_are_escaped() -> None:
    assert visible("a\x00b\n\x7f\x85\udc80") == "a\\u0000b\\u000a\\u007f\\u0085\\udc80"


def test_odd_but_printable_or_invisible_characters_stay() -> None:
    assert visible("é\u00a0\u200b😀") == "é\u00a0\u200b😀"


@given(st.lists(ANY_TEXT))
def test_several_values_are_a_json_array_of_visible_texts(values: list[str]) -> None:
    assert json.loads(listed(values)) == [visible(value) for value in values]


def test_a_list_has_no_needless_blanks() -> None:
    assert listed(["a", 'b"c']) == '["a","b\\"c"]'


def test_unknown_is_empty_and_yes_no_is_a_figure() -> None:
    assert [known(value) for value in (None, False, True, 12)] == ["", 0, 1, 12]


def test_figures_keep_six_digits() -> None:
    assert [figure(value) for value in (None, 1 / 3, 0.0001234567891)] == ["", 0.333333, 0.000123457]
