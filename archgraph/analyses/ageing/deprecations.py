"""Deprecations that the code itself announces: in: a module; out: warning sites and decorators, with their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from archgraph.analyses.places import symbol_of
from archgraph.analyses.words import last_name
from archgraph.model.codebase import Codebase, Module
from archgraph.model.expr import Call, Expr, Literal, text_of
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.uses import CallFact, Uses
from archgraph.model.sunset import date_in, is_sunset_key, may_be_sunset_key, sunset_in

_CATEGORIES = frozenset({"DeprecationWarning", "PendingDeprecationWarning"})
_DECORATORS = (
    "deprecat",
    "sunset",
    "legacy",
    "obsolete",
    "remove_",
    "removed",
    "retire",
    "eol",
    "end_of_life",
    "phase_out",
)
"""How the names of decorators begin that say that something goes."""
_DECORATOR = re.compile("|".join(_DECORATORS), re.IGNORECASE)
_STEM = re.compile("|".join(stem.strip("_") for stem in _DECORATORS))
_NAMING_OTHERS = frozenset(
    {"filterwarnings", "simplefilter", "warns", "deprecated_call", "assertWarns", "assertWarnsRegex"}
)
_LONGEST_CALL = 8
"""Lines of a warning up to which its date is looked for."""
_LONGEST_DATE = 30
"""Characters of a date, also as `datetime.date(2026, 1, 31)`."""


@dataclass(frozen=True, slots=True)
class Deprecation:
    """A place that says that `name` is deprecated; `sunset` is an ISO date or ""."""

    name: str
    line: int
    sunset: str


def deprecations(codebase: Codebase, module: Module, dated: Mapping[int, str]) -> Iterator[Deprecation]:
    """`warnings.warn(…, DeprecationWarning)` and decorators like `@deprecated` or `@sunset` of a module; only files that
    import or define either are read. `dated`: line → date of the messages in the module."""
    taken = _taken(module)
    if "warn" in taken:
        for call in codebase.facts.section(module.path, Uses).calls:
            if last_name(call.func) in ("warn", "warn_explicit") and _is_deprecation(call):
                texts = " ".join(_text(arg) for arg in call.args)
                sunset = sunset_in(texts) or _below(call.line, dated)
                yield Deprecation(symbol_of(module, call.scope), call.line, sunset)
    if _STEM.search(taken) or any(map(_DECORATOR.match, [scope.name for scope in module.outline.scopes])):
        yield from _decorated(codebase, module)


def silenced(codebase: Codebase, module: Module) -> frozenset[int]:
    """Lines of calls that name the warnings of others, to hide or to expect them: nothing of the module goes on their dates."""
    calls = sorted(codebase.facts.section(module.path, Uses).calls, key=lambda call: call.line)
    starts = sorted({call.line for call in calls})
    following = dict(pairwise(starts))
    named = [call.line for call in calls if last_name(call.func) in _NAMING_OTHERS]
    return frozenset(
        line
        for start in named
        for line in range(start, min(following.get(start, start + _LONGEST_CALL), start + _LONGEST_CALL))
    )


def _below(line: int, dated: Mapping[int, str]) -> str:
    """The first date that a message gives on a line of a call that begins on `line`."""
    return next((dated[each] for each in range(line, line + _LONGEST_CALL) if each in dated), "")


def _taken(module: Module) -> str:
    """The modules and names that the module imports, one to a line, names in lower case: to look for stems in."""
    statements = module.outline.imports
    lines = [statement.module for statement in statements]
    for statement in statements:
        for name, alias in statement.names:
            lines += (name.lower(), alias)
    return "\n".join(lines)


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
            if isinstance(name, str) and last_name(name).lower().startswith(_DECORATORS):
                day = _date_of(decorator)
                if day or last_name(name).lower().startswith("deprecat"):
                    yield Deprecation(symbol_of(module, scope), scopes[scope].start_line, day)


def _date_of(decorator: Expr) -> str:
    if not isinstance(decorator, Call):
        return ""
    for keyword, value in decorator.keywords:
        if (is_sunset_key(keyword) or may_be_sunset_key(keyword)) and (found := date_in(_text(value))):
            return found
    said = [_text(value) for value in (*decorator.args, *(value for _, value in decorator.keywords))]
    return next((found for text in said if (found := sunset_in(text) or _alone(text))), "")


def _alone(text: str) -> str:
    """The date of a text that holds nothing else."""
    return date_in(text) if len(text) <= _LONGEST_DATE else ""


def _text(value: Expr) -> str:
    return str(value.value) if isinstance(value, Literal) else text_of(value)
