"""phantom-import: imports of modules of the code base that do not exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from archgraph.analyses.audits.elsewhere import elsewhere
from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.other_roots import other_roots
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.codebase import Origin
from archgraph.model.facts.outline import ImportKind
from archgraph.model.results.findings import Severity


def _check(evidence: Evidence) -> Iterator[Draft]:
    missing = [edge for edge in evidence.codebase.imports if edge.scope is Origin.UNRESOLVED]
    wanted = Counter(edge.imported for edge in missing)
    reasons = elsewhere(evidence.codebase, wanted)
    below_others = other_roots(evidence.codebase, lambda: evidence.missing_names)
    for edge in missing:
        is_guarded = edge.kind in (ImportKind.GUARDED, ImportKind.TYPE_CHECKING)
        reason = reasons.get(edge.imported, "") or below_others(edge.path, edge.imported)
        yield Draft(
            path=edge.path,
            line=edge.line,
            symbol=edge.importer,
            message=f"{edge.importer} imports {edge.imported}, {_wrong(edge.imported, bool(reason))}.",
            evidence=f"{_imports(wanted[edge.imported])} of it in the code base; this one is {edge.kind.value}"
            + (f"; {reason}" if reason else ""),
            confidence=0.3 if reason else 1.0,
            severity=Severity.INFO if reason else Severity.WARNING if is_guarded else None,
        )


def _wrong(imported: str, may_be_elsewhere: bool) -> str:
    if imported.startswith("."):
        return "which has more dots than there are packages around the file"
    return "which is not among the files that were read" if may_be_elsewhere else "which does not exist"


def _imports(number: int) -> str:
    return "1 import" if number == 1 else f"{number} imports"


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
            "A relative import in a file that is in no package",
            {"shop.py": "from . import prices\n", "prices.py": "", "other.py": "import shop\n"},
            (("shop.py", 1),),
        ),
        Example(
            "Modules that may come from another distribution: an information",
            {
                "shop/__init__.py": "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n",
                "shop/cart.py": "import shop.plugins.post\n",
                "alembic/versions/first.py": "from alembic import op\n",
            },
            (("alembic/versions/first.py", 1), ("shop/cart.py", 1)),
        ),
        Example(
            "Modules that are compiled: an information",
            {"shop/__init__.py": "", "shop/fast.pyx": "", "shop/cart.py": "from shop.fast import add\n"},
            (("shop/cart.py", 1),),
        ),
        Example(
            "Modules that a finder of the code base may make: an information",
            {
                "shop/__init__.py": "import sys\nfrom shop.finder import Finder\n\nsys.meta_path.insert(0, Finder())\n",
                "shop/finder.py": "class Finder: ...\n",
                "shop/cart.py": "import shop.later.numpy\n",
            },
            (("shop/cart.py", 1),),
        ),
        Example(
            "A namespace that distributions share: an information",
            {
                "shared/cart/__init__.py": "from shared.cart import basket\n",
                "shared/cart/basket.py": "import shared.pricing.rates\n",
            },
            (("shared/cart/basket.py", 1),),
        ),
        Example(
            "A name under which production code puts a module into `sys.modules`: an information",
            {
                "shop/__init__.py": "import sys\nimport shop.fast\nsys.modules['shop.rates'] = shop.fast\n",
                "shop/fast.py": "",
                "shop/cart.py": "from shop.rates import price\n",
            },
            (("shop/cart.py", 1),),
        ),
        Example(
            "A package from outside, and a module that exists",
            {"shop/__init__.py": "", "shop/cart.py": "import requests\nimport shop.pricing\n", "shop/pricing.py": ""},
        ),
    ),
    limits="Modules that are put into `sys.modules` under a computed name are not known, nor what import hooks make; names"
    " missing in a module that exists are `phantom-name`.",
)
