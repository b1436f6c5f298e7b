"""What each class defines itself: in: the code base, out: per class its members by name, for each what wins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from archgraph.model.codebase import ClassKey, ClassRecord, Codebase
from archgraph.model.expr import Attribute, Call, Expr, Opaque
from archgraph.model.facts import AttributeFact, Bodies, FunctionFact, Scope, ScopeKind
from archgraph.model.source import Row

UNBOUND = Opaque("none")
"""The value of an attribute that is only annotated."""


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

    @property
    def is_abstract(self) -> bool:
        """Is it decorated as abstract (`abc`)?"""
        return any(name.startswith("abstract") for name in self.decorators)

    @property
    def is_private(self) -> bool:
        """Does Python mangle the name with that of the class (`__name`)? Then no subclass sees it under this name."""
        return self.name.startswith("__") and not self.name.endswith("__")


Members = Mapping[str, Definition]
Definitions = Mapping[ClassKey, Members]


def define(codebase: Codebase) -> Definitions:
    """The members that each class of the code base defines itself, by name, in the order of their first appearance."""
    by_path: dict[str, list[ClassRecord]] = {}
    for record in codebase.classes.values():
        by_path.setdefault(record.path, []).append(record)
    found: dict[ClassKey, Members] = {}
    for path, records in by_path.items():
        scopes = codebase.modules[path].outline.scopes if path in codebase.modules else ()
        found.update(_of_file(records, scopes, codebase.facts.section(path, Bodies)))
    return found


def _of_file(
    records: list[ClassRecord], scopes: tuple[Scope, ...], bodies: Bodies
) -> Iterator[tuple[ClassKey, Members]]:
    inner: dict[int, list[int]] = {}
    for index, scope in enumerate(scopes[1:], 1):
        inner.setdefault(scope.parent, []).append(index)
    functions = {function.scope: function for function in bodies.functions}
    attributes: dict[int, list[AttributeFact]] = {}
    for fact in bodies.attributes:
        attributes.setdefault(fact.scope, []).append(fact)
    for record in records:
        members: dict[str, Definition] = {}
        nested = [_nested(record.key, scopes[index], functions.get(index)) for index in inner.get(record.scope, ())]
        set_here = attributes.get(record.scope, ())
        in_body = [_attribute(record.key, fact) for fact in set_here if not fact.method]
        values = {(fact.name, fact.line): fact.value for fact in set_here if not fact.method}
        for found in sorted(nested + in_body, key=_line) if nested and in_body else nested + in_body:
            _bind(members, found, values.get((found.name, found.line), ""))
        for fact in set_here:
            if fact.method and fact.name not in members:
                members[fact.name] = _attribute(record.key, fact)
        yield record.key, members


def _line(found: Definition) -> int:
    return found.line


def _nested(owner: ClassKey, scope: Scope, function: FunctionFact | None) -> Definition:
    if scope.kind is ScopeKind.CLASS:
        return Definition(owner, scope.name, MemberKind.CLASS, scope.line)
    names = tuple(map(last_name, function.decorators)) if function and function.decorators else ()
    kind = _kind(scope.name, names, scope.is_async)
    return Definition(owner, scope.name, kind, scope.line, scope.is_async, function, names)


def _attribute(owner: ClassKey, fact: AttributeFact) -> Definition:
    return Definition(owner, fact.name, MemberKind.ATTRIBUTE, fact.line, on_instance=bool(fact.method))


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
_ACCESSORS = frozenset({"setter", "getter", "deleter"})


def _kind(name: str, decorators: tuple[str, ...], is_async: bool) -> MemberKind:
    for decorator in decorators:
        found = _wrapped(decorator)
        if found:
            return found
    plain = MemberKind.ASYNC_METHOD if is_async else MemberKind.METHOD
    return _IMPLICIT.get(name, plain)


def _wrapped(decorator: str) -> MemberKind | None:
    """What a decorator makes of a function; one whose name ends in "property" is taken at its word."""
    if decorator in _WRAPPERS:
        return _WRAPPERS[decorator]
    if decorator.endswith("cached_property"):
        return MemberKind.CACHED_PROPERTY
    return MemberKind.PROPERTY if decorator.endswith("property") or decorator in _ACCESSORS else None


def _bind(members: dict[str, Definition], found: Definition, value: Expr) -> None:
    """Bind a name in a class body as Python does: the last one wins, but accessors and overloads add to what is there,
    an annotation alone binds nothing, and `b = a` or `b = property(a)` makes b what a is or becomes."""
    before = members.get(found.name)
    if before is not None and before.kind in COMPUTED and _ACCESSORS.intersection(found.decorators):
        return
    if before is not None and "overload" in found.decorators:
        return
    if found.kind is MemberKind.ATTRIBUTE:
        if before is not None and value == UNBOUND:
            return
        found = _aliased(members, found, value)
    members[found.name] = found


def _aliased(members: dict[str, Definition], found: Definition, value: Expr) -> Definition:
    if isinstance(value, Call):
        kind = _wrapped(last_name(value.func))
        argument = value.args[0] if value.args else ""
        source = members.get(argument) if kind and isinstance(argument, str) else None
        if kind:
            function = source.function if source else None
            return Definition(found.owner, found.name, kind, found.line, function=function)
    source = members.get(value) if isinstance(value, str) else None
    if source is None:
        return found
    same = (source.kind, found.line, source.is_async, source.function, source.decorators)
    return Definition(found.owner, found.name, *same)


def last_name(expr: Expr) -> str:
    """The last part of a dotted name, of the function of a call, of an attribute; "" for anything else."""
    if isinstance(expr, str):
        return expr.rpartition(".")[2]
    if isinstance(expr, Call):
        return last_name(expr.func)
    return expr.attr if isinstance(expr, Attribute) else ""
