"""Packages that only tests reach are no users of what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import SESSIONS, class_source, decisions, plan

MANAGER = class_source("SessionManager", *SESSIONS)


def _shop(**changes: str) -> dict[str, str]:
    """A manager that a file of production makes, and one that two files of a package beside it do."""
    making = "from shop.{0} import SessionManager\nmanager = SessionManager()\n"
    return {
        "shop/__init__.py": "",
        "shop/live/__init__.py": "",
        "shop/live/sessions.py": MANAGER,
        "shop/till.py": making.format("live.sessions"),
        "shop/run.py": "import shop.till\n",
        "shop/tracking/__init__.py": "",
        "shop/tracking/registry.py": MANAGER,
        "shop/tracking/tracker.py": making.format("tracking.registry"),
        "shop/tracking/monitor.py": making.format("tracking.registry"),
        "tests/__init__.py": "",
        "tests/test_tracking.py": "from shop.tracking import tracker, monitor\n",
        **changes,
    }


def test_a_class_of_a_package_that_only_tests_reach_gives_way_to_that_of_production(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, _shop()))
    assert found["shop.live.sessions.SessionManager"].action == "KEEP"
    assert "2 more in packages that nothing but tests reaches" in found["shop.tracking.registry.SessionManager"].reason


@pytest.mark.parametrize(
    "changes",
    [
        {"shop/run.py": "import shop.till\nimport shop.tracking.tracker\n"},
        {"shop/run.py": "import shop.till\nLOADED = 'shop.tracking.tracker'\n"},
        {"shop/tracking/__main__.py": "import shop.tracking.tracker\n"},
    ],
    ids=["imported", "named", "run"],
)
def test_a_package_that_production_imports_names_or_runs_is_in_use(tmp_path: Path, changes: dict[str, str]) -> None:
    found = decisions(plan(tmp_path, _shop(**changes)))
    assert found["shop.tracking.registry.SessionManager"].action == "KEEP"


def test_where_most_packages_are_found_by_looking_there_none_is_secluded(tmp_path: Path) -> None:
    others = {f"shop/plugin{number}/__init__.py": "" for number in range(3)}
    found = decisions(plan(tmp_path, _shop(**others)))
    assert found["shop.tracking.registry.SessionManager"].action == "KEEP"


STATES = "from enum import Enum\nclass OrderState(Enum):\n    OPEN = 'open'\n    PAID = 'paid'\n    SENT = 'sent'\n"


def _states(**changes: str) -> dict[str, str]:
    """Two enums: the first stands where a helper imports its module, which only an example does that nobody imports."""
    return {
        "shop/__init__.py": "",
        "shop/flow.py": STATES,
        "shop/orders.py": f'"""Single source of truth for orders."""\n{STATES}',
        "shop/helper.py": "import shop.flow\n",
        "shop/guide.py": "import shop.helper\n",
        "shop/till.py": "import shop.basket\n",
        "shop/basket.py": "",
        "shop/desk.py": "import shop.till\n",
        "tests/__init__.py": "",
        "tests/test_flow.py": "import shop.flow\nimport shop.orders\nimport shop.desk\n",
        **changes,
    }


def test_a_module_that_only_left_over_files_import_is_not_in_use(tmp_path: Path) -> None:
    left, used = (
        decisions(plan(tmp_path / name, _states(**changes)))
        for name, changes in (("a", {}), ("b", {"shop/till.py": "import shop.basket\nimport shop.helper\n"}))
    )
    assert left["shop.orders.OrderState"].action == "KEEP"
    assert "its module is in use" in used["shop.orders.OrderState"].reason
