"""limit-function: functions that are longer than the configuration allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.places import symbol_of
from archgraph.model.codebase import Module
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.facts.uses import Uses
from archgraph.model.results.findings import Severity
from archgraph.model.settings import Limits, Settings
from archgraph.model.source import Zone

_TWICE = 2
_CUT = 300
"""From so many characters on a docstring may go on."""


def _check(evidence: Evidence) -> Iterator[Draft]:
    limits = evidence.settings.limits
    for module in evidence.codebase.modules.values():
        most = limits.test_function if module.zone in (Zone.TEST, Zone.TESTINFRA) else limits.function
        if most > 0:
            yield from _in_module(evidence, module, most)


def _in_module(evidence: Evidence, module: Module, most: int) -> Iterator[Draft]:
    scopes = module.outline.scopes
    long = {
        index: scope.end_line - scope.line + 1
        for index, scope in enumerate(scopes)
        if scope.kind is ScopeKind.FUNCTION and scope.end_line - scope.line >= most
    }
    told = _docstrings(evidence, module) if long else {}
    for index, lines in long.items():
        length = lines - told.get(index, 0)
        if length > most:
            yield Draft(
                path=module.path,
                line=scopes[index].line,
                end_line=scopes[index].end_line,
                symbol=symbol_of(module, index),
                message=f"{scopes[index].name} is longer than {most} lines.",
                evidence=f"{length} lines without its docstring, at most {most}",
                severity=Severity.WARNING if length > _TWICE * most else None,
            )


def _docstrings(evidence: Evidence, module: Module) -> Mapping[int, int]:
    """Scope → lines of its docstring; one of several lines is taken to end on a line of its own (PEP 257). Of a long one the
    facts keep the beginning: it reaches at most to the first call behind it."""
    functions = evidence.codebase.facts.section(module.path, Bodies).functions
    told = {fact.scope: fact.docstring for fact in functions if fact.docstring}
    found = {scope: text.count("\n") + 2 if "\n" in text else 1 for scope, text in told.items()}
    cut = {scope for scope, text in told.items() if len(text) >= _CUT}
    for call in evidence.codebase.facts.section(module.path, Uses).calls if cut else ():
        if call.scope in cut:
            cut.remove(call.scope)
            found[call.scope] = max(found[call.scope], call.line - module.outline.scopes[call.scope].line - 1)
    return found


_BODY = "    a = 1\n    b = 2\n    return a + b\n"
_LIMITS = Settings(limits=Limits(function=3))

RULE = Rule(
    name="limit-function",
    severity=Severity.INFO,
    summary="A function is longer than the limit.",
    why="A function that does several things can be tested, named and reused only as a whole.",
    fix="Give its parts names of their own.",
    check=_check,
    examples=(
        Example(
            "Four lines where three are allowed, also of a coroutine",
            {"shop.py": f"def f():\n{_BODY}\nasync def g():\n{_BODY}"},
            (("shop.py", 1), ("shop.py", 6)),
            _LIMITS,
        ),
        Example(
            "Its docstring does not count",
            {"shop.py": 'def f():\n    """Add.\n\n    Twice.\n    """\n    a = 1\n    return a\n'},
            settings=_LIMITS,
        ),
    ),
    limits="Needs `limits.function` or `limits.test-function`. The lines are those from `def` to the end.",
)
