"""environment-unread: variables that .env, compose and Docker files declare and nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.variables import unread
from archgraph.model.results.findings import Severity

_SHOWN = 3


def _check(evidence: Evidence) -> Iterator[Draft]:
    if not evidence.codebase.variables:
        return
    for each in unread(evidence.codebase, evidence.environment, evidence.strings, evidence.roles):
        first, *others = each.places
        also = ", ".join(f"{line.path}:{line.line}" for line in others[:_SHOWN])
        yield Draft(
            path=first.path,
            line=first.line,
            symbol=each.name,
            message=f"{each.name} is declared, and nothing in the code base reads it.",
            evidence=f"declared in {len(each.places)} place{'s' if others else ''}{f', also {also}' if also else ''}",
            confidence=0.5,
        )


RULE = Rule(
    name="environment-unread",
    severity=Severity.INFO,
    summary="A variable is declared for the environment and nothing reads it.",
    why="Whoever sets it believes that it does something; and when its reader was renamed, the value does not arrive.",
    fix="Remove the line, or correct the name on one side; write down who else reads it (a library, an image, a front end).",
    check=_check,
    examples=(
        Example(
            "A line of .env without a reader, in two files",
            {
                "shop.py": "import os\n\nport = os.environ['PORT']\n",
                ".env": "PORT=1\n# OLD=1\nSHOP_MODE=fast\n",
                "docker-compose.yml": "services:\n  shop:\n    environment:\n      SHOP_MODE: fast\n    image: shop\n",
            },
            ((".env", 3),),
        ),
        Example(
            "Read through a helper, by a settings class, by compose, and by the system",
            {
                "shop.py": "from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    mode: str\n\n\n"
                "port = get_env().get('PORT')\n",
                ".env": "PORT=1\nSHOP_MODE=fast\nTAG=2\nPATH=/bin\n",
                "compose.yaml": "services:\n  shop:\n    image: shop:${TAG}\n",
            },
        ),
    ),
    limits="Readers in other languages, images and libraries are not seen. Names put together at run time are not seen.",
)
