"""Where Managers and Registries are used."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from archgraph.analyses import usages as usages_module
from archgraph.analyses.mro.linearize import linearize
from archgraph.analyses.roles.role import classify
from archgraph.analyses.usages import usages
from archgraph.analyses.use.flow import Flow
from archgraph.analyses.use.reach import Reach
from archgraph.model.codebase import ClassKey
from archgraph.model.results.roles import Usage
from archgraph.model.settings import Settings
from tests.worlds import codebase

CART = """
class CartManager:
    def add(self): ...

manager = CartManager()

def get_manager():
    return manager
"""

LATE = """
from shop.cart import CartManager

def make():
    global kept
    kept = CartManager()
"""


def found(root: Path, source: str, path: str = "shop/app.py", **files: str) -> list[tuple[str, int, bool]]:
    """(what, line, via alias) of the usages of CartManager in one file."""
    tree = {"shop/__init__.py": "from shop.cart import CartManager as Carts\n", "shop/cart.py": CART, path: source}
    tree["shop/late.py"] = LATE
    tree |= {f"shop/{name}.py": text for name, text in files.items()}
    return [(u.what, u.line, u.via_alias) for u in rows(root, tree) if u.path == path]


def rows(root: Path, tree: dict[str, str]) -> tuple[Usage, ...]:
    """All usages in a tree: the same whether names out of reach are left out or all are resolved."""
    base = codebase(root, tree)
    roles = classify(base, linearize(base), Settings())
    with patch.object(usages_module, "_FEW", 0):
        within_reach = usages(base, roles)
    with patch.object(usages_module, "_FEW", len(base.modules)):
        assert usages(base, roles) == within_reach
    return within_reach


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from shop.cart import CartManager", [("import", 1, False)]),
        ("from shop import Carts", [("import", 1, True)]),
        ("from shop.cart import CartManager as C\nC()", [("import", 1, True), ("instantiate", 2, True)]),
        ("import shop.cart\nshop.cart.CartManager()", [("instantiate", 2, False)]),
        ("import shop.cart as c\nc.CartManager()", [("instantiate", 2, False)]),
        ("from shop import cart\ncart.CartManager()", [("instantiate", 2, False)]),
        ("from .cart import CartManager\nclass A(CartManager): ...", [("import", 1, False), ("subclass", 2, False)]),
        ("from shop.cart import manager\nmanager.add()", [("import", 1, True), ("call", 2, True)]),
        ("from shop.cart import get_manager\nget_manager()", [("import", 1, True), ("call", 2, True)]),
        (
            "from shop.cart import get_manager\ndef f():\n    m = get_manager()\n    m.add()",
            [("import", 1, True), ("call", 3, True), ("call", 4, True)],
        ),
        ("from shop.cart import *\nCartManager()", [("instantiate", 2, False)]),
        ("from shop.late import kept\nkept.add()", [("import", 1, True), ("call", 2, True)]),
        ("def test_a(mocker):\n    mocker.patch('shop.cart.CartManager')", [("patch", 2, False)]),
        ("from shop.cart import CartManager\nCartManager.add()", [("import", 1, False), ("call", 2, False)]),
        ("from shop.cart import CartManager\nx.register(CartManager)", [("import", 1, False), ("register", 2, False)]),
        (
            "from shop.cart import CartManager\ndef f(m: CartManager): ...",
            [("import", 1, False), ("annotate", 2, False)],
        ),
        ("class CartManager: ...\nCartManager()", [("instantiate", 2, False)]),
        ("def f(CartManager):\n    CartManager()", []),
        ("CartManager = 1\nprint(CartManager)", []),
        ("from shop.elsewhere import manager\nmanager.add()", []),
        ("import json\nm = json.CartManager()\nm.add()", []),
        ("import json as kept\nimport shop.cart as kept\nkept.CartManager()", [("instantiate", 3, False)]),
        (
            "import json\ndef f():\n    from shop import cart as json\n    json.CartManager()",
            [("instantiate", 4, False)],
        ),
        (
            "import json\nfrom shop.cart import CartManager\njson.CartManager = CartManager\njson.CartManager()",
            [("import", 2, False), ("instantiate", 4, False)],
        ),
    ],
)
def test_every_way_to_use_a_class_is_followed(
    tmp_path: Path, source: str, expected: list[tuple[str, int, bool]]
) -> None:
    assert found(tmp_path, source, elsewhere="manager = object()\n") == expected


def test_a_class_that_holds_a_manager_leads_to_it_wherever_it_is_imported(tmp_path: Path) -> None:
    tree = {
        "shop/__init__.py": "",
        "shop/cart.py": "class CartManager:\n    def all(self): ...\nclass Cart:\n    objects = CartManager()\n",
        "shop/big.py": "from shop.cart import Cart\nclass BigCart(Cart): ...\n",
        "shop/page.py": "from shop.cart import Cart\ndef f():\n    return Cart.objects.all()\n",
        "shop/list.py": "from shop.big import BigCart\ndef f():\n    return BigCart.objects.all()\n",
    }
    calls = [(u.path, u.line) for u in rows(tmp_path, tree) if u.what == "call"]
    assert calls == [("shop/list.py", 3), ("shop/page.py", 3)]


def test_what_has_the_name_of_a_manager_elsewhere_is_not_looked_at(tmp_path: Path) -> None:
    tree = {
        "shop/__init__.py": "",
        "shop/cart.py": CART,
        "shop/errors.py": "class CartManager(Exception): ...\n",
        "shop/page.py": "from shop.cart import CartManager\nCartManager()\n",
        "shop/till.py": "from shop.errors import CartManager\nCartManager()\n",
    }
    assert {u.path for u in rows(tmp_path, tree)} == {"shop/cart.py", "shop/page.py"}
    base = codebase(tmp_path)
    reach = Reach(Flow(base), [ClassKey("shop.cart.CartManager", "shop/cart.py", 2)])
    assert [path for path in tree if reach.holds_any(path)] == ["shop/cart.py", "shop/page.py"]


def test_patches_by_name_reach_the_class(tmp_path: Path) -> None:
    source = "from unittest.mock import patch\n\n@patch('shop.cart.CartManager.add')\ndef test_a(add): ...\n"
    assert found(tmp_path, source, "tests/test_cart.py") == [("patch", 3, False)]


def test_a_registering_decorator_is_a_usage_of_the_class_it_decorates(tmp_path: Path) -> None:
    tree = {"shop/__init__.py": "", "shop/a.py": "@plugins.register('cart')\nclass CartManager: ...\n"}
    assert [(u.target, u.what) for u in rows(tmp_path, tree)] == [("shop.a.CartManager", "register")]


def test_functions_that_return_each_other_come_to_an_end(tmp_path: Path) -> None:
    tree = {
        "shop/__init__.py": "",
        "shop/a.py": "from shop.b import b_manager\nclass AManager: ...\ndef a_manager():\n    return b_manager()\n",
        "shop/b.py": "from shop.a import a_manager\ndef b_manager():\n    return a_manager()\n",
    }
    assert rows(tmp_path, tree) == ()


def test_usages_name_symbol_target_and_zone(tmp_path: Path) -> None:
    tree = {
        "shop/__init__.py": "",
        "shop/cart.py": CART,
        "tests/test_a.py": "from shop.cart import CartManager\ndef test_a():\n    CartManager()\n",
    }
    last = rows(tmp_path, tree)[-1]
    assert (last.target, last.symbol, last.zone.value) == ("shop.cart.CartManager", "tests.test_a.test_a", "test")
