"""Of a large file only lines that can count are looked at, and in these dates before keys; that changes nothing."""

from __future__ import annotations

import re
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from archgraph.discover import dated_files
from archgraph.discover.dated_lines import dated_lines
from archgraph.discover.dated_pairs import dated_pairs

KEYS = st.sampled_from(["legacy", "orders", "removal_date", "until", "name", "id"])
VALUES = st.sampled_from(
    [
        "",
        " {",
        " 200",
        " 2026",
        ' "2026-01-31T12:00 removed"',
        " 2026-03-01",
        ' "2026-03-01",',
        " billing",
        ' "ledger",',
        " 3  # removed on 2026-05-02",
    ]
)
OTHERS = st.sampled_from(["{", "}", "-", "[old.part]", "# removed on 2026-07-01", "removed on 2026-08-01"])
KEY_LINES = st.builds(
    lambda indent, dash, quote, key, value: f"{' ' * indent}{dash}{quote}{key}{quote}:{value}",
    st.integers(0, 2),
    st.sampled_from(["", "", "", "- "]),
    st.sampled_from(["", '"']),
    KEYS,
    VALUES,
)
LINES = st.one_of(
    KEY_LINES, KEY_LINES, KEY_LINES, st.builds(lambda indent, text: " " * indent + text, st.integers(0, 2), OTHERS)
)


@settings(max_examples=600, deadline=None)
@given(st.lists(LINES, max_size=8), st.integers(0, 2), st.sampled_from(["deprecations.yaml", "a.json", "b.toml"]))
def test_lines_that_are_passed_over_have_no_say(lines: list[str], indent: int, path: str) -> None:
    text = "\n".join(["legacy:", *lines, " " * indent + "removal_date: 2026-03-01"]).encode()
    quick = dated_lines([path], lambda _: text)
    assert quick
    with patch.object(dated_files, "_that_count", lambda lines, all_: enumerate(lines, 1)):
        assert quick == dated_lines([path], lambda _: text)


PAIR = re.compile(
    r"[\"']?(?<![A-Za-z_])([A-Za-z_][\w-]*)[\"']?\s*[:=]\s*[\"']?(20\d\d[-/.]\d\d?[-/.]\d\d?|Q[1-4] 20\d\d|20\d\d-Q[1-4])"
)
"""The same in one expression, which looks at each word of a line."""
PIECES = st.sampled_from(
    [
        "until",
        "a-b",
        "_x",
        "9",
        "\u00e9",
        '"',
        "'",
        " ",
        ":",
        "=",
        ": ",
        "2026-03-01",
        "2026-3-1",
        "Q1 2026",
        "2026-Q4",
        "-",
        ",",
    ]
)


@settings(max_examples=1500, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_keys_with_dates_are_those_that_one_expression_finds(pieces: list[str]) -> None:
    line = "".join(pieces)
    assert list(dated_pairs(line)) == PAIR.findall(line)
