"""environment-only-written: a variable of the environment that production sets and nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.environment import EnvironmentAccess
from archgraph.model.results.findings import Severity
from archgraph.model.results.strings import standing
from archgraph.model.source import Zone


def _check(evidence: Evidence) -> Iterator[Draft]:
    read = {access.key for access in evidence.environment if access.access in ("read", "delete")}
    written: dict[str, list[EnvironmentAccess]] = {}
    for access in evidence.environment:
        if access.zone is Zone.PRODUCTION and access.access == "write" and access.key and access.surface != "test":
            written.setdefault(access.key, []).append(access)
    named = {use.value: use.count for use in standing(evidence.strings, written)}
    for key, found in written.items():
        if key not in read and named.get(key, 0) <= len(found):
            yield _draft(evidence, found[0], key, len(found))


def _draft(evidence: Evidence, access: EnvironmentAccess, key: str, places: int) -> Draft:
    module = evidence.codebase.modules[access.path].module
    return Draft(
        path=access.path,
        line=access.line,
        symbol=f"{module}.{access.function}" if access.function else module,
        message=f"{key} is written to the environment and nothing in the code base reads it.",
        evidence=f"written in {places} place{'s' if places > 1 else ''}, named nowhere else",
        confidence=0.6,
    )


RULE = Rule(
    name="environment-only-written",
    severity=Severity.INFO,
    summary="A variable of the environment is set and never read.",
    why="Either a library or a child process reads it, which should be written down, or it does nothing.",
    fix="Say who reads it, or remove the line.",
    check=_check,
    examples=(
        Example(
            "Set for nobody",
            {"shop/__init__.py": "", "shop/a.py": "import os\n\nos.environ['SHOP_MODE'] = 'fast'\n"},
            (("shop/a.py", 3),),
        ),
        Example(
            "Read elsewhere, or named in a list of what is read",
            {
                "shop/__init__.py": "",
                "shop/a.py": "import os\n\nos.environ['SHOP_MODE'] = 'fast'\nos.environ['SHOP_PORT'] = '1'\n",
                "shop/b.py": "import os\n\nmode = os.environ['SHOP_MODE']\nKEYS = ['SHOP_PORT']\n",
            },
        ),
    ),
    limits="Readers outside the code base are not seen; a key that is named anywhere else counts as read.",
)
