"""Tables of classes, their bases and their linearizations: classes, inheritance, mro, mro_conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassRecord
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.results.mro import Declared
from archgraph.model.results.roles import RoleRecord
from archgraph.report.cells import Cell, guarded, listed
from archgraph.report.table import CLASS_KEY, Column, ColumnType, Table, guarded_codes, integer, text, texts, yes_no


def _classes(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    methods = count_methods(analysis)
    for key, record in analysis.codebase.classes.items():
        mro = analysis.mros.get(key)
        order = (mro.status, mro.reason, mro.depth) if mro else ("", "", "")
        size = methods.get((record.path, record.scope), 0)
        yield (*_statement(record), size, *_role(record, analysis.roles.get(key)), *order)


def _statement(record: ClassRecord) -> tuple[Cell, ...]:
    place = (record.path, record.line, record.end_line, int(record.last))
    written = (record.bases, record.decorators)
    return (record.class_, record.module, record.name, *place, *(listed([*map(guarded, texts)]) for texts in written))


def _role(record: ClassRecord, role: RoleRecord | None) -> tuple[Cell, ...]:
    roles, double = (";".join(role.roles), int(role.double)) if role else ("", 0)
    return (roles, record.zone, double, record.service)


def count_methods(analysis: Analysis) -> dict[tuple[str, int], int]:
    """(path, scope of a class) → number of distinct functions defined directly in its body."""
    names: dict[tuple[str, int], set[str]] = defaultdict(set)
    for path, module in analysis.codebase.modules.items():
        scopes = module.outline.scopes
        for scope in scopes:
            if scope.kind is ScopeKind.FUNCTION and scopes[scope.parent].kind is ScopeKind.CLASS:
                names[path, scope.parent].add(scope.name)
    return {place: len(found) for place, found in names.items()}


def _inheritance(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    for key, record in analysis.codebase.classes.items():
        for base in record.resolved:
            yield (*key, base.order, base.base, base.scope)


def _mro(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    for key in analysis.codebase.classes:
        mro = analysis.mros.get(key)
        for position, ancestor in enumerate(mro.ancestors if mro else ()):
            yield (*key, position, ancestor.name, ancestor.scope)


def _count_ancestors(analysis: Analysis) -> int:
    mros = (analysis.mros.get(key) for key in analysis.codebase.classes)
    return sum(len(mro.ancestors) for mro in mros if mro)


def _mro_conflicts(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    for conflict in analysis.conflicts:
        orders = listed([order_text(order) for order in conflict.orders])
        yield (*conflict.key, orders, conflict.repair)


def order_text(order: Declared) -> str:
    """One of two sides that contradict as a sentence with its place, where it has one in the code base."""
    where = f" at {order.path}:{order.line}" if order.path else ""
    return f"{order.first} {order.how} {order.second}, declared by {order.declared_by}{where}"


CLASSES = Table(
    "classes",
    "One row per class statement, nested and local ones included.",
    ("class", "path", "line"),
    (
        CLASS_KEY[0],
        text("module", "module that it stands in"),
        text("name", "name as written after `class`"),
        *CLASS_KEY[1:],
        integer("end_line", "last line of its body"),
        yes_no("last", "1: the definition that wins at run time, where one name is defined several times"),
        guarded_codes("bases", "bases as written"),
        guarded_codes("decorators", "decorators as written, without the @"),
        integer("methods", "distinct functions defined in its body, properties included"),
        Column(
            "roles",
            ColumnType.WORDS,
            "what the class is: manager, registry, pytest, exception, enum, protocol, data, settings, …",
        ),
        text("zone", "production, test, testinfra or tooling"),
        yes_no("double", "1: a mock, fake or stub"),
        text("service", "top-level package, or as configured"),
        text(
            "mro_status", "complete, partial (something is not known), inconsistent (Python would refuse it) or cyclic"
        ),
        text("mro_reason", "why the MRO is not complete"),
        integer("mro_depth", "ancestors, the class itself not counted"),
    ),
    _classes,
    lambda analysis: len(analysis.codebase.classes),
)

INHERITANCE = Table(
    "inheritance",
    "One row per class and base, after resolution.",
    ("class", "path", "line"),
    (
        *CLASS_KEY,
        integer("order", "position in the list of bases, from 0"),
        text("base", "dotted name of the base"),
        text("scope", "internal, external, stdlib or unresolved"),
    ),
    _inheritance,
    lambda analysis: sum(len(record.resolved) for record in analysis.codebase.classes.values()),
)

MRO = Table(
    "mro",
    "The method resolution order of every class, one whole class after the other.",
    ("class", "path", "line"),
    (
        *CLASS_KEY,
        integer("position", "0 is the class itself"),
        text("ancestor", "dotted name; the last of a complete MRO is builtins.object"),
        text("scope", "internal, external, stdlib or unresolved"),
    ),
    _mro,
    _count_ancestors,
)

MRO_CONFLICTS = Table(
    "mro_conflicts",
    "Classes that Python would refuse: the two orders that contradict, and a repair.",
    ("class", "path", "line"),
    (
        *CLASS_KEY,
        texts("orders", "the two orders that contradict, each with where it is declared"),
        text("repair", "the smallest change that gives an MRO, proved by linearizing again"),
    ),
    _mro_conflicts,
    lambda analysis: len(analysis.conflicts),
)
