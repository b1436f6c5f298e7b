"""test-reimplements: test code that does itself what production code does."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results import Severity, TestDuplicate

_LIKE = 0.6


def _check(evidence: Evidence) -> Iterator[Draft]:
    for row in evidence.test_duplicates:
        if not row.delegates:
            yield Draft(
                path=row.path,
                line=row.line,
                symbol=row.test,
                message=f"{row.test.rpartition('.')[2]} does what {row.production} does.",
                evidence=f"{_told(row)}; {row.production_path}:{row.production_line}",
                confidence=0.9 if row.similarity >= _LIKE else 0.5,
                fix=f"Use {row.production} instead.",
                severity=None if row.similarity >= _LIKE else Severity.INFO,
            )


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
