"""Rules that were selected find what they find among all others, and nothing else is worked out for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.audits.audit import all_rules, audit
from tests.worlds import evidence

STOCK = """import os
from shop.gone import lost

MODE = os.environ['MODE']  # archgraph: ignore[environment-access] agreed

class StockManager:
    items = {}

    def add(self, item): self.items[item] = 1
"""
ORDERS = """import os

class StockManager:
    pass

KEY = os.environ['KEY']  # archgraph: ignore[no-such-rule]
"""
TEST = """from shop.stock import StockManager

def test_it():
    assert StockManager().add(1) is None
"""
FILES = {"shop/__init__.py": "", "shop/stock.py": STOCK, "shop/orders.py": ORDERS, "tests/test_stock.py": TEST}


@pytest.mark.parametrize("name", [rule.name for rule in all_rules()])
def test_a_rule_alone_finds_what_it_finds_among_all(tmp_path: Path, name: str) -> None:
    asked = evidence(tmp_path, FILES)
    among_all = [finding for finding in audit(asked) if finding.rule == name]
    alone = [finding for finding in audit(evidence(tmp_path), [name]) if finding.rule == name]
    assert alone == among_all


def test_the_world_has_findings_of_several_rules(tmp_path: Path) -> None:
    assert {"environment-access", "phantom-import", "unused-suppression"} <= {
        f.rule for f in audit(evidence(tmp_path, FILES))
    }


def test_what_only_other_rules_read_is_not_worked_out(tmp_path: Path) -> None:
    asked = evidence(tmp_path, FILES)
    assert {finding.rule for finding in audit(asked, ["environment-access", "phantom-import"])} == {
        "environment-access",
        "phantom-import",
    }
    assert vars(asked).keys().isdisjoint({"clones", "usages", "strings", "legacy"})
