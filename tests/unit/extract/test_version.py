"""The digest of the extraction's code."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.extract import version


def digest_below(folder: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setattr(version, "PACKAGE", folder)
    return version.code_digest.__wrapped__()


def test_the_digest_is_that_of_this_code() -> None:
    assert version.code_digest() == version.code_digest.__wrapped__()
    assert len(version.code_digest()) == 16


SOURCES = ("extract/a.py", "extract/deep/b.py", "model/facts/outline.py", "model/expr.py", "model/sunset.py")


@pytest.mark.parametrize("changed", SOURCES)
def test_every_source_that_makes_facts_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str) -> None:
    for name in SOURCES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1")
    before = digest_below(tmp_path, monkeypatch)
    assert digest_below(tmp_path, monkeypatch) == before
    (tmp_path / changed).write_text("x = 2")
    assert digest_below(tmp_path, monkeypatch) != before
