"""String literals by category: in: the code base; out: the rows of strings.csv, one per value with all its places.

Left out: docstrings (they are no literals here), and of what stands in test code only values in a single place and those
without two letters in a row: nobody looks those up. The category goes by the value alone, except `test`: a value that
stands in test code only.
"""

from __future__ import annotations

import re
from collections import defaultdict

from archgraph.model.codebase import Codebase
from archgraph.model.facts.texts import Texts
from archgraph.model.results.strings import Place, StringUse
from archgraph.model.source import Zone

_WORD = re.compile(r"[^\W\d_]{2}")
_SPACE = re.compile(r"\s")
_SQL = re.compile(
    r"\s*(select\b.+\bfrom\b|insert\s+into\b|update\s+\S+\s+set\b|delete\s+from\b|with\s+\w+\s+as\s*\(|show\s+tables"
    r"|(create|alter|drop|truncate)\s+(or\s+replace\s+|unique\s+|materialized\s+)?"
    r"(table|index|view|database|schema|type|extension|user|role|function|trigger)\b)",
    re.IGNORECASE | re.DOTALL,
)
_STEM = r"[a-z][a-z0-9]*+(?:[_.:\-][a-z0-9]++)*[_.:\-]"
_TOKENS = {
    "environment": r"[A-Z][A-Z0-9]*+(?:_[A-Z0-9]++)+",
    "urls": r"[a-z][a-z0-9+.\-]*+://.*",
    "paths": r"(?:\.{0,2}/|~/|[A-Za-z]:[\\/]).*|[\w.\-{}]++(?:/[\w.\-{}*]++)+/?"
    r"|[\w\-]++\.(?:py|json|ya?ml|toml|ini|cfg|md|txt|xml|csv|html?|js|tsx?|css|log|sql|sh|env|db|lock|svg|png)",
    "states": r"(?i:(?=[a-z_]{2,13}\Z)(?:(?:in)?active|pending|running|completed?|fail(?:ed|ure)|success(?:ful)?|error|ready"
    r"|idle|done|draft|start(?:ed|ing)|stop(?:ped|ping)|paused|cancell?ed|queued|processing|initializ(?:ed|ing)"
    r"|(?:dis)?connect(?:ed|ing)|(?:un)?healthy|degraded|(?:en|dis)abled|open|closed|half_open|unknown|o(?:n|ff)line"
    r"|(?:un)?available|expired|(?:in)?valid|approved|rejected|published|archived|deleted|in_progress|waiting|timeout|skipped"
    r"|blocked|retrying))",
    "events": rf"on_[a-z_]++|{_STEM}(?:started|completed|failed|created|updated|deleted|received|sent|(?:dis)?connected"
    r"|thinking|executing|changed|finished|cancelled|opened|closed|added|removed|(?:un)?registered|event|message|error"
    r"|progress|heartbeat|ping|pong)",
    "metrics": rf"{_STEM}(?:total|counts?|seconds|ms|bytes|mb|ratio|rate|latency|duration|avg|p\d\d|percent|usage)",
    "configuration": rf"(?:max|min|default|enable|use)_[a-z0-9_]++|{_STEM}(?:config|settings?|ur[li]|host|port|key"
    r"|secret|token|timeout|limit|size|level|mode|enabled|path|dir|name|password|user|interval|retries|ttl|threshold|max|min)",
    "identifiers": r"[^\W\d]\w*(?:[.\-:][\w\-]+)*",
}
"""Categories of values without white space, the first that fits the whole value wins; what fits none is a message. Runs of
characters are possessive: what follows them begins with another one."""
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _TOKENS.items()), re.DOTALL)


_TESTS = frozenset({Zone.TEST, Zone.TESTINFRA})


def strings(codebase: Codebase) -> tuple[StringUse, ...]:
    """All literals worth looking up, sorted by value."""
    tests = test_files(codebase)
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for path, section in codebase.facts.sections(Texts):
        for text in section.strings:
            found[text.value].append((path, text.line))
    outside = {value for value, stands in found.items() if any(path not in tests for path, _ in stands)}
    shown = {value: shown_as(value, len(found[value]), is_outside_tests=value in outside) for value in sorted(found)}
    return tuple([StringUse(value, shown[value], tuple(sorted(found[value]))) for value in shown if shown[value]])


def test_files(codebase: Codebase) -> frozenset[str]:
    """The paths of test code."""
    return frozenset(path for path, module in codebase.modules.items() if module.zone in _TESTS)


def category_of(value: str) -> str:
    """The category of a value wherever it stands."""
    if _SPACE.search(value):
        return "database" if _SQL.match(value) else "messages"
    match = _TOKEN.fullmatch(value)
    return match.lastgroup or "messages" if match else "messages"


def shown_as(value: str, count: int, *, is_outside_tests: bool) -> str:
    """The category of the rows of a value that stands in so many places; "" when it has none."""
    if not is_outside_tests and (count == 1 or not _WORD.search(value)):
        return ""
    return category_of(value) if is_outside_tests else "test"
