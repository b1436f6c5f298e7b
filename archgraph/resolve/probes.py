"""Statements whose only point may be whether they fail: in: an expression or a class statement of a `try`; out: what it raises.

`try: unicode` asks for a name, `try: os.getuid()` for an attribute. What a call does is not known: then neither is which
of the arms Python takes.
"""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.expr import Attribute, Call, Expr, Literal, Operation, Sequence, Starred, Subscript
from archgraph.model.facts.outline import Outline
from archgraph.resolve.branches import within
from archgraph.resolve.machine import Machine
from archgraph.resolve.tables import branch_of
from archgraph.resolve.unit import Unit
from archgraph.resolve.values import Frame, Place, Unknown, Value

UNDECIDED = "?"
"""It may fail and may not."""
_IMPORT_ERRORS = frozenset({"ImportError", "ModuleNotFoundError"})
_PLAIN_KEYWORDS = frozenset({"metaclass", "total"})
"""Keywords of class statements that every class takes, and that of a TypedDict."""


def raised(machine: Machine, place: Place, expr: Expr) -> str:
    """The exception that evaluating the expression certainly raises, "" for none, `UNDECIDED` when that cannot be told."""
    if isinstance(expr, Literal):
        return ""
    if isinstance(expr, str):
        return _name_raises(machine, place, expr)
    found = (raised(machine, place, part) for part in _parts(expr))
    return next((each for each in found if each not in ("", UNDECIDED)), "" if _is_display(expr) else UNDECIDED)


def missing(machine: Machine, place: Place, name: str) -> str:
    """The exception that asking for a dotted name certainly raises, "" when it may go well."""
    found = _name_raises(machine, place, name)
    return "" if found == UNDECIDED else found


def _name_raises(machine: Machine, place: Place, name: str) -> str:
    root, *rest = name.split(".")
    value: Value | None = machine.lookup(place, root)
    if value is None:
        return UNDECIDED if place.unit.is_open else "NameError"
    for part in rest:
        value = machine.attribute(value, part)
        if value is None:
            return "AttributeError"
    return UNDECIDED if rest and isinstance(value, Unknown) else ""


def _parts(expr: Expr) -> Iterator[Expr]:
    """What is always evaluated of an expression, in order."""
    if isinstance(expr, Call):
        yield from (expr.func, *expr.args, *(value for _, value in expr.keywords))
    elif isinstance(expr, (Attribute, Starred)):
        yield expr.value
    elif isinstance(expr, Subscript):
        yield from (expr.value, expr.index)
    elif isinstance(expr, Sequence):
        yield from expr.items
    elif isinstance(expr, Operation):
        yield from expr.operands[:1] if expr.op in ("and", "or") else expr.operands


def _is_display(expr: Expr) -> bool:
    return isinstance(expr, Sequence) and not any(isinstance(item, (Call, Starred)) for item in expr.items)


def of_branch(machine: Machine, unit: Unit, body: int, frame: Frame | None) -> Iterator[tuple[int, str]]:
    """The expressions that are statements in the body of a `try`: their lines, and what they raise."""
    for probe in unit.outline.probes:
        if within(unit.outline, probe.branch, body):
            place = Place(unit, probe.scope, probe.line, frame)
            if machine.reached(unit, probe.branch, probe.line, probe.scope, frame) is True:
                yield probe.line, raised(machine, place, probe.value)


def is_asked(outline: Outline, body: int, handlers: list[Expr]) -> bool:
    """Is the `try` of that body about anything but imports? It has none, and a handler for what is no failed import."""
    if any(within(outline, statement.branch, body) for statement in outline.imports):
        return False
    return any(not _of_imports(test) for test in handlers)


def _of_imports(test: Expr) -> bool:
    if isinstance(test, Sequence):
        return all(map(_of_imports, test.items))
    return isinstance(test, str) and test.rpartition(".")[2] in _IMPORT_ERRORS


def class_may_fail(unit: Unit, body: int, scope: int) -> bool:
    """Does a class statement right in that body, not in a function of it, hand keywords to its parents' `__init_subclass__`?"""
    outline = unit.outline
    asking = [each.scope for each in outline.classes if any(name not in _PLAIN_KEYWORDS for name, _ in each.keywords)]
    return any(
        outline.scopes[each].parent == scope and within(outline, branch_of(outline, each), body) for each in asking
    )
