"""limit-file-name: files whose names say that they are another version of something."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.source import Zone

_NOUNS = frozenset({"_backup", "_copy"})
"""Endings that are things, too (`create_backup`): they say something beside a file without them only."""


def _check(evidence: Evidence) -> Iterator[Draft]:
    suffixes = evidence.settings.limits.suffixes
    paths = evidence.codebase.modules.keys()
    for module in evidence.codebase.modules.values():
        stem, _, ending = module.path.rpartition("/")[2].rpartition(".")
        suffix = next((each for each in suffixes if stem.lower().endswith(each) and len(stem) > len(each)), "")
        if suffix and module.zone is Zone.PRODUCTION:
            twin = module.path.removesuffix(f"{stem}.{ending}") + f"{stem[: -len(suffix)]}.{ending}"
            if suffix in _NOUNS and twin not in paths:
                continue
            yield Draft(
                path=module.path,
                line=1,
                symbol=module.module,
                message=f"The name of {module.path} ends in {suffix}.",
                evidence=f"{twin} stands beside it" if twin in paths else f"there is no {twin}",
                confidence=0.9 if twin in paths else 0.6,
            )


RULE = Rule(
    name="limit-file-name",
    severity=Severity.INFO,
    summary="A file's name says that it is another version of something.",
    why="Which of the versions is the real one, and since when, is not to be seen; both get changed.",
    fix="Keep one version, under the name of what it does; older ones are in the history.",
    check=_check,
    examples=(
        Example(
            "A second version beside the first, and one without",
            {"shop/__init__.py": "", "shop/cart.py": "", "shop/cart_fixed.py": "", "shop/order_old.py": ""},
            (("shop/cart_fixed.py", 1), ("shop/order_old.py", 1)),
        ),
        Example(
            "The word inside a name, alone, and in a test",
            {"shop/__init__.py": "", "shop/old_orders.py": "", "shop/copy.py": "", "tests/test_cart_fixed.py": ""},
        ),
        Example(
            "A word that is a thing: beside a file without it, and alone",
            {"shop/__init__.py": "", "shop/cart.py": "", "shop/cart_backup.py": "", "shop/create_backup.py": ""},
            (("shop/cart_backup.py", 1),),
        ),
    ),
    limits="The ends of names are `limits.suffixes`.",
)
