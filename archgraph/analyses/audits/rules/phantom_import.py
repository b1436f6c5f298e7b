"""phantom-import: imports of modules of the code base that do not exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.codebase import Origin
from archgraph.model.facts import ImportKind
from archgraph.model.results import Severity


def _check(evidence: Evidence) -> Iterator[Draft]:
    missing = [edge for edge in evidence.codebase.imports if edge.scope is Origin.UNRESOLVED]
    wanted = Counter(edge.imported for edge in missing)
    for edge in missing:
        is_guarded = edge.kind in (ImportKind.GUARDED, ImportKind.TYPE_CHECKING)
        yield Draft(
            path=edge.path,
            line=edge.line,
            symbol=edge.importer,
            message=f"{edge.importer} imports {edge.imported}, which does not exist.",
            evidence=f"{wanted[edge.imported]} imports of it in the code base; this one is {edge.kind.value}",
            severity=Severity.WARNING if is_guarded else None,
        )


RULE = Rule(
    name="phantom-import",
    severity=Severity.ERROR,
    summary="An import names a module of the code base that does not exist.",
    why="The import fails as soon as it is executed: on start, on the first call, or, behind `try`, by silently taking"
    " the other path for ever.",
    fix="Import the module that replaced it, or remove the import and what depends on it.",
    check=_check,
    examples=(
        Example(
            "A module that was moved",
            {
                "shop/__init__.py": "",
                "shop/cart.py": "from shop.prices import price\n",
                "shop/pricing.py": "price = 1\n",
            },
            (("shop/cart.py", 1),),
        ),
        Example(
            "A package from outside, and a module that exists",
            {"shop/__init__.py": "", "shop/cart.py": "import requests\nimport shop.pricing\n", "shop/pricing.py": ""},
        ),
    ),
    limits="Modules made at run time (`sys.modules`, import hooks) are not known; names missing in a module that exists"
    " are not looked for.",
)
