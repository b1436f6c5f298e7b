"""scripts/generate_registry_mro_report.py, run as its users run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.builders import tree

ROOT = Path(__file__).parents[2]
WORLD = {
    "shop/__init__.py": "",
    "shop/tools.py": "import threading\nclass ToolRegistry:\n    _lock = threading.Lock()\n"
    "    def __init__(self): self._tools = {}\n"
    "    async def register(self, name, tool, owner=None, *tags): self._tools[name] = tool\n"
    "    def get(self, name: str) -> object: return self._tools[name]\n"
    "    def emit_done(self): ...\n",
    "shop/more.py": "from shop.tools import ToolRegistry\nclass UnifiedToolRegistry(ToolRegistry):\n"
    "    def get(self, name: str) -> object: return super().get(name)\n    def clear(self): ...\ntools = UnifiedToolRegistry()\n",
    "shop/stock.py": "class StockManager:\n    def run(self): ...\n",
    "shop/broken.py": "class Half(:\n",
    "tests/test_tools.py": "class FakeRegistry:\n    def register(self): ...\n    def get(self): ...\n",
}


def script(
    tmp_path: Path, *arguments: str | Path, files: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the script on the world below."""
    code = tree(tmp_path / "code", files or WORLD)
    call = [sys.executable, str(ROOT / "scripts" / "generate_registry_mro_report.py"), str(code), "--no-cache"]
    return subprocess.run(
        [*call, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        timeout=120,
    )


def test_registries_are_reported_by_category_with_what_they_share(tmp_path: Path) -> None:
    done = script(tmp_path, "--registries", "--today", "2026-01-31", "--event", "done", "--event", "lost")
    assert done.returncode == 0, done.stderr
    assert "2 classes in 2 files, 2026-01-31: 2 Tool." in done.stdout
    assert "shop/tools.py:2" in done.stdout
    assert "✓ register, ✓ get, ✗ list" in done.stdout
    assert "✓ register (from ToolRegistry)" in done.stdout
    assert "`async register(name, tool, owner=None, …)`" in done.stdout
    assert "`get(name: str) -> object`" in done.stdout or "`get(name) -> object`" in done.stdout
    assert "Locks: `_lock: threading.Lock`." in done.stdout
    assert "## Several implementations of one concept" in done.stdout
    assert "## Proposed base class" in done.stdout
    assert "NOT FOUND" in done.stdout
    assert "FakeRegistry" not in done.stdout
    assert "2 classes are about tools" in done.stderr


def test_all_managers_go_to_a_file_and_the_summary_to_stdout(tmp_path: Path) -> None:
    done = script(tmp_path, "--all-managers", "--output", tmp_path / "managers.md")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 classes.") or done.stdout.startswith("1 class.")
    assert "StockManager" in (tmp_path / "managers.md").read_text()


def test_json_is_for_programs(tmp_path: Path) -> None:
    script(tmp_path, "--registries", "--all-managers", "--output", tmp_path / "all.json")
    shown = json.loads((tmp_path / "all.json").read_text())
    assert [each["class"].rpartition(".")[2] for each in shown] == [
        "UnifiedToolRegistry",
        "StockManager",
        "ToolRegistry",
    ]


def test_a_violation_makes_the_exit_code_one(tmp_path: Path) -> None:
    deep = "".join(f"class L{n}Manager(L{n - 1}Manager): ...\n" for n in range(1, 7))
    done = script(tmp_path, "--all-managers", files={"m.py": f"class L0Manager:\n    def a(self): ...\n{deep}"})
    assert done.returncode == 1
    assert "m.L5Manager has 6 ancestors, more than 5" in done.stdout


def test_what_cannot_be_had_is_an_entry_and_exit_code_two(tmp_path: Path) -> None:
    done = script(tmp_path, "--class", "StockManager", "--class", "Nobody", "--method", "run")
    assert done.returncode == 2
    assert "`Nobody` means no class here." in done.stdout
    assert "✓ run" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_report_of_nothing_says_where_to_look(tmp_path: Path) -> None:
    found = script(tmp_path, "--registries", files={"shop/stock.py": WORLD["shop/stock.py"]})
    assert "There is none in production: --with-tests looks in tests and tooling" in found.stdout
