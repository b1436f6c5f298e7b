"""What a merge carries over: what somebody asks for and the class to keep has by no other name."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.model.consolidation import Plan
from tests.plans import SESSIONS, class_source, decisions, plan, two_managers

OTHER = "shop.old_place.SessionManager"
NEEDS_REPORT = (
    "from shop.old_place import SessionManager\ndef test_it():\n    assert SessionManager().extra_report('a')\n"
)


def with_user(root: Path, user: str, path: str = "tests/test_old.py") -> Plan:
    """Two managers; the older one has two methods of its own and no user but the one given."""
    old = class_source("SessionManager", *SESSIONS, "extra_report", "extra_count")
    changed = {"shop/single.py": "", "shop/old_place.py": old, path: user}
    return plan(root, two_managers(3, **changed))


def carried(made: Plan) -> list[str]:
    """The members that changes.csv carries over."""
    return [row.old.rpartition(".")[2] for row in made.changes if row.what == "carry over"]


def test_of_a_class_that_tests_alone_use_nothing_is_carried_over(tmp_path: Path) -> None:
    made = with_user(tmp_path, NEEDS_REPORT)
    decision = decisions(made)[OTHER]
    assert (decision.action, decision.carried, carried(made)) == ("DELETE", (), [])
    assert decision.unique_members == ("extra_report", "extra_count")
    assert "which tests go with it: some need extra_report, which sessions.SessionManager has not" in decision.needs
    assert ("test import", "tests/test_old.py", 1) in [(row.what, row.path, row.line) for row in made.changes]


def carried_with(root: Path, **files: str) -> list[str]:
    """What is carried over where these files are there, too; production makes one and calls nothing."""
    old = class_source("SessionManager", *SESSIONS, "extra_report", "extra_count")
    maker = "from shop.old_place import SessionManager\nmanager = SessionManager()\n"
    changed = {"shop/single.py": maker, "shop/old_place.py": old, **files}
    return carried(plan(root, two_managers(3, **changed)))


def test_of_a_class_in_use_what_nobody_asks_for_is_not_carried_over(tmp_path: Path) -> None:
    old = class_source("SessionManager", *SESSIONS, "extra_report", "extra_count")
    maker = "from shop.old_place import SessionManager\nmanager = SessionManager()\nmanager.extra_count(1)\n"
    made = plan(tmp_path, two_managers(3, **{"shop/single.py": maker, "shop/old_place.py": old}))
    found = decisions(made)[OTHER]
    assert (found.unique_members, found.carried) == (("extra_report", "extra_count"), ("extra_count",))
    assert (
        "only this one has extra_report, which nobody who has to do with it asks for: not to be carried" in found.reason
    )


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(
            {"shop/user9.py": "from shop.single import manager\nmanager.extra_report(1)\n"}, id="by its instance"
        ),
        pytest.param(
            {"shop/user9.py": "import shop.old_place as old\nread = old.thing.extra_report\n"}, id="as a value"
        ),
        pytest.param({"tests/test_old.py": NEEDS_REPORT}, id="by a test"),
        pytest.param(
            {"shop/seeker.py": "from shop import SessionManager\nSessionManager().extra_report(1)\n"},
            id="sought in vain",
        ),
        pytest.param(
            {
                "shop/lower.py": (
                    "from shop.old_place import SessionManager\nclass Lower(SessionManager):\n"
                    "    def run(self):\n        return self.extra_report(1)\n"
                )
            },
            id="below it",
        ),
    ],
)
def test_whoever_has_to_do_with_it_may_ask(tmp_path: Path, files: dict[str, str]) -> None:
    assert carried_with(tmp_path, **files) == ["extra_report"]


@pytest.mark.parametrize(
    ("name", "folder", "wanted"),
    [("manager", "shop", True), ("session_manager", "shop", True), ("other", "shop", False), ("manager", "far", False)],
)
def test_a_file_beside_a_user_asks_by_the_last_word_of_the_class(
    tmp_path: Path, name: str, folder: str, wanted: bool
) -> None:
    """The user gives it an instance; it imports nothing of the class."""
    user = f"from shop.old_place import SessionManager\nfrom {folder}.helping import report\nreport(SessionManager())\n"
    helper = f"def report({name}):\n    return {name}.extra_report(1)\n"
    files = {"far/__init__.py": "", "shop/user9.py": user, f"{folder}/helping.py": helper}
    assert carried_with(tmp_path, **files) == ["extra_report"] * wanted


def test_what_a_member_that_is_asked_for_calls_comes_with_it(tmp_path: Path) -> None:
    old = class_source("SessionManager", *SESSIONS) + (
        "    def extra_report(self, key):\n        return self.extra_count(key)\n"
        "    def extra_count(self, key):\n        return len(key)\n    def extra_rest(self, key):\n        return key\n"
    )
    assert carried_with(tmp_path, **{"shop/old_place.py": old, "tests/test_old.py": NEEDS_REPORT}) == [
        "extra_report",
        "extra_count",
    ]


@pytest.mark.parametrize(
    ("head", "conftest"),
    [
        pytest.param("from http.server import BaseHTTPRequestHandler\n", "", id="a base from outside may call it"),
        pytest.param(
            "", "from shop.old_place import SessionManager\nmade = SessionManager()\n", id="pytest hands it on"
        ),
    ],
)
def test_what_may_be_called_unseen_is_carried_over(tmp_path: Path, head: str, conftest: str) -> None:
    old = class_source("SessionManager", *SESSIONS, "extra_report", bases="BaseHTTPRequestHandler" if head else "")
    files = {"shop/old_place.py": head + old, "conftest.py": conftest}
    assert carried_with(tmp_path, **files) == ["extra_report"]


def test_a_method_that_the_class_to_keep_has_by_another_name_is_called_by_that(tmp_path: Path) -> None:
    body = "        rows = self.kept[key]\n        found = [row for row in rows if row]\n        return sum(found)\n"
    old = class_source("SessionManager", *SESSIONS) + f"    def count_rows(self, key):\n{body}"
    new = class_source("SessionManager", *SESSIONS) + f"    def number_of_rows(self, key):\n{body}"
    user = "from shop.old_place import SessionManager\nmanager = SessionManager()\nmanager.count_rows(1)\n"
    changed = {"shop/single.py": user, "shop/old_place.py": old, "shop/sessions.py": new}
    made = plan(tmp_path, two_managers(3, **changed))
    found = decisions(made)[OTHER]
    assert (found.action, found.carried) == ("CONSOLIDATE", ())
    assert "count_rows is its number_of_rows, to be called by that name" in found.reason
    told = [(each.path, each.line, each.text) for each in made.differences if each.difference == "name"]
    assert told == [("shop/single.py", 3, "sessions.SessionManager has it as number_of_rows")]


@pytest.mark.parametrize(("takes", "is_same"), [("self, key", True), ("self, *keys", True), ("self", False)])
def test_a_method_that_takes_less_than_must_be_given_is_no_twin(tmp_path: Path, takes: str, is_same: bool) -> None:
    body = "        rows = self.kept[0]\n        found = [row for row in rows if row]\n        return sum(found)\n"
    old = class_source("SessionManager", *SESSIONS) + f"    def count_rows(self, key):\n{body}"
    new = class_source("SessionManager", *SESSIONS) + f"    def number_of_rows({takes}):\n{body}"
    user = "from shop.old_place import SessionManager\nmanager = SessionManager()\nmanager.count_rows(1)\n"
    changed = {"shop/single.py": user, "shop/old_place.py": old, "shop/sessions.py": new}
    found = decisions(plan(tmp_path, two_managers(3, **changed)))[OTHER]
    assert ("count_rows is its number_of_rows" in found.reason) is is_same
    assert found.carried == (() if is_same else ("count_rows",))


@pytest.mark.parametrize(
    ("here", "there", "is_same"),
    [
        ("send_order_started", "notify_order_started", True),
        ("start_order_queue", "stop_order_queue", False),
        ("send_order", "notify_order", False),
    ],
)
def test_names_are_one_but_for_a_synonym_at_their_beginning(
    tmp_path: Path, here: str, there: str, is_same: bool
) -> None:
    old, new = (class_source("SessionManager", *SESSIONS, name) for name in (here, there))
    user = f"from shop.old_place import SessionManager\nmanager = SessionManager()\nmanager.{here}(1)\n"
    changed = {"shop/single.py": user, "shop/old_place.py": old, "shop/sessions.py": new}
    found = decisions(plan(tmp_path, two_managers(3, **changed)))[OTHER]
    assert found.carried == (() if is_same else (here,))


def test_of_a_deprecated_class_only_what_running_code_asks_for_is_carried_over(tmp_path: Path) -> None:
    old = class_source("SessionHub", *SESSIONS, "extra_report", "extra_count").replace(
        "SessionHub at work.", "Deprecated: use SessionManager instead."
    )
    files = two_managers(3) | {
        "shop/old_place.py": old,
        "shop/single.py": "from shop.old_place import SessionHub\nhub = SessionHub()\nhub.extra_count(1)\n",
        "tests/test_old.py": NEEDS_REPORT.replace("SessionManager", "SessionHub"),
    }
    found = decisions(plan(tmp_path, files))["shop.old_place.SessionHub"]
    assert found.carried == ("extra_count",)
    assert "only this one has extra_report, which no code that runs asks for" in found.reason


def test_work_that_its_other_methods_do_with_what_stays_behind_is_asked_about(tmp_path: Path) -> None:
    old = class_source("SessionManager", *SESSIONS[1:]) + (
        "    def open_session(self, key):\n        return self.find_seat(key)\n"
        "    def find_seat(self, key):\n        return key\n"
    )
    user = "from shop.old_place import SessionManager\nmanager = SessionManager()\n"
    found = decisions(plan(tmp_path, two_managers(3, **{"shop/single.py": user, "shop/old_place.py": old})))[OTHER]
    assert "whether sessions.SessionManager does what find_seat does here for its other methods" in found.needs


def test_lines_that_go_with_a_dead_class_are_saved(tmp_path: Path) -> None:
    made = with_user(tmp_path, NEEDS_REPORT)
    lines = 2 + 3 * (len(SESSIONS) + 2)
    assert decisions(made)[OTHER].lines_saved == lines
