"""Classes made in C: in: a module and a name, out: the class as archgraph's own interpreter has it.

Builtins, built-in modules and the extension modules of the running standard library are asked, and nothing else: an
extension is found in the interpreter's own folders, never through `sys.path`, so that no analysed file can be imported.
Python sources of the standard library are not imported for their classes; they are read like any other source.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import warnings
from functools import cache
from importlib.machinery import BuiltinImporter, FrozenImporter, ModuleSpec, PathFinder
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

_LEFT_ALONE = frozenset({"readline"})
"""Extensions whose import is visible (readline writes to the terminal); they hold no classes."""

_WITHOUT_SOURCE = ("_frozen_importlib", "_frozen_importlib_external")
"""Frozen modules that no source file of that name declares."""

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


def is_c_module(module: str) -> bool:
    """Is this a module without Python source that archgraph may import from its own interpreter?"""
    return _spec(module) is not None


def c_module_names(module: str) -> tuple[str, ...] | None:
    """What `from module import *` binds, sorted; None when it is no C module or cannot be imported here."""
    loaded = _load(module)
    if loaded is None:
        return None
    public = getattr(loaded, "__all__", None) or [name for name in vars(loaded) if not name.startswith("_")]
    return tuple(sorted(public))


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


# ----------------------------------------------------------------------------------------------------- modules


@cache
def _own_folders() -> tuple[str, ...]:
    """Where this interpreter keeps its extension modules (venvs share them with their base)."""
    stdlib = os.path.dirname(os.path.abspath(os.__file__))
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    platform = os.path.join(sys.base_exec_prefix, sys.platlibdir, version)  # not from sysconfig: that costs 10 ms
    folders = (os.path.join(stdlib, "lib-dynload"), os.path.join(platform, "lib-dynload"))
    windows = os.path.join(sys.base_exec_prefix, "DLLs")
    return tuple(folder for folder in dict.fromkeys((*folders, windows)) if os.path.isdir(folder))


@cache
def _spec(module: str) -> ModuleSpec | None:
    if module in sys.builtin_module_names:
        return BuiltinImporter.find_spec(module)
    if module in _WITHOUT_SOURCE:
        return FrozenImporter.find_spec(module)
    if module not in sys.stdlib_module_names:
        return None
    spec = PathFinder.find_spec(module, list(_own_folders()))
    return spec if spec is not None and spec.has_location and not str(spec.origin).endswith((".py", ".pyc")) else None


@cache
def _load(module: str) -> ModuleType | None:
    spec = _spec(module)
    if spec is None or module in _LEFT_ALONE:
        return None
    present = sys.modules.get(module)
    if present is not None:
        return present if _is_from(present, spec) else None
    try:
        return _execute(spec)
    except Exception:  # an extension whose system library is missing: its classes are unknown here
        sys.modules.pop(module, None)
        return None


def _is_from(module: ModuleType, spec: ModuleSpec) -> bool:
    loaded = getattr(module, "__spec__", None)
    return loaded is None or loaded.origin == spec.origin or spec.name in _WITHOUT_SOURCE


def _execute(spec: ModuleSpec) -> ModuleType:
    """Import by spec (the recipe of `importlib`'s documentation): the search path is not asked."""
    if spec.loader is None:
        raise ImportError(spec.name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the standard library deprecates a module does not concern the user
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    return sys.modules[spec.name]


# ----------------------------------------------------------------------------------------------------- classes

_TYPES: dict[str, type] = {}
"""Classes that were answered, by run-time name."""


def _value(module: str, name: str, default: object = None) -> object:
    if module in _COMPUTED:
        return _computed(module).get(name, default)
    found: object = _load(module)
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
