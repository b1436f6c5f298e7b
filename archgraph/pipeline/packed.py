"""Places of literals in little room: in: what stands in numbered files; out: the places of each value as bytes, and back.

A place is the number of its file and its line, of four bytes each, the first byte the highest: packed places sort as places do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from struct import Struct

from archgraph.model.facts.texts import Texts
from archgraph.model.results.strings import Place

Packed = bytes
"""Places, one after the other."""

_PLACE = Struct(">II")
_NUMBER = Struct(">I")


def packed_places(sections: Iterable[tuple[int, Texts]]) -> Mapping[str, list[Packed]]:
    """Where each value stands in files with these numbers, as a list of single places."""
    found: defaultdict[str, list[Packed]] = defaultdict(list)
    pack = _PLACE.pack
    for number, section in sections:
        for text in section.strings:
            found[text.value].append(pack(number, text.line))
    return found


def joined(places: Sequence[Packed]) -> Packed:
    """Single places as one, in order; most values have one."""
    return places[0] if len(places) == 1 else b"".join(sorted(places))


def single(packed: Packed) -> list[Packed]:
    """The inverse of `joined`."""
    return [packed[start : start + _PLACE.size] for start in range(0, len(packed), _PLACE.size)]


def count(packed: Packed) -> int:
    """How many places there are."""
    return len(packed) // _PLACE.size


def file_numbers(numbers: Iterable[int]) -> frozenset[Packed]:
    """Numbers of files as places begin with them."""
    return frozenset([_NUMBER.pack(number) for number in numbers])


def stands_in(files: frozenset[Packed], places: Sequence[Packed]) -> bool:
    """Whether one of these single places is in one of the files, given as places begin with them."""
    if len(places) == 1:
        return places[0][: _NUMBER.size] in files  # most values
    return not files.isdisjoint([place[: _NUMBER.size] for place in places])


def unpacked(paths: Sequence[str], packed: Packed) -> tuple[Place, ...]:
    """The places as path and line; `paths` by number."""
    return tuple([(paths[number], line) for number, line in _PLACE.iter_unpack(packed)])
