"""Attributes of other objects that are read, and what `except` clauses catch."""

from __future__ import annotations

import ast
from operator import attrgetter

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.expressions import dotted
from archgraph.model.facts.reads import Catch, Read

_OWN = frozenset({"self", "cls"})
_COUNTING = frozenset({"len", "list", "set", "tuple", "sorted", "iter", "enumerate", "zip", "map", "random.choice"})
"""Calls that go through all of what they are given."""


class _Reads:
    """The reads and clauses seen so far."""

    __slots__ = ("_catches", "_context", "_found", "_wholes")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: dict[tuple[int, str], int] = {}
        self._catches: list[Catch] = []
        self._wholes: list[Read] = []

    def on_attribute(self, node: ast.Attribute) -> None:
        value = node.value
        if type(value) is ast.Name:
            owner = value.id
            name = "" if owner in _OWN else f"{owner}.{node.attr}"
        else:
            name = dotted(node)
        context = self._context
        if name and name != context.called and not context.annotating:  # a call tells of what was called last
            self._found.setdefault((context.scope, name), node.lineno)

    def on_loop(self, node: ast.For | ast.AsyncFor | ast.comprehension) -> None:
        self._go_through(node.iter)

    def on_call(self, node: ast.Call) -> None:
        for value in node.args:
            self._go_through(value)

    def _go_through(self, value: ast.expr) -> None:
        """What is spelled as classes are (PEP 8)."""
        name = dotted(value)
        if name.rpartition(".")[2][:1].isupper():
            self._wholes.append(Read(name, value.lineno, self._context.scope))

    def on_except(self, node: ast.ExceptHandler) -> None:
        context = self._context
        arm = context.arm
        if arm is None:
            return
        caught = node.type.elts if type(node.type) is ast.Tuple else (node.type,)
        names = tuple([name for each in caught if each is not None and (name := dotted(each))])
        watched = arm.statement.body
        last = watched[-1].end_lineno or watched[-1].lineno
        self._catches.append(Catch(names, node.lineno, context.scope, watched[0].lineno, last))

    def facts(self) -> Fields:
        reads = [Read(name, line, scope) for (scope, name), line in self._found.items()]
        return {
            "reads": tuple(sorted(reads, key=attrgetter("line", "scope", "name"))),
            "wholes": tuple(sorted(self._wholes, key=attrgetter("line", "scope", "name"))),
            "catches": tuple(sorted(self._catches, key=attrgetter("line"))),
        }


COLLECTOR = Collector(
    _Reads,
    {
        ast.Attribute: _Reads.on_attribute,
        ast.ExceptHandler: _Reads.on_except,
        ast.For: _Reads.on_loop,
        ast.AsyncFor: _Reads.on_loop,
        ast.comprehension: _Reads.on_loop,
        ast.Call: _Reads.on_call,
    },
    calls=_COUNTING.__contains__,
)
