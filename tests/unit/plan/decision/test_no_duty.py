"""Likenesses that are no duplicate are asked about: what they share is too little, or their places speak against it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.plans import SESSIONS, class_source, decisions, plan, two_managers

RECORD = (
    "from dataclasses import dataclass\n\n@dataclass\nclass OrderRecord:\n"
    "    customer_id: str = ''\n    total_sum: int = 0\n"
)
USER = "from shop.{0} import OrderRecord\nmade = OrderRecord()\nprint({1})\n"


@pytest.mark.parametrize(("count", "action"), [(1, "CONSOLIDATE"), (3, "UNDECIDED")])
def test_a_record_is_not_filled_with_more_fields_than_it_shares(tmp_path: Path, count: int, action: str) -> None:
    names = ("street", "weight", "payer")
    own, theirs = names[:count], ("supplier", "arrival", "storage")[:count]
    files = {
        "shop/__init__.py": "",
        "shop/one.py": RECORD + "".join(f"    {name}: str = ''\n" for name in theirs),
        "shop/two.py": RECORD + "".join(f"    {name}: str = ''\n" for name in own),
        "shop/single.py": USER.format("two", ", ".join(f"made.{name}" for name in own)),
        **{f"shop/user{n}.py": USER.format("one", "made.total_sum") for n in range(3)},
    }
    found = decisions(plan(tmp_path, files))["shop.two.OrderRecord"]
    assert (found.action, set(found.carried)) == (action, set(own) if action == "CONSOLIDATE" else set())


@pytest.mark.parametrize(("folder", "action"), [("scripts", "UNDECIDED"), ("shop", "CONSOLIDATE")])
def test_a_script_that_does_more_than_its_namesake_is_not_merged_into_it(
    tmp_path: Path, folder: str, action: str
) -> None:
    """What is imported elsewhere is."""
    run = "\nif __name__ == '__main__':\n    made = SessionManager()\n    made.open_session(1)\n"
    loop = "for each in self.all_of(key):\\n            with each.lock:\\n                yield each"
    first = re.sub(r"value = .*\n *return.*", loop, class_source("SessionManager", *SESSIONS, "list_seats"))
    second = class_source("SessionManager", *SESSIONS, "extra_report")
    using = "from shop.{0} import SessionManager\nmade = SessionManager()\n"
    end = run if folder == "scripts" else ""
    files = {
        "shop/__init__.py": "",
        f"{folder}/first.py": f"{first}{end}{'    made.list_seats(1)' * bool(end)}\n",
        f"{folder}/second.py": f"{second}{end}{'    made.extra_report(1)' * bool(end)}\n",
    }
    if folder == "shop":
        files |= {f"shop/user{n}.py": using.format("first") for n in range(3)}
        files |= {"shop/single.py": using.format("second") + "made.extra_report(1)\n"}
    rows = [row for key, row in decisions(plan(tmp_path, files)).items() if row.action != "KEEP"]
    assert [row.action for row in rows] == [action]
    assert ("each stands in a script of its own" in rows[0].reason) is (folder == "scripts")


GRADES = (
    "from enum import Enum\n\nclass {0}(Enum):\n    STRICT = 'strict'\n    MODERATE = 'moderate'\n    LOOSE = 'loose'\n"
)


@pytest.mark.parametrize(("place", "action"), [("parcels", "UNDECIDED"), ("desk", "CONSOLIDATE")])
def test_enums_of_two_names_that_no_file_knows_both_are_asked_about_across_folders(
    tmp_path: Path, place: str, action: str
) -> None:
    user = "from shop.desk.checks import CheckLevel\nlevel = CheckLevel.STRICT\nlevels = list(CheckLevel)\n"
    files = {
        "shop/__init__.py": "",
        "shop/desk/__init__.py": "",
        "shop/parcels/__init__.py": "",
        "shop/desk/checks.py": GRADES.format("CheckLevel"),
        f"shop/{place}/seals.py": GRADES.format("SealCheckLevel"),
        "shop/first.py": user,
        "shop/second.py": user,
        "shop/third.py": f"from shop.{place}.seals import SealCheckLevel\nlevel = SealCheckLevel.STRICT\n",
    }
    found = decisions(plan(tmp_path, files))
    assert found[f"shop.{place}.seals.SealCheckLevel"].action == action


def test_an_enum_that_its_own_module_does_not_read_is_not_imported_there(tmp_path: Path) -> None:
    states = GRADES.format("SessionState")
    user = "from shop.{0} import SessionState\nstate = SessionState.STRICT\n"
    files = {
        "shop/old_place.py": states,
        "shop/sessions.py": states,
        "shop/single.py": user.format("old_place"),
        **{f"shop/user{n}.py": user.format("sessions") for n in range(2)},
    }
    made = plan(tmp_path, two_managers(**files))
    assert decisions(made)["shop.old_place.SessionState"].action == "CONSOLIDATE"
    assert not [row for row in made.changes if row.what == "add import"]


@pytest.mark.parametrize(("user", "action"), [("", "UNDECIDED"), (USER.format("two", "made.street"), "CONSOLIDATE")])
def test_of_a_record_that_only_its_own_module_uses_little_is_taken_over_on_a_weak_likeness(
    tmp_path: Path, user: str, action: str
) -> None:
    home = "\ndef make():\n    made = OrderRecord('a', 1)\n    return made.street, made.customer_id\n"
    files = {
        "shop/__init__.py": "",
        "shop/one.py": f"{RECORD}    supplier: str = ''\n    arrival: str = ''\n",
        "shop/two.py": f"{RECORD.replace('total_sum: int = 0', 'total_sum: list = []')}    street: str = ''\n{home}",
        "shop/desk.py": "import shop.two\nshop.two.make()\n",
        "shop/till.py": "import shop.desk\n",
        "shop/single.py": user,
        **{f"shop/user{n}.py": USER.format("one", "made.total_sum") for n in range(3)},
    }
    found = decisions(plan(tmp_path, files))["shop.two.OrderRecord"]
    assert found.action == action
