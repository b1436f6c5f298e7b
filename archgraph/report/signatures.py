"""Signatures of a class's own methods: in: an analysis and a class, out: one record per method, in source order."""

from __future__ import annotations

from typing import NamedTuple

from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey
from archgraph.model.facts.bodies import Bodies, FunctionFact, Parameter, ParameterKind

_STARS = {ParameterKind.VAR_POSITIONAL: "*", ParameterKind.VAR_KEYWORD: "**"}


class Signature(NamedTuple):
    """A method as a caller sees it: `parameters` without self or cls, stars and defaults as written."""

    name: str
    is_async: bool
    parameters: tuple[str, ...]
    returns: str
    line: int

    @property
    def text(self) -> str:
        """`async get(name, default=None) -> Tool`."""
        head = f"{'async ' if self.is_async else ''}{self.name}({', '.join(self.parameters)})"
        return f"{head} -> {self.returns}" if self.returns else head

    @property
    def short(self) -> str:
        """With the first three parameters only."""
        more = ", …" if len(self.parameters) > 3 else ""
        return f"{'async ' if self.is_async else ''}{self.name}({', '.join(self.parameters[:3])}{more})"


def signatures(analysis: Analysis, key: ClassKey) -> tuple[Signature, ...]:
    """Of the methods that the class defines itself; the last definition of a name counts."""
    record = analysis.codebase.classes[key]
    scopes = analysis.codebase.modules[key.path].outline.scopes
    found: dict[str, Signature] = {}
    for function in analysis.codebase.facts.section(key.path, Bodies).functions:
        scope = scopes[function.scope]
        if scope.parent == record.scope:
            made = Signature(scope.name, scope.is_async, _parameters(function), function.returns, scope.line)
            found[scope.name] = made
    return tuple(found.values())


def _parameters(function: FunctionFact) -> tuple[str, ...]:
    static = any(decorator == "staticmethod" for decorator in function.decorators)
    own = function.parameters if static else function.parameters[1:]
    return tuple(map(_written, own))


def _written(parameter: Parameter) -> str:
    name = _STARS.get(parameter.kind, "") + parameter.name
    return f"{name}={parameter.default}" if parameter.default else name
