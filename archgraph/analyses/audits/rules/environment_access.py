"""environment-access: direct access to the process environment outside its single source of truth."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.environment_source import source_of
from archgraph.model.results.environment import EnvironmentAccess
from archgraph.model.results.findings import Severity
from archgraph.model.settings import Settings
from archgraph.model.source import Zone

_TESTS = (Zone.TEST, Zone.TESTINFRA)
_VERBS = {"read": "reads", "write": "writes", "delete": "deletes", "pass": "passes on"}


def _check(evidence: Evidence) -> Iterator[Draft]:
    source = source_of(evidence.codebase, evidence.settings)
    for access in evidence.environment:
        if access.surface == "test" or access.allowed or not _matters(access):
            continue
        module = evidence.codebase.modules[access.path].module
        yield Draft(
            path=access.path,
            line=access.line,
            symbol=f"{module}.{access.function}" if access.function else module,
            message=f"{access.function or module} {_VERBS[access.access]} {_what(access)}.",
            evidence=f"{access.through}, {access.operation}"
            + (f", default {access.default}" if access.default else ""),
            fix=source.instead_of(access) if source else "",
            severity=Severity.INFO if access.zone in _TESTS else None,
        )


def _matters(access: EnvironmentAccess) -> bool:
    """Tests may look at the environment; what they change there, other tests find."""
    return access.zone not in _TESTS or access.access in ("write", "delete")


def _what(access: EnvironmentAccess) -> str:
    return f"the environment variable {access.key}" if access.key else "the environment"


_ALLOWED = Settings(environment_allowed=("shop.settings",))
_READ = "import os\n\nprice = os.environ.get('PRICE', '1')\n"

RULE = Rule(
    name="environment-access",
    severity=Severity.WARNING,
    summary="Code reads or writes the process environment directly.",
    why="Each place has its own key, default and moment of reading; tests and users of one process see each other's"
    " values. One module that reads the environment can be checked, documented and replaced.",
    fix="Ask the module that owns the settings; name it in `environment-allowed`.",
    check=_check,
    examples=(
        Example(
            "A read outside the module that owns the settings",
            {"shop/__init__.py": "", "shop/cart.py": _READ, "shop/settings.py": _READ},
            (("shop/cart.py", 3),),
            _ALLOWED,
        ),
        Example(
            "The module that owns the settings, and strings that only look like an access",
            {"shop/__init__.py": "", "shop/settings.py": _READ, "shop/cart.py": "text = \"os.environ['PRICE']\"\n"},
            settings=_ALLOWED,
        ),
        Example(
            "A test that changes it, and one that looks at it",
            {
                "shop/__init__.py": "",
                "tests/test_cart.py": "import os\n\ndef test_a():\n    os.environ['PRICE'] = '2'\n",
                "tests/test_user.py": "import os\n\ndef test_b():\n    assert os.environ['HOME']\n",
            },
            (("tests/test_cart.py", 4),),
        ),
    ),
    limits="Libraries that read the environment themselves (dotenv, pydantic-settings) are not seen here.",
)
