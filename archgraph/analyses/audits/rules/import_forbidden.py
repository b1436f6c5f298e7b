"""import-forbidden: imports that the configuration forbids, direct ones and by way of third modules."""

from __future__ import annotations

from archgraph.analyses.audits.contracts import checked
from archgraph.analyses.audits.rule import Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.settings import ForbiddenRule, Settings

_RULE = ForbiddenRule("plain core", ("shop.core",), ("shop.web", "requests"))
_FORBIDDEN = Settings(forbidden=(_RULE,))
_SHOP = {"shop/__init__.py": "", "shop/core.py": "from shop import mail\n", "shop/web.py": ""}

RULE = Rule(
    name="import-forbidden",
    severity=Severity.ERROR,
    summary="A module imports what it must not.",
    why="Someone decided that the two are to be kept apart, so that one can be tested, released or replaced without the other.",
    fix="Cut the first import of the chain: pass the object in, or move what is needed to where both may import it.",
    check=checked("forbidden"),
    examples=(
        Example(
            "By way of a third module, and a library",
            _SHOP | {"shop/mail.py": "import os\nimport requests\nfrom shop import web\n"},
            (("shop/core.py", 1), ("shop/core.py", 1)),
            _FORBIDDEN,
        ),
        Example(
            "Third modules are allowed to",
            _SHOP | {"shop/mail.py": "from shop import web\n"},
            settings=Settings(forbidden=(ForbiddenRule("core", ("shop.core",), ("shop.web",), allow_indirect=True),)),
        ),
    ),
    limits="Needs `[[tool.archgraph.forbidden]]`. Of each pair of ends the shortest chain is reported. Of packages outside the"
    " code base only the whole can be forbidden.",
)
