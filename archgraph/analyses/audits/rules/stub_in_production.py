"""stub-in-production: test doubles, placeholders and test libraries in production code."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.places import symbol_of
from archgraph.model.codebase import Codebase, Module
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.outline import ImportKind
from archgraph.model.facts.texts import Texts
from archgraph.model.memory import Work
from archgraph.model.results.findings import Severity
from archgraph.model.source import Zone

_SAYS_SO = re.compile(
    r"\b(?:placeholder|stub(?:bed)?|dummy|fake|mock(?:ed)?)\b.{0,30}\b(?:test|tests|testing|compatib\w+|implementation)\b"
    r"|\b(?:test|tests|testing)\b.{0,20}\b(?:placeholder|stub)\b",
    re.IGNORECASE | re.DOTALL,
)
_STUB = re.compile(r"\bstub\b|\bmock implementation\b", re.IGNORECASE)
_LIBRARIES = frozenset({"unittest.mock", "mock", "pytest", "pytest_mock", "unittest"})
_FOR_TESTS = frozenset(
    {"test", "tests", "testing", "pytest", "pytest_plugin", "unittest", "testcase", "testcases", "mocks", "doubles"}
)
"""Parts of module names that offer help for tests to others: such a library is what they are made of."""
_SHORT = 3
"""Statements of a function that may be a stub."""


def _check(evidence: Evidence) -> Iterator[Draft]:
    yield from _libraries(evidence)
    yield from evidence.by_file(Work("stubs", Draft, partial(_in_files, evidence.codebase)))


def _in_files(codebase: Codebase, paths: Collection[str]) -> Iterator[tuple[str, Draft]]:
    production = {path for path in paths if codebase.modules[path].zone is Zone.PRODUCTION}
    for path, bodies in codebase.facts.sections(Bodies, production):
        yield from ((path, draft) for draft in _functions(codebase, codebase.modules[path], bodies))


def _libraries(evidence: Evidence) -> Iterator[Draft]:
    for edge in evidence.codebase.imports:
        if edge.imported not in _LIBRARIES or edge.kind is ImportKind.TYPE_CHECKING:
            continue
        module = evidence.codebase.modules[edge.path]
        offers = not _FOR_TESTS.isdisjoint(module.module.split("."))
        if module.zone is Zone.PRODUCTION and not offers:
            is_frame = edge.imported == "unittest"
            names = f" ({', '.join(edge.names)})" if edge.names else ""
            yield Draft(
                path=edge.path,
                line=edge.line,
                symbol=module.module,
                message=f"{module.module} imports {edge.imported}{names}, a library for tests.",
                evidence=f"{edge.kind} import in production",
                confidence=0.6 if is_frame else 0.9,
                severity=Severity.INFO if is_frame else None,
            )


def _functions(codebase: Codebase, module: Module, bodies: Bodies) -> Iterator[Draft]:
    """Short functions that call themselves stubs in their docstring, or in what they raise."""
    short = [fact for fact in bodies.functions if fact.statements <= _SHORT]
    raising = {fact.scope for fact in short if "NotImplementedError" in fact.raises}
    texts = codebase.facts.section(module.path, Texts).strings if raising else ()
    told = {text.scope: text.value for text in texts if text.scope in raising and _STUB.search(text.value)}
    for fact in short:
        match = _SAYS_SO.search(fact.docstring) if fact.docstring else None
        said = " ".join(match[0].split()) if match else told.get(fact.scope, "")
        if said:
            scope = module.outline.scopes[fact.scope]
            yield Draft(
                path=module.path,
                line=scope.line,
                end_line=scope.end_line,
                symbol=symbol_of(module, fact.scope),
                message=f"{scope.name} is a stub, by its own words.",
                evidence=f"“{said}”, {fact.statements} statements",
                confidence=0.7,
            )


RULE = Rule(
    name="stub-in-production",
    severity=Severity.WARNING,
    summary="A stub, or a library for tests, stands in production code.",
    why="Users get what was made for tests; what a stub answers looks like a result.",
    fix="Write the function, or move the double to the tests and hand it in there.",
    check=_check,
    examples=(
        Example(
            "A mock that is imported, a placeholder, and a stub that raises",
            {
                "shop/__init__.py": "",
                "shop/cart.py": 'from unittest.mock import Mock\n\ndef total():\n    """Placeholder for test compatibility."""\n'
                "    return 0\n\ndef pay():\n    raise NotImplementedError('stub: not written yet')\n",
            },
            (("shop/cart.py", 1), ("shop/cart.py", 3), ("shop/cart.py", 7)),
        ),
        Example(
            "A module that offers help for tests",
            {
                "shop/__init__.py": "",
                "shop/testing/__init__.py": "",
                "shop/testing/carts.py": "from unittest.mock import Mock\n",
            },
        ),
        Example(
            "An abstract method, and the same in a test",
            {
                "shop/__init__.py": "",
                "shop/cart.py": 'def pay():\n    """Pay; the test environment takes no money."""\n'
                "    raise NotImplementedError('subclasses')\n",
                "tests/test_cart.py": "from unittest.mock import Mock\n",
            },
        ),
    ),
    limits="Comments are not read, and what a function returns is not judged. Test doubles as classes are in managers.csv and"
    " registries.csv (double = 1).",
)
