"""Dates in files that are no code are looked for once for each content, and are the same however they are found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from archgraph.discover import dated_lines
from archgraph.model.settings import Settings
from archgraph.pipeline import dates_again
from archgraph.pipeline.ground import look, understand
from archgraph.timing import Clock

OLD = "legacy:\n  billing:\n    removal_date: 2026-03-01\n"
FILES = {
    "a.py": "import os\n",
    "old.yaml": OLD,
    "plain.json": '{"year": 2026}\n',
    "old.xml": '<old>\n  <service name="b" removal_date="2026-04-01"/>\n</old>\n',
}
FOUND = [("old.xml", 2, "b", "2026-04-01"), ("old.yaml", 3, "billing", "2026-03-01")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "code"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are looked through."""
    seen: list[str] = []
    real = dated_lines._looked
    monkeypatch.setattr(dated_lines, "_looked", lambda path, data: (seen.append(path), real(path, data))[1])
    return seen


def dates(root: Path, **changes: object) -> list[tuple[str, int, str, str]]:
    settings = replace(Settings(cache_dir=root.parent / "cache"), **changes)
    return [(each.path, each.line, each.name, each.sunset) for each in look(root, settings, Clock()).listing.dated]


def test_files_that_did_not_change_are_not_looked_through_again(root: Path, looked: list[str]) -> None:
    assert dates(root) == FOUND
    assert looked == ["old.xml", "old.yaml", "plain.json"]
    looked.clear()
    assert dates(root) == FOUND
    assert looked == []


def test_a_change_is_seen_though_time_and_size_are_as_they_were(root: Path, looked: list[str]) -> None:
    dates(root)
    looked.clear()
    file = root / "old.yaml"
    time = file.stat().st_mtime_ns
    file.write_text(OLD.replace("03-01", "05-01"))
    os.utime(file, ns=(time, time))
    assert dates(root) == [FOUND[0], ("old.yaml", 3, "billing", "2026-05-01")]
    assert looked == ["old.yaml"]


def test_the_same_content_by_another_name_is_looked_at(root: Path, looked: list[str]) -> None:
    dates(root)
    looked.clear()
    (root / "old.yaml").rename(root / "new.yaml")
    assert dates(root) == [("new.yaml", 3, "billing", "2026-03-01"), FOUND[0]]
    assert looked == ["new.yaml"]


def test_a_file_that_is_gone_is_forgotten(root: Path, looked: list[str]) -> None:
    dates(root)
    (root / "old.yaml").unlink()
    assert dates(root) == FOUND[:1]
    (root / "old.yaml").write_text(OLD)
    looked.clear()
    assert dates(root) == FOUND
    assert looked == ["old.yaml"]


def test_another_version_of_archgraph_looks_anew(
    root: Path, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dates(root)
    looked.clear()
    monkeypatch.setattr(dates_again, "package_digest", lambda: b"another")
    assert dates(root) == FOUND
    assert len(looked) == 3


def test_without_a_cache_all_are_looked_through_each_time(root: Path, looked: list[str]) -> None:
    assert dates(root, use_cache=False) == dates(root, use_cache=False) == FOUND
    assert len(looked) == 6


def test_a_file_that_is_named_alone_opens_no_cache(root: Path) -> None:
    assert dates(root / "a.py") == []
    assert not (root.parent / "cache").exists()


def test_a_cache_that_is_no_database_is_made_anew(root: Path, looked: list[str]) -> None:
    dates(root)
    (root.parent / "cache" / "facts.sqlite").write_bytes(b"no database" * 1000)
    assert dates(root) == FOUND
    looked.clear()
    assert dates(root) == FOUND
    assert looked == []


def test_a_cache_that_cannot_be_written_is_said_once(root: Path) -> None:
    (root.parent / "cache").write_text("no folder")
    ground = understand(root, Settings(cache_dir=root.parent / "cache"), Clock())
    assert len(ground.facts.notes) == 1
    assert len(ground.listing.dated) == 2
