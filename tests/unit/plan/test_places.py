"""Places that changes.csv lists, and those that it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.model.consolidation import Plan
from tests.plans import SESSIONS, class_source, decisions, plan, two_managers

HEAD = "from dataclasses import dataclass\n@dataclass\nclass {name}:\n"
FIELDS = "    order_id: str\n    total_sum: int\n    customer_name: str = 'nobody'\n    LIMIT = 3\n"


def records(gone: str, more: str = "", **files: str) -> dict[str, str]:
    """Two records, the second by another name perhaps; the first is used by three modules, the second by one."""
    found = {"shop/__init__.py": "", "shop/one.py": HEAD.format(name="OrderRecord") + FIELDS}
    found["shop/two.py"] = HEAD.format(name=gone) + FIELDS + more
    for n in range(3):
        found[f"shop/user{n}.py"] = "from shop.one import OrderRecord\nx = OrderRecord('1', 2)\n"
    found["shop/single.py"] = f"from shop.two import {gone}\nx = {gone}('1', 2)\n"
    return {**found, **{f"shop/{name}.py": source for name, source in files.items()}}


def places(made: Plan, what: str) -> list[tuple[str, int]]:
    return [(change.path, change.line) for change in made.changes if change.what == what]


def test_a_module_that_reads_constants_of_its_class_imports_the_other(tmp_path: Path) -> None:
    made = plan(tmp_path, records("OrderRecord", "def f(most=OrderRecord.LIMIT): return most\n"))
    assert decisions(made)["shop.two.OrderRecord"].action == "CONSOLIDATE"
    assert [path for path, _ in places(made, "add import")] == ["shop/two.py"]


@pytest.mark.parametrize(
    ("more", "importing"), [("", []), ("def f(given):\n    return given is Level.LOW\n", ["shop/two.py"])]
)
def test_only_a_module_that_goes_on_using_its_enum_imports_the_other(
    tmp_path: Path, more: str, importing: list[str]
) -> None:
    level = "from enum import Enum\nclass Level(Enum):\n    LOW = 'low'\n    MIDDLE = 'middle'\n    HIGH = 'high'\n"
    files = {"shop/__init__.py": "", "shop/one.py": level, "shop/two.py": level + more}
    files |= {f"shop/user{n}.py": "from shop.one import Level\nx = Level.LOW\n" for n in range(3)}
    files["shop/single.py"] = "from shop.two import Level\nx = Level.HIGH\n"
    made = plan(tmp_path, files)
    assert decisions(made)["shop.two.Level"].action == "CONSOLIDATE"
    assert [path for path, _ in places(made, "add import")] == importing


def test_what_owns_a_constant_is_a_place_where_the_name_changes(tmp_path: Path) -> None:
    reading = "from shop.two import {0}\nprint({0}.LIMIT)\n"
    found = [
        places(plan(tmp_path / name, records(name, reading=reading.format(name))), "read")
        for name in ("OldOrderRecord", "OrderRecord")
    ]
    assert found == [[("shop/reading.py", 2)], []]


def test_tables_of_names_are_places_where_the_name_changes_and_means_one_class(tmp_path: Path) -> None:
    table = "TABLE = {'OldOrderRecord': 1}\nother = 'shop.two.OldOrderRecord'\n"
    made = plan(tmp_path / "one", records("OldOrderRecord", table=table))
    assert places(made, "text") == [("shop/table.py", 1), ("shop/table.py", 2)]
    more = plan(tmp_path / "two", records("OldOrderRecord", table=table, third="class OldOrderRecord: pass\n"))
    assert places(more, "text") == [("shop/table.py", 2)]


def test_a_package_that_lists_a_class_by_another_name_lists_the_new_one(tmp_path: Path) -> None:
    files = records("OldOrderRecord")
    files["shop/given/__init__.py"] = "from shop.two import OldOrderRecord\n__all__ = ['OldOrderRecord']\n"
    made = plan(tmp_path, files)
    assert [(c.path, c.line, c.new) for c in made.changes if c.what == "export"] == [
        ("shop/given/__init__.py", 2, "OrderRecord")
    ]


@pytest.mark.parametrize("taken", ["make_manager", "manager"])
def test_who_imports_an_instance_or_what_gives_one_goes_on_doing_so(tmp_path: Path, taken: str) -> None:
    files = two_managers(4)
    files["shop/old_place.py"] += "manager = SessionManager()\ndef make_manager():\n    return manager\n"
    files["shop/through.py"] = f"from shop.old_place import {taken}\nx = {taken}\n"
    made = plan(tmp_path, files)
    assert decisions(made)["shop.old_place.SessionManager"].action == "CONSOLIDATE"
    assert ("shop/through.py", 1) not in places(made, "import")


def test_a_move_that_closes_a_cycle_is_not_meant_to_be_followed_as_it_stands(tmp_path: Path) -> None:
    body = class_source("SessionManager", *SESSIONS)
    files = {"shop/__init__.py": "", "shop/below.py": body + "held = SessionManager()\n"}
    for n in range(40):
        files[f"shop/user{n}.py"] = "from shop.above import SessionManager\nmanager = SessionManager()\n"
    sure = []
    for name, head in (("cycle", "import shop.below\n"), ("none", "")):
        files["shop/above.py"] = head + body
        sure.append(decisions(plan(tmp_path / name, files))["shop.below.SessionManager"].confidence)
    assert sure[0] < 0.8 <= sure[1]


def test_a_class_that_an_entry_point_names_is_used_and_the_entry_is_a_place(tmp_path: Path) -> None:
    files = records("OldOrderRecord")
    del files["shop/single.py"]
    for n, entry in enumerate(("", '[project.entry-points.shop]\nold = "shop.two:OldOrderRecord"\n')):
        made = plan(tmp_path / str(n), {**files, "pyproject.toml": entry})
        assert (decisions(made)["shop.two.OldOrderRecord"].action == "DELETE") is (not entry)
        assert places(made, "text") == [("pyproject.toml", 2)] * bool(entry)
