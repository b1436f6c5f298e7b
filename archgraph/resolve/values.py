"""What an expression can stand for when code is read and not run: modules, classes, functions, constants, or unknown.

Values are compared by content; `doubt` says in a few words why a value may not be the whole truth ("" when it is
certain).
"""

from __future__ import annotations

import msgspec

from archgraph.model.expr import Expr
from archgraph.resolve.builtin_model import CClass
from archgraph.resolve.unit import Unit


class Value(msgspec.Struct, frozen=True):
    """The common type of all values."""


class Frame(msgspec.Struct, frozen=True, eq=False):
    """The names of one abstract call of a function: parameters and what they were bound to."""

    scope: int
    names: dict[str, Value]
    outer: Frame | None = None
    found: dict[tuple[Unit, int, str, int], Value | None] = msgspec.field(default_factory=dict)
    """(unit, scope, name, number of bindings above the place) → its value. Without it, tests of what other tests decide
    would take time that doubles with each of them."""
    liveness: dict[tuple[Unit, int], tuple[bool | None, float]] = msgspec.field(default_factory=dict)
    """(unit, branch) → its state, as `Conditions` tells it."""
    again: int = 0
    """How many calls with the same arguments stand before it in one list of bases."""

    def of(self, scope: int) -> Frame | None:
        """The innermost frame of that function scope."""
        frame: Frame | None = self
        while frame is not None and frame.scope != scope:
            frame = frame.outer
        return frame


class Place(msgspec.Struct, frozen=True):
    """Where an expression stands: only bindings above `line` count there (None: all of them)."""

    unit: Unit
    scope: int = 0
    line: int | None = None
    frame: Frame | None = None


class ModuleValue(Value, frozen=True):
    """A module. `unit` holds its facts; None for those made in C (`how` "c"), compiled, unreadable, or namespaces."""

    name: str
    unit: Unit | None = None
    how: str = "source"
    doubt: str = ""


class ClassValue(Value, frozen=True):
    """A class statement, in a function call's frame when it stands in one."""

    unit: Unit
    scope: int
    frame: Frame | None = None
    doubt: str = ""


class NativeClass(Value, frozen=True):
    """A class made in C, under its run-time name."""

    native: CClass
    doubt: str = ""

    @property
    def name(self) -> str:
        """Its `__module__` and `__qualname__`."""
        return self.native.name


class MadeClass(Value, frozen=True):
    """A class that a call made: `type(...)`, `namedtuple(...)`, or a metaclass."""

    name: str
    unit: Unit
    line: int
    bases: tuple[Value, ...]
    metaclass: Value | None = None
    doubt: str = ""
    fields: tuple[str, ...] | None = None
    """Of a named tuple: the names of its items, () when they are not known."""


class FunctionValue(Value, frozen=True):
    """A function statement; `bound` is the instance or class that it was taken from."""

    unit: Unit
    scope: int
    frame: Frame | None = None
    bound: Value | None = None
    doubt: str = ""


class NativeFunction(Value, frozen=True):
    """A function made in C, or one that is known by name alone."""

    name: str
    bound: Value | None = None
    doubt: str = ""


class LambdaValue(Value, frozen=True):
    """A lambda: its body and where it stands."""

    place: Place
    body: Expr
    doubt: str = ""


class Instance(Value, frozen=True):
    """An instance of a class, made by a call with these arguments."""

    of: Value
    args: tuple[Value, ...] = ()
    doubt: str = ""


class Constant(Value, frozen=True):
    """None, a bool, a number or a string."""

    value: bool | int | float | str | None
    doubt: str = ""


class Items(Value, frozen=True):
    """A tuple, list or set whose items are known; kind "version_info" is `sys.version_info`."""

    items: tuple[Value, ...]
    kind: str = "tuple"
    doubt: str = ""


class Keywords(Value, frozen=True):
    """What a function that only hands on its arguments has got for its `**keywords`."""

    pairs: tuple[tuple[str, Value], ...]


class Alias(Value, frozen=True):
    """A subscripted or special generic: `typing` when it is one of typing's aliases, which may add Generic (PEP 560),
    `named` when it stands for a class elsewhere (`List`, `List[int]`)."""

    origin: Value
    typing: bool
    named: bool
    text: str = ""
    doubt: str = ""


class Form(Value, frozen=True):
    """A name of typing that is no class but acts as a base: NamedTuple, TypedDict, NewType."""

    name: str
    doubt: str = ""


class Super(Value, frozen=True):
    """`super()` in a method of `owner`; `bound` is the method's first argument."""

    owner: ClassValue
    bound: Value | None = None
    doubt: str = ""


class Unknown(Value, frozen=True):
    """Something that is not known, why, and the dotted name it would have (or "")."""

    doubt: str
    name: str = ""


Class = ClassValue | NativeClass | MadeClass
CLASSES = (ClassValue, NativeClass, MadeClass)

TRUE = Constant(True)
FALSE = Constant(False)
NONE = Constant(None)


def doubtful(value: Value, reason: str) -> Value:
    """The same value with a doubt, unless it has one already."""
    if not reason or doubt_of(value):
        return value
    return msgspec.structs.replace(value, doubt=reason)


def certain(value: Value) -> Value:
    """The same value without its doubt."""
    if not doubt_of(value) or isinstance(value, Unknown):
        return value
    return msgspec.structs.replace(value, doubt="")


def doubt_of(value: Value) -> str:
    """Why the value may not be the whole truth."""
    return getattr(value, "doubt", "")
