"""test-mocks-internal: tests that replace the code base's own Managers, Registries and Services by patching."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results import Severity, Usage
from archgraph.model.source import Zone

_NAMED = 3
"""So many of the replaced classes are named."""


def _check(evidence: Evidence) -> Iterator[Draft]:
    internal = {key.class_ for key, record in evidence.codebase.classes.items() if record.zone is Zone.PRODUCTION}
    patched: dict[str, list[Usage]] = {}
    for usage in evidence.usages:
        if usage.what == "patch" and usage.target in internal and usage.zone is not Zone.PRODUCTION:
            patched.setdefault(usage.path, []).append(usage)
    for path, usages in patched.items():
        counts = Counter(usage.target for usage in usages)
        names = [name.rpartition(".")[2] for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield Draft(
            path=path,
            line=min(usage.line for usage in usages),
            symbol=evidence.codebase.modules[path].module,
            message=f"Internal classes are replaced by patching: {', '.join(names[:_NAMED])}{more}.",
            evidence=f"{len(usages)} patches of {len(names)} classes of production",
            confidence=0.9,
        )


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
            (("tests/test_cart.py", 4),),
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
    limits="Only classes with a role that is followed (Managers, Registries, configured ones). Mocks that are handed in are not"
    " seen.",
)
