"""The writer: all artefacts or none, and nothing of others is touched."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archgraph.errors import OutputError
from archgraph.model.analysis import Analysis
from archgraph.model.deferred import Deferred
from archgraph.report import writer
from archgraph.report.artefact import Artefact, Edition, Picture, Renderer
from archgraph.report.catalogue import TABLES, table_named
from archgraph.report.holding import held
from archgraph.report.writer import hide_from_git, write, write_again, write_file
from tests.analyses import empty, shop


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_what_is_returned_is_what_is_there(tmp_path: Path) -> None:
    made = write(shop(), tmp_path / "a" / "out")
    assert set(files(tmp_path / "a" / "out")) == {*made, ".archgraph-files"}
    assert list(made) == sorted(made)


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    write(shop(), tmp_path / "one")
    write(shop(), tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_files_of_an_earlier_run_do_not_stay_among_the_new(tmp_path: Path) -> None:
    write(shop(), tmp_path, extra=[("graphs/old.json", b"{}")])
    write(empty(), tmp_path)
    assert files(tmp_path).keys() == {*write(empty(), tmp_path), ".archgraph-files"}


def test_files_of_others_stay(tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "mine.csv").write_text("mine")
    (tmp_path / "notes.txt").write_text("mine")
    write(shop(), tmp_path)
    write(empty(), tmp_path)
    assert (tmp_path / "csv" / "mine.csv").read_text() == (tmp_path / "notes.txt").read_text() == "mine"


def test_a_file_of_another_program_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "summary.json").write_text("mine")
    with pytest.raises(OutputError, match="was not written by archgraph"):
        write(shop(), tmp_path)
    assert files(tmp_path) == {"summary.json": b"mine"}


def test_a_failing_renderer_leaves_the_old_report_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(shop(), tmp_path)
    before = files(tmp_path)

    def halfway() -> Iterator[bytes]:
        yield b"half a report"
        raise KeyboardInterrupt

    def render(edition: Edition) -> Iterator[Artefact]:
        yield Artefact("report.md", halfway())

    monkeypatch.setattr(writer, "collect", lambda package, kind: (Renderer("broken", render),))
    with pytest.raises(KeyboardInterrupt):
        write(empty(), tmp_path)
    assert files(tmp_path) == before


def test_tables_are_written_before_anybody_asks_for_pictures(tmp_path: Path) -> None:
    heard: list[str] = []
    asked: list[list[str]] = []

    def draw() -> list[Picture]:
        asked.append(list(heard))
        return []

    write(shop(), tmp_path, Deferred(draw), hear=lambda path, piece: heard.append(path))
    assert len(asked) == 1
    assert {path.partition("/")[0] for path in asked[0]} == {"csv"}
    assert len(set(asked[0])) == len(TABLES)


def test_who_listens_is_told_all_that_is_written(tmp_path: Path) -> None:
    heard: dict[str, bytes] = {}

    def hear(path: str, piece: bytes) -> None:
        heard[path] = heard.get(path, b"") + piece

    write(shop(), tmp_path, extra=[("graphs/empty.json", b"")], hear=hear)
    assert heard == {path: data for path, data in files(tmp_path).items() if path != ".archgraph-files"}


def test_rows_are_made_once_for_figures_and_file_and_then_let_go() -> None:
    made: list[Analysis] = []
    table = table_named("classes")
    counting = table._replace(
        rows=lambda analysis: iter([made.append(analysis) or row for row in table.rows(analysis)])
    )
    edition = Edition(shop())
    rows = list(edition.rows(counting))
    assert list(edition.last_rows(counting)) == rows == list(table.rows(shop()))
    assert len(made) == len(rows)
    assert not edition._rows.get("classes")


def test_a_page_in_two_formats_is_made_once() -> None:
    made: list[Edition] = []
    edition = Edition(shop())
    assert edition.once(made.append) is edition.once(made.append)
    assert made == [edition]


def test_what_a_killed_run_left_is_cleaned_up(tmp_path: Path) -> None:
    (tmp_path / ".archgraph-staging-1").mkdir()
    (tmp_path / ".archgraph-staging-1" / "half").write_text("half")
    write(empty(), tmp_path)
    assert not (tmp_path / ".archgraph-staging-1").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs locks on folders")
def test_the_staging_folder_of_a_run_that_is_not_over_stays(tmp_path: Path) -> None:
    other = tmp_path / ".archgraph-staging-2"
    other.mkdir()
    with held(other):
        write_again([("report.md", b"done")], tmp_path)
        assert other.exists()
    write_again([("report.md", b"done")], tmp_path)
    assert not other.exists()


def test_a_run_that_was_killed_while_moving_can_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[str] = []

    def replace(source: Path, target: Path) -> None:
        if len(moved) == 3:  # the list of files, and two artefacts
            raise SystemExit
        moved.append(str(target))
        Path(source).rename(target)

    monkeypatch.setattr(writer.os, "replace", replace)
    with pytest.raises(SystemExit):
        write(shop(), tmp_path)
    monkeypatch.undo()
    assert len(moved) == 3
    made = write(shop(), tmp_path)
    assert set(files(tmp_path)) == {*made, ".archgraph-files"}


def test_a_stranger_s_list_of_files_removes_nothing_outside(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "precious.md").write_text("precious")
    (out / "notes.md").write_text("precious")
    lines = ["../precious.md", str(tmp_path / "precious.md"), "csv/../../precious.md", "notes.md", "mro/../notes.md"]
    (out / ".archgraph-files").write_text("\n".join(lines))
    write(empty(), out)
    assert (tmp_path / "precious.md").exists()
    assert (out / "notes.md").exists()


def test_a_linked_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "csv").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="is a link"):
        write(empty(), tmp_path / "out")
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("below", ["", "deeper", "deeper/still"])
def test_an_out_that_is_a_file_is_a_sentence(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="file"):
        write(empty(), tmp_path / "file" / below)
    assert files(tmp_path) == {"file": b"mine"}


def test_an_out_that_cannot_be_written_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OutputError, match=r"cannot be written \(permission denied\)"):
        write(empty(), tmp_path / "out")


def test_one_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_file(tmp_path / "a.toml", b"new")
    assert files(tmp_path) == {"a.toml": b"new"}
    with pytest.raises(OutputError):
        write_file(tmp_path / "missing" / "a.toml", b"new")


def test_the_default_output_folder_hides_itself_from_git(tmp_path: Path) -> None:
    hide_from_git(tmp_path / "output")
    assert (tmp_path / "output" / ".gitignore").read_text() == "*\n"


def test_an_own_gitignore_stays(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine")
    hide_from_git(tmp_path)
    assert (tmp_path / ".gitignore").read_text() == "mine"


def test_the_summary_lists_the_tables_with_their_rows(tmp_path: Path) -> None:
    write(shop(), tmp_path)
    tables = json.loads((tmp_path / "summary.json").read_text())["tables"]
    for table in tables.values():
        assert (tmp_path / table["file"]).read_bytes().count(b"\r\n") == table["rows"] + 1
