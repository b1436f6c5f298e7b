"""Dotted names as short as they can be told apart: in: names, out: the package they share, names below it, their endings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile


def common_package(names: Sequence[str]) -> str:
    """The package that all names are in, "" for none; the last part of a name is never part of it."""
    levels = zip(*(name.split(".")[:-1] for name in names), strict=False)
    return ".".join(level[0] for level in takewhile(lambda level: len(set(level)) == 1, levels))


def below(name: str, package: str) -> str:
    """The name as it is called inside the package."""
    return name.removeprefix(f"{package}.") if package else name


def ending(name: str, parts: int) -> str:
    """The last parts of a dotted name."""
    return ".".join(name.split(".")[-parts:])


def distinct(names: Iterable[str]) -> Mapping[str, str]:
    """Each name with the shortest end of it, of whole parts, that no other of the names has: `OrderManager`, or
    `orders.OrderManager` where another one is called so."""
    every = set(names)
    found: dict[str, str] = {}
    size = 1
    while len(found) < len(every):
        ends = {name: ending(name, size) for name in every}
        times = Counter(ends.values())
        found |= {name: end for name, end in ends.items() if name not in found and (times[end] == 1 or end == name)}
        size += 1
    return found
