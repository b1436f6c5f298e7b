"""The hierarchies of extension classes that archgraph carries are those of the packages that are installed here."""

from __future__ import annotations

from operator import attrgetter

import msgspec
import numpy as np
import pytest

from archgraph.resolve.extension_classes import extension_class

_FINAL = ("bool_", "dtype")
"""Nothing inherits from these; numpy 2 calls the first another name, and gives the second a metaclass."""
NUMPY = [
    name
    for name in dir(np)
    if name not in _FINAL and isinstance(getattr(np, name), type) and extension_class("numpy", name)
]
MSGSPEC = [name for name in dir(msgspec) if extension_class("msgspec", name)]


@pytest.mark.parametrize(
    ("package", "name"), [*(("numpy", name) for name in NUMPY), *(("msgspec", name) for name in MSGSPEC)]
)
def test_a_carried_class_has_pythons_mro(package: str, name: str) -> None:
    real = attrgetter(name)(np if package == "numpy" else msgspec)
    carried = extension_class(package, name)
    assert carried is not None
    assert list(carried.mro) == [f"{each.__module__}.{each.__qualname__}" for each in real.__mro__]
    assert carried.metaclass == f"{type(real).__module__}.{type(real).__qualname__}"


def test_what_is_carried_is_there() -> None:
    assert len(NUMPY) > 40
    assert MSGSPEC == ["DecodeError", "EncodeError", "MsgspecError", "Struct", "ValidationError"]
