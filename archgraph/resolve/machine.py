"""What the parts of the interpreter ask of each other; the parts know this protocol and not one another."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from archgraph.model.expr import Expr
from archgraph.resolve.modules import Modules
from archgraph.resolve.tables import Event
from archgraph.resolve.unit import Unit
from archgraph.resolve.values import Class, ClassValue, Frame, FunctionValue, ModuleValue, Place, Value

MAX_DEPTH = 20
"""Calls inside one another before a value counts as unknown: each takes some fifteen of Python's own frames."""


MAX_CALLS = 150
"""Calls that are followed for one question: enough for factories of factories, and no program is executed by accident."""

FEW_CALLS = 10
"""The same once all classes are linked: what is asked then is where things are used, a hundred times as often."""


class Arguments(NamedTuple):
    """The arguments of a call; `complete` is False when some are not known (`*args` of an unknown value)."""

    positional: tuple[Value, ...] = ()
    keywords: tuple[tuple[str, Value], ...] = ()
    complete: bool = True

    def get(self, position: int, name: str) -> Value | None:
        """An argument by position or name."""
        if position < len(self.positional):
            return self.positional[position]
        return dict(self.keywords).get(name)


class ClassInfo(NamedTuple):
    """What the class statement makes: bases after PEP 560, the metaclass (None: type), why this may not be all, and
    the kind of class that typing makes ("typeddict", "namedtuple" or "")."""

    bases: tuple[Value, ...]
    metaclass: Value | None = None
    reason: str = ""
    kind: str = ""


class Side(NamedTuple):
    """One side of what makes Python refuse a class; `declared_by` is the class value that says so."""

    first: str
    how: str
    second: str
    declared_by: Value


class Refused(NamedTuple):
    """Why Python raises TypeError for a class statement, and a change that was tried and helps ("": none was found)."""

    reason: str
    sides: tuple[Side, ...]
    repair: str = ""


class Machine(Protocol):
    """The interpreter: values of names and expressions, never executing code."""

    modules: Modules
    version: tuple[int, int]
    platform: str

    def evaluate(self, place: Place, expr: Expr) -> Value:
        """The value of an expression; Unknown with a reason when it cannot be told."""

    def lookup(self, place: Place, name: str) -> Value | None:
        """The value of a plain name by Python's scoping rules; None when nothing binds it."""

    def namespace(self, unit: Unit, scope: int, name: str, line: int | None, frame: Frame | None) -> Value | None:
        """The value of a name in one namespace alone."""

    def unexecuted(self, unit: Unit, scope: int, name: str, line: int | None) -> Value | None:
        """What a name would be by a binding that is not executed, or not before `line`; with a doubt."""

    def bound(self, unit: Unit, event: Event, name: str, frame: Frame | None) -> Value | None:
        """The value that one statement gives to a name."""

    def attribute(self, value: Value, name: str) -> Value | None:
        """`value.name`; None when it certainly has no such attribute."""

    def call(self, function: Value, arguments: Arguments, place: Place) -> Value:
        """What a call returns."""

    def run(self, function: FunctionValue, arguments: Arguments) -> Value:
        """What a function of the read sources returns for these arguments."""

    def truth(self, value: Value) -> bool | None:
        """`bool(value)`, None when undecidable."""

    def live(self, unit: Unit, event: Event, frame: Frame | None) -> bool | None:
        """Is the statement executed by the target Python? None when undecidable."""

    def likely(self, unit: Unit, event: Event) -> bool | None:
        """Is a statement of which that is undecidable executed when no variable of the environment is set?"""

    def info(self, value: Class) -> ClassInfo:
        """Bases and metaclass of a class."""

    def builtin(self, unit: Unit, name: str) -> Value | None:
        """A name of `builtins` or of every module (`__name__`)."""

    def own_name(self, module: ModuleValue, name: str) -> Value | None:
        """A name that the module itself binds, submodules and `__getattr__` not asked."""

    def decorated(self, value: ClassValue) -> Value:
        """What a class statement's decorators leave under its name."""

    def augmented(self, place: Place, name: str, before: Value | None, written: Expr) -> Value:
        """`name += written`, or `name.append(...)` and kin where `written` is that call."""

    def subscript(self, value: Value, index: Value, text: str) -> Value:
        """`value[index]`; `text` is the index in brackets as written."""

    def function(self, place: Place, expr: Expr) -> Value:
        """The value of a called expression, `super()` and its methods included."""

    def builtin_class(self, name: str) -> Value:
        """A class of builtins."""

    def mro(self, value: Class) -> tuple[Value, ...]:
        """The class and its ancestors, each once; in the order of a depth-first walk with the last occurrence kept."""

    def name_of(self, value: Value) -> str:
        """The dotted name of a class: where its statement is, or its run-time name; "" for what is no class."""

    def replaced(self, unit: Unit) -> Value | None:
        """What a module puts in its own place in `sys.modules`."""

    def star_source(self, unit: Unit, event: Event) -> ModuleValue | None:
        """The module that a star import takes from."""

    def instantiated(self, of: Class, arguments: Arguments, place: Place) -> Value:
        """What calling a class gives: an instance, or a class when it is a metaclass."""

    def has_body(self, function: Value) -> bool:
        """Are there facts of what the function returns?"""

    def is_generic(self, value: Value) -> bool:
        """`issubclass(value, Generic)`."""

    def named_metaclass(self, value: Value) -> Value | None:
        """What the class statement itself names as its metaclass; None for none and for type."""

    def can_combine(self, bases: tuple[Value, ...]) -> bool:
        """Is there a linearization of a class with these bases?"""

    def is_partial(self, value: Class) -> bool:
        """Is anything about the class's ancestors not known?"""

    def interpreter_value(self, name: str) -> Value | None:
        """What the target Python says under a name like `sys.platform` or `platform.system()`."""

    def native(self, name: str) -> Value:
        """The class behind a run-time name that a C class has among its bases or as its metaclass."""

    def typing_class(self, name: str) -> Value:
        """A class of the target's typing module."""

    def entries(self, bases: tuple[Value, ...]) -> list[Value]:
        """Bases after `__mro_entries__` (PEP 560)."""

    def reached(self, unit: Unit, branch: int, line: int, scope: int, frame: Frame | None) -> bool | None:
        """Is a line of a branch executed?"""

    def imported(self, unit: Unit, module: str, name: str) -> Value | None:
        """What `from module import name` in `unit` binds; None when that certainly fails."""
