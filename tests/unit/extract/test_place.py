"""Where the cache is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from archgraph.extract.place import VARIABLE, cache_file
from archgraph.model.settings import Settings


@pytest.fixture(autouse=True)
def _users_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")


def test_the_option_wins_over_the_variable_over_the_users_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (cache_file(Settings())[0] or Path()).is_relative_to(tmp_path / "home")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "variable"))
    assert cache_file(Settings()) == (tmp_path / "variable" / "facts.sqlite", "")
    assert cache_file(Settings(cache_dir=str(tmp_path / "named"))) == (tmp_path / "named" / "facts.sqlite", "")


@pytest.mark.parametrize(("platform", "part"), [("linux", "archgraph"), ("darwin", "Library"), ("win32", "archgraph")])
def test_each_platform_has_its_folder(monkeypatch: pytest.MonkeyPatch, platform: str, part: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert part in (cache_file(Settings())[0] or Path()).parts


def test_switched_off_there_is_none() -> None:
    assert cache_file(Settings(use_cache=False, cache_dir="x")) == (None, "")


def test_the_users_folder_inside_the_analysed_tree_is_not_used_unless_named(tmp_path: Path) -> None:
    file, note = cache_file(Settings(), tmp_path)
    assert file is None
    assert "--cache-dir" in note
    assert cache_file(Settings(cache_dir=str(tmp_path / "c")), tmp_path)[0] == tmp_path / "c" / "facts.sqlite"
