"""test-mocks-internal: tests that replace the code base's own logic by patching, beside what they replace outside."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.rewrites.mocks import Mocks, mocks
from archgraph.model.results.findings import Severity

_NAMED = 3
"""So many of what is replaced are named."""


def _check(evidence: Evidence) -> Iterator[Draft]:
    found = mocks(evidence.codebase, evidence.by_file)
    internal = [each for each in found if each.internal]
    for each in internal:
        yield Draft(
            path=each.path,
            line=each.line,
            symbol=evidence.codebase.modules[each.path].module,
            message=f"Internal logic is replaced by patching: {_named(each)}.",
            evidence=f"{sum(each.internal.values())} patches of {len(each.internal)} internal names,"
            f" {sum(each.outside.values())} of what lies outside",
            confidence=0.9,
        )
    if internal:
        inside, outside = (sum(sum(part.values()) for part in parts) for parts in _parts(found))
        yield Draft(
            path="",
            line=0,
            symbol="tests",
            message="Tests replace internal logic and services outside.",
            evidence=f"{inside} patches of internal logic in {len(internal)} files, {outside} of what lies outside in"
            f" {sum(bool(each.outside) for each in found)} files",
        )


def _parts(found: tuple[Mocks, ...]) -> tuple[list[dict[str, int]], list[dict[str, int]]]:
    return [each.internal for each in found], [each.outside for each in found]


def _named(each: Mocks) -> str:
    names = [name for name, _ in sorted(each.internal.items(), key=lambda item: (-item[1], item[0]))]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(".".join(name.split(".")[-2:]) for name in names[:_NAMED]) + more


_CODE = {"shop/__init__.py": "", "shop/cart.py": "class CartManager:\n    def add(self, item): ...\n"}

RULE = Rule(
    name="test-mocks-internal",
    severity=Severity.INFO,
    summary="A test replaces internal logic instead of an external service.",
    why="What the test then checks is how the mock was written; the real class can break without a test that fails.",
    fix="Use the real class, and replace the service outside that it talks to.",
    check=_check,
    examples=(
        Example(
            "A Manager of the code base patched away",
            _CODE
            | {
                "tests/test_cart.py": "from unittest.mock import patch\n\ndef test_a():\n"
                "    with patch('shop.cart.CartManager'):\n        pass\n"
            },
            (("", 0), ("tests/test_cart.py", 4)),
        ),
        Example(
            "A service outside the code base",
            _CODE
            | {
                "tests/test_cart.py": "from unittest.mock import patch\n\ndef test_a():\n"
                "    with patch('smtplib.SMTP'):\n        pass\n"
            },
        ),
    ),
    limits="Mocks that are handed in are not seen. The finding without a place gives the numbers of all tests together.",
)
