"""Sunset dates in text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archgraph.model.sunset import date_in, sunset_in, years_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# sunset: 2025-12-31", "2025-12-31"),
        ("deprecated, remove after 2025/3/1", "2025-03-01"),
        ("Will be removed on March 5th, 2026.", "2026-03-05"),
        ("2025-10-01: deadline for the old client", "2025-10-01"),
        ("EOL 2024-02-30", ""),
        ("released 2025-12-31", ""),
        ("TO BE REMOVED BY 2025-12-31", "2025-12-31"),
        ("\u0130\u0130 drop it by 2025-12-31", "2025-12-31"),
        ("it backdrops 2025-12-31, unremoved, eols", ""),
        ("# Retired: https://docs.example.com/deprecations#2023-11-06-chat-models", ""),
        ("to be removed by 2026-03-01, see https://docs.example.com/2025-01-01/removal", "2026-03-01"),
        ("remove this some day", ""),
        ("will be removed in v3 (Q2 2026)", "2026-06-30"),
        ("2026-Q1: removal of the old client", "2026-03-31"),
        ("goes away by the end of life, June 2026", "2026-06-30"),
        ("retire on 31 January 2026", "2026-01-31"),
        ("drop 31.12.2025", "2025-12-31"),
        ("drop 12/31/2025", "2025-12-31"),
        ("drop 3/4/2025", ""),
        ("remove after date(2026, 1, 5)", "2026-01-05"),
        ("deprecated since 2024-01-01, remove by 2025-01-31", "2025-01-31"),
        ("deprecated 2024-01-01, to be removed 2025-01-31", "2025-01-31"),
        ("Deprecated: 2025-12-31", "2025-12-31"),
        ("Deprecated 2016/04/25", ""),
        ("Deprecated in NumPy 2.0, 2023-07-11", ""),
        ("Removed 2023-01-12, NumPy 1.24", ""),
        ("see https://blog.example/2019/11/29/drop-the-sequence", ""),
        ("remove" + " " * 80 + "2025-12-31", ""),
        ("It shuts down in September 2023. Remove all keys.", ""),
        ("<deprecated>old-client (support ends Nov 2025)</deprecated>", "2025-11-30"),
        (".. deprecated:: 2016.11.9,2017.7.3", ""),
        ("Set-Cookie: id=6d1b; expires=Sat, 17 Nov 2012 03:23:52 GMT", ""),
        ("sec rsa4096 2002-05-12 [SC] [expires: 2012-05-10]", ""),
        ("shim for old clients, expires: 2026-05-10", "2026-05-10"),
        ("It took none since May 2022, and will be removed.", ""),
    ],
)
def test_a_date_counts_only_near_a_word_for_going_away(text: str, expected: str) -> None:
    assert sunset_in(text) == expected


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_of_the_century_is_read_as_iso(day: date) -> None:
    assert date_in(f"x {day.isoformat()} y") == day.isoformat()
    assert date_in(f"x {day:%B} {day.day}, {day.year} y") == day.isoformat()


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    assert sunset_in(text) == "" or date.fromisoformat(sunset_in(text))


def test_lines_with_a_year_are_those_that_may_hold_a_date() -> None:
    assert years_in("x = 1\n# 2026 and 2027\n\nQ3 2031\n20 26\n") == [2, 2, 4]
