"""Dates in data that say when something goes."""

from __future__ import annotations

import pytest

from tests.facts import facts_of


def test_a_date_is_said_of_the_key_around_it() -> None:
    source = "OLD = {\n    'SHOP_URL': {\n        'replacement': 'HOST',\n        'deprecation_date': '2026-01-31',\n    },\n}\n"
    (marker,) = facts_of(source).texts.dated
    assert (marker.text, marker.line, marker.kind, marker.source) == (
        "SHOP_URL: deprecation date 2026-01-31",
        4,
        "sunset",
        "data",
    )


@pytest.mark.parametrize(
    "key", ["sunset", "sunset_date", "removal_date", "remove_by", "eol", "deadline", "legacy_sunset"]
)
def test_many_words_say_that_something_goes(key: str) -> None:
    assert [each.line for each in facts_of(f"x = {{'{key}': '2026-01-31'}}").texts.dated] == [1]


@pytest.mark.parametrize(
    "pair", ["'expires_at': '2026-01-31'", "'removed': 'yes'", "'created': '2026-01-31'", "'eol': date"]
)
def test_other_dates_and_words_say_nothing(pair: str) -> None:
    assert facts_of(f"x = {{{pair}}}  # sunset").texts.dated == ()


def test_a_date_is_found_lines_below_what_it_belongs_to() -> None:
    message = "warn(\n    'use Shop instead',\n    'Basket will be removed on '\n    '2026-01-31',\n)\n"
    call = "gone(\n    'x',\n    sunset=date(\n        2026, 1, 31\n    ),\n)\n"
    source = f"x = 1\n{message}{call}"
    assert [each.line for each in facts_of(source).texts.dated] == [5, 9]
