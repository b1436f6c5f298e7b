"""manager-unused: Managers and Registries of production code that no code uses."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results import Profile, Severity
from archgraph.model.source import Zone

_TESTS = frozenset({Zone.TEST, Zone.TESTINFRA})


def _check(evidence: Evidence) -> Iterator[Draft]:
    zones: dict[str, set[Zone]] = {}
    for usage in evidence.usages:
        zones.setdefault(usage.target, set()).add(usage.zone)
    for profile in evidence.profiles:
        found = zones.get(profile.key.class_, set())
        if profile.zone is not Zone.PRODUCTION or profile.double or found - _TESTS or profile.subclasses:
            continue
        yield Draft(
            path=profile.key.path,
            line=profile.key.line,
            symbol=profile.key.class_,
            message=f"{_name(profile)} is used by tests only." if found else f"{_name(profile)} is not used at all.",
            evidence=f"{profile.lines} lines; no import, instantiation, subclass or annotation outside tests",
            confidence=0.8,
            severity=Severity.INFO if found else None,
        )


def _name(profile: Profile) -> str:
    return profile.key.class_.rpartition(".")[2]


RULE = Rule(
    name="manager-unused",
    severity=Severity.WARNING,
    summary="A Manager or Registry of production code is not used.",
    why="It is read, maintained and counted as an alternative to the one that is in use.",
    fix="Delete it with its tests, or use it where its rival is used.",
    check=_check,
    examples=(
        Example(
            "A manager that nothing imports",
            {"shop/__init__.py": "", "shop/cart.py": "class CartManager:\n    def add(self, item): ...\n"},
            (("shop/cart.py", 1),),
        ),
        Example(
            "A manager that is used through an alias",
            {
                "shop/__init__.py": "",
                "shop/cart.py": "class CartManager:\n    def add(self, item): ...\n",
                "shop/app.py": "from shop.cart import CartManager as Carts\n\ncarts = Carts()\n",
            },
        ),
    ),
    limits="Use by name only (plugins, configuration, getattr) is not seen: hence the confidence of 0.8.",
)
