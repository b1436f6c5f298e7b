"""The words and dates by which people say when something goes: in: a line or a key; out: an ISO date, or whether it tells.

A month or a quarter stands for its last day. Dates whose day and month could be exchanged (3/4/2026) are none.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Final

_SURE: Final = (
    r"sunset\w*", r"remov(?:al|e|ed|es|ing)", r"delet(?:e|ed|ion)", r"eol", r"end[- ]of[- ](?:life|support)",
    r"retir(?:e|ed|es|ing|ement)", r"phas(?:e|ed|ing)[- ]out", r"support (?:will )?ends?", r"drop(?:ped|s)?", r"deprecat\w+",
    r"discontinu\w+", r"decommission\w*", r"obsolete\w*",
)  # fmt: skip
_WEAK: Final = (
    r"deadlines?", r"until", r"e(?<!\[.)xpir\w+(?!=)", r"valid through", r"cut-?off", r"grace period", r"temporar(?:y|ily)",
)  # fmt: skip


def _words(*words: str) -> re.Pattern[str]:
    """A pattern for whole words in lower case. Each begins with its first letter, not with `\\b`, and no case is ignored: so
    Python's expressions pass over all other letters at once, and lines of logs are long."""
    return re.compile("(?:" + "|".join([word[0] + r"(?<!\w.)" + word[1:] for word in words]) + r")\b")


_WORD: Final = _words(*_SURE, *_WEAK)
_SURE_WORD: Final = _words(*_SURE)
_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTHS: Final = "janfebmaraprmayjunjulaugsepoctnovdec"
_ISO: Final = re.compile(
    r"(?<![\w/-])(?P<year>20\d\d)(?P<by>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=by)(?P<day>[0-3]?\d)(?!\d)"
)
_DATES: Final = (
    _ISO,
    re.compile(r"\b(?P<day>[0-3]?\d)\.(?P<month>0?[1-9]|1[0-2])\.(?P<year>20\d\d)\b"),
    re.compile(r"\b(?P<day>1[3-9]|2\d|3[01])/(?P<month>0?[1-9]|1[0-2])/(?P<year>20\d\d)\b"),
    re.compile(r"\b(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/(?P<year>20\d\d)\b"),
    re.compile(rf"\b(?P<name>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>20\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<name>{_MONTH}),? (?P<year>20\d\d)\b", re.IGNORECASE),
    re.compile(r"\bQ(?P<quarter>[1-4])[ /,-]*(?P<year>20\d\d)\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>20\d\d)[ /-]?Q(?P<quarter>[1-4])\b", re.IGNORECASE),
    re.compile(rf"\b(?P<name>{_MONTH}),? (?P<year>20\d\d)\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])(?![-\d])"),
    re.compile(r"\bdate(?:time)?\((?P<year>20\d\d), *(?P<month>\d{1,2}), *(?P<day>\d{1,2})"),
)
_ADDRESS: Final = re.compile(r"\b[a-z]+://\S+")
"""The day in an address is that of the page."""
_SINCE: Final = re.compile(r"\b(?:since|as of|updated?|created|added)\W+(?:on )?$", re.IGNORECASE)
_DONE: Final = re.compile(r"(?:removed|deleted|dropped|retired|decommissioned)$", re.IGNORECASE)
_TO_BE: Final = re.compile(r"\b(?:be|being|is|are|get|gets|when|until|if)\s+$", re.IGNORECASE)
_UP_TO: Final = re.compile(
    r"[\W_]*(?:(?:date|until|by|after|on|from|for removal|removal|end|ends)[\W_]+)*$", re.IGNORECASE
)
"""What may stand between "deprecated" and the day on which something goes, and not the day on which that was announced."""
_REACH: Final = 60
"""A date further than this many characters behind or before the word belongs to something else."""
_CLAUSE: Final = re.compile(r"\\n|[\n;]|[.!?] |, (?:and|but|so|while) ")
"""What ends the thought that a word belongs to; line breaks also as data files write them."""
_BY: Final = r"(?:date|by|on|after|deadline|day|until|from)"
_KEY: Final = re.compile(
    r"(?:\w+_)?(?:(?:sunset|deprecat(?:ion|ed)|removal|eol|end_of_(?:life|support)|retirement|phase_?out|decommissioning|deadline)"
    rf"(?:_(?:{_BY}|at))?|(?:remov|retir|decommission|discontinu|obsolet|delet|legacy|drop)(?:ed|e|p)?_{_BY})"
)
_WEAK_KEY: Final = re.compile(
    r"(?:\w+_)?(?:expires?|expir(?:y|ation)|due|until|valid_(?:to|until|through)|cut_?off|ends?|target"
    r"|(?:remov|retir|delet)ed?)(?:_(?:date|by|on|at|day))?|date|by|when"
)
_OLD: Final = re.compile(
    r"sunset|deprecat|legacy|obsolete|remov|retire|phase_?out|end_of_life|decommission|compat|replace|successor|migrat|instead"
)
_JOINT: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[- .]+")
"""Where the words of a key meet."""
_MOMENT: Final = re.compile(
    r"(?:\w+_)?(?:creat|updat|modifi|delet|start|finish|complet|launch|schedul|terminat|heal|last|begin|began|seen|joined|built)\w*"
    r"_(?:at|on|date|time|day)|(?:\w+_)?(?:timestamp|created|updated|modified)"
)
_YEAR: Final = re.compile(r"20\d\d")
_HINTS: Final = (
    "remov", "delet", "until", "replac", "expir", "legacy", "drop", "phas", "deprecat", "sunset", "eol", "end_of", "end of",
    "end-of", "retir", "discontinu", "decommission", "obsolet", "deadline", "valid through", "cutoff", "cut-off",
    "temporar", "grace", "support end", "support will", "migrat", "successor", "compat",
)  # fmt: skip
"""The commonest first: one is enough."""


def may_tell(text: str) -> bool:
    """Whether a text holds a year and a word for what is old or going: quick, and often wrongly yes."""
    if _YEAR.search(text) is None:
        return False
    lowered = text.lower()
    for hint in _HINTS:  # noqa: SIM110  every file comes here, and a generator costs more than the search
        if hint in lowered:
            return True
    return False


def years_in(text: str) -> list[int]:
    """The lines on which a year stands, in order: without one there is no date."""
    lines: list[int] = []
    line, counted = 1, 0
    for year in _YEAR.finditer(text):
        line, counted = line + text.count("\n", counted, year.start()), year.start()
        lines.append(line)
    return lines


def sunset_in(text: str) -> str:
    """The first date that stands near a word for going away, "" when there is none."""
    return _near(_WORD, text)


def plain_sunset_in(text: str) -> str:
    """The same of a text that need not be about code: a word like "expires" or "until" is not enough."""
    return _near(_SURE_WORD, text)


def date_in(text: str) -> str:
    """The first date in the text, as ISO; "" when there is none or it does not exist in the calendar."""
    found = _first(text)
    return _iso(found) if found else ""


@lru_cache(maxsize=65536)
def is_sunset_key(key: str) -> bool:
    """Whether a key, parameter or variable of this name holds the date on which something goes."""
    return _KEY.fullmatch(_plain(key)) is not None


def may_be_sunset_key(key: str) -> bool:
    """The same of names that say it only where all around is about old code (`expires`, `until`, `deadline`)."""
    return _WEAK_KEY.fullmatch(_plain(key)) is not None


def is_moment(key: str) -> bool:
    """Whether a key holds the day on which something happened to a record (`created_at`), and is nothing that can go."""
    return _MOMENT.fullmatch(_plain(key)) is not None


@lru_cache(maxsize=65536)
def is_about_old(name: str) -> bool:
    """Whether the name of a table or key says that what stands in it is old or on its way out."""
    return _OLD.search(_plain(name)) is not None


def _plain(key: str) -> str:
    """`removeBy`, `remove-by` and `REMOVE_BY` in one spelling."""
    return _JOINT.sub("_", key).lower()


def _near(words: re.Pattern[str], text: str) -> str:
    if not may_tell(text):
        return ""
    if "://" in text:
        text = _ADDRESS.sub("", text)
    for word in sorted(words.finditer(_lowered(text)), key=_announces):
        if text.startswith("::", word.end()):
            continue  # a directive, which names the version since when
        before = _CLAUSE.split(text[max(0, word.start() - _REACH) : word.start()])[-1]
        if _DONE.match(word[0]) and not _TO_BE.search(before):
            continue  # it is gone already
        after = text[word.end() : word.end() + _REACH]
        found = _behind_deprecated(after) if _announces(word) else _wanted(after) or _wanted(before)
        if found:
            return found
    return ""


def _lowered(text: str) -> str:
    """The text in lower case, each letter in its place: of all letters only this one has two in lower case."""
    return text.replace("\u0130", "i").lower()


def _announces(word: re.Match[str]) -> bool:
    """Whether the date beside it may be the day on which the deprecation was announced: such words are asked last."""
    return word[0].startswith("deprecat")


def _behind_deprecated(text: str) -> str:
    found = _first(text)
    between = text[: found.start()] if found else ""
    return _iso(found) if found and between.strip() and _UP_TO.match(between) else ""


def _wanted(text: str) -> str:
    """The first date, unless it is one on which something began."""
    found = _first(text)
    return _iso(found) if found and not _SINCE.search(text[: found.start()]) else ""


def _first(text: str) -> re.Match[str] | None:
    found = [match for pattern in _DATES if (match := pattern.search(text))] if "20" in text else []
    return min(found, key=lambda match: match.start(), default=None)


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    year, name, quarter, day = int(match["year"]), parts.get("name"), parts.get("quarter"), parts.get("day")
    month = _MONTHS.index(name[:3].lower()) // 3 + 1 if name else 3 * int(quarter) if quarter else int(match["month"])
    try:
        return date(year, month, int(day) if day else monthrange(year, month)[1]).isoformat()
    except ValueError:
        return ""
