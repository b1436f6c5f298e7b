"""Dates in configuration and data belong to what stands around them, however far above it stands."""

from __future__ import annotations

import pytest

from archgraph.discover import dated_files
from archgraph.discover.dated_lines import dated_lines

MANY = "".join(f"    note_{'x' * number}: nothing\n" for number in range(50))


def told(path: str, text: str) -> list[tuple[int, str, str]]:
    return [(each.line, each.name, each.sunset) for each in dated_lines([path], lambda _: text.encode())]


def test_a_record_is_called_as_it_says_itself() -> None:
    text = f"legacy:\n  first:\n    name: billing\n{MANY}    removal_date: 2026-03-01\n"
    assert told("a.yaml", text) == [(54, "billing", "2026-03-01")]


def test_the_name_of_one_record_is_not_that_of_the_next() -> None:
    records = '  {\n    "name": "billing",\n    "size": 3\n  },\n  {\n    "removal_date": "2026-03-01"\n  }\n'
    text = f'{{\n"legacy": [\n{records}]\n}}'
    assert told("a.json", text) == [(8, "legacy", "2026-03-01")]


def test_what_is_further_in_is_not_around() -> None:
    text = f"legacy:\n  orders:\n{MANY}  stock:\n    other: 1\n    removal_date: 2026-03-01\n"
    assert told("a.yaml", text) == [(55, "stock", "2026-03-01")]


def test_a_header_is_around_all_below_it() -> None:
    assert told("a.toml", "[tool.old-api]\nsize = 3\nremoval_date = 2026-03-01\n") == [
        (3, "tool.old-api", "2026-03-01")
    ]


def test_lines_that_cannot_count_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    said = dated_files._said
    monkeypatch.setattr(dated_files, "_said", lambda around, line: seen.append(line) or said(around, line))
    told("a.yaml", f"legacy:\n  orders:\n{MANY}  removal_date: 2026-03-01\n{MANY}")
    assert seen == ["legacy:", "  orders:", "    note_" + "x" * 49 + ": nothing", "  removal_date: 2026-03-01"]
