"""A package that hands names on to nobody needs nothing of the module that has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import SESSIONS, class_source, decisions, plan

OLD = "shop.tracking.registry.SessionManager"
MANAGER = class_source("SessionManager", *SESSIONS)
TRACKED = (
    'class SessionManager:\n    """SessionManager at work."""\n'
    "    def open_session(self, key):\n        with self.lock:\n            self.opened.append(key)\n"
    "    def close_session(self, key):\n        for each in self.opened:\n            each.stop(key)\n"
    "    def renew_session(self, key):\n        return [each for each in self.opened if each.renew(key)]\n"
    "manager = SessionManager()\n\ndef get_manager():\n    return manager\n"
)
HANDS_ON = (
    "from shop.tracking.registry import SessionManager, get_manager\n__all__ = ['SessionManager', 'get_manager']\n"
)


def _shop(**changes: str) -> dict[str, str]:
    """A manager that a file of production makes, and one that its own module makes and a package hands on."""
    return {
        "shop/__init__.py": "",
        "shop/live/__init__.py": "",
        "shop/live/sessions.py": MANAGER,
        "shop/till.py": "from shop.live.sessions import SessionManager\nmanager = SessionManager()\n",
        "shop/run.py": "import shop.till\n",
        "shop/serve.py": "import shop.run\nif __name__ == '__main__':\n    shop.run.start()\n",
        "shop/tracking/__init__.py": HANDS_ON,
        "shop/tracking/registry.py": TRACKED,
        **changes,
    }


def test_what_only_its_module_uses_and_a_package_hands_on_to_nobody_goes(tmp_path: Path) -> None:
    row = decisions(plan(tmp_path, _shop()))[OLD]
    assert (row.action, row.carried) == ("DELETE", ())
    assert "registry.py but shop/tracking/__init__.py, from where none takes anything of it" in row.reason
    assert "whether others than this code take it from shop/tracking/__init__.py" in row.needs


@pytest.mark.parametrize(
    "changes",
    [
        {"shop/run.py": "import shop.till\nfrom shop.tracking import get_manager\n"},
        {"shop/run.py": "import shop.till\nfrom shop.tracking import *\n"},
        {"shop/run.py": "import shop.till\nimport shop.tracking\n"},
        {
            "shop/till.py": "from shop.live.sessions import SessionManager\nimport shop.tracking.registry\nm = SessionManager()\n"
        },
        {"shop/run.py": "import shop.till\nLOADED = 'shop.tracking.registry'\n"},
        {"shop/tracking/__init__.py": f"{HANDS_ON}manager = get_manager()\n"},
        {"shop/tracking/__init__.py": f"{HANDS_ON}class Manager(SessionManager):\n    pass\n"},
        {"shop/tracking/__init__.py": f"{HANDS_ON}def make():\n    return SessionManager\n"},
        {"shop/tracking/__init__.py": "from shop.tracking.registry import *\n"},
        {
            "shop/tracking/__init__.py": "from shop.tracking.registry import get_manager as current\n",
            "shop/run.py": "import shop.till\nfrom shop.tracking import current\n",
        },
    ],
    ids=["name", "star", "package", "module", "text", "called", "inherited", "returned", "all", "by-another-name"],
)
def test_where_something_may_be_taken_it_is_not_left_over(tmp_path: Path, changes: dict[str, str]) -> None:
    row = decisions(plan(tmp_path, _shop(**changes))).get(OLD)
    assert row is None or row.action != "DELETE"


@pytest.mark.parametrize(("listed", "action"), [("__all__ = ['SessionManager']\n", "DELETE"), ("", "CONSOLIDATE")])
def test_a_module_that_lists_a_class_for_others_and_has_no_taker_keeps_it_from_going_no_more_than_a_package(
    tmp_path: Path, listed: str, action: str
) -> None:
    taking = f"from shop.tracking.registry import SessionManager\n{listed}"
    changes = {
        "shop/tracking/__init__.py": "",
        "shop/tracking/registry.py": TRACKED.partition("manager = ")[0],
        "shop/tracking/names.py": taking,
        "shop/run.py": "import shop.till, shop.tracking.names\n",
    }
    row = decisions(plan(tmp_path, _shop(**changes)))[OLD]
    assert row.action == action
    assert ("whether others than this code take it from shop/tracking/names.py" in row.needs) is (action == "DELETE")


def test_a_package_at_the_top_hands_on_to_users_that_are_not_looked_at(tmp_path: Path) -> None:
    changes = {"shop/__init__.py": HANDS_ON, "shop/tracking/__init__.py": ""}
    row = decisions(plan(tmp_path, _shop(**changes))).get(OLD)
    assert row is None or row.action != "DELETE"


def test_a_test_that_takes_it_from_the_package_is_told(tmp_path: Path) -> None:
    test = "from shop.tracking import get_manager\n\ndef test_it():\n    assert get_manager().open_session('a')\n"
    row = decisions(plan(tmp_path, _shop(**{"tests/__init__.py": "", "tests/test_tracking.py": test})))[OLD]
    assert row.action == "DELETE"
    assert "only tests/test_tracking.py imports shop/tracking/registry.py" in row.reason
    assert "which tests go with it" in row.needs
