"""import-layers: imports that go against the configured layers."""

from __future__ import annotations

from archgraph.analyses.audits.contracts import checked
from archgraph.analyses.audits.rule import Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.settings import LayersRule, Settings

_LAYERS = Settings(layers=(LayersRule("layers", ("web", "logic | mail", "data"), containers=("shop",)),))
_SHOP = {"shop/__init__.py": "", "shop/web.py": "", "shop/logic.py": "", "shop/mail.py": "", "shop/data.py": ""}

RULE = Rule(
    name="import-layers",
    severity=Severity.ERROR,
    summary="A module imports what stands in a layer above its own.",
    why="Layers are what allows one to change the upper part without reading the lower one; one import against them, also by way"
    " of third modules, and the two have to be understood and released together.",
    fix="Turn the first import of the chain around: pass the object in, or move what both need to the lower layer.",
    check=checked("layers"),
    examples=(
        Example(
            "A lower layer that imports a higher one, and one of two that must not know each other",
            _SHOP
            | {"shop/data.py": "import os\nfrom shop import web\n", "shop/mail.py": "from shop.logic import total\n"},
            (("shop/data.py", 2), ("shop/mail.py", 1)),
            _LAYERS,
        ),
        Example(
            "By way of a module that is in no layer",
            _SHOP | {"shop/data.py": "from shop import aside\n", "shop/aside.py": "from shop import web\n"},
            (("shop/data.py", 1),),
            _LAYERS,
        ),
        Example(
            "Downwards, also past a layer",
            _SHOP | {"shop/web.py": "from shop import data, logic\n", "shop/logic.py": "from shop import data\n"},
            settings=_LAYERS,
        ),
    ),
    limits="Needs `[[tool.archgraph.layers]]`. Of the chains between two layers those are reported that grimp finds when it takes"
    " each away in turn, the shortest first.",
)
