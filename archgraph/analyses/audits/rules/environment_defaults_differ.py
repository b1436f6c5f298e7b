"""environment-defaults-differ: one variable of the environment is read with different defaults."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.environment import EnvironmentAccess
from archgraph.model.results.findings import Severity
from archgraph.model.settings import Settings
from archgraph.model.source import Zone

_LITERAL = re.compile(r"'.+'|\".+\"|-?\d[\d._]*|True|False")
"""Defaults that can be compared; an empty text is as good as none."""


def _check(evidence: Evidence) -> Iterator[Draft]:
    reads: dict[tuple[str, str], list[EnvironmentAccess]] = {}
    for access in (*evidence.environment, *evidence.owner_reads):
        if (
            access.zone is Zone.PRODUCTION
            and access.access == "read"
            and access.key
            and _LITERAL.fullmatch(access.default)
        ):
            reads.setdefault((access.service, access.key), []).append(access)
    for (_, key), found in reads.items():
        counts = Counter(access.default for access in found)
        usual = min(counts, key=lambda default: (-counts[default], default))
        for access in found:
            if access.default != usual:
                yield _draft(evidence, access, key, next(each for each in found if each.default == usual))


def _draft(evidence: Evidence, access: EnvironmentAccess, key: str, other: EnvironmentAccess) -> Draft:
    module = evidence.codebase.modules[access.path].module
    return Draft(
        path=access.path,
        line=access.line,
        symbol=f"{module}.{access.function}" if access.function else module,
        message=f"{key} is read with the default {access.default} here and {other.default} elsewhere.",
        evidence=f"{other.path}:{other.line}",
        confidence=0.9,
    )


RULE = Rule(
    name="environment-defaults-differ",
    severity=Severity.WARNING,
    summary="A variable of the environment has different defaults in one service.",
    why="Where it is not set, parts of one service run with different values, and nothing says so.",
    fix="Read the variable in one place, with one default.",
    check=_check,
    examples=(
        Example(
            "Two defaults; the usual one stays",
            {
                "shop/__init__.py": "",
                "shop/a.py": "import os\n\nport = os.environ.get('PORT', '80')\n",
                "shop/b.py": "import os\n\nport = os.getenv('PORT', '80')\n",
                "shop/c.py": "import os\n\nport = os.getenv('PORT', '8080')\n",
            },
            (("shop/c.py", 3),),
        ),
        Example(
            "The same through the module that owns the environment",
            {
                "shop/__init__.py": "",
                "shop/settings.py": "import os\n\nclass Env:\n    def get(self, key, default=None):\n"
                "        return os.environ.get(key, default)\n\ndef get_env() -> Env:\n    return Env()\n",
                "shop/a.py": "from shop.settings import get_env\n\nport = get_env().get('PORT', '80')\n",
                "shop/b.py": "from shop.settings import get_env\n\nenv = get_env()\nport = env.get('PORT', '80')\n",
                "shop/c.py": "from shop.settings import get_env\n\nport = get_env().get('PORT', '8080')\n",
            },
            (("shop/c.py", 3),),
            Settings(environment_allowed=("shop.settings",)),
        ),
        Example(
            "One default, no default, and another one in a test",
            {
                "shop/__init__.py": "",
                "shop/a.py": "import os\n\nport = os.environ.get('PORT', '80')\nsame = os.environ.get('PORT')\n",
                "tests/test_a.py": "import os\n\ndef test_a():\n    assert os.getenv('PORT', '1')\n",
            },
        ),
    ),
    limits="Defaults are compared as written, and only literal ones. Reads through the owner count when its instance, or the"
    " function that gives it, is known by name.",
)
