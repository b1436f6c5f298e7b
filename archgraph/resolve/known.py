"""A call of something that is known by its name, as handlers see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from archgraph.resolve.machine import Arguments, Machine
from archgraph.resolve.values import (
    Constant,
    MadeClass,
    Place,
    Value,
)


class Known(NamedTuple):
    """A call as a handler sees it."""

    machine: Machine
    place: Place
    function: Value
    arguments: Arguments

    def get(self, position: int, name: str = "") -> Value | None:
        """An argument."""
        return self.arguments.get(position, name)

    def text(self, position: int, name: str = "") -> str:
        """A string argument, "" when it is none."""
        value = self.get(position, name)
        return value.value if isinstance(value, Constant) and isinstance(value.value, str) else ""

    def builtin(self, name: str) -> Value:
        """A class of builtins."""
        return self.machine.builtin_class(name)

    def made(self, name: str, bases: tuple[Value, ...], metaclass: Value | None = None, doubt: str = "") -> MadeClass:
        """A class made by this call, named after the module that calls."""
        unit, line = self.place.unit, self.place.line or 0
        return MadeClass(f"{unit.name}.{name}", unit, line, bases, metaclass, doubt)

    def name(self, position: int, keyword: str) -> tuple[str, str]:
        """The name of a class to be made, "?" with a doubt when it is computed."""
        value = self.get(position, keyword)
        if isinstance(value, Constant) and isinstance(value.value, str):
            return value.value, value.doubt
        return "?", "a class whose name is computed"


Handler = Callable[[Known], Value | None]
