"""Whole trees: cache, workers and bad files do not change what is found."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from archgraph.extract import pool, reading
from archgraph.extract import workers as workers_of
from archgraph.extract.file import extract_file
from archgraph.extract.pool import extract
from archgraph.extract.store import Store
from archgraph.model.facts.file import SECTIONS, FileFacts
from archgraph.model.facts.outline import Outline, Status
from archgraph.model.facts.uses import Uses
from archgraph.model.settings import Settings
from tests.builders import tree

FILES = {f"pkg/m{n}.py": f"import a{n}\nclass C{n}(a{n}.B):\n    x = f({n})\n" for n in range(12)}
LONG_AGO = 1_600_000_000


@pytest.fixture(autouse=True)
def _not_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def many_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers also for a few small files, one file at a time."""
    monkeypatch.setattr(pool, "_FEW_BYTES", 0)
    monkeypatch.setattr(pool, "_CHUNK_BYTES", 1)


def settings(cache: Path, **words: object) -> Settings:
    return msgspec.structs.replace(Settings(cache_dir=str(cache), jobs=1), **words)


def old_tree(root: Path, files: Mapping[str, str | bytes] = FILES) -> Path:
    """A tree whose files were changed long ago."""
    tree(root, files)
    for name in files:
        os.utime(root / name, (LONG_AGO, LONG_AGO))
    return root


def run(root: Path, given: Settings) -> Store:
    return extract(root, tuple(sorted(path.relative_to(root).as_posix() for path in root.rglob("*.py"))), given)


def everything(store: Store) -> list[object]:
    return [list(store.sections(kind)) for kind in SECTIONS]


def truth(root: Path) -> list[object]:
    """What each file says, without pool and cache."""
    facts = {path: extract_file((root / path).read_bytes(), path) for path in sorted(FILES)}
    names = FileFacts.__struct_fields__
    return [[(path, getattr(each, name)) for path, each in facts.items()] for name in names]


def test_facts_are_the_same_with_and_without_the_cache(tmp_path: Path) -> None:
    root, cache = old_tree(tmp_path / "code"), tmp_path / "cache"
    without = run(root, settings(cache, use_cache=False))
    assert not cache.exists()
    cold, warm = run(root, settings(cache)), run(root, settings(cache))
    assert everything(without) == everything(cold) == everything(warm) == truth(root)
    assert [store.hits for store in (without, cold, warm)] == [0, 0, 12]


@pytest.mark.usefixtures("many_workers")
def test_facts_are_the_same_with_any_number_of_workers(tmp_path: Path) -> None:
    root = old_tree(tmp_path / "code")
    stores = [run(root, settings(tmp_path / f"cache{jobs}", jobs=jobs)) for jobs in (1, 2, 3)]
    assert [everything(store) for store in stores] == [truth(root)] * 3


@pytest.mark.usefixtures("many_workers")
def test_spawned_workers_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers_of.threading, "active_count", lambda: 2)
    root = old_tree(tmp_path / "code")
    assert everything(run(root, settings(tmp_path / "cache", jobs=2))) == truth(root)


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text elsewhere")
@pytest.mark.usefixtures("many_workers")
def test_a_name_that_is_no_utf_8_is_read_by_workers(tmp_path: Path) -> None:
    root, name = old_tree(tmp_path / "code"), os.fsdecode(b"caf\xe9.py")
    (root / name).write_text("import latin\n")
    store = run(root, settings(tmp_path / "cache", jobs=2))
    assert (store.problems, store.outlines[name].imports[0].names) == ((), (("latin", ""),))


def test_only_changed_files_are_read_again(tmp_path: Path) -> None:
    root, given = old_tree(tmp_path / "code"), settings(tmp_path / "cache")
    run(root, given)
    (root / "pkg/m3.py").write_text("import changed\n")
    store = run(root, given)
    assert store.hits == 11
    assert store.outlines["pkg/m3.py"].imports[0].names == (("changed", ""),)


def test_a_change_of_the_same_size_within_the_clocks_grain_is_seen(tmp_path: Path) -> None:
    root, given = tree(tmp_path / "code", {"m.py": "import a\n"}), settings(tmp_path / "cache")
    before = (root / "m.py").stat()
    run(root, given)
    (root / "m.py").write_text("import b\n")
    os.utime(root / "m.py", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert run(root, given).outlines["m.py"].imports[0].names == (("b", ""),)


def test_a_settled_time_and_size_are_trusted(tmp_path: Path) -> None:
    root, given = old_tree(tmp_path / "code", {"m.py": "import a\n"}), settings(tmp_path / "cache")
    run(root, given)
    (root / "m.py").write_text("import b\n")
    os.utime(root / "m.py", (LONG_AGO, LONG_AGO))
    assert run(root, given).outlines["m.py"].imports[0].names == (("a", ""),)


def test_with_ci_set_content_is_always_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, given = old_tree(tmp_path / "code", {"m.py": "import a\n"}), settings(tmp_path / "cache")
    run(root, given)
    monkeypatch.setenv("CI", "1")
    (root / "m.py").write_text("import b\n")
    os.utime(root / "m.py", (LONG_AGO, LONG_AGO))
    assert run(root, given).outlines["m.py"].imports[0].names == (("b", ""),)


def outlines_of(root: Path, given: Settings) -> Store:
    return extract(root, tuple(sorted(FILES)), given, whole=False)


def test_outlines_alone_are_those_of_whole_files_and_serve_later_runs(tmp_path: Path) -> None:
    root, given = old_tree(tmp_path / "code"), settings(tmp_path / "cache")
    first = outlines_of(root, given)
    assert list(first.sections(Outline)) == truth(root)[0]
    assert (first.hits, outlines_of(root, given).hits) == (0, len(FILES))
    (root / "pkg/m3.py").write_text("class Other: pass\n")
    again = outlines_of(root, given)
    assert [scope.name for scope in again.outlines["pkg/m3.py"].scopes] == ["", "Other"]
    assert again.hits == len(FILES) - 1


def test_outlines_do_not_pass_for_whole_files_but_whole_files_for_outlines(tmp_path: Path) -> None:
    root, given = old_tree(tmp_path / "code"), settings(tmp_path / "cache")
    outlines_of(root, given)
    whole = run(root, given)
    assert whole.hits == 0
    assert everything(whole) == truth(root)
    other = old_tree(tmp_path / "other")
    run(other, settings(tmp_path / "new"))
    assert outlines_of(other, settings(tmp_path / "new")).hits == len(FILES)


@pytest.mark.parametrize("cached", [True, False])
def test_other_facts_of_a_file_known_by_its_outline_are_read_when_asked_for(tmp_path: Path, cached: bool) -> None:
    root = old_tree(tmp_path / "code")
    store = outlines_of(root, settings(tmp_path / "cache", use_cache=cached))
    assert everything(store) == truth(root)


@pytest.mark.usefixtures("many_workers")
def test_workers_read_outlines_alone_too(tmp_path: Path) -> None:
    root = old_tree(tmp_path / "code")
    assert list(outlines_of(root, settings(tmp_path / "cache", jobs=2)).sections(Outline)) == truth(root)[0]


def test_a_copy_of_a_tree_is_served_by_content(tmp_path: Path) -> None:
    given = settings(tmp_path / "cache")
    run(old_tree(tmp_path / "one"), given)
    assert run(old_tree(tmp_path / "two"), given).hits == 12


def test_files_of_the_same_content_share_an_entry(tmp_path: Path) -> None:
    root = old_tree(tmp_path / "code", {"a/__init__.py": "", "b/__init__.py": "", "b/m.py": "x = f()"})
    store = run(root, settings(tmp_path / "cache"))
    assert [path for path, _ in store.sections(Uses)] == ["a/__init__.py", "b/__init__.py", "b/m.py"]


def test_a_file_that_vanished_is_a_problem_and_has_empty_sections(tmp_path: Path) -> None:
    root = old_tree(tmp_path / "code", {"m.py": "x = 1"})
    store = extract(root, ("gone.py", "m.py"), settings(tmp_path / "cache"))
    (problem,) = store.problems
    assert (problem.path, problem.line, problem.stage) == ("gone.py", None, "extract")
    assert "No such file" in problem.message
    assert store.outlines["gone.py"].status is Status.FAILED
    assert store.section("gone.py", Uses) == Uses()


def test_a_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    root = old_tree(tmp_path / "code", {"big.py": "x = 1\n" * 100, "m.py": "x = 1"})
    store = run(root, settings(tmp_path / "cache", max_file_bytes=100))
    assert [problem.path for problem in store.problems] == ["big.py"]
    assert "max-file-bytes" in store.problems[0].message
    assert store.outlines["m.py"].status is Status.PARSED


def test_failed_files_are_not_cached(tmp_path: Path) -> None:
    root, given = old_tree(tmp_path / "code", {"bad.py": b"\0\0"}), settings(tmp_path / "cache")
    first, second = run(root, given), run(root, given)
    assert first.problems == second.problems
    assert (len(first.problems), second.hits) == (1, 0)


def _deadly(data: bytes, path: str) -> FileFacts:
    if b"kill" in data:
        os.kill(os.getpid(), signal.SIGKILL)
    return extract_file(data, path)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the patch reaches workers through fork only")
def test_a_file_that_kills_its_worker_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_FEW_BYTES", 0)
    monkeypatch.setattr(pool, "_CHUNK_BYTES", 900)
    monkeypatch.setattr(reading, "extract_file", _deadly)
    root = old_tree(
        tmp_path / "code", {**FILES, "pkg/m0.py": "kill = 0", "pkg/m5.py": "kill = 1", "pkg/m9.py": "kill = 2"}
    )
    store = run(root, settings(tmp_path / "cache", jobs=2))
    assert [problem.path for problem in store.problems] == ["pkg/m0.py", "pkg/m5.py", "pkg/m9.py"]
    assert "SIGKILL" in store.problems[0].message
    statuses = {path: outline.status for path, outline in store.outlines.items()}
    assert [path for path, status in statuses.items() if status is Status.FAILED] == [
        "pkg/m0.py",
        "pkg/m5.py",
        "pkg/m9.py",
    ]
    assert store.outlines["pkg/m4.py"].imports[0].names == (("a4", ""),)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the patch reaches workers through fork only")
def test_where_no_worker_ever_answers_files_are_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_FEW_BYTES", 0)
    monkeypatch.setattr(workers_of, "_work", lambda *given: os._exit(3))
    root = old_tree(tmp_path / "code")
    assert everything(run(root, settings(tmp_path / "cache", jobs=2))) == truth(root)


@pytest.mark.usefixtures("many_workers")
def test_an_interrupted_run_leaves_no_worker_behind(tmp_path: Path) -> None:
    root = old_tree(tmp_path / "code")
    chunks = [[path] for path in sorted(FILES)]
    workers = workers_of.Workers(root, chunks, 2, True)
    answers = workers.answers()
    next(answers)
    processes = list(workers._processes.values())
    answers.close()
    assert [process.is_alive() for process in processes] == [False, False]


def test_a_worker_whose_parent_is_gone_ends(tmp_path: Path) -> None:
    workers = workers_of.Workers(tmp_path, [[], []], 2, True)
    workers._start()
    workers._start()
    (process, _), (connection, _) = zip(*((p, c) for c, p in workers._processes.items()), strict=True)
    connection.close()
    deadline = time.monotonic() + 20
    while process.is_alive() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not process.is_alive()
    for other in workers._processes.values():
        other.terminate()
        other.join()


def test_chunks_keep_the_order_and_about_the_same_size() -> None:
    seen = {f"{n}": (0, 200_000) for n in range(10)}
    chunks = pool._chunks(list(seen), seen)
    assert [path for chunk in chunks for path in chunk] == list(seen)
    assert [len(chunk) for chunk in chunks] == [3, 3, 3, 1]


def test_outlines_are_in_the_order_listed(tmp_path: Path) -> None:
    root = old_tree(tmp_path / "code")
    store = extract(root, ("pkg/m2.py", "pkg/m10.py", "pkg/m1.py"), settings(tmp_path / "cache"))
    assert list(store.outlines) == ["pkg/m2.py", "pkg/m10.py", "pkg/m1.py"]
    assert store.section("pkg/m1.py", Outline) is store.outlines["pkg/m1.py"]


TORN = {
    "pkg/sound.py": "class A:\n    def f(self):\n        return 1\n",
    "pkg/torn.py": "class A:\n    def f(self):\n        return 1 +\n\n    x = 1\n",
    "pkg/whole.py": "class A:\n    def f(self): return 1\n",
}


@pytest.mark.parametrize("cached", [True, False])
def test_files_broken_in_functions_that_were_not_read_are_told_when_asked_for(tmp_path: Path, cached: bool) -> None:
    root = old_tree(tmp_path / "code", TORN)
    store = extract(root, tuple(TORN), settings(tmp_path / "cache", use_cache=cached), whole=False)
    assert {path: len(outline.unread) for path, outline in store.outlines.items()} == dict(
        zip(TORN, (1, 1, 0), strict=True)
    )
    torn = store.torn(TORN)
    assert torn == {"pkg/torn.py": extract_file(TORN["pkg/torn.py"].encode(), "torn.py").outline}
    assert torn["pkg/torn.py"].status is Status.RECOVERED
