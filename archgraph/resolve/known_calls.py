"""Functions and classes that are known by name: what `namedtuple`, `type`, `NewType`, `getattr` and others return.

One entry of `KNOWN` per dotted name (`*.name`: a module-level function of that name anywhere); a handler takes the call and
gives the value, or None to let the function's own source be asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from archgraph.resolve.machine import Arguments, Machine
from archgraph.resolve.values import (
    FALSE,
    NONE,
    TRUE,
    Alias,
    ClassValue,
    Constant,
    Form,
    FunctionValue,
    Instance,
    Items,
    MadeClass,
    ModuleValue,
    NativeClass,
    Place,
    Unknown,
    Value,
    doubt_of,
)

_CLASSES = (ClassValue, NativeClass, MadeClass)


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


def _named_tuple(call: Known) -> Value:
    name, doubt = call.name(0, "typename")
    return call.made(name, (call.builtin("tuple"),), None, doubt)


def _typed_dict(call: Known) -> Value:
    return call.made(call.text(0, "typename"), (Form("typing.TypedDict"),))


def _new_type(call: Known) -> Value:
    return Unknown("a NewType cannot be subclassed", call.text(0, "name"))


def _make_dataclass(call: Known) -> Value:
    bases = call.get(2, "bases") if len(call.arguments.positional) > 2 else dict(call.arguments.keywords).get("bases")
    return call.made(call.text(0, "cls_name"), bases.items if isinstance(bases, Items) else ())


def _type(call: Known) -> Value | None:
    """`type(value)` is its class, `type(name, bases, namespace)` a new one."""
    if len(call.arguments.positional) == 1:
        value = call.arguments.positional[0]
        if isinstance(value, Instance):
            return value.of
        if isinstance(value, _CLASSES):
            return call.machine.info(value).metaclass or call.builtin("type")
        if isinstance(value, Constant):
            return call.builtin(type(value.value).__name__) if value.value is not None else None
        if isinstance(value, (ModuleValue, FunctionValue)):
            return call.builtin("module" if isinstance(value, ModuleValue) else "function")
        return Unknown("the type of something that is not known")
    return make_class(call, None, call.arguments.positional[:3])


def make_class(call: Known, metaclass: Value | None, arguments: tuple[Value, ...]) -> Value:
    """The class that `metaclass(name, bases, namespace)` makes; None stands for type."""
    if len(arguments) < 2 or not isinstance(arguments[1], Items):
        return Unknown("a class made with bases that are not known")
    name, doubt = call._replace(arguments=Arguments(arguments)).name(0, "name")
    return call.made(name, arguments[1].items, metaclass, doubt_of(arguments[1]) or doubt)


def _type_new(call: Known) -> Value:
    """`type.__new__(metaclass, name, bases, namespace)`."""
    metaclass, *rest = call.arguments.positional or (NONE,)
    return make_class(call, metaclass if isinstance(metaclass, _CLASSES) else None, tuple(rest))


def _new_class(call: Known) -> Value:
    bases = call.get(1, "bases")
    if bases is None:
        return call.made(call.text(0, "name"), ())
    if not isinstance(bases, Items):
        return Unknown("a class made with bases that are not known")
    return call.made(call.text(0, "name"), bases.items, None, bases.doubt)


def _special_alias(call: Known) -> Value | None:
    origin = call.get(0, "origin")
    return Alias(origin, typing=True, named=True) if origin is not None else None


def _generic_alias(call: Known) -> Value | None:
    origin = call.get(0, "origin")
    return Alias(origin, typing=False, named=False) if origin is not None else None


def class_alias(call: Known) -> Value | None:
    """`__class_getitem__` of Generic and of classes made in C."""
    owner = getattr(call.function, "bound", None)
    if not isinstance(owner, _CLASSES):
        return None
    return Alias(owner, typing=call.machine.is_generic(owner), named=False)


def _with_metaclass(call: Known) -> Value | None:
    """six and its many copies: the class below gets `bases` and the metaclass; what the source says wins."""
    if call.machine.has_body(call.function):
        return None
    metaclass, *bases = call.arguments.positional or (NONE,)
    return call.made("temporary_class", tuple(bases), metaclass if isinstance(metaclass, _CLASSES) else None)


def _getattr(call: Known) -> Value | None:
    value, name = call.get(0), call.text(1)
    if value is None or not name:
        return None
    found = call.machine.attribute(value, name)
    default = call.get(2)
    if found is None and default is not None:
        return default
    return found or Unknown(f"there is no {name}", name)


def _hasattr(call: Known) -> Value | None:
    value, name = call.get(0), call.text(1)
    if value is None or not name:
        return None
    found = call.machine.attribute(value, name)
    if found is None:
        return FALSE
    return TRUE if not isinstance(found, Unknown) or isinstance(value, ModuleValue) and found.name and not found.doubt else None


def _isinstance(call: Known) -> Value | None:
    value, wanted = call.get(0), call.get(1)
    if isinstance(value, (*_CLASSES, Constant, Items)) and not doubt_of(value):
        kind = _class_of(call, value)
        return _is_subclass(call, kind, wanted)
    return None


def _class_of(call: Known, value: Value) -> Value:
    if isinstance(value, Constant):
        return call.builtin(type(value.value).__name__) if value.value is not None else Unknown("NoneType")
    if isinstance(value, Items):
        return call.builtin("tuple" if value.kind == "version_info" else value.kind)
    return call.machine.info(value).metaclass or call.builtin("type")  # type: ignore[arg-type]


def _issubclass(call: Known) -> Value | None:
    value = call.get(0)
    return _is_subclass(call, value, call.get(1)) if value is not None else None


def _is_subclass(call: Known, value: Value, wanted: Value | None) -> Value | None:
    choices = wanted.items if isinstance(wanted, Items) else (wanted,)
    if not isinstance(value, _CLASSES) or not all(isinstance(choice, _CLASSES) for choice in choices):
        return None
    ancestors = call.machine.mro(value)
    if any(choice in ancestors for choice in choices):
        return TRUE
    return FALSE if not call.machine.is_partial(value) else None


def _tuple(call: Known) -> Value | None:
    value = call.get(0)
    kind = "list" if call.machine.name_of(call.function) == "builtins.list" else "tuple"  # type: ignore[arg-type]
    if value is None:
        return Items((), kind)
    return Items(value.items, kind, value.doubt) if isinstance(value, Items) else None


def _path(call: Known) -> Value | None:
    """`pathlib.Path()` is an instance of the platform's subclass."""
    windows = call.machine.platform == "win32"
    name = call.machine.name_of(call.function)
    flavour = {"Path": ("PosixPath", "WindowsPath"), "PurePath": ("PurePosixPath", "PureWindowsPath")}
    module, _, own = name.rpartition(".")
    return Instance(call.machine.native(f"{module}.{flavour[own][windows]}"), call.arguments.positional)


def _bool(call: Known) -> Value | None:
    held = call.machine.truth(call.get(0) or FALSE)
    return None if held is None else Constant(held)


def _import_module(call: Known) -> Value | None:
    name, package = call.text(0, "name"), call.text(1, "package")
    if name.startswith("."):
        if not package:
            return None
        name = package + name if name.count(".") == 1 or not name.startswith("..") else ""
    return (call.machine.modules.value(name, call.place.unit) if name else None) or Unknown(f"module {name} is not known")


def _dunder_import(call: Known) -> Value | None:
    name = call.text(0, "name")
    top = name if len(call.arguments.positional) > 3 else name.partition(".")[0]
    return call.machine.modules.value(top, call.place.unit) if top else None


def _find_spec(call: Known) -> Value | None:
    name = call.text(0, "name")
    if not name or name.startswith("."):
        return None
    exists = call.machine.modules.exists(name, call.place.unit)
    return None if exists is None else (TRUE if exists else NONE)


def _resolve_bases(call: Known) -> Value | None:
    bases = call.get(0, "bases")
    return bases if isinstance(bases, Items) else None


def _interpreter(name: str) -> Handler:
    return lambda call: call.machine.interpreter_value(f"{name}()")


KNOWN: dict[str, Handler] = {
    "collections.namedtuple": _named_tuple,
    "typing.NamedTuple": _named_tuple,
    "typing.TypedDict": _typed_dict,
    "typing.NewType": _new_type,
    "dataclasses.make_dataclass": _make_dataclass,
    "builtins.type": _type,
    "builtins.type.__new__": _type_new,
    "types.new_class": _new_class,
    "types.resolve_bases": _resolve_bases,
    "types.GenericAlias": _generic_alias,
    "typing._SpecialGenericAlias": _special_alias,
    "typing._DeprecatedGenericAlias": _special_alias,
    "typing._CallableType": _special_alias,
    "typing._TupleType": _special_alias,
    "typing.Generic.__class_getitem__": class_alias,
    "typing.cast": lambda call: call.get(1, "val"),
    "*.with_metaclass": _with_metaclass,
    "builtins.getattr": _getattr,
    "builtins.hasattr": _hasattr,
    "builtins.isinstance": _isinstance,
    "builtins.issubclass": _issubclass,
    "builtins.tuple": _tuple,
    "builtins.list": _tuple,
    "builtins.bool": _bool,
    "builtins.__import__": _dunder_import,
    "pathlib.Path": _path,
    "pathlib.PurePath": _path,
    "pathlib._local.Path": _path,
    "pathlib._local.PurePath": _path,
    "importlib.import_module": _import_module,
    "importlib.util.find_spec": _find_spec,
    "platform.system": _interpreter("platform.system"),
    "platform.python_implementation": _interpreter("platform.python_implementation"),
    "platform.python_version_tuple": _interpreter("platform.python_version_tuple"),
}
