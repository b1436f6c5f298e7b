"""Whether a file gives a class away as a value."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.plan.evidence.handed_on import is_handed_on
from tests.worlds import codebase


@pytest.mark.parametrize(
    ("rest", "is_given"),
    [
        ("STORES = [Store, Other]", True),
        ("STORES = (1, [Store])", True),
        ("register(Store)", True),
        ("register(kind=Store)", True),
        ("kept = make(Other, Store)", True),
        ("def kind():\n    return Store", True),
        ("Alias = Store", True),
        ("register(Store())", False),
        ("store = Store()", False),
        ("register(Stores)", False),
        ("def kind():\n    return Store.name", False),
    ],
)
def test_a_class_is_handed_on_as_an_argument_an_item_or_what_is_returned(
    tmp_path: Path, rest: str, is_given: bool
) -> None:
    base = codebase(tmp_path, {"shop.py": f"class Store: ...\nclass Other: ...\n{rest}\n"})
    assert is_handed_on(base, "shop.py", "Store") is is_given
