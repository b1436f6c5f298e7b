"""What a plan says is true of the code."""

from __future__ import annotations

from pathlib import Path

from tests.plans import SESSIONS, class_source, decisions, plan, two_managers

LEVELS = (
    "from enum import Enum\nclass AlertLevel(Enum):\n    LOW = {}\n    MIDDLE = {}\n    HIGH = {}\n    URGENT = {}\n"
)
WORDS = ("'low'", "'middle'", "'high'", "'urgent'")


def two_enums(first: tuple[str, ...], second: tuple[str, ...]) -> dict[str, str]:
    """Two enums of one name; a module uses the second."""
    return {
        "shop/__init__.py": "",
        "shop/one.py": LEVELS.format(*first),
        "shop/two.py": LEVELS.format(*second),
        "shop/user.py": "from shop.two import AlertLevel\nprint(AlertLevel.LOW)\n",
    }


def test_a_package_that_hands_a_class_on_is_no_use_of_it(tmp_path: Path) -> None:
    source = class_source("SessionManager", *SESSIONS)
    files = {
        "shop/__init__.py": "from shop.one import SessionManager\n",
        "shop/one.py": source,
        "shop/two.py": source,
        "shop/user.py": "from shop.two import SessionManager\nmanager = SessionManager()\nother = SessionManager()\n",
        "shop/taker.py": "from shop import SessionManager\nmanager = SessionManager()\n",
    }
    found = decisions(plan(tmp_path, files))
    assert found["shop.two.SessionManager"].action == "KEEP"
    assert "1 package hands it on" in found["shop.one.SessionManager"].reason


def test_an_import_that_a_later_one_covers_is_a_place_to_change(tmp_path: Path) -> None:
    covered = "from shop.old_place import SessionManager\nfrom shop.sessions import SessionManager\nSessionManager()\n"
    made = plan(tmp_path, two_managers(**{"shop/single.py": covered}))
    assert decisions(made)["shop.old_place.SessionManager"].action == "CONSOLIDATE"
    assert ("import", "shop/single.py", 1) in [(row.what, row.path, row.line) for row in made.changes]


def test_what_its_own_module_still_needs_is_imported_there(tmp_path: Path) -> None:
    source = class_source("SessionManager", *SESSIONS) + "\nmanager = SessionManager()\n"
    made = plan(tmp_path, two_managers(**{"shop/old_place.py": source}))
    rows = [(row.what, row.path, row.new) for row in made.changes]
    assert ("add import", "shop/old_place.py", "shop.sessions.SessionManager") in rows


def test_a_name_in_all_goes_with_its_class(tmp_path: Path) -> None:
    source = class_source("SessionManager", *SESSIONS) + "\n__all__ = ['SessionManager']\n"
    made = plan(tmp_path, two_managers(**{"shop/old_place.py": source, "shop/single.py": ""}))
    exports = [(row.path, row.old, row.new) for row in made.changes if row.what == "export"]
    assert exports == [("shop/old_place.py", "SessionManager", "")]


def test_numbers_beside_words_are_undecided_since_they_may_be_stored(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, two_enums(("1", "2", "3", "4"), WORDS)))
    assert found["shop.one.AlertLevel"].action == "UNDECIDED"
    assert "stores or sends" in found["shop.one.AlertLevel"].needs


def test_values_that_differ_are_asked_about(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, two_enums(("'LOW'", *WORDS[1:]), WORDS)))
    assert found["shop.one.AlertLevel"].action == "CONSOLIDATE"
    assert "values of LOW" in found["shop.one.AlertLevel"].needs


def test_classes_that_only_share_a_name_are_advised_with_that_question(tmp_path: Path) -> None:
    other = class_source("SessionManager", "paint", "erase")
    found = decisions(plan(tmp_path, two_managers(**{"shop/old_place.py": other})))
    assert "whether both are for one job" in found["shop.old_place.SessionManager"].needs
    assert found["shop.old_place.SessionManager"].confidence < 0.6


def test_nobody_is_called_the_used_one_when_neither_is_used(tmp_path: Path) -> None:
    files = two_enums(WORDS, WORDS)
    files["shop/user.py"] = ""
    reasons = [each.reason for each in decisions(plan(tmp_path, files)).values() if each.changes_code]
    assert len(reasons) == 1
    assert "is the one that is used" not in reasons[0]


def test_what_is_to_be_restored_is_told_with_the_alias_that_saves_it(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, two_managers()))["shop.old_place.SessionManager"]
    restored = "restore shop/old_place.py, shop/sessions.py and shop/single.py"
    assert found.undo == f"{restored}; or leave `from shop.sessions import SessionManager` in shop/old_place.py"


def test_of_many_files_to_be_restored_the_first_are_named(tmp_path: Path) -> None:
    user = "from shop.old_place import SessionManager\nmanager = SessionManager()\n"
    users = {f"shop/old_user{number}.py": user for number in range(5)}
    found = decisions(plan(tmp_path, two_managers(importers=9, **users)))["shop.old_place.SessionManager"]
    assert "and 4 more that changes.csv lists" in found.undo


def test_a_stub_that_is_used_more_is_called_one(tmp_path: Path) -> None:
    stub = "class SessionManager:\n    def open_session(self, key):\n        return True\n"
    stub += "    def close_session(self, key):\n        return True\n"
    found = decisions(plan(tmp_path, two_managers(importers=5, **{"shop/sessions.py": stub})))
    assert found["shop.old_place.SessionManager"].action == "CONSOLIDATE"
    assert "more than a stub" in found["shop.old_place.SessionManager"].needs


def test_a_kind_of_a_record_is_not_merged_into_it(tmp_path: Path) -> None:
    head = "from dataclasses import dataclass\n@dataclass\n"
    fields = "".join(f"    {name}: int = 0\n" for name in ("failure_threshold", "recovery_timeout", "half_open_calls"))
    more = "".join(f"    {name}: int = 0\n" for name in ("task_seconds", "window_size", "error_rate", "nested_depth"))
    use = "from shop.{0} import {1}\nprint({1}())\n"
    files = {
        "shop/__init__.py": "",
        "shop/base.py": f"{head}class BreakerConfig:\n{fields}",
        "shop/agent.py": f"{head}class AgentBreakerConfig:\n{fields}{more}",
        "shop/use.py": use.format("base", "BreakerConfig") * 2,
        "shop/more.py": use.format("base", "BreakerConfig"),
        "shop/last.py": use.format("agent", "AgentBreakerConfig"),
    }
    found = decisions(plan(tmp_path, files))
    assert found["shop.agent.AgentBreakerConfig"].action == "UNDECIDED"


def test_a_record_of_a_library_does_not_get_what_one_service_needs(tmp_path: Path) -> None:
    head = "from dataclasses import dataclass\n@dataclass\nclass UserAccount:\n"
    few = "".join(f"    {name}: str = ''\n" for name in ("email", "full_name", "picture_url", "account_id"))
    more = "".join(
        f"    {name}: str = ''\n" for name in ("roles", "grants", "created", "last_login", "verified", "plan")
    )
    use = "from shared.users import UserAccount\nUserAccount()\n"
    files = {f"{name}/{file}.py": text for name in ("a", "b") for file, text in (("__init__", ""), ("user", use))}
    files |= {"shared/__init__.py": "", "shared/users.py": head + few, "a/users.py": head + few + more}
    files |= {"a/single.py": "from a.users import UserAccount\nUserAccount()\n"}
    assert not [each for each in decisions(plan(tmp_path, files)).values() if each.changes_code]
    files["a/users.py"] = head + few
    assert [each.key.class_ for each in decisions(plan(tmp_path, files)).values() if each.changes_code]


def test_where_use_does_not_decide_the_plan_says_what_does(tmp_path: Path) -> None:
    files = two_managers(importers=1)
    found = decisions(plan(tmp_path, files))["shop.old_place.SessionManager"]
    reason = (
        found.reason if found.changes_code else decisions(plan(tmp_path, files))["shop.sessions.SessionManager"].reason
    )
    assert "stays, since" in reason


def test_fields_of_other_types_and_lost_operators_are_asked_about(tmp_path: Path) -> None:
    head = "from dataclasses import dataclass\n@dataclass\nclass MetricSample:\n"
    record = f"{head}    name: str\n    value: float\n    unit: str\n"
    item = "    def __getitem__(self, key):\n        return key\n"
    files = {
        "shop/__init__.py": "",
        "shop/one.py": f"{record}    at: 'float'\n    tags: Optional[dict]\n{item}",
        "shop/two.py": f"{record}    at: datetime\n    tags: dict | None\n",
        "shop/user.py": "from shop.two import MetricSample\nprint(MetricSample('a', 'b', 1.0, None, None))\n",
        "shop/other.py": "from shop.one import MetricSample\n",
    }
    needs = decisions(plan(tmp_path, files))["shop.one.MetricSample"].needs
    assert "at (float, there datetime)" in needs
    assert "tags" not in needs
    assert "__getitem__" in needs


def test_a_row_whose_module_is_read_is_left_undecided(tmp_path: Path) -> None:
    columns = "    key = Column(1)\n    value = Column(2)\n    step = Column(3)\n"
    row = f"class SqlMetric(Base):\n    __tablename__ = 'metrics'\n{columns}"
    files = {
        "shop/__init__.py": "",
        "shop/first.py": f"from shop.base import Base, Column\n{row}",
        "shop/models.py": f"from shop.base import Base, Column\n{row}",
        "shop/base.py": "class Base: ...\ndef Column(n): ...\n",
        "shop/user.py": "import shop.first\nfrom shop.models import SqlMetric\nSqlMetric()\n",
    }
    found = decisions(plan(tmp_path, files))
    assert not [each for each in found.values() if each.action == "DELETE"]
