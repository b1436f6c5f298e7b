"""Lines saved are lines that really go."""

from __future__ import annotations

from pathlib import Path

from tests.plans import SESSIONS, class_source, decisions, plan, two_managers

REPORT = """
    def extra_report(self, key):
        return self._rows(key) + self._total(key)

    def _rows(self, key):
        rows = [self.kept[key]]
        return rows + self._footer()

    def _footer(self):
        return ["end"]

    def _total(self, key):
        return [len(self.kept)]
"""


def test_private_methods_that_go_with_what_is_carried_over_are_not_saved(tmp_path: Path) -> None:
    own = class_source("SessionManager", *SESSIONS)
    files = two_managers(**{"shop/old_place.py": own + REPORT})
    found = decisions(plan(tmp_path, files))["shop.old_place.SessionManager"]
    assert found.unique_members == ("extra_report",)
    assert found.lines_saved == len(own.splitlines()) + len(REPORT.splitlines()) - sum((2, 3, 2, 2)) - 1


def test_private_methods_that_the_class_to_keep_has_are_saved(tmp_path: Path) -> None:
    own = class_source("SessionManager", *SESSIONS)
    kept = own + REPORT.replace("extra_report", "full_report")
    files = two_managers(**{"shop/old_place.py": own + REPORT, "shop/sessions.py": kept})
    found = decisions(plan(tmp_path, files))["shop.old_place.SessionManager"]
    assert found.lines_saved == len(own.splitlines()) + len(REPORT.splitlines()) - 2 - 1


def test_fields_to_be_carried_over_are_lines_that_stay(tmp_path: Path) -> None:
    head = "from dataclasses import dataclass\n@dataclass\nclass OrderRecord:\n    order_id: str = ''\n    total_sum: int = 0\n"
    files = {
        "shop/__init__.py": "",
        "shop/one.py": head,
        "shop/two.py": head + "    customer_name: str = ''\n",
        "shop/single.py": "from shop.two import OrderRecord\nx = OrderRecord(customer_name='a')\n",
        **{f"shop/user_{n}.py": "from shop.one import OrderRecord\nx = OrderRecord()\n" for n in range(3)},
    }
    assert decisions(plan(tmp_path, files))["shop.two.OrderRecord"].lines_saved == 4 - 1 - 1
