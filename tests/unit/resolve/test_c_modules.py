"""Modules made in C, imported from this interpreter and from nowhere else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from archgraph.resolve.c_modules import is_c_module, load


def test_python_sources_and_unknown_modules_are_no_c_modules() -> None:
    for module in ("json", "antigravity", "this", "tkinter", "idlelib", "no_such_module", "msgspec", "msgspec._core"):
        assert not is_c_module(module)
        assert load(module) is None


def test_a_module_of_the_same_name_in_the_search_path_is_never_imported(tmp_path: Path) -> None:
    (tmp_path / "_bisect.py").write_text("raise SystemExit('executed')")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); sys.modules.pop('_bisect', None); "
        "from archgraph.resolve.c_modules import is_c_module, load; "
        "print(is_c_module('_bisect'), hasattr(load('_bisect'), 'bisect_left'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "True True"


def test_a_module_that_took_the_place_of_a_c_module_is_not_believed() -> None:
    code = (
        "import sys, types; fake = types.ModuleType('_bisect'); "
        "fake.__spec__ = types.SimpleNamespace(origin='/elsewhere/_bisect.py'); sys.modules['_bisect'] = fake; "
        "from archgraph.resolve.c_modules import load; print(load('_bisect'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "None", done.stderr
