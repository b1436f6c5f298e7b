"""environment-undeclared: variables that production reads without a default and that no file declares."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.variables import undeclared
from archgraph.model.results.findings import Severity


def _check(evidence: Evidence) -> Iterator[Draft]:
    for access, places in undeclared(evidence.codebase, (*evidence.environment, *evidence.owner_reads)):
        module = evidence.codebase.modules[access.path].module
        yield Draft(
            path=access.path,
            line=access.line,
            symbol=f"{module}.{access.function}" if access.function else module,
            message=f"{access.key} is read without a default, and no .env, compose or Docker file declares it.",
            evidence=f"{places} {'place reads' if places == 1 else 'places read'} it so, none writes it",
            confidence=0.6,
        )


_ENV = {".env": "PORT=1\n"}

RULE = Rule(
    name="environment-undeclared",
    severity=Severity.INFO,
    summary="A variable of the environment is needed and declared nowhere.",
    why="Who installs the code learns of it by a failure, or never, where a missing value only changes what is done.",
    fix="Declare it where the others stand (.env.example), or give it a default in the module that owns the settings.",
    check=_check,
    examples=(
        Example(
            "One variable of two is declared",
            {**_ENV, "shop.py": "import os\n\nport = os.environ['PORT']\nmode = os.environ['SHOP_MODE']\n"},
            (("shop.py", 4),),
        ),
        Example(
            "One with a default, one that is set here, one of the system, one that a test reads",
            {
                **_ENV,
                "shop.py": "import os\n\na = os.getenv('SHOP_A', '1')\nos.environ['SHOP_B'] = a\nb = os.environ['SHOP_B']\n"
                "home = os.environ['HOME']\n",
                "tests/test_shop.py": "import os\n\nc = os.environ['SHOP_C']\n",
            },
        ),
        Example(
            "No file declares anything: that is done elsewhere", {"shop.py": "import os\n\nmode = os.environ['MODE']\n"}
        ),
    ),
    limits="Reads through the owner count when its instance, or the function that gives it, is known by name.",
)
