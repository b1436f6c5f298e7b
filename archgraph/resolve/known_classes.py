"""Calls that make classes and aliases: what `namedtuple`, `type`, `new_class` and typing's own constructors return."""

from __future__ import annotations

import msgspec

from archgraph.resolve import distutils_shim
from archgraph.resolve.builtin_model import CClass
from archgraph.resolve.known import Handler, Known
from archgraph.resolve.machine import Arguments
from archgraph.resolve.values import (
    CLASSES,
    NONE,
    Alias,
    Constant,
    Form,
    FunctionValue,
    Instance,
    Items,
    Keywords,
    ModuleValue,
    NativeClass,
    NativeFunction,
    Unknown,
    Value,
    doubt_of,
)

_SIMPLE_NAMESPACE = CClass(
    "types.SimpleNamespace", ("types.SimpleNamespace", "builtins.object"), ("builtins.object",), "builtins.type"
)
"""The class of `sys.implementation`, by which types.py gets at it."""


def _named_tuple(call: Known) -> Value:
    name, doubt = call.name(0, "typename")
    made = call.made(name, (call.builtin("tuple"),), None, doubt)
    return msgspec.structs.replace(made, fields=_fields(call.get(1, "field_names") or call.get(1, "fields")))


def _fields(value: Value | None) -> tuple[str, ...]:
    """The names of a named tuple's items: a sequence of names or of (name, type), or one string."""
    if isinstance(value, Constant):
        return tuple(str(value.value).replace(",", " ").split())
    items = value.items if isinstance(value, Items) and not value.doubt else ()
    firsts = [item.items[0] if isinstance(item, Items) and item.items else item for item in items]
    names = [item.value for item in firsts if isinstance(item, Constant) and isinstance(item.value, str)]
    return tuple(names) if len(names) == len(items) else ()


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
        if isinstance(value, CLASSES):
            return call.machine.info(value).metaclass or call.builtin("type")
        if isinstance(value, Constant):
            return call.builtin(type(value.value).__name__)
        if isinstance(value, ModuleValue) and value.name == "sys.implementation":
            return NativeClass(_SIMPLE_NAMESPACE)
        if isinstance(value, (ModuleValue, FunctionValue)):
            return call.builtin("module" if isinstance(value, ModuleValue) else "function")
        return Unknown("the type of something that is not known")
    return make_class(call, None, call.arguments.positional[:3])


def make_class(call: Known, metaclass: Value | None, arguments: tuple[Value, ...]) -> Value:
    """The class that `metaclass(name, bases, namespace)` makes; None stands for type."""
    if len(arguments) < 2 or not isinstance(arguments[1], Items):
        return Unknown("a class made with bases that are not known")
    name, doubt = call._replace(arguments=Arguments(arguments)).name(0, "name")
    made = call.made(name, arguments[1].items, metaclass, doubt_of(arguments[1]) or doubt)
    told = _told_names(arguments[2]) if len(arguments) > 2 else {}
    module, qualname = told.get("__module__", call.place.unit.name), told.get("__qualname__", name)
    return msgspec.structs.replace(made, name=f"{module}.{qualname}")


def _told_names(namespace: Value) -> dict[str, str]:
    """`__module__` and `__qualname__` of a class's namespace, as far as it tells them."""
    given = [each for each in getattr(namespace, "args", ()) if isinstance(each, Keywords)]
    texts = {name: value.value for each in given for name, value in each.pairs if isinstance(value, Constant)}
    return {name: text for name, text in texts.items() if isinstance(text, str)}


def _type_new(call: Known) -> Value:
    """`type.__new__(metaclass, name, bases, namespace)`."""
    metaclass, *rest = call.arguments.positional or (NONE,)
    return make_class(call, metaclass if isinstance(metaclass, CLASSES) else None, tuple(rest))


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
    if not isinstance(owner, CLASSES):
        return None
    return Alias(owner, typing=call.machine.is_generic(owner), named=False)


def _with_metaclass(call: Known) -> Value | None:
    """six and its many copies: the class below gets `bases` and the metaclass; what the source says wins."""
    if call.machine.has_body(call.function):
        return None
    metaclass, *bases = call.arguments.positional or (NONE,)
    return call.made("temporary_class", tuple(bases), metaclass if isinstance(metaclass, CLASSES) else None)


def _simple_enum(call: Known) -> Value | None:
    """`enum._simple_enum(IntEnum)`: a decorator that makes the enumeration anew, below the class that it is given."""
    return NativeFunction("enum._simple_enum()", call.get(0, "etype"))


def _simple_enum_made(call: Known) -> Value | None:
    below, statement = getattr(call.function, "bound", None), call.get(0)
    if not isinstance(below, CLASSES) or not isinstance(statement, CLASSES):
        return None
    return call.made(call.machine.name_of(statement).removeprefix(f"{call.place.unit.name}."), (below,))


def _unpatched(call: Known) -> Value | None:
    """`setuptools.monkey.get_unpatched`: the class that distutils had before setuptools put its own there."""
    name = call.machine.name_of(call.get(0) or NONE).rpartition(".")[2]
    part = distutils_shim.UNPATCHED.get(name)
    module = call.machine.modules.value(f"{distutils_shim.NAME}.{part}", call.place.unit) if part else None
    return call.machine.own_name(module, name) if module is not None else None


def _resolve_bases(call: Known) -> Value | None:
    bases = call.get(0, "bases")
    return bases if isinstance(bases, Items) else None


CLASS_MAKERS: dict[str, Handler] = {
    "collections.namedtuple": _named_tuple,
    "typing.NamedTuple": _named_tuple,
    "typing.TypedDict": _typed_dict,
    "typing.NewType": _new_type,
    "dataclasses.make_dataclass": _make_dataclass,
    "builtins.type": _type,
    "builtins.type.__new__": _type_new,
    "types.new_class": _new_class,
    "setuptools.monkey.get_unpatched": _unpatched,
    "types.resolve_bases": _resolve_bases,
    "types.GenericAlias": _generic_alias,
    "typing._SpecialGenericAlias": _special_alias,
    "typing._DeprecatedGenericAlias": _special_alias,
    "typing._CallableType": _special_alias,
    "typing._TupleType": _special_alias,
    "typing.Generic.__class_getitem__": class_alias,
    "enum._simple_enum": _simple_enum,
    "enum._simple_enum()": _simple_enum_made,
    "*.with_metaclass": _with_metaclass,
}
"""By dotted name; `*.name` is a module-level function of that name anywhere."""
