"""How alike two fragments are: in: sketches; out: numbers from 0 to 1.

Functions are compared by the longest common subsequence of their statements (bit-parallel: Hyyrö 2004, "Bit-parallel LCS-length
computation revisited"), so a copy with statements added, dropped or changed loses only those. Classes are compared by
their methods, each with the one that it resembles most, whatever the methods are called and in whatever order they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from struct import Struct

from archgraph.analyses.clones.fragment import SKETCH_BYTES, Fragment

_BITS = tuple([1 << position for position in range(256)])
"""One bit for each position in all but the longest functions."""


def common(one: Fragment, two: Fragment, least: float = 1.0) -> int:
    """The length of the longest common subsequence of two functions' statements, 0 when it cannot reach `least`."""
    if one.print.sketch == two.print.sketch:
        return one.size
    in_both = list(filter(None, map(_masks(one.print.sketch).get, _statements(two.print.sketch))))
    if len(in_both) < least:
        return 0
    row = full = (1 << one.size) - 1
    for mask in in_both:
        both = row & mask
        row = (row + both | row - both) & full
    return one.size - row.bit_count()


@lru_cache(maxsize=1 << 15)
def _statements(sketch: bytes) -> tuple[bytes, ...]:
    """The hashes of a function's statements, in order."""
    return _cutter(len(sketch) // SKETCH_BYTES).unpack(sketch)


@lru_cache(maxsize=1 << 10)
def _cutter(statements: int) -> Struct:
    """Cuts the sketch of a function with so many statements."""
    return Struct(f"{SKETCH_BYTES}s" * statements)


def kinds(fragment: Fragment) -> int:
    """How many different statements a function has."""
    return len(set(_statements(fragment.print.sketch)))


@lru_cache(maxsize=1 << 15)
def _masks(sketch: bytes) -> dict[bytes, int]:
    """Statement → the bits of its positions in the function."""
    statements = _statements(sketch)
    found = dict(zip(statements, _BITS, strict=False))
    if len(found) == len(statements):  # most functions repeat none
        return found
    found.clear()
    for position, statement in enumerate(statements):
        found[statement] = found.get(statement, 0) | 1 << position
    return found


@lru_cache(maxsize=1 << 15)
def _different(sketch: bytes) -> frozenset[bytes]:
    """The different statements of a function."""
    return frozenset(_statements(sketch))


def forget() -> None:
    """Let go of what was unpacked for comparisons; it is unpacked again when asked for."""
    _statements.cache_clear()
    _different.cache_clear()
    _masks.cache_clear()


def likeness(one: Fragment, two: Fragment, least: float = 0.0) -> float:
    """The share of statements that two functions have in common, in order (Dice's coefficient); 0 when it cannot reach
    `least`."""
    whole = one.size + two.size
    return 2 * common(one, two, max(least * whole / 2 - _ROUNDING, 1.0)) / whole


def class_likeness(one: Fragment, two: Fragment) -> float:
    """How much of two classes is common: each method counts by what it shares with the one that it resembles most."""
    return sum(alike * (_weight(mine) + _weight(other)) for mine, other, alike in matched_methods(one, two)) / sum(
        _weight(method) for method in (*one.methods, *two.methods)
    )


def matched_methods(one: Fragment, two: Fragment) -> list[tuple[Fragment, Fragment, float]]:
    """Methods of two classes, each with the one that it resembles most: those that kept name and statements, then greedily
    the most alike first."""
    matched = _kept(one, two)
    mine, others = {id(each) for each, _, _ in matched}, {id(other) for _, other, _ in matched}
    changed = [method for method in two.methods if id(method) not in others]
    words = [_different(method.print.sketch) for method in changed]  # most methods have no statement in common
    found = [
        (alike, -first, -second)
        for first, method in enumerate(one.methods)
        if id(method) not in mine
        for second in _sharing(method, words)
        if method.size < 4 * (other := changed[second]).size
        and other.size < 4 * method.size
        and (alike := _method_likeness(method, other)) >= _LEAST
    ]
    taken: set[int] = set()
    for alike, first, second in sorted(found, reverse=True):
        method, other = one.methods[-first], changed[-second]
        if id(method) not in taken and id(other) not in taken:
            taken |= {id(method), id(other)}
            matched.append((method, other, alike))
    return matched


def _sharing(method: Fragment, others: Sequence[frozenset[bytes]]) -> list[int]:
    """The numbers of those that have a statement in common with a method."""
    mine = _different(method.print.sketch)
    return [number for number, statements in enumerate(others) if not mine.isdisjoint(statements)]


def _kept(one: Fragment, two: Fragment) -> list[tuple[Fragment, Fragment, float]]:
    """Methods of two classes that have both name and statements in common."""
    waiting: dict[tuple[str, bytes], list[Fragment]] = {}
    for method in reversed(two.methods):
        waiting.setdefault((method.scope.name, method.print.sketch), []).append(method)
    return [
        (method, others.pop(), 1.0)
        for method in one.methods
        if (others := waiting.get((method.scope.name, method.print.sketch)))
    ]


_LEAST = 0.4
"""Likeness below which methods have nothing to do with each other."""

_ROUNDING = 1e-9

HEAVIEST = 6
"""A method of more statements weighs no more than one of these: one long method is not the whole class."""


def _method_likeness(one: Fragment, two: Fragment) -> float:
    """Of two methods: the share of common statements. The same name makes up for edits; short methods of different names
    look the same by chance."""
    is_called_the_same = one.scope.name == two.scope.name
    factor = 1.0 if is_called_the_same else 0.4 + min(one.size, two.size, HEAVIEST) / 10
    whole = (one.size + two.size) / 2
    least = whole * _LEAST / factor - _ROUNDING
    if one.size < least or two.size < least:
        return 0.0
    alike = common(one, two, least) / whole * factor
    if alike < _LEAST or not is_called_the_same or one.scope.name.startswith("__"):
        return alike
    return (alike + 1) / 2


def _weight(method: Fragment) -> int:
    return min(method.size, HEAVIEST)
