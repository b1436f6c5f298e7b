"""`archgraph strings` and the scripts with names that teams know, run as their users run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import tree

ROOT = Path(__file__).parents[2]
LOGIC = (
    "def validate_order_total(order):\n    if order is None:\n        raise ValueError('none')\n"
    "    total = sum(order.items)\n    return total\n"
)
WORLD = {
    "shop/__init__.py": "",
    "shop/bus.py": "OLD = {'shop_url': {'sunset_date': '2026-01-31'}}\n\ndef pay(bus):\n    bus.publish('order_completed', 1)\n",
    "shop/orders.py": LOGIC,
    "tests/test_orders.py": LOGIC,
}


def run(code: Path, *call: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command beside the code."""
    return subprocess.run(
        [sys.executable, *map(str, call)],
        capture_output=True,
        text=True,
        check=False,
        cwd=code,
        env={**os.environ, "PYTHONPATH": str(ROOT), "ARCHGRAPH_CACHE_DIR": str(code.parent / "cache")},
    )


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """The files of a small shop."""
    return tree(tmp_path / "code", WORLD)


def script(code: Path, name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run(code, ROOT / "scripts" / f"{name}.py", *arguments)


def strings(code: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(code, "-m", "archgraph.cli", "strings", ".", *arguments)


def test_a_literal_that_is_there_is_valid_and_another_suggests_the_near_one(code: Path) -> None:
    found = strings(code, "validate", "order_completed")
    assert (found.returncode, found.stdout) == (0, "valid: 'order_completed'  events  shop/bus.py:4\n")
    missing = strings(code, "validate", "order_complete")
    assert (missing.returncode, missing.stdout) == (1, "not found: 'order_complete'\n  near: 'order_completed'\n")


def test_literals_are_searched_listed_and_counted(code: Path) -> None:
    assert "order_completed" in strings(code, "search", "COMPLETED").stdout
    listed = json.loads(strings(code, "list", "--category", "events", "--output-format", "json").stdout)
    assert [each["value"] for each in listed["shown"]] == ["order_completed"]
    assert json.loads(strings(code, "stats", "--output-format", "json").stdout)["events"] == {"values": 1, "places": 1}


def test_one_value_is_no_values_and_an_unknown_category_is_a_wrong_call(code: Path) -> None:
    assert strings(code, "search", "order_completed").stdout.startswith("1 value\n")
    assert strings(code, "search", "nothing_such").stdout == "0 values\n"
    wrong = strings(code, "list", "--category", "nope")
    assert wrong.returncode == 2
    assert "no literal is of category 'nope'. There are: " in wrong.stderr


def test_a_search_without_a_text_is_a_wrong_call(code: Path) -> None:
    assert strings(code, "search").returncode == 2


def test_query_string_literals_takes_the_action_first(code: Path) -> None:
    assert script(code, "query_string_literals", "validate", "order_completed").returncode == 0
    assert script(code.parent, "query_string_literals", "validate", "nothing_such", "--path", code).returncode == 1


def test_tests_with_their_own_logic_are_mapped_and_fail_the_gate(code: Path) -> None:
    found = script(code, "detect_test_ssot_violations", "--report", "map.json")
    assert found.returncode == 0
    assert (
        "tests/test_orders.py:1: use shop.orders.validate_order_total instead of validate_order_total" in found.stdout
    )
    report = json.loads((code / "map.json").read_text())
    assert found.stdout.startswith("1 function or class of tests: 1 validation\n")
    assert report["counts"] == {"validation": 1}
    assert report["map"][0]["production_place"] == "shop/orders.py:1"
    assert script(code, "detect_test_ssot_violations", "--report").stdout == found.stdout
    assert script(code, "validate_test_ssot_compliance").returncode == 1
    (code / "tests/test_orders.py").unlink()
    clean = script(code, "validate_test_ssot_compliance")
    assert (clean.returncode, clean.stdout) == (0, "No test code does again what production code does.\n")


@pytest.mark.parametrize(("today", "exit_code", "left"), [("2026-01-30", 0, "+1 days"), ("2026-02-02", 1, "-2 days")])
def test_a_migration_is_forced_when_its_date_has_passed(code: Path, today: str, exit_code: int, left: str) -> None:
    found = script(code, "force_migration", "--check-all", "--today", today)
    assert found.returncode == exit_code
    assert left in found.stdout
    assert found.stdout.startswith("1 date, ")
    assert "shop/bus.py:1  shop_url" in found.stdout


def test_an_event_is_traced_and_one_that_nobody_emits_fails(code: Path) -> None:
    found = script(code, "trace_websocket_events")
    assert found.returncode == 0
    assert "order_completed: unhandled" in found.stdout
    assert "shop/bus.py:4  shop.bus.pay  bus.publish" in found.stdout
    missing = script(code, "trace_websocket_events", "--event", "order_cancelled")
    assert (missing.returncode, missing.stdout) == (1, "order_cancelled: never emitted; 0 places outside production\n")
    (code / "shop" / "bus.py").unlink()
    assert script(code, "trace_websocket_events").stdout.startswith("No event is asked for")


@pytest.mark.parametrize(
    "name",
    [
        "query_string_literals",
        "detect_test_ssot_violations",
        "validate_test_ssot_compliance",
        "force_migration",
        "trace_websocket_events",
    ],
)
def test_a_script_tells_how_it_is_called(code: Path, name: str) -> None:
    found = script(code, name, "--help")
    assert found.returncode == 0
    assert any(line.strip().startswith(f"python3 scripts/{name}.py ") for line in found.stdout.splitlines())
