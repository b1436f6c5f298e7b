"""Dotted names that are shown below the package they share: in: names, out: that package, and names without it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile


def common_package(names: Sequence[str]) -> str:
    """The package that all names are in, "" for none; the last part of a name is never part of it."""
    levels = zip(*(name.split(".")[:-1] for name in names), strict=False)
    return ".".join(level[0] for level in takewhile(lambda level: len(set(level)) == 1, levels))


def below(name: str, package: str) -> str:
    """The name as it is called inside the package."""
    return name.removeprefix(f"{package}.") if package else name
