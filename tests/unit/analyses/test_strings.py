"""String literals by category."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.strings import category_of, strings
from tests.worlds import codebase


@pytest.mark.parametrize(
    ("value", "category"),
    [
        ("DATABASE_URL", "environment"),
        ("https://example.org/a b", "messages"),
        ("redis://localhost:6379/0", "urls"),
        ("/api/v1/users", "paths"),
        ("config/settings.yaml", "paths"),
        ("settings.json", "paths"),
        ("SELECT id FROM users", "database"),
        ("select one of these", "messages"),
        ("pending", "states"),
        ("agent_started", "events"),
        ("agent.completed", "events"),
        ("requests_total", "metrics"),
        ("redis_host", "configuration"),
        ("max_retries", "configuration"),
        ("user_id", "identifiers"),
        ("WebSocketManager", "identifiers"),
        ("Could not connect", "messages"),
        ("Disconnecting", "states"),
        ("agent_message_progress", "events"),
        ("max_", "identifiers"),
        ("{base}/users/{id}/", "paths"),
        ("a/b//c", "messages"),
        ("X_1_", "identifiers"),
    ],
)
def test_a_value_has_the_category_of_the_first_pattern_that_fits(value: str, category: str) -> None:
    assert category_of(value) == category


def test_every_literal_of_production_has_a_row_for_each_of_its_places(tmp_path: Path) -> None:
    source = '"""Docstring value."""\na = ["user_id", "user_id", "x", "=1+1", "said only once", "", "said twice", "said twice"]\n'
    rows = strings(codebase(tmp_path, {"shop/__init__.py": "", "shop/cart.py": source}))
    once = (("shop/cart.py", 2),)
    assert [(row.value, row.category, row.places, row.count) for row in rows] == [
        ("=1+1", "messages", once, 1),
        ("said only once", "messages", once, 1),
        ("said twice", "messages", once * 2, 2),
        ("user_id", "identifiers", once * 2, 2),
        ("x", "identifiers", once, 1),
    ]


def test_a_value_of_test_code_only_is_a_test_value(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "a = 'user_id'\n",
        "tests/test_shop.py": "a = 'user_id'\nb = ['fake_id', 'fake_id', 'once_id']\n",
    }
    rows = strings(codebase(tmp_path, files))
    assert {(row.value, row.category) for row in rows} == {("user_id", "identifiers"), ("fake_id", "test")}


def test_of_test_code_alone_what_stands_once_or_is_no_word_is_left_out(tmp_path: Path) -> None:
    files = {"tests/test_shop.py": "a = ['--', '--', 'once_id', 'said only once', 'twice', 'twice']\n"}
    assert [row.value for row in strings(codebase(tmp_path, files))] == ["twice"]
