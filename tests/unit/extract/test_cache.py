"""The cache: what it keeps, and that no fault of it stops a run."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from random import Random

import pytest

from archgraph.extract.cache import Cache, Seen
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.file import STORED
from archgraph.model.facts.outline import Outline

BLOBS = [bytes([number]) * 3 for number in range(len(STORED))]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "facts.sqlite"


def test_entries_are_found_by_their_key_in_later_runs(file: Path) -> None:
    cache = Cache(file)
    assert cache.is_empty
    (entry,) = cache.add([(b"k", BLOBS)]).values()
    cache.close()
    later = Cache(file)
    assert not later.is_empty
    assert later.find([b"k", b"other"]) == {b"k": entry}
    assert later.sections(Outline, [entry, 99]) == {entry: BLOBS[0]}
    assert later.sections(Bodies, [entry]) == {entry: BLOBS[1]}


def test_the_same_key_twice_keeps_the_first(file: Path) -> None:
    cache = Cache(file)
    first = cache.add([(b"k", BLOBS)])
    assert cache.add([(b"k", [b"other"] * 6), (b"l", BLOBS)])[b"k"] == first[b"k"]
    assert cache.sections(Outline, [first[b"k"]]) == {first[b"k"]: BLOBS[0]}


def test_more_entries_than_one_query_takes(file: Path) -> None:
    cache = Cache(file)
    keys = [number.to_bytes(2, "big") for number in range(1234)]
    ids = cache.add([(key, BLOBS) for key in keys])
    assert cache.find(keys) == ids
    assert len(cache.sections(Outline, sorted(ids.values()))) == 1234


def test_the_index_of_a_root_is_kept_with_its_time(file: Path) -> None:
    files = {"a.py": Seen(1, 2, 3)}
    cache = Cache(file)
    assert cache.index("/root") == (0, {})
    cache.remember("/root", files)
    written, found = Cache(file).index("/root")
    assert written > 0
    assert found == files


def test_the_key_depends_on_content_code_and_kind_of_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(file)
    assert cache.key(b"x", "a.py") == cache.key(b"x", "b.py") != cache.key(b"y", "a.py")
    assert cache.key(b"x", "a.ipynb") != cache.key(b"x", "a.py")
    monkeypatch.setattr("archgraph.extract.cache.code_digest", lambda: b"another version")
    assert Cache(file).key(b"x", "a.py") != cache.key(b"x", "a.py")


def test_without_a_file_nothing_is_kept() -> None:
    cache = Cache(None)
    assert cache.add([(b"k", BLOBS)]) == {}
    assert cache.find([b"k"]) == {}
    assert (cache.is_open, cache.is_empty, cache.notes) == (False, True, [])


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_file_is_made_anew(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    cache = Cache(file)
    assert len(cache.notes) == 1
    assert cache.add([(b"k", BLOBS)])


def test_a_file_with_another_layout_is_made_anew(file: Path) -> None:
    file.parent.mkdir()
    database = sqlite3.connect(file)
    database.executescript("CREATE TABLE entries (other); PRAGMA user_version = 77")
    database.close()
    cache = Cache(file)
    assert "layout is 77" in cache.notes[0]
    assert cache.add([(b"k", BLOBS)])


def test_a_new_file_has_large_pages_and_one_with_small_ones_stays_good(file: Path) -> None:
    file.parent.mkdir()
    old = sqlite3.connect(file)
    old.executescript("PRAGMA page_size = 4096; CREATE TABLE other (id)")
    old.close()
    new = file.with_name("new.sqlite")
    for each, pages in ((file, 4096), (new, 16384)):
        assert Cache(each).add([(b"k", BLOBS)])
        assert sqlite3.connect(each).execute("PRAGMA page_size").fetchone() == (pages,)
        assert Cache(each).find([b"k"])


def test_a_file_from_before_a_section_was_added_gets_its_table_and_keeps_what_it_has(file: Path) -> None:
    (entry,) = Cache(file).add([(b"old", BLOBS)]).values()
    database = sqlite3.connect(file)
    database.execute(f"DROP TABLE section{len(STORED) - 1}")
    database.close()
    cache = Cache(file)
    assert cache.add([(b"new", BLOBS)])
    assert cache.find([b"old"]) == {b"old": entry}
    assert cache.notes == []


def test_a_file_that_another_run_has_locked_is_read_but_not_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (entry,) = Cache(file).add([(b"k", BLOBS)]).values()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("archgraph.extract.database.PATIENCE", 0.01)
    cache = Cache(file)
    assert cache.add([(b"l", BLOBS)]) == {}
    assert "locked" in cache.notes[0]
    assert cache.sections(Outline, [entry]) == {entry: BLOBS[0]}
    other.execute("ROLLBACK")


def test_a_folder_that_cannot_be_made_leaves_the_run_without_a_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "facts.sqlite")
    assert not cache.is_open
    assert len(cache.notes) == 1


def test_a_table_that_is_gone_leaves_the_run_without_a_cache(file: Path) -> None:
    Cache(file).add([(b"k", BLOBS)])
    database = sqlite3.connect(file)
    database.executescript("DROP TABLE section0")
    cache = Cache(file)
    assert cache.sections(Outline, [1]) == {}
    assert len(cache.notes) == 1
    assert not cache.is_open


def test_two_runs_at_once_add_to_one_file(file: Path) -> None:
    one, two = Cache(file), Cache(file)
    first, second = one.add([(b"a", BLOBS)]), two.add([(b"a", BLOBS), (b"b", BLOBS)])
    assert first[b"a"] == second[b"a"]
    assert one.find([b"a", b"b"]) == second


def test_pruning_drops_what_was_not_used_for_the_longest_time(file: Path) -> None:
    cache = Cache(file)
    ids = cache.add([(bytes([number]), BLOBS) for number in range(4)])
    for number, entry in enumerate(ids.values()):
        cache.remember(f"/root{number}", {"a.py": Seen(1, 1, entry)})
    cache.prune(limit=0)
    assert cache.find(ids) == {key: entry for key, entry in ids.items() if key >= b"\2"}
    assert [bool(cache.index(f"/root{number}")[1]) for number in range(4)] == [False, False, True, True]
    assert cache.notes == []


def test_a_small_cache_is_not_pruned(file: Path) -> None:
    cache = Cache(file)
    ids = cache.add([(b"k", BLOBS)])
    cache.prune()
    assert cache.find(ids) == ids


def test_a_file_that_must_not_be_written_is_still_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(file)
    (entry,) = cache.add([(b"k", BLOBS)]).values()
    cache.close()

    def refuse(file: Path) -> sqlite3.Connection:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr("archgraph.extract.database._connect", refuse)
    reader = Cache(file)
    assert reader.sections(Outline, [entry]) == {entry: BLOBS[0]}
    assert reader.add([(b"l", BLOBS)]) == {}
    assert "readonly" in reader.notes[0]


def test_a_pipe_in_the_place_of_the_cache_is_not_waited_for(file: Path) -> None:
    file.parent.mkdir()
    os.mkfifo(file)
    assert "no regular file" in Cache(file).notes[0]


def test_a_flipped_bit_anywhere_in_the_file_never_becomes_a_fact(file: Path) -> None:
    cache, number = Cache(file), len(STORED)
    keys = [bytes([each]) * 16 for each in range(40)]
    blobs = [bytes([each]) * 300 for each in range(number)]
    ids = cache.add([(key, blobs) for key in keys])
    known = {f"{entry}.py": Seen(1, 1, entry) for entry in ids.values()}
    cache.remember("/root", known)
    cache.keep("shelf", b"value" * 100)
    cache.close()
    data = file.read_bytes()
    random = Random(1)
    for _ in range(150):
        place = random.randrange(len(data))
        file.write_bytes(data[:place] + bytes([data[place] ^ 1 << random.randrange(8)]) + data[place + 1 :])
        spoilt = Cache(file)
        assert spoilt.find(keys).items() <= ids.items()
        for section, kind in enumerate(STORED):
            assert set(spoilt.sections(kind, list(ids.values())).values()) <= {blobs[section]}
        assert spoilt.index("/root")[1] in (known, {})
        assert spoilt.kept("shelf") in (b"value" * 100, None)
        spoilt.close()
