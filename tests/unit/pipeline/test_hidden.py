"""Literals that are not shown: kept in parts, of which a damaged one is noticed."""

from __future__ import annotations

from archgraph.pipeline.hidden import Hidden

FOLDER = "/shop"


def kept(shelf: dict[str, bytes], values: dict[str, bytes]) -> list[bytes]:
    hidden = Hidden(shelf, FOLDER)
    for value, places in values.items():
        hidden.put(value, places)
    return hidden.keep()


def test_what_is_kept_is_given_once() -> None:
    shelf: dict[str, bytes] = {}
    again = Hidden(shelf, FOLDER, kept(shelf, {"one": b"1", "two": b"2"}))
    assert [again.pop(value) for value in ("one", "one", "two", "three")] == [b"1", b"", b"2", b""]
    assert not again.is_lost


def test_a_part_that_nobody_asked_for_is_not_written() -> None:
    shelf: dict[str, bytes] = {}
    digests = kept(shelf, {str(number): b"1" for number in range(400)})
    before, again = dict(shelf), Hidden(shelf, FOLDER, digests)
    again.put("0", b"2")
    now = again.keep()
    assert sum(old != new for old, new in zip(digests, now, strict=True)) == 1
    assert sum(before[place] != blob for place, blob in shelf.items()) == 1


def test_a_part_of_another_run_is_lost() -> None:
    shelf: dict[str, bytes] = {}
    digests = kept(shelf, {"one": b"1"})
    kept(shelf, {"one": b"3"})
    again = Hidden(shelf, FOLDER, digests)
    assert again.pop("one") == b""
    assert again.is_lost


def test_digests_of_another_number_of_parts_are_lost() -> None:
    assert Hidden({}, FOLDER, [b"1"]).is_lost
