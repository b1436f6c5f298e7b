"""What is asked before classes are merged: names that may be one thing, values of enums, and who answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import SESSIONS, class_source, decisions, plan, two_managers

HEAD = "from dataclasses import dataclass\n@dataclass\nclass OrderRecord:\n    customer_id: str = ''\n    total_sum: int = 0\n"


def _records(first: str, second: str) -> dict[str, str]:
    files = {"shop/__init__.py": "", "shop/one.py": HEAD + first, "shop/two.py": HEAD + second}
    for n in range(3):
        files[f"shop/user_{n}.py"] = "from shop.one import OrderRecord\nx = OrderRecord()\n"
    files["shop/single.py"] = "from shop.two import OrderRecord\nx = OrderRecord()\n"
    return files


@pytest.mark.parametrize(
    ("mine", "theirs", "is_asked"),
    [
        ("parameters", "params", True),
        ("timeout", "timeout_ms", True),
        ("order_name", "name", True),
        ("agent_name", "name", False),
        ("status", "stats", False),
        ("total_requests", "requests_total", True),
    ],
)
def test_fields_that_may_be_one_by_two_names_are_asked_about(
    tmp_path: Path, mine: str, theirs: str, is_asked: bool
) -> None:
    made = plan(tmp_path, _records(f"    {theirs}: str = ''\n", f"    {mine}: str = ''\n"))
    assert (f"{mine} is its {theirs}" in decisions(made)["shop.two.OrderRecord"].needs) is is_asked


def test_a_method_that_names_what_its_class_is_about_may_be_the_one_that_does_not(tmp_path: Path) -> None:
    files = two_managers()
    files["shop/sessions.py"] = class_source("SessionManager", *SESSIONS, "evict")
    files["shop/old_place.py"] = class_source("SessionManager", *SESSIONS, "evict_session")
    needs = decisions(plan(tmp_path, files))["shop.old_place.SessionManager"].needs
    assert "whether evict_session is its evict" in needs


def _enum(*names: str) -> str:
    return "from enum import Enum\nclass DeliveryState(Enum):\n" + "".join(f"    {n} = '{n.lower()}'\n" for n in names)


@pytest.mark.parametrize(("own", "is_asked"), [(("STOLEN", "MELTED", "EATEN"), True), (("STOLEN",), False)])
def test_enums_with_fewer_than_half_of_all_values_in_common_are_asked_about(
    tmp_path: Path, own: tuple[str, ...], is_asked: bool
) -> None:
    both = ("PACKED", "SENT", "ARRIVED")
    files = {
        "shop/__init__.py": "",
        "shop/one.py": _enum(*both, "RETURNED"),
        "shop/two.py": _enum(*both, *own),
        **{f"shop/user_{n}.py": "from shop.one import DeliveryState\nx = DeliveryState.SENT\n" for n in range(3)},
    }
    needs = decisions(plan(tmp_path, files))["shop.two.DeliveryState"].needs
    assert ("two things of one name" in needs) is is_asked


MIGRATION = """class RowMigration:
    def __init__(self, source):
        self.source = source
        self.done = []

    def migrate_rows(self, table):
        rows = self.source.fetch_rows(table)
        print("rows:", len(rows))
{between}        for row in rows:
            self.source.store_row(table, row)
            self.done.append(row)
        print("migrated")
        return len(rows)
"""


def test_an_edition_that_waits_for_an_answer_is_asked_about_and_not_sure(tmp_path: Path) -> None:
    asking = "        if input('Go on? ') != 'yes':\n            return 0\n"
    files = {
        "shop/__init__.py": "",
        "shop/by_hand.py": MIGRATION.format(between=asking),
        "shop/by_itself.py": MIGRATION.format(between=""),
        **{f"shop/user_{n}.py": "from shop.by_hand import RowMigration\nx = RowMigration(1)\n" for n in range(3)},
        "shop/single.py": "from shop.by_itself import RowMigration\nx = RowMigration(1)\n",
    }
    found = decisions(plan(tmp_path, files))["shop.by_itself.RowMigration"]
    assert "who answers what migrate_rows asks there" in found.needs
    assert found.confidence <= 0.7


MODEL = (
    "from pydantic import BaseModel\nclass OrderRecord(BaseModel):\n    customer_id: str = ''\n    total_sum: int = 0\n"
)


@pytest.mark.parametrize(
    ("below", "asked"),
    [
        ("", "who needs that this is a BaseModel: one.OrderRecord is a dataclass"),
        (
            "class GiftRecord(OrderRecord):\n    words: str = ''\n",
            "that one.OrderRecord, a dataclass, is made a BaseModel first: GiftRecord, below this one, is that by it",
        ),
    ],
)
def test_models_below_a_model_need_that_what_takes_its_place_is_one(tmp_path: Path, below: str, asked: str) -> None:
    files = _records("    paid_at: str = ''\n", "") | {"shop/two.py": f"{MODEL}    paid_at: str = ''\n{below}"}
    assert asked in decisions(plan(tmp_path, files))["shop.two.OrderRecord"].needs


def test_what_says_that_it_is_made_per_user_asks_whether_the_other_keeps_users_apart(tmp_path: Path) -> None:
    files = two_managers(importers=9)
    files["shop/old_place.py"] = files["shop/old_place.py"].replace("at work.", "with user-specific sessions.")
    asked = "whether sessions.SessionManager keeps apart what is of one user, as this one says of itself"
    assert asked in decisions(plan(tmp_path / "one", files))["shop.old_place.SessionManager"].needs
    files["shop/sessions.py"] = files["shop/sessions.py"].replace("at work.", "isolated: multi-user isolation.")
    assert asked not in decisions(plan(tmp_path / "both", files))["shop.old_place.SessionManager"].needs
