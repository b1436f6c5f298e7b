"""A report is packed beside its making: whole, in order, in groups, or not at all."""

from __future__ import annotations

import threading
import zlib

import pytest

from archgraph import packing
from archgraph.packing import Packed, Packing


def unpacked(groups: list[Packed]) -> list[list[tuple[str, bytes]]]:
    return [[(path, zlib.decompress(data)) for path, data in group] for group in groups]


def test_files_come_back_as_they_were_written() -> None:
    groups: list[Packed] = []
    with Packing(groups.append) as work:
        for path, piece in (("a", b"1"), ("a", b"2"), ("b", b""), ("c", b"3")):
            work.add(path, piece)
    assert work.is_whole
    assert unpacked(groups) == [[("a", b"12"), ("b", b""), ("c", b"3")]]


def test_groups_are_handed_over_when_they_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_GROUP_BYTES", 3)
    groups: list[Packed] = []
    with Packing(groups.append) as work:
        for path in "abcde":
            work.add(path, b"22")
    assert [[path for path, _ in group] for group in groups] == [["a", "b"], ["c", "d"], ["e"]]


def test_many_pieces_of_a_file_are_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_PIECE", 10)
    groups: list[Packed] = []
    with Packing(groups.append) as work:
        for _ in range(500):
            work.add("a", b"1234567")
    assert unpacked(groups) == [[("a", b"1234567" * 500)]]


def test_before_the_first_piece_there_is_no_thread() -> None:
    before = threading.active_count()
    with Packing(lambda files: None) as work:
        assert threading.active_count() == before
        work.add("a", b"1")
        work.add("b", b"1")
        assert threading.active_count() == before + 1
    assert threading.active_count() == before


def test_what_ends_early_is_not_whole() -> None:
    work = Packing(lambda files: None)
    work.add("a", b"1")
    work.__exit__(OSError, OSError("full"), None)
    assert not work.is_whole


def test_nobody_waits_for_what_cannot_be_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(level: int) -> None:
        raise MemoryError

    monkeypatch.setattr(zlib, "compressobj", refuse)
    groups: list[Packed] = []
    with Packing(groups.append) as work:
        for number in range(50):
            work.add(str(number), b"1")
    assert not groups
    assert not work.is_whole
