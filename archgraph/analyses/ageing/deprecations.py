"""Deprecations that the code itself announces: in: a module; out: warning sites and decorators, with their dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archgraph.analyses.ageing.sunset import date_in, sunset_in
from archgraph.analyses.places import symbol_of
from archgraph.analyses.words import last_name
from archgraph.model.codebase import Codebase, Module
from archgraph.model.expr import Call, Expr, Literal, text_of
from archgraph.model.facts import Bodies, CallFact, Uses

_CATEGORIES = frozenset({"DeprecationWarning", "PendingDeprecationWarning"})
_DATED_KEYWORDS = frozenset({"sunset", "remove_by", "removal", "removal_date", "until", "deadline", "eol", "remove_on"})


@dataclass(frozen=True, slots=True)
class Deprecation:
    """A place that says that `name` is deprecated; `sunset` is an ISO date or ""."""

    name: str
    line: int
    sunset: str


def deprecations(codebase: Codebase, module: Module) -> Iterator[Deprecation]:
    """`warnings.warn(…, DeprecationWarning)` and `@deprecated` of a module; only files that import either are read."""
    if _takes(module, "warn"):
        for call in codebase.facts.section(module.path, Uses).calls:
            if last_name(call.func) in ("warn", "warn_explicit") and _is_deprecation(call):
                sunset = sunset_in(" ".join(_text(arg) for arg in call.args))
                yield Deprecation(symbol_of(module, call.scope), call.line, sunset)
    if _takes(module, "deprecat") or any(scope.name.startswith("deprecat") for scope in module.outline.scopes):
        yield from _decorated(codebase, module)


def _takes(module: Module, stem: str) -> bool:
    """Whether an import of the module names a module or name with this stem."""
    return any(
        stem in statement.module or any(stem in name for name, _ in statement.names)
        for statement in module.outline.imports
    )


def _is_deprecation(call: CallFact) -> bool:
    values = (*call.args, *(value for name, value in call.keywords if name == "category"))
    return any(isinstance(value, str) and last_name(value) in _CATEGORIES for value in values)


def _decorated(codebase: Codebase, module: Module) -> Iterator[Deprecation]:
    scopes = module.outline.scopes
    functions = codebase.facts.section(module.path, Bodies).functions
    for scope, decorators in (
        *((fact.scope, fact.decorators) for fact in module.outline.classes),
        *((function.scope, function.decorators) for function in functions),
    ):
        for decorator in decorators:
            name = decorator.func if isinstance(decorator, Call) else decorator
            if isinstance(name, str) and last_name(name).lower().startswith("deprecated"):
                yield Deprecation(symbol_of(module, scope), scopes[scope].start_line, _date_of(decorator))


def _date_of(decorator: Expr) -> str:
    if not isinstance(decorator, Call):
        return ""
    for keyword, value in decorator.keywords:
        if keyword in _DATED_KEYWORDS and (found := date_in(_text(value))):
            return found
    return next((found for value in decorator.args if (found := sunset_in(_text(value)))), "")


def _text(value: Expr) -> str:
    return str(value.value) if isinstance(value, Literal) else text_of(value)
