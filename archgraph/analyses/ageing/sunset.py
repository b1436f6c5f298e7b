"""Sunset dates in text: in: a line of a comment, docstring or string; out: the ISO date by which something is to go."""

from __future__ import annotations

import re
from datetime import date

_WORD = re.compile(
    r"\b(sunset\w*|remov\w+|delet(?:e|ed|ion)|deadlines?|until|eol|end[- ]of[- ](?:life|support)|expir\w+|retir\w+"
    r"|phas\w+ out|drop(?:ped)?|deprecat\w+|discontinu\w+|valid through|cut-?off)\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b(?P<year>20\d\d)[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>0?[1-9]|[12]\d|3[01])\b")
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_LONG_DATE = re.compile(
    r"\b(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,?"
    r" (?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_REACH = 60
"""A date further than this many characters behind or before the word belongs to something else."""


def sunset_in(text: str) -> str:
    """The first date that stands near a word for going away, "" when there is none."""
    for word in _WORD.finditer(text):
        after = text[word.end() : word.end() + _REACH]
        before = text[max(0, word.start() - _REACH) : word.start()]
        found = date_in(after) or date_in(before)
        if found:
            return found
    return ""


def date_in(text: str) -> str:
    """The first date in the text, as ISO; "" when there is none or it does not exist in the calendar."""
    match = _DATE.search(text)
    if match:
        return _iso(match["year"], int(match["month"]), match["day"])
    match = _LONG_DATE.search(text)
    return _iso(match["year"], _MONTHS.index(match["month"].lower()) // 3 + 1, match["day"]) if match else ""


def _iso(year: str, month: int, day: str) -> str:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return ""
