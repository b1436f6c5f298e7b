"""Collectors that work together: in: which; out: for each file what collects in it, and who hears of what there."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from archgraph.extract.collector import Collecting, Collector
from archgraph.extract.context import Context
from archgraph.extract.hearing import Handlers, Heard, Hearing, Interest, Listeners, Method, Plans
from archgraph.extract.statements import STATEMENTS, parts
from archgraph.extract.walk import EXPRESSIONS, fields


class Crew:
    """Collectors that go through file after file."""

    def __init__(self, collectors: Sequence[Collector]) -> None:
        self._collectors = collectors
        self._interest = Interest([(n, each.calls) for n, each in enumerate(collectors) if ast.Call in each.enter])
        self._sometimes_deaf = [number for number, each in enumerate(collectors) if each.deaf_to]
        self._hearings: dict[tuple[int, ...], Hearing] = {}
        """By the numbers of the collectors that are deaf."""

    def start(self, context: Context) -> list[Collecting]:
        """What collects in a file; the context knows it then."""
        collecting = [each.start(context) for each in self._collectors]
        deaf = tuple([number for number in self._sometimes_deaf if getattr(collecting[number], "is_deaf", False)])
        hearing = self._hearings.get(deaf)
        if hearing is None:
            self._hearings[deaf] = hearing = self._hearing(deaf)
        context.collecting, context.hearing = collecting, hearing
        return collecting

    def _hearing(self, deaf: Sequence[int]) -> Hearing:
        enter = self._heard([each.enter for each in self._collectors], deaf)
        leave = self._heard([each.leave for each in self._collectors], deaf)
        listeners = Listeners(enter[ast.Call])
        statements, expressions = Plans(STATEMENTS, parts, enter), Plans(EXPRESSIONS, fields, enter)
        return Hearing(enter, leave, self._interest, listeners, statements, expressions)

    def _heard(self, tables: Sequence[Mapping[type[ast.AST], Method]], deaf: Sequence[int]) -> Handlers:
        """Who hears of each type of node, in the collectors' order."""
        merged: dict[type[ast.AST], Heard] = {}
        for number, table in enumerate(tables):
            unheard = self._collectors[number].deaf_to if number in deaf else ()
            for kind in table.keys() - unheard:
                merged[kind] = (*merged.get(kind, ()), (number, table[kind]))
        return Handlers(merged)
