"""A member of a class as the class itself defines it, and what kind of member a function becomes by its decorators."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from archgraph.model.codebase import ClassKey
from archgraph.model.expr import Attribute, Call, Expr
from archgraph.model.facts.bodies import FunctionFact
from archgraph.model.source import Row


class MemberKind(StrEnum):
    """What a member is: the words of members.csv."""

    METHOD = "method"
    ASYNC_METHOD = "async_method"
    PROPERTY = "property"
    CACHED_PROPERTY = "cached_property"
    CLASS_METHOD = "class_method"
    STATIC_METHOD = "static_method"
    ATTRIBUTE = "attribute"
    CLASS = "class"
    EXTERNAL = "external"


CALLABLE = frozenset({"method", "async_method", "class_method", "static_method"})
COMPUTED = frozenset({"property", "cached_property"})


class Definition(Row, frozen=True):
    """A member as its own class defines it. `function` is None for attributes, classes, and functions of which only the
    header could be read. `on_instance`: set on self or cls in a method, not in the class body."""

    owner: ClassKey
    name: str
    kind: MemberKind
    line: int
    is_async: bool = False
    function: FunctionFact | None = None
    decorators: tuple[str, ...] = ()
    """Last parts of the decorators' names: abstractmethod, contextmanager, ..."""
    on_instance: bool = False
    generated: bool = False
    """Written by a decorator or a base: `__init__` of a dataclass."""

    @property
    def is_abstract(self) -> bool:
        """Is it decorated as abstract (`abc`)?"""
        return any(name.startswith("abstract") for name in self.decorators)

    @property
    def is_private(self) -> bool:
        """Does Python mangle the name with that of the class (`__name`)? Then no subclass sees it under this name."""
        return is_mangled(self.name)


Members = Mapping[str, Definition]
Definitions = Mapping[ClassKey, Members]


def is_mangled(name: str) -> bool:
    """Does Python put the class's name before this name?"""
    return name.startswith("__") and not name.endswith("__")


def last_name(expr: Expr) -> str:
    """The last part of a dotted name, of the function of a call, of an attribute; "" for anything else."""
    if isinstance(expr, str):
        return expr.rpartition(".")[2]
    if isinstance(expr, Call):
        return last_name(expr.func)
    return expr.attr if isinstance(expr, Attribute) else ""


_IMPLICIT = {
    "__new__": MemberKind.STATIC_METHOD,
    "__init_subclass__": MemberKind.CLASS_METHOD,
    "__class_getitem__": MemberKind.CLASS_METHOD,
}
_WRAPPERS = {
    "staticmethod": MemberKind.STATIC_METHOD,
    "abstractstaticmethod": MemberKind.STATIC_METHOD,
    "classmethod": MemberKind.CLASS_METHOD,
    "abstractclassmethod": MemberKind.CLASS_METHOD,
}
ACCESSORS = frozenset({"setter", "getter", "deleter"})


def kind_of(name: str, decorators: tuple[str, ...], is_async: bool) -> MemberKind:
    """What a function of that name in a class body is, by the last parts of its decorators' names."""
    for decorator in decorators:
        found = wrapped_kind(decorator)
        if found:
            return found
    plain = MemberKind.ASYNC_METHOD if is_async else MemberKind.METHOD
    return _IMPLICIT.get(name, plain)


def wrapped_kind(decorator: str) -> MemberKind | None:
    """What a decorator makes of a function; one whose name ends in "property" is taken at its word."""
    if decorator in _WRAPPERS:
        return _WRAPPERS[decorator]
    if decorator.endswith("cached_property"):
        return MemberKind.CACHED_PROPERTY
    return MemberKind.PROPERTY if decorator.endswith("property") or decorator in ACCESSORS else None
