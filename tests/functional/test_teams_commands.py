"""Commands that teams call for compliance, critical values and test categories, run as their users run them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import tree

ROOT = Path(__file__).parents[2]
LONG = "def long(x):\n" + "".join(f"    x = x + {n}\n" for n in range(30)) + "    return x\n"
WORLD = {
    "archgraph.toml": (
        '[[critical]]\nname = "SHOP_URL"\nvalues = ["https://api.shop.example", "https://*.dev.example"]\n'
        'reason = "signed links"\n\n[[critical]]\nname = "SHOP_KEY"\nenvironments = ["staging"]\n'
    ),
    "shop/__init__.py": "",
    "shop/urls.py": "import os\n\nURL = os.environ.get('SHOP_URL', 'https://api.shop.example/v1')\n",
    "shop/work.py": LONG,
    "tests/test_work.py": LONG.replace("def long", "def test_long"),
}


def run(code: Path, *call: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command beside the code."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "ARCHGRAPH_CACHE_DIR": str(code.parent / "cache")}
    return subprocess.run(
        [sys.executable, *map(str, call)], capture_output=True, text=True, check=False, cwd=code, env=env
    )


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """The files of a small shop."""
    return tree(tmp_path / "code", WORLD)


def compliance(code: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(code, ROOT / "scripts" / "check_architecture_compliance.py", *arguments)


def query(code: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(code, ROOT / "scripts" / "query_string_literals.py", *arguments)


def test_the_compliance_report_has_the_fields_that_dashboards_read(code: Path) -> None:
    found = compliance(code, "--json-only", "--today", "2026-01-31", "--json-output", "report.json")
    assert found.returncode == 0
    report = json.loads(found.stdout)
    assert report == json.loads((code / "report.json").read_text())
    assert report["timestamp"] == "2026-01-31"
    assert report["summary"]["total_files_checked"] == 4
    assert report["summary"]["limits"] == {"file": 500, "function": 25, "test_file": 300, "test_function": 8}
    by_file = {violation["file_path"]: violation for violation in report["violations"]}
    assert set(by_file) == {"shop/work.py", "tests/test_work.py"}
    assert by_file["shop/work.py"]["category"] == "real_system"
    assert by_file["shop/work.py"]["line_number"] == 1
    assert report["compliance_score"] == 50.0
    assert report["category_scores"] == {"other": 100.0, "real_system": 66.67, "test_files": 0.0}


@pytest.mark.parametrize(
    ("arguments", "code_"),
    [
        ((), 0),
        (("--fail-on-violation",), 1),
        (("--threshold", "60"), 1),
        (("--threshold", "50"), 0),
        (("--fail-on-violation", "--max-function-lines", "40", "--no-test-limits"), 0),
        (("--fail-on-violation", "--target-folders", "shop/urls.py"), 0),
        (("--fail-on-violation", "--ignore-folders", "shop,tests"), 0),
        (("--threshold", "101"), 2),
    ],
)
def test_the_threshold_and_violations_decide_the_exit_code(code: Path, arguments: tuple[str, ...], code_: int) -> None:
    assert compliance(code, *arguments).returncode == code_


def test_the_text_says_score_and_places_and_what_to_do_in_tests(code: Path) -> None:
    shown = compliance(code, "--test-suggestions", "--no-emoji", "--mro-audit").stdout
    assert "4 files, 2 violations, score 50.00 %" in shown
    assert "release: nothing in the way" in shown
    assert "  shop/work.py:1: " in shown
    assert re.search(r"longer than 25 lines\. It has \d+ lines without its docstring\.", shown)


def test_critical_values_are_shown_with_their_places(code: Path) -> None:
    shown = query(code, "show-critical").stdout
    assert shown.startswith("2 critical values\nSHOP_URL  everywhere  signed links\n")
    assert "'https://api.shop.example'  shop/urls.py:3" in shown
    assert "SHOP_KEY  staging" in shown


def test_an_environment_is_healthy_when_the_code_names_all_that_it_needs(code: Path) -> None:
    critical = query(code, "check-env", "--environment", "staging")
    assert critical.returncode == 1
    assert critical.stdout.startswith("staging: CRITICAL\n")
    assert "missing: 'SHOP_KEY'" in critical.stdout
    tree(code, {"shop/keys.py": "KEY = env['SHOP_KEY']\n"})
    healthy = query(code, "check-env", "-e", "staging", "--output-format", "json")
    assert (healthy.returncode, json.loads(healthy.stdout)["status"]) == (0, "HEALTHY")
    assert query(code, "check-env", "-e", "nowhere").returncode == 2
    (code / "archgraph.toml").unlink()
    assert query(code, "check-env").returncode == 2


def test_a_critical_literal_is_valid_with_a_warning(code: Path) -> None:
    found = query(code, "validate", "SHOP_URL")
    assert found.returncode == 0
    assert "CRITICAL, do not change it without those who depend on it (SHOP_URL: signed links)" in found.stdout


def test_the_test_runner_lists_its_categories_and_refuses_others() -> None:
    listed = run(ROOT, "tests/unified_test_runner.py", "--list-categories")
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [
        "unit", "functional", "oracle", "properties", "graphviz", "browser",
    ]  # fmt: skip
    wrong = run(ROOT, "tests/unified_test_runner.py", "--category", "units")
    assert wrong.returncode == 2
    assert "There is no category 'units'" in wrong.stderr


def test_the_test_runner_runs_a_category_and_hands_the_rest_to_pytest() -> None:
    chosen = run(
        ROOT, "tests/unified_test_runner.py", "--category", "properties", "-k", "no_such_test", "-p", "no:cacheprovider"
    )
    assert chosen.returncode == 5
    found = run(
        ROOT, "tests/unified_test_runner.py", "--categories", "graphviz,unit", "--validate", "-k", "two_layouts"
    )
    assert found.returncode == 0
    assert "test_layout.py::test_two_layouts_of_one_drawing_are_the_same" in found.stdout


def test_a_folder_in_which_nothing_lies_is_a_wrong_call_and_no_clean_folder(code: Path) -> None:
    found = compliance(code, "--fail-on-violation", "--target-folders", "tests,shops")
    assert (found.returncode, found.stdout) == (2, "")
    assert "no Python file" in found.stderr
    assert "lies in shops." in found.stderr
