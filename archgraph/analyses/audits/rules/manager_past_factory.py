"""manager-past-factory: a Manager or Registry made by hand although a factory hands it out."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.topology.factories import past_factories
from archgraph.model.results.findings import Severity


def _check(evidence: Evidence) -> Iterator[Draft]:
    known = (evidence.profiles, evidence.usages, evidence.by_file)
    for usage, factory in past_factories(evidence.codebase, *known):
        name, by = usage.target.rpartition(".")[2], factory.class_.rpartition(".")[2]
        yield Draft(
            path=usage.path,
            line=usage.line,
            symbol=usage.symbol,
            message=f"{name} is made by hand past {by}, which hands it out.",
            evidence=f"{factory.path}:{factory.line} {factory.class_}",
            confidence=0.6,
            fix=f"Ask {by}.",
        )


_MANAGER = "class CartManager:\n    def __init__(self, user): ...\n    def add(self, item): ...\n    def drop(self, item): ...\n"
_FACTORY = (
    "from shop.cart import CartManager\n\nclass CartManagerFactory:\n    def create(self, user):\n"
    "        manager = CartManager(user)\n        return manager\n"
)

RULE = Rule(
    name="manager-past-factory",
    severity=Severity.INFO,
    summary="A Manager or Registry is made by hand although a factory hands it out.",
    why="What the factory sees to (whose instance it is, limits, cleaning up, one instance for all) does not happen here.",
    fix="Ask the factory.",
    check=_check,
    examples=(
        Example(
            "Made by hand in a route",
            {
                "shop/__init__.py": "",
                "shop/cart.py": _MANAGER,
                "shop/factory.py": _FACTORY,
                "shop/route.py": "from shop.cart import CartManager\n\ndef post(user):\n    return CartManager(user)\n",
            },
            (("shop/route.py", 4),),
        ),
        Example(
            "Through the factory, in another factory, in a test",
            {
                "shop/__init__.py": "",
                "shop/cart.py": _MANAGER,
                "shop/factory.py": _FACTORY,
                "shop/other.py": "from shop.cart import CartManager\n\nclass OtherFactory:\n    def make(self):\n"
                "        return CartManager(1)\n",
                "shop/route.py": "from shop.factory import CartManagerFactory\n\ndef post(user):\n"
                "    return CartManagerFactory().create(user)\n",
                "tests/test_cart.py": "from shop.cart import CartManager\n\ndef test_it():\n    CartManager(1)\n",
            },
        ),
    ),
    limits="Factories are classes whose names say so (Factory, Provider, Builder, Pool) and whose methods return the instance.",
)
