"""A report that is written again: only when nothing that it rests on has changed."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec import structs

from archgraph import reporting
from archgraph.config.history import Past
from archgraph.errors import OutputError
from archgraph.model.settings import Settings
from archgraph.pipeline import artefacts
from archgraph.pipeline.ground import Ground
from archgraph.report.writer import Hear, write_again
from archgraph.timing import Clock
from tests.builders import tree

LONG_AGO = 1_600_000_000


@pytest.fixture
def code(tmp_path: Path) -> Path:
    folder = tree(tmp_path / "code", {"shop/__init__.py": "", "shop/a.py": "import yaml\n\nclass A(yaml.Node): ...\n"})
    for path in folder.rglob("*.py"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    tree(
        tmp_path / "env",
        {"pyvenv.cfg": "version = 3.11.7\n", "lib/python3.11/site-packages/yaml.py": "class Node: ...\n"},
    )
    return Settings(cache_dir=str(tmp_path / "cache"), python=str(tmp_path / "env"), today="2026-01-01")


def stages(code: Path, out: Path, settings: Settings) -> set[str]:
    """The stages that an audit went through."""
    clock = Clock()
    reporting.audit(code, out, settings, clock)
    return {time.stage for time in clock.times()}


def files(out: Path) -> dict[str, bytes]:
    found = {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    summary = json.loads(found.pop("summary.json"))
    del summary["timings"], summary["from_cache"]
    return {**found, "summary.json": json.dumps(summary).encode()}


def test_a_second_audit_works_nothing_out_and_writes_the_same(code: Path, settings: Settings, tmp_path: Path) -> None:
    assert "extract" in stages(code, tmp_path / "first", settings)
    assert stages(code, tmp_path / "second", settings) == {"discover", "cache", "report"}
    assert files(tmp_path / "first") == files(tmp_path / "second")
    assert json.loads((tmp_path / "second" / "summary.json").read_text())["from_cache"] is True


def test_a_report_in_whose_place_another_one_came_is_kept_as_it_was_made(
    code: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = artefacts.audit

    def overtaken(ground: Ground, out: Path, clock: Clock, past: Past, hear: Hear) -> tuple[str, ...]:
        paths = made(ground, out, clock, past, hear)
        write_again([(path, b"of another project") for path in paths], out)
        return paths

    monkeypatch.setattr(artefacts, "audit", overtaken)
    stages(code, tmp_path / "first", settings)
    monkeypatch.undo()
    assert "resolve" not in stages(code, tmp_path / "second", settings)
    assert b"shop.a.A" in files(tmp_path / "second")["csv/classes.csv"]


def test_a_report_that_could_not_be_written_is_not_kept(
    code: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = artefacts.audit

    def refused(ground: Ground, out: Path, clock: Clock, past: Past, hear: Hear) -> tuple[str, ...]:
        made(ground, out, clock, past, hear)
        raise OutputError(str(out), "is full.", "Make room.")

    monkeypatch.setattr(artefacts, "audit", refused)
    with pytest.raises(OutputError):
        stages(code, tmp_path / "first", settings)
    monkeypatch.undo()
    assert "resolve" in stages(code, tmp_path / "second", settings)


def test_a_changed_file_is_seen(code: Path, settings: Settings, tmp_path: Path) -> None:
    stages(code, tmp_path / "first", settings)
    (code / "shop" / "a.py").write_text("class B: ...\n")
    assert "resolve" in stages(code, tmp_path / "second", settings)
    assert b"shop.a.B" in files(tmp_path / "second")["csv/classes.csv"]


def test_a_changed_package_of_the_environment_is_seen(code: Path, settings: Settings, tmp_path: Path) -> None:
    stages(code, tmp_path / "first", settings)
    assert b"yaml.Node" in files(tmp_path / "first")["csv/mro.csv"]
    (tmp_path / "env/lib/python3.11/site-packages/yaml.py").write_text("class Base: ...\nclass Node(Base): ...\n")
    assert "resolve" in stages(code, tmp_path / "second", settings)
    assert b"yaml.Base" in files(tmp_path / "second")["csv/mro.csv"]


@pytest.mark.parametrize("change", [{"today": "2026-01-02"}, {"name": "other"}, {"use_cache": False}])
def test_another_day_another_setting_or_no_cache_is_another_run(
    code: Path, settings: Settings, tmp_path: Path, change: dict[str, str | bool]
) -> None:
    import msgspec

    stages(code, tmp_path / "first", settings)
    assert "resolve" in stages(code, tmp_path / "second", msgspec.structs.replace(settings, **change))


def test_the_report_of_an_earlier_state_gives_way(code: Path, settings: Settings, tmp_path: Path) -> None:
    stages(code, tmp_path / "out", settings)
    (code / "shop" / "b.py").write_text("class B: ...\n")
    stages(code, tmp_path / "out", settings)
    os.utime(code / "shop" / "b.py", (LONG_AGO, LONG_AGO))
    assert b"shop.b" in files(tmp_path / "out")["csv/modules.csv"]
    (code / "shop" / "b.py").unlink()
    stages(code, tmp_path / "out", settings)
    assert b"shop.b" not in files(tmp_path / "out")["csv/modules.csv"]


@pytest.mark.parametrize("table", ["section0", "section1", "section5", "shelf"])
def test_a_cache_with_texts_that_are_none_costs_time_and_changes_nothing(
    code: Path, settings: Settings, tmp_path: Path, table: str
) -> None:
    stages(code, tmp_path / "first", settings)
    column = "value" if table == "shelf" else "facts"
    with closing(sqlite3.connect(tmp_path / "cache" / "facts.sqlite")) as cache, cache:
        for number, blob in cache.execute(f"SELECT rowid, {column} FROM {table}").fetchall():
            spoilt = re.sub(rb"[a-z]{3}", b"\xff\xff\xff", blob)
            cache.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (spoilt, number))
    tree(code, {"shop/b.py": "from shop.a import A\n\nclass B(A): ...\n"})
    stages(code, tmp_path / "second", settings)
    stages(code, tmp_path / "anew", structs.replace(settings, use_cache=False))
    again, anew = files(tmp_path / "second"), files(tmp_path / "anew")
    assert {**again, "summary.json": b""} == {**anew, "summary.json": b""}


def test_a_kept_report_with_a_damaged_page_is_made_again(code: Path, settings: Settings, tmp_path: Path) -> None:
    stages(code, tmp_path / "first", settings)
    with closing(sqlite3.connect(tmp_path / "cache" / "facts.sqlite")) as cache, cache:
        place = f"report {code} 0"
        (blob,) = cache.execute("SELECT value FROM shelf WHERE key = ?", (place,)).fetchone()
        spoilt = blob[: len(blob) // 2] + bytes([blob[len(blob) // 2] ^ 1]) + blob[len(blob) // 2 + 1 :]
        cache.execute("UPDATE shelf SET value = ? WHERE key = ?", (spoilt, place))
    assert "graphs" in stages(code, tmp_path / "second", settings)
    assert files(tmp_path / "first") == files(tmp_path / "second")
