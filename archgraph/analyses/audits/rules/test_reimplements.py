"""test-reimplements: test code that does itself what production code does."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.words import lower_words
from archgraph.model.results.duplicates import TestDuplicate
from archgraph.model.results.findings import Severity

_LIKE, _PARTLY = 0.6, 0.25
"""Shares of common statements from which code does the same, and part of it."""
_SURE, _LIKELY, _NAME_ONLY = 0.9, 0.6, 0.4
_SAYS_NOTHING = frozenset(
    {"test", "tests", "mock", "fake", "dummy", "stub", "helper", "run", "get", "set", "check", "validate", "do", "the"}
)
"""Words that a double and its original may share with anything else."""


def _check(evidence: Evidence) -> Iterator[Draft]:
    for row in evidence.test_duplicates:
        if not row.delegates:
            confidence = _confidence(row)
            yield Draft(
                path=row.path,
                line=row.line,
                symbol=row.test,
                message=f"{row.test.rpartition('.')[2]} {_verb(row, confidence)} {row.production}.",
                evidence=f"{_told(row)}; {row.production_path}:{row.production_line}",
                confidence=confidence,
                fix=f"Use {row.production} instead.",
                severity=None if confidence == _SURE else Severity.INFO,
            )


def _confidence(row: TestDuplicate) -> float:
    """How sure it is that both are for the same: code alone can be alike by chance, names alone mean different things."""
    if row.how == "clone":
        return _SURE if row.similarity >= _LIKE and _is_named_alike(row) else _LIKELY
    return _SURE if row.similarity >= _LIKE else _LIKELY if row.similarity >= _PARTLY else _NAME_ONLY


def _verb(row: TestDuplicate, confidence: float) -> str:
    if confidence == _SURE:
        return "does again what is done by"
    if row.how == "clone":
        return "has nearly the code of"
    return "has the name and some of the code of" if confidence == _LIKELY else "has the name, but not the code, of"


def _is_named_alike(row: TestDuplicate) -> bool:
    """Do the names, or those of the classes around them, share half of the words of the shorter one?"""
    tested, original = row.test.split(".")[-2:], row.production.split(".")[-2:]
    return any(_share(one, two) for one, two in zip(reversed(tested), reversed(original), strict=False))


def _share(one: str, two: str) -> bool:
    left, right = set(lower_words(one)) - _SAYS_NOTHING, set(lower_words(two)) - _SAYS_NOTHING
    return 2 * len(left & right) >= min(len(left), len(right)) > 0


def _told(row: TestDuplicate) -> str:
    alike = f"{row.similarity:.0%} of the statements are the same"
    return alike if row.how == "clone" else f"the same name; {alike}"


_PRODUCTION = (
    "def validate_order_total(order):\n    if order is None:\n        raise ValueError('none')\n    total = sum(order.items)\n"
    "    if total < 0:\n        raise ValueError('negative')\n    return total\n"
)

RULE = Rule(
    name="test-reimplements",
    severity=Severity.WARNING,
    summary="A test brings its own version of production logic.",
    why="The test passes whatever production does: it tests its own copy, and the two drift apart.",
    fix="Call the production code.",
    check=_check,
    examples=(
        Example(
            "A copy in a test helper",
            {"shop/__init__.py": "", "shop/orders.py": _PRODUCTION, "tests/test_orders.py": _PRODUCTION},
            (("tests/test_orders.py", 1),),
        ),
        Example(
            "A helper that hands over",
            {
                "shop/__init__.py": "",
                "shop/orders.py": _PRODUCTION,
                "tests/test_orders.py": "from shop import orders\nfrom shop.orders import validate_order_total as real\n\n"
                "def validate_order_total(order):\n    assert order\n    result = orders.validate_order_total(order)\n"
                "    return result\n",
            },
        ),
    ),
    limits="Functions go by telling names (validate_, check_, build_, …) and by their code; a rewrite under another name and with"
    " other statements is not seen.",
)
