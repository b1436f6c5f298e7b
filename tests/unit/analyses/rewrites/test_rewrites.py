"""Production logic written again in tests."""

from __future__ import annotations

from pathlib import Path

from archgraph.model.results.duplicates import TestDuplicate
from tests.worlds import evidence

BODY = "(order):\n    if order is None:\n        raise ValueError('none')\n    total = sum(order.items)\n    return total\n"
MANAGER = (
    "class OrderManager{0}:\n    def __init__(self):\n        self.orders = {{}}\n\n"
    "    def add(self, order):\n        self.orders[order] = 1\n"
)


def rows(root: Path, production: str, test: str) -> tuple[TestDuplicate, ...]:
    """The rows of a shop with one module and one test."""
    return evidence(
        root, {"shop/__init__.py": "", "shop/orders.py": production, "tests/test_orders.py": test}
    ).test_duplicates


def test_a_copy_under_another_name_leads_to_its_original(tmp_path: Path) -> None:
    body = BODY.replace("return total", "for item in order.items:\n        total -= item.discount\n    return total")
    (row,) = rows(tmp_path, f"def order_total{body}", f"def my_total{body}")
    assert (row.test, row.production, row.how, row.similarity) == (
        "tests.test_orders.my_total",
        "shop.orders.order_total",
        "clone",
        1.0,
    )


def test_a_telling_name_leads_to_the_production_function_whatever_the_code(tmp_path: Path) -> None:
    test = "def validate_order_total(order):\n    a = order\n    b = a\n    return b\n"
    (row,) = rows(tmp_path, f"def validate_order_total{BODY}", test)
    assert (row.production, row.production_line, row.how, row.delegates) == (
        "shop.orders.validate_order_total",
        1,
        "name",
        False,
    )


def test_a_manager_written_again_counts_unless_it_inherits(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, MANAGER.format(""), MANAGER.format("") + "\n    def extra(self): ...\n")
    assert (row.kind, row.delegates) == ("class", False)
    child = "from shop import orders\n\n" + MANAGER.format("(orders.OrderManager)") + "\n    def extra(self): ...\n"
    assert [row.delegates for row in rows(tmp_path / "b", MANAGER.format(""), child) if row.kind == "class"] in (
        [],
        [True],
    )


def test_what_calls_the_original_delegates(tmp_path: Path) -> None:
    test = (
        "from shop import orders\n\ndef validate_order_total(order):\n    assert order\n    note(order)\n"
        "    return orders.validate_order_total(order)\n"
    )
    assert [row.delegates for row in rows(tmp_path, f"def validate_order_total{BODY}", test)] == [True]


def test_tests_and_common_names_are_no_rewrites(tmp_path: Path) -> None:
    test = "def test_order_total():\n    a = 1\n    b = a\n    assert b\n\ndef get_order(a):\n    b = a\n    return b\n"
    assert rows(tmp_path, f"def get_order{BODY}", test) == ()


def test_what_inherits_from_one_of_two_namesakes_delegates(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/orders.py": MANAGER.format(""),
        "shop/bills.py": MANAGER.format("").replace("orders", "bills"),
        "tests/test_orders.py": "from shop import bills\n\n"
        + MANAGER.format("(bills.OrderManager)").replace("orders", "sums"),
    }
    named = [row for row in evidence(tmp_path, files).test_duplicates if row.how == "name"]
    assert [row.delegates for row in named] == [True]


def test_constructors_that_take_the_same_things_are_no_rewrite(tmp_path: Path) -> None:
    given = "".join(f"        self.{name} = {name}\n" for name in ("a", "b", "c", "d", "e", "f"))
    head = "class {0}:\n    def __init__(self, a, b, c, d, e, f):\n"
    production, test = head.format("Order") + given, head.format("Call") + given
    assert [row for row in rows(tmp_path, production, test) if row.kind == "function"] == []


def test_what_implements_a_protocol_is_no_rewrite_of_it(tmp_path: Path) -> None:
    members = "".join(f"    def {name}(self, order): ...\n" for name in ("open", "close", "add", "remove", "total"))
    production = f"from typing import Protocol\n\n\nclass OrderStore(Protocol):\n{members}"
    assert rows(tmp_path, production, f"class FakeOrderStore:\n{members}") == ()
