"""The `with` contexts that guard what is touched."""

from __future__ import annotations

import pytest

from tests.facts import facts_of

_CLASS = """
class Store:
    async def put(self, key):
        {0}:
            {1}:
                self.items[key] = key
"""


@pytest.mark.parametrize(
    ("outer", "inner", "guard"),
    [
        ("with self.lock", "with open(key)", "self.lock"),
        ("with open(key)", "with self.lock", "self.lock"),
        ("async with self.lock", "if key", "async self.lock"),
        ("with a(1)", "with b(2)", "b(2)"),
        ("with a(1), self.lock, b(2)", "if key", "self.lock"),
    ],
)
def test_the_innermost_plain_name_guards_and_else_the_innermost(outer: str, inner: str, guard: str) -> None:
    touches = facts_of(_CLASS.format(outer, inner)).bodies.touches
    assert [touch.guard for touch in touches if touch.how == "item_write"] == [guard]
