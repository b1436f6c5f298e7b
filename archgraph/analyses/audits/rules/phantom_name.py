"""phantom-name: imports of names that modules of the code base do not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.other_roots import other_roots
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.facts.outline import ImportKind
from archgraph.model.results.findings import Severity


def _check(evidence: Evidence) -> Iterator[Draft]:
    wanted = Counter((each.module, each.name) for each in evidence.missing_names)
    elsewhere = other_roots(evidence.codebase, lambda: evidence.missing_names)
    for each in evidence.missing_names:
        number = wanted[each.module, each.name]
        imports = "1 import" if number == 1 else f"{number} imports"
        is_guarded = each.kind in (ImportKind.GUARDED, ImportKind.TYPE_CHECKING)
        reason = elsewhere(each.path, each.module)
        yield Draft(
            path=each.path,
            line=each.line,
            symbol=each.importer,
            message=f"{each.importer} imports {each.name} from {each.module}, which has no such name.",
            evidence=f"{evidence.codebase.by_name[each.module]} binds no {each.name}, has no module of that name in it and no"
            f" __getattr__; {imports} of it in the code base; this one is {each.kind.value}"
            + (f"; {reason}" if reason else ""),
            confidence=0.3 if reason else 0.9,
            severity=Severity.INFO if reason else Severity.WARNING if is_guarded else None,
        )


RULE = Rule(
    name="phantom-name",
    severity=Severity.ERROR,
    summary="An import takes a name from a module of the code base that does not have it.",
    why="The module is there, and the import fails all the same as soon as it is executed. It is what is left when a"
    " class is renamed, a function removed, or a module deleted that `from package import module` asked for.",
    fix="Import the name from where it stands now, or remove the import and what depends on it.",
    check=_check,
    examples=(
        Example(
            "A class that was renamed, and a module that was deleted",
            {
                "shop/__init__.py": "",
                "shop/cart.py": "from shop import gone\nfrom shop.pricing import Price, rate\n",
                "shop/pricing.py": "class Prices: ...\nrate = 1\n",
            },
            (("shop/cart.py", 1), ("shop/cart.py", 2)),
        ),
        Example(
            "Behind `try`: a warning",
            {"shop.py": "try:\n    from cart import fast\nexcept ImportError:\n    fast = None\n", "cart.py": ""},
            (("shop.py", 2),),
        ),
        Example(
            "Names that a module makes when it is asked, or that are made in ways that no reader can follow",
            {
                "shop/__init__.py": "def __getattr__(name): return name\n",
                "shop/kinds.py": "globals().update(ONE=1)\n",
                "shop/cart.py": "from shop import anything\nfrom shop.kinds import ONE\n",
            },
        ),
        Example(
            "A package below another root that nobody outside finds anything in: an information",
            {
                "recipes/tools/__init__.py": "",
                "recipes/tools/build.py": "import tools\n",
                "shop/__init__.py": "",
                "shop/cart.py": "from tools import wrench\n",
                "recipes/util.py": "",
            },
            (("shop/cart.py", 1),),
        ),
        Example(
            "Names that another module gives it, and those that it makes by `setattr`",
            {
                "shop/__init__.py": "from shop import kinds\n\nkinds.Big = int\n",
                "shop/kinds.py": "",
                "shop/sizes.py": "import sys\nfor n in 'AB':\n    setattr(sys.modules[__name__], n, n)\n",
                "shop/cart.py": "from shop.kinds import Big\nfrom shop.sizes import A\n",
            },
        ),
        Example(
            "A compiled module, a submodule, and what a star import brings",
            {
                "shop/__init__.py": "from shop.pricing import *\n",
                "shop/fast.pyx": "",
                "shop/pricing.py": "rate = 1\n",
                "shop/cart.py": "from shop import fast, pricing, rate\n",
            },
        ),
    ),
    limits="Modules that were not read whole, that fill their own namespace or get names that are computed, and names that"
    " another module gives one, are not judged. A test"
    " that expects the import to fail is told, too.",
)
