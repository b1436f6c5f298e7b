"""Collectors that work together: who is told of which nodes, in which files."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.crew import Crew
from archgraph.extract.parse import parse
from archgraph.extract.statements import module


@dataclass
class _Told:
    """Writes down what it is told of; deaf in files that say so."""

    context: Context
    lines: list[tuple[str, int]] = field(default_factory=list)

    @property
    def is_deaf(self) -> bool:
        return "deaf" in self.context.parsed.text

    def on_call(self, node: ast.Call) -> None:
        self.lines.append((self.context.called, node.lineno))

    def on_return(self, node: ast.Return) -> None:
        self.lines.append(("return", node.lineno))

    def on_attribute(self, node: ast.Attribute) -> None:
        self.lines.append((ast.unparse(node), node.lineno))

    def on_end(self, node: ast.FunctionDef) -> None:
        self.lines.append((f"end of {node.name}", node.lineno))

    def facts(self) -> Fields:
        return {}


_ENTER = {ast.Call: _Told.on_call, ast.Return: _Told.on_return}
_SOURCE = b"def f():\n    g()\n    self.h()\n    return g()\n"
_HEARD = [("g", 2), ("self.h", 3), ("return", 4), ("g", 4), ("end of f", 1)]


def told(crew: Crew, source: bytes) -> list[list[tuple[str, int]]]:
    """What each collector of the crew is told in a file."""
    context = Context(parse(source, "x.py"))
    collecting = crew.start(context)
    module(context)
    return [each.lines for each in collecting if isinstance(each, _Told)]


def test_each_collector_is_told_of_its_types_in_source_order() -> None:
    every = Collector(_Told, _ENTER, {ast.FunctionDef: _Told.on_end})
    returns = Collector(_Told, {ast.Return: _Told.on_return})
    assert told(Crew([every, returns]), _SOURCE) == [_HEARD, [("return", 4)]]


def test_calls_are_told_to_those_whom_their_name_concerns() -> None:
    dotted = Collector(_Told, _ENTER, calls=lambda called: "." in called)
    assert told(Crew([dotted]), _SOURCE) == [[("self.h", 3), ("return", 4)]]


def test_a_collector_is_deaf_in_one_file_and_hears_in_the_next() -> None:
    crew = Crew([Collector(_Told, _ENTER, {ast.FunctionDef: _Told.on_end}, deaf_to=(ast.Call,))])
    silent = [[each for each in _HEARD if each[0] in ("return", "end of f")]]
    assert told(crew, _SOURCE + b"# deaf\n") == silent
    assert told(crew, _SOURCE) == [_HEARD]
    assert told(crew, _SOURCE + b"# deaf\n") == silent


def test_a_dotted_name_is_told_whole_and_not_with_the_call_of_it() -> None:
    source = b"a.b.c = d.e(f.g, h().i.j).k.l()\n"
    (heard,) = told(Crew([Collector(_Told, {ast.Attribute: _Told.on_attribute})]), source)
    assert [name for name, _ in heard] == ["f.g", "h().i.j", "a.b.c"]


def test_strings_are_gathered_with_their_scopes_and_docstrings_apart() -> None:
    context = Context(parse(b'"""a"""\ndef f(x: "b" = "c"):\n    """d"""\n    return "e"\n', "x.py"))
    Crew([]).start(context)
    module(context)
    assert [(node.value, scope) for node, scope in context.docstrings] == [("a", 0), ("d", 1)]
    assert [(node.value, scope) for node, scope in context.strings] == [("b", -1), ("c", 0), ("e", 1)]
