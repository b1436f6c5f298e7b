"""Members that nobody wrote: in: a class and what its body binds, out: what a decorator or a base generates for it.

Follows `_process_class` of CPython's Lib/dataclasses.py, `_ClassBuilder` of attrs and `NamedTupleMeta` of Lib/typing.py:
what the body defines itself stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from archgraph.analyses.mro.member import Definition, MemberKind
from archgraph.model.codebase import ClassRecord

_OPTION = re.compile(r"\b(\w+)\s*=\s*(True|False)\b")
_ORDER = ("__lt__", "__le__", "__gt__", "__ge__")
_FREEZE = ("__setattr__", "__delattr__")
ATTRS = frozenset({"define", "frozen", "mutable", "s", "attrs"})
"""Decorators of attrs, by their last names."""

TUPLE_MEMBERS = {
    "__new__": MemberKind.STATIC_METHOD,
    "_make": MemberKind.CLASS_METHOD,
    "_replace": MemberKind.METHOD,
    "_asdict": MemberKind.METHOD,
    "__repr__": MemberKind.METHOD,
    "__getnewargs__": MemberKind.METHOD,
    "_fields": MemberKind.ATTRIBUTE,
    "_field_defaults": MemberKind.ATTRIBUTE,
    "__match_args__": MemberKind.ATTRIBUTE,
}
"""What `collections.namedtuple` puts into a class, beside its fields (a `NamedTuple` statement may not replace all)."""


def generated(record: ClassRecord, own: Collection[str], attrs: Collection[str]) -> Iterator[Definition]:
    """The members that a class gets beside those of its body. `attrs`: names under which the module has attrs' decorators."""
    for name, kind in _all(record, attrs):
        if name not in own:
            yield Definition(record.key, name, kind, record.line, generated=True)


def _all(record: ClassRecord, attrs: Collection[str]) -> Iterator[tuple[str, MemberKind]]:
    if any(base.rpartition(".")[2] == "NamedTuple" for base in record.bases):
        yield from TUPLE_MEMBERS.items()
    for decorator in record.decorators:
        name, _, arguments = decorator.partition("(")
        options = {option: value == "True" for option, value in _OPTION.findall(arguments)}
        if name.rpartition(".")[2] == "dataclass":
            yield from _of_dataclass(options)
        elif name in attrs:
            yield from _of_attrs(options, name.rpartition(".")[2])


def _of_dataclass(options: dict[str, bool]) -> Iterator[tuple[str, MemberKind]]:
    yield from _methods(options, eq=options.get("eq", True), order=options.get("order", False))
    if options.get("frozen"):
        yield from ((name, MemberKind.METHOD) for name in _FREEZE)
    if options.get("unsafe_hash") or (options.get("frozen") and options.get("eq", True)):
        yield "__hash__", MemberKind.METHOD
    for name in ("__dataclass_fields__", "__dataclass_params__"):
        yield name, MemberKind.ATTRIBUTE
    if options.get("match_args", True):
        yield "__match_args__", MemberKind.ATTRIBUTE


def _of_attrs(options: dict[str, bool], name: str) -> Iterator[tuple[str, MemberKind]]:
    compared = options.get("eq", options.get("cmp", True))
    yield from _methods(options, eq=compared, order=options.get("order", compared and name in ("s", "attrs")))
    is_frozen = options.get("frozen", name == "frozen")
    if compared:
        yield "__ne__", MemberKind.METHOD
    if options.get("unsafe_hash", options.get("hash", compared and is_frozen)):
        yield "__hash__", MemberKind.METHOD
    if is_frozen:
        yield from ((each, MemberKind.METHOD) for each in _FREEZE)
    yield "__attrs_attrs__", MemberKind.ATTRIBUTE
    if options.get("match_args", True):
        yield "__match_args__", MemberKind.ATTRIBUTE


def _methods(options: dict[str, bool], *, eq: bool, order: bool) -> Iterator[tuple[str, MemberKind]]:
    names = [name for name in ("init", "repr") if options.get(name, True)]
    yield from ((f"__{name}__", MemberKind.METHOD) for name in names)
    if eq:
        yield "__eq__", MemberKind.METHOD
    yield from ((name, MemberKind.METHOD) for name in _ORDER if order)
