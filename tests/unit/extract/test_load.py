"""External sources: outlines by path, across projects."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archgraph.extract import file
from archgraph.extract.load import Loader
from archgraph.model.facts.outline import Outline
from archgraph.model.settings import Settings

LONG_AGO = 1_600_000_000


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "lib.py"
    path.write_text("class A: pass\n")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.delenv("CI", raising=False)
    return Settings(cache_dir=str(tmp_path / "cache"))


def names(outline: Outline | None) -> list[str]:
    return [scope.name for scope in outline.scopes] if outline else []


def test_an_outline_is_read_once(source: Path, given: Settings) -> None:
    loader = Loader(given)
    assert names(loader.load(source)) == ["", "A"]
    assert loader.load(source) is loader.load(source)


def test_a_later_run_does_not_parse(source: Path, given: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Loader(given).load(source)
    monkeypatch.delattr(file, "extract_skeleton")
    assert Loader(given).load(source) == first


def test_the_same_content_elsewhere_is_not_parsed(
    source: Path, given: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Loader(given).load(source)
    other = source.with_name("copy.py")
    other.write_bytes(source.read_bytes())
    monkeypatch.delattr(file, "extract_skeleton")
    assert Loader(given).load(other) == first


def test_a_changed_file_is_read_again(source: Path, given: Settings) -> None:
    Loader(given).load(source)
    source.write_text("class B: pass\n")
    assert names(Loader(given).load(source)) == ["", "B"]


@pytest.mark.parametrize("trusted", [True, False])
def test_time_and_size_are_trusted_outside_ci_only(
    source: Path, given: Settings, monkeypatch: pytest.MonkeyPatch, trusted: bool
) -> None:
    Loader(given).load(source)
    source.write_text("class B: pass\n")
    os.utime(source, (LONG_AGO, LONG_AGO))
    if not trusted:
        monkeypatch.setenv("CI", "true")
    assert names(Loader(given).load(source)) == ["", "A" if trusted else "B"]


def test_what_cannot_be_read_is_none(tmp_path: Path, given: Settings) -> None:
    (tmp_path / "bad.py").write_bytes(b"\0\0")
    loader = Loader(given)
    assert [loader.load(tmp_path / name) for name in ("missing.py", "bad.py", "nul\0.py", ".")] == [None] * 4


def test_a_broken_source_gives_what_can_be_read(tmp_path: Path, given: Settings) -> None:
    (tmp_path / "broken.py").write_text("class A: pass\nx = = 1\n")
    assert names(Loader(given).load(tmp_path / "broken.py")) == ["", "A"]


def test_without_a_cache_nothing_is_written(source: Path, tmp_path: Path) -> None:
    given = Settings(cache_dir=str(tmp_path / "cache"), use_cache=False)
    assert names(Loader(given).load(source)) == ["", "A"]
    assert not (tmp_path / "cache").exists()


FUNCTION = "import a\n\n\nclass A:\n    def make(self, b=1):\n        if b:\n            c = a.B\n        return c\n\n    x = 1\n"


def test_a_function_that_an_outline_left_unread_is_read_alone(
    source: Path, given: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.write_text(FUNCTION)
    loader = Loader(given)
    outline = loader.load(source)
    assert outline is not None
    assert outline.unread == (2,)
    assert (outline.scopes[2].parameters, outline.returns) == ((), ())
    alone = loader.function(source.parent, source.name, 5, 8)
    assert alone is not None
    assert alone.scopes[1].parameters == ("self", "b")
    assert [(returned.value, returned.line) for returned in alone.returns] == [("c", 8)]
    monkeypatch.delattr(file, "extract_function")
    assert Loader(given).function(source.parent, source.name, 5, 8) == alone


def test_a_function_that_is_gone_is_none(source: Path, given: Settings) -> None:
    loader = Loader(given)
    assert loader.function(source.parent, "missing.py", 1, 2) is None
    assert loader.function(source.parent, source.name, 7, 9) is None
