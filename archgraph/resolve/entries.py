"""Base lists after PEP 560: in: the values of base expressions, out: the bases that the class gets.

Follows `types.resolve_bases`, the `__mro_entries__` of CPython's typing.py, and what NamedTuple and TypedDict make of
their bases (`typing._NamedTupleMeta`, `typing._TypedDictMeta`).
"""

from __future__ import annotations

from archgraph.resolve.machine import Arguments, Machine
from archgraph.resolve.values import (
    CLASSES,
    Alias,
    ClassValue,
    Constant,
    Form,
    Instance,
    Items,
    MadeClass,
    Place,
    Unknown,
    Value,
    certain,
    doubt_of,
    doubtful,
)

_GENERIC = "typing.Generic"
_PROTOCOL = ("typing.Protocol", "typing_extensions.Protocol")


class Entries:
    """Resolves base lists."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def of(self, bases: tuple[Value, ...]) -> list[Value]:
        """The bases after `__mro_entries__`, doubts kept."""
        found: list[Value] = []
        for position, base in enumerate(bases):
            doubt = doubt_of(base)
            if isinstance(base, Alias):
                found += [doubtful(each, doubt) for each in self._of_alias(base, bases, position)]
            elif isinstance(base, Instance):
                found += [doubtful(each, doubt) for each in self._of_instance(base, bases)]
            elif isinstance(base, (*CLASSES, Form, Unknown)):
                found.append(base)
            else:
                found.append(Unknown(doubt or "not a class", _text(base)))
        return found

    def _of_alias(self, base: Alias, bases: tuple[Value, ...], position: int) -> list[Value]:
        origin = base.origin
        if not isinstance(origin, (*CLASSES, Form)):
            return [Unknown(doubt_of(origin) or "a subscript of something that is no class", _text(origin) + base.text)]
        if not base.typing:
            return [origin]
        rest = bases[position + 1 :]
        if base.named:
            entries: list[Value] = [] if certain(origin) in map(certain, bases) else [origin]
            if not any(
                (isinstance(each, Alias) and each.typing) or self._machine.is_generic(origin_of(each)) for each in rest
            ):
                entries.append(self._machine.typing_class("Generic"))
            return entries
        if self._machine.name_of(origin) == _GENERIC:
            if any(self._machine.name_of(each) in _PROTOCOL for each in bases):
                return []
            if any(isinstance(each, Alias) and each.typing for each in rest):
                return []
        return [origin]

    def _of_instance(self, base: Instance, bases: tuple[Value, ...]) -> list[Value]:
        method = self._machine.attribute(base, "__mro_entries__")
        name = self._machine.name_of(base.of)
        if method is None or isinstance(method, Unknown) or not isinstance(base.of, ClassValue | MadeClass):
            return [Unknown(f"an instance of {name}" if name else doubt_of(base) or "an instance", name)]
        found = self._machine.call(method, Arguments((Items(bases),)), Place(base.of.unit))
        if isinstance(found, Items):
            return [doubtful(each, found.doubt) for each in found.items]
        return [Unknown(f"what __mro_entries__ of {name} returns is not known", name)]

    def kind(self, entries: list[Value]) -> str:
        """What typing makes of a class with these bases: "typeddict", "namedtuple", "newtype" or ""."""
        for base in entries:
            if isinstance(base, Form):
                return base.name.rpartition(".")[2].lower()
            if isinstance(base, CLASSES) and self._machine.info(base).kind == "typeddict":
                return "typeddict"
        return ""

    def remade(self, entries: list[Value], kind: str) -> list[Value]:
        """NamedTuple becomes tuple; the parents of a TypedDict vanish (typing._TypedDictMeta.__new__)."""
        if kind == "typeddict":
            generic = [self._machine.typing_class("Generic")] if any(map(self._machine.is_generic, entries)) else []
            return [*generic, self._machine.builtin_class("dict")]
        if kind == "newtype":
            return [
                Unknown("a NewType cannot be subclassed", "") if isinstance(each, Form) else each for each in entries
            ]
        return [self._machine.builtin_class("tuple") if isinstance(each, Form) else each for each in entries]


def origin_of(value: Value) -> Value:
    """The class that an alias stands for; other values are themselves."""
    return value.origin if isinstance(value, Alias) else value


def _text(value: Value) -> str:
    return (
        str(value.value) if isinstance(value, Constant) else getattr(value, "name", "") or type(value).__name__.lower()
    )
