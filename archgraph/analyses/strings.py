"""String literals by category: in: the code base; out: the rows of strings.csv, one per place.

Left out: docstrings (they are no literals here), values of one character, values without two letters in a row, and
prose that stands in one place only: nobody looks those up. The category goes by the value alone, except `test`: a value
that stands in test code only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archgraph.model.codebase import Codebase
from archgraph.model.facts import Texts
from archgraph.model.results import StringUse
from archgraph.model.source import Zone

_WORD = re.compile(r"[^\W\d_]{2}")
_SPACE = re.compile(r"\s")
_SQL = re.compile(
    r"\s*(select\b.+\bfrom\b|insert\s+into\b|update\s+\S+\s+set\b|delete\s+from\b|with\s+\w+\s+as\s*\(|show\s+tables"
    r"|(create|alter|drop|truncate)\s+(or\s+replace\s+|unique\s+|materialized\s+)?"
    r"(table|index|view|database|schema|type|extension|user|role|function|trigger)\b)",
    re.IGNORECASE | re.DOTALL,
)
_STEM = r"[a-z][a-z0-9]*(?:[_.:\-][a-z0-9]+)*[_.:\-]"
_TOKENS = {
    "environment": r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+",
    "urls": r"[a-z][a-z0-9+.\-]*://.*",
    "paths": r"(?:\.{0,2}/|~/|[A-Za-z]:[\\/]).*|[\w.\-{}]+(?:/[\w.\-{}*]+)+/?"
    r"|[\w\-]+\.(?:py|json|ya?ml|toml|ini|cfg|md|txt|xml|csv|html?|js|tsx?|css|log|sql|sh|env|db|lock|svg|png)",
    "states": r"(?i:(?:in)?active|pending|running|completed?|fail(?:ed|ure)|success(?:ful)?|error|ready|idle|done|draft"
    r"|start(?:ed|ing)|stop(?:ped|ping)|paused|cancell?ed|queued|processing|initializ(?:ed|ing)|(?:dis)?connect(?:ed|ing)"
    r"|(?:un)?healthy|degraded|(?:en|dis)abled|open|closed|half_open|unknown|o(?:n|ff)line|(?:un)?available|expired"
    r"|(?:in)?valid|approved|rejected|published|archived|deleted|in_progress|waiting|timeout|skipped|blocked|retrying)",
    "events": rf"on_[a-z_]+|{_STEM}(?:started|completed|failed|created|updated|deleted|received|sent|(?:dis)?connected"
    r"|thinking|executing|changed|finished|cancelled|opened|closed|added|removed|(?:un)?registered|event|message|error"
    r"|progress|heartbeat|ping|pong)",
    "metrics": rf"{_STEM}(?:total|counts?|seconds|ms|bytes|mb|ratio|rate|latency|duration|avg|p\d\d|percent|usage)",
    "configuration": rf"(?:max|min|default|enable|use)_[a-z0-9_]+|{_STEM}(?:config|settings?|ur[li]|host|port|key"
    r"|secret|token|timeout|limit|size|level|mode|enabled|path|dir|name|password|user|interval|retries|ttl|threshold|max|min)",
    "identifiers": r"[^\W\d]\w*(?:[.\-:][\w\-]+)*",
}
"""Categories of values without white space, the first that fits the whole value wins; what fits none is a message."""
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _TOKENS.items()), re.DOTALL)

Place = tuple[str, int, bool]
"""Path, line, and whether it is test code."""


def strings(codebase: Codebase) -> tuple[StringUse, ...]:
    """All literals worth looking up, sorted by value and place."""
    places: dict[str, list[Place]] = {}
    for path, section in codebase.facts.sections(Texts):
        is_test = codebase.modules[path].zone in (Zone.TEST, Zone.TESTINFRA)
        for text in section.strings:
            places.setdefault(text.value, []).append((path, text.line, is_test))
    return tuple(row for value in sorted(places) for row in _rows(value, places[value]))


def category_of(value: str) -> str:
    """The category of a value wherever it stands."""
    if _SPACE.search(value):
        return "database" if _SQL.match(value) else "messages"
    match = _TOKEN.fullmatch(value)
    return match.lastgroup or "messages" if match else "messages"


def _rows(value: str, places: list[Place]) -> Iterator[StringUse]:
    if not _WORD.search(value):
        return
    category = category_of(value)
    if category == "messages" and len(places) == 1:
        return
    if all(is_test for _, _, is_test in places):
        category = "test"
    for path, line, _ in sorted(places):
        yield StringUse(value, category, path, line, len(places))
