"""scripts/start.py: what it decides before it installs anything (CI runs it for real, in an empty environment)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[3] / "scripts" / "start.py"


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("start", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return module


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], False),
        (["--quiet"], False),
        (["-o", "out"], False),
        (["--out=out"], False),
        (["."], True),
        (["--quiet", "src"], True),
        (["-o", "out", "src"], True),
        (["src", "-o", "out"], True),
        (["/does/not/exist"], True),
        (["--help"], True),
        (["-h"], True),
        (["-oout", "src"], True),
        (["-o", "-oout"], False),
        (["--", "src"], True),
    ],
)
def test_a_path_is_told_from_options_and_their_values(start: ModuleType, arguments: list[str], named: bool) -> None:
    assert start.names_path(arguments) is named


def test_without_ensurepip_and_pip_one_sentence_names_the_package(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "can_import", lambda python, name: False)
    monkeypatch.setattr(start, "pip_version", lambda python: (22, 2))
    assert start.main(["audit"]) == 2
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert "-venv" in last
    assert last.endswith("start again.")


def test_without_ensurepip_the_running_pip_installs_into_the_environment(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []

    def call(command: list[str], quiet: bool = False) -> int:
        calls.append(command)
        return 1 if quiet else 0

    monkeypatch.setattr(start, "call", call)
    monkeypatch.setattr(start, "pip_version", lambda python: (23, 0))
    assert start.make_environment() == ""
    assert "--without-pip" in calls[-1]
    start.VENV.mkdir()
    assert start.install("") == ""
    assert calls[-1][1:5] == ["-m", "pip", "--python", str(start.PYTHON)]


def test_a_second_start_installs_nothing(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[str]] = []
    monkeypatch.setattr(start, "call", lambda command, quiet=False: calls.append(command) or 0)
    start.VENV.mkdir()
    assert start.install("test") == ""
    assert start.install("") == ""
    installs = len([command for command in calls if "install" in command])
    assert start.install("test") == ""
    assert (installs, len([command for command in calls if "install" in command])) == (1, 1)


def test_a_failed_installation_is_tried_again(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "call", lambda command, quiet=False: 1)
    start.VENV.mkdir()
    assert "pip could not install" in start.install("")
    assert not (start.VENV / "installed-main").exists()


def test_exit_codes_and_signals_are_passed_on(start: ModuleType) -> None:
    import sys

    assert start.call([sys.executable, "-c", "raise SystemExit(3)"]) == 3
    assert start.call([sys.executable, "-c", "import os; os.kill(os.getpid(), 15)"]) == 143
    assert start.call(["/nowhere/python"], quiet=True) == 2
