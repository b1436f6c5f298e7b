"""Code of a module that nothing is seen to reach keeps no class alive: whether that is to go is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import SESSIONS, class_source, decisions, plan

OLD = "shop.older.SessionManager"
TRACKED = (
    'class SessionManager:\n    """SessionManager at work."""\n'
    "    def open_session(self, key):\n        with self.lock:\n            self.opened.append(key)\n"
    "    def close_session(self, key):\n        for each in self.opened:\n            each.stop(key)\n"
    "    def renew_session(self, key):\n        return [each for each in self.opened if each.renew(key)]\n\n"
)
LIMIT = "def limit(value):\n    return value\n\n"
ASKED = "whether it is to go instead: of its own file only make_manager"


def _shop(rest: str, **changes: str) -> dict[str, str]:
    """A manager in use, and one in a module of which others take `limit`; `rest` is what else stands there."""
    return {
        "shop/__init__.py": "",
        "shop/live.py": class_source("SessionManager", *SESSIONS),
        "shop/till.py": "from shop.live import SessionManager\nfrom shop.older import limit\nmanager = SessionManager()\n",
        "shop/run.py": "import shop.till\n",
        "shop/older.py": f"{TRACKED}{LIMIT}{rest}",
        **changes,
    }


MAKES = "def make_manager():\n    return SessionManager()\n\n"


def test_what_only_functions_use_that_nothing_reaches_is_asked_about(tmp_path: Path) -> None:
    row = decisions(plan(tmp_path, _shop(MAKES)))[OLD]
    assert f"{ASKED} uses it, and nothing was found that needs that" in row.needs
    assert "1 more in its own module, which nothing needs" in row.reason


@pytest.mark.parametrize(
    ("rest", "changes"),
    [
        (f"{MAKES}manager = make_manager()\n", {}),
        (f"{MAKES}def limited():\n    return make_manager().opened\nfirst = limited()\n", {}),
        (f"from shop.hooks import route\n@route('/')\n{MAKES}", {}),
        (MAKES, {"shop/run.py": "import shop.till\nfrom shop.older import make_manager\n"}),
        (MAKES, {"shop/run.py": "import shop.till\nimport shop.older\n"}),
        (MAKES, {"shop/run.py": "import shop.till\nfrom shop.older import *\n"}),
        (MAKES, {"shop/run.py": "import shop.till\nMADE_BY = 'shop.older.make_manager'\n"}),
    ],
    ids=["called", "called-by-what-is", "decorated", "taken", "imported", "star", "named"],
)
def test_what_may_be_reached_is_not(tmp_path: Path, rest: str, changes: dict[str, str]) -> None:
    row = decisions(plan(tmp_path, _shop(rest, **changes)))[OLD]
    assert ASKED not in row.needs
