"""What each class defines itself: in: the code base, out: per class its members by name, for each what wins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from archgraph.analyses.mro.generated import ATTRS, generated
from archgraph.analyses.mro.member import (
    ACCESSORS,
    COMPUTED,
    Definition,
    Definitions,
    MemberKind,
    Members,
    kind_of,
    last_name,
    wrapped_kind,
)
from archgraph.model.codebase import ClassKey, ClassRecord, Codebase
from archgraph.model.expr import Call, Expr, Literal, Opaque, Sequence
from archgraph.model.facts.bodies import AttributeFact, Bodies, FunctionFact
from archgraph.model.facts.outline import Import, Outline
from archgraph.model.facts.scopes import Scope, ScopeKind

UNBOUND = Opaque("none")
"""The value of an attribute that is only annotated."""


def define(codebase: Codebase, of: Collection[ClassKey] | None = None) -> Definitions:
    """The members that each class of the code base defines itself, by name, in the order of their first appearance.
    With `of` only these classes: their files alone are read.

    A class that a function of the code base makes anew in each call (`class B(make(A))`) is among the externals, but
    its statement is here, and so are its members.
    """
    by_path: dict[str, list[tuple[ClassKey, ClassRecord]]] = {}
    made = (pair for pair in codebase.externals.items() if not pair[1].external and pair[1].scope)
    for key, record in chain(codebase.classes.items(), made):
        if of is None or key in of:
            by_path.setdefault(record.path, []).append((key, record))
    found: dict[ClassKey, Members] = {}
    for path, bodies in codebase.facts.sections(Bodies, by_path):
        source = _read(codebase.modules[path].outline, bodies, by_path[path])
        for key, record in by_path[path]:
            found[key] = _members(key, record, source)
    return found


class _Source(NamedTuple):
    """One file: its functions by scope, and by class what stands in it (scopes and imports) and is set on it."""

    scopes: tuple[Scope, ...]
    functions: dict[int, FunctionFact]
    inner: dict[int, list[int]]
    attributes: dict[int, list[AttributeFact]]
    imports: dict[int, list[Import]]
    attrs: frozenset[str]
    """Names under which the file has the decorators of attrs; not looked for where no class is decorated."""


def _read(outline: Outline, bodies: Bodies, classes: Iterable[tuple[ClassKey, ClassRecord]]) -> _Source:
    inner: dict[int, list[int]] = {record.scope: [] for _, record in classes}
    for index, scope in enumerate(outline.scopes):
        if scope.parent in inner:
            inner[scope.parent].append(index)
    attributes: dict[int, list[AttributeFact]] = {scope: [] for scope in inner}
    for fact in bodies.attributes:
        if fact.scope in attributes:
            attributes[fact.scope].append(fact)
    imports: dict[int, list[Import]] = {}
    for statement in outline.imports:
        if statement.scope in inner:
            imports.setdefault(statement.scope, []).append(statement)
    functions = {function.scope: function for function in bodies.functions}
    is_decorated = any(record.decorators for _, record in classes)
    attrs = _attrs_names(outline) if is_decorated else frozenset()
    return _Source(outline.scopes, functions, inner, attributes, imports, attrs)


def _attrs_names(outline: Outline) -> frozenset[str]:
    found: set[str] = set()
    for statement in outline.imports:
        for name, alias in statement.names:
            if statement.plain and name in ("attr", "attrs"):
                found.update(f"{alias or name}.{decorator}" for decorator in ATTRS)
            elif statement.module in ("attr", "attrs") and name in ATTRS:
                found.add(alias or name)
    return frozenset(found)


def _members(owner: ClassKey, record: ClassRecord, source: _Source) -> dict[str, Definition]:
    members: dict[str, Definition] = {}
    attributes = source.attributes[record.scope]
    in_body = [fact for fact in attributes if not fact.method]
    found = [_nested(owner, source, index) for index in source.inner[record.scope]]
    if in_body or record.scope in source.imports:
        found += [_attribute(owner, fact) for fact in in_body]
        found += [_imported(owner, *each) for each in _imports(source.imports.get(record.scope, ()))]
        found.sort(key=_line)
    values = {(fact.name, fact.line): fact.value for fact in in_body}
    for each in found:
        if each.kind is MemberKind.ATTRIBUTE or each.name in members:
            _bind(members, each, values.get((each.name, each.line), ""))
        else:
            members[each.name] = each
    slots = [name for fact in in_body if fact.name == "__slots__" for name in _names(fact.value)]
    for name in slots:
        members.setdefault(name, Definition(owner, name, MemberKind.ATTRIBUTE, members["__slots__"].line))
    for fact in attributes:
        if fact.method and fact.name not in members:
            members[fact.name] = _attribute(owner, fact)
    if record.decorators or record.bases:
        members.update((each.name, each) for each in tuple(generated(record, members, source.attrs)))
    return members


def _line(found: Definition) -> int:
    return found.line


def _nested(owner: ClassKey, source: _Source, index: int) -> Definition:
    scope, function = source.scopes[index], source.functions.get(index)
    if scope.kind is ScopeKind.CLASS:
        return Definition(owner, scope.name, MemberKind.CLASS, scope.line)
    names = tuple(map(last_name, function.decorators)) if function and function.decorators else ()
    kind = kind_of(scope.name, names, scope.is_async)
    return Definition(owner, scope.name, kind, scope.line, scope.is_async, function, names)


def _attribute(owner: ClassKey, fact: AttributeFact) -> Definition:
    return Definition(owner, fact.name, MemberKind.ATTRIBUTE, fact.line, False, None, (), bool(fact.method))


def _imports(statements: Iterable[Import]) -> Iterator[tuple[str, int]]:
    for statement in statements:
        for name, alias in statement.names:
            yield alias or (name.partition(".")[0] if statement.plain else name), statement.line


def _imported(owner: ClassKey, name: str, line: int) -> Definition:
    return Definition(owner, name, MemberKind.ATTRIBUTE, line)


def _names(slots: Expr) -> Iterator[str]:
    """The names in a `__slots__`: a string or a display of strings."""
    for item in slots.items if isinstance(slots, Sequence) else (slots,):
        if isinstance(item, Literal) and isinstance(item.value, str):
            yield item.value


def _bind(members: dict[str, Definition], found: Definition, value: Expr) -> None:
    """Bind a name in a class body as Python does: the last one wins, but accessors and overloads add to what is there,
    an annotation alone binds nothing, and `b = a` or `b = property(a)` makes b what a is or becomes."""
    before = members.get(found.name)
    if before is not None and before.kind in COMPUTED and ACCESSORS.intersection(found.decorators):
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
        kind = wrapped_kind(last_name(value.func))
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
