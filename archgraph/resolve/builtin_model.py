"""Classes made in C: in: a module and a name, out: the class as archgraph's own interpreter has it.

Python sources of the standard library are not imported for their classes; they are read like any other source.
"""

from __future__ import annotations

import importlib
from functools import cache
from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodDescriptorType,
    ModuleType,
    WrapperDescriptorType,
)

from archgraph.model.source import Row
from archgraph.resolve import builtin_layout
from archgraph.resolve.c_modules import load

_COMPUTED = {"types": None, "_collections_abc": None, "re": ("Pattern", "Match")}
"""Python modules that name C classes by computing them (`FunctionType = type(f)`), and the names that count (None: all
whose classes say that they are builtins)."""

_TYPING_IN_C = ("Generic", "ParamSpec", "ParamSpecArgs", "ParamSpecKwargs", "TypeAliasType", "TypeVar", "TypeVarTuple")
"""What `_typing` holds since Python 3.12; answered on 3.11 too, for code bases whose Python is newer."""


class CMember(Row, frozen=True):
    """A member of a C class: `kind` as in members.csv, `owner` the run-time name of the class."""

    name: str
    kind: str
    owner: str

    @property
    def signature(self) -> str:
        """As `inspect` tells it, "" when it cannot; computed when asked for."""
        of = _TYPES.get(self.owner)
        return _signature(vars(of).get(self.name)) if of is not None else ""


class CClass(Row, frozen=True):
    """A class made in C. Names are run-time names, `__module__` and `__qualname__` joined; `mro` includes the class
    itself and `builtins.object`, and may hold Python classes."""

    name: str
    mro: tuple[str, ...]
    bases: tuple[str, ...]
    metaclass: str

    @property
    def members(self) -> tuple[CMember, ...]:
        """What the class itself defines, by name; computed when asked for."""
        return _members(self.name)

    @property
    def layout(self) -> str:
        """The run-time name of the class that gives its instances their layout: itself or an ancestor."""
        of = _TYPES.get(self.name)
        return _runtime_name(builtin_layout.solid(of)) if of is not None else "builtins.object"

    @property
    def is_final(self) -> bool:
        """Does Python refuse it as a base?"""
        of = _TYPES.get(self.name)
        return of is not None and builtin_layout.is_final(of)

    @property
    def has_items(self) -> bool:
        """Do its instances vary in size, so that no subclass may have slots?"""
        of = _TYPES.get(self.name)
        return of is not None and builtin_layout.has_items(of)

    @property
    def has_dict(self) -> bool:
        """Do its instances have a `__dict__`?"""
        of = _TYPES.get(self.name)
        return of is not None and builtin_layout.has_dict(of)


def c_class(module: str, name: str) -> CClass | None:
    """The class `name` (dotted when nested) of a C module; None when the module is no C module or has no such class."""
    found = _value(module, name)
    if isinstance(found, type):
        return _record(found)
    if module in ("_typing", "typing") and name in _TYPING_IN_C:
        return CClass(f"typing.{name}", (f"typing.{name}", "builtins.object"), ("builtins.object",), "builtins.type")
    return None


def builtin_class(name: str) -> CClass | None:
    """A class of `builtins` by its name there ("dict", "IOError") or, for one that is not bound there, by its own
    ("function", "dict_keys")."""
    return c_class("builtins", name) or _unbound_builtins().get(name)


def ancestors(of: CClass) -> tuple[CClass, ...]:
    """A record for each class of the MRO of `of`, itself first."""
    return tuple(_record(_TYPES[name]) if name in _TYPES else _object_or(of, name) for name in of.mro)


def answered(name: str) -> CClass | None:
    """A class by its run-time name that a class asked for before has among its ancestors or as its metaclass: some,
    like the metaclasses of `_ctypes`, are bound nowhere."""
    found = _TYPES.get(name)
    return _record(found) if found is not None else None


def c_kind(module: str, name: str) -> str:
    """What `name` is in a C module: class, function, module or value; "" when it is not there."""
    missing = object()
    found = _value(module, name, missing)
    if found is missing:
        return ""
    if isinstance(found, type):
        return "class"
    if isinstance(found, ModuleType):
        return "module"
    return "function" if callable(found) else "value"


_TYPES: dict[str, type] = {}
"""Classes that were answered, by run-time name."""


def _value(module: str, name: str, default: object = None) -> object:
    if module in _COMPUTED:
        return _computed(module).get(name, default)
    found: object = load(module)
    if found is None:
        return default
    for part in name.split("."):
        found = vars(found).get(part, default) if isinstance(found, (ModuleType, type)) else default
    return found


@cache
def _computed(module: str) -> dict[str, type]:
    """C classes that a Python module of the standard library has by computing them."""
    wanted = _COMPUTED[module]
    values = vars(importlib.import_module(module)).items()
    return {
        name: value
        for name, value in values
        if isinstance(value, type) and (name in wanted if wanted else value.__module__ == "builtins")
    }


@cache
def _unbound_builtins() -> dict[str, CClass]:
    found = (*_computed("types").values(), *_computed("_collections_abc").values())
    return {value.__qualname__: _record(value) for value in found}


@cache
def _record(of: type) -> CClass:
    metaclass: type = type(of)
    for ancestor in of.__mro__ + metaclass.__mro__:
        _TYPES.setdefault(_runtime_name(ancestor), ancestor)
    names = tuple(map(_runtime_name, of.__mro__))
    return CClass(names[0], names, tuple(map(_runtime_name, of.__bases__)), _runtime_name(type(of)))


def _object_or(of: CClass, name: str) -> CClass:
    return of if name == of.name else _record(object)


def _runtime_name(of: type) -> str:
    return f"{of.__module__}.{of.__qualname__}"


@cache
def _members(class_name: str) -> tuple[CMember, ...]:
    of = _TYPES.get(class_name)
    if of is None:
        return ()
    return tuple(CMember(name, _kind(value), class_name) for name, value in sorted(vars(of).items()))


_KINDS: dict[type, str] = {
    MethodDescriptorType: "method",
    WrapperDescriptorType: "method",
    ClassMethodDescriptorType: "class_method",
    classmethod: "class_method",
    staticmethod: "static_method",
    BuiltinFunctionType: "static_method",  # `__new__`
    GetSetDescriptorType: "property",
    MemberDescriptorType: "property",
    property: "property",
}


def _kind(value: object) -> str:
    return _KINDS.get(type(value)) or ("class" if isinstance(value, type) else "attribute")


def _signature(value: object) -> str:
    if not callable(value) or isinstance(value, type):
        return ""
    import inspect  # not at the top: it costs 10 ms and only reports ask for signatures

    try:
        return str(inspect.signature(value))
    except (TypeError, ValueError):
        return ""
