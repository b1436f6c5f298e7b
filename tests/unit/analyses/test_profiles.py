"""Managers and Registries in detail."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.mro.linearize import linearize
from archgraph.analyses.profiles import profiles
from archgraph.analyses.roles.role import classify
from archgraph.analyses.usages import usages
from archgraph.model.results.roles import Profile
from archgraph.model.settings import Settings
from tests.worlds import codebase


def profiled(root: Path, files: dict[str, str]) -> dict[str, Profile]:
    """The profiles of a package, by bare class name."""
    base = codebase(root, {"shop/__init__.py": "", **files})
    mros = linearize(base)
    roles = classify(base, mros, Settings())
    return {p.key.class_.rpartition(".")[2]: p for p in profiles(base, mros, roles, usages(base, roles))}


def one(root: Path, source: str) -> Profile:
    """The profile of CartManager in a package of one file."""
    return profiled(root, {"shop/cart.py": source})["CartManager"]


def test_a_profile_lists_methods_and_state(tmp_path: Path) -> None:
    profile = one(
        tmp_path,
        "class CartManager:\n    limit = 3\n    def __init__(self):\n        self.items = []\n"
        "    def add(self): self.total = 1\n"
        "    async def pay(self): ...\n    async def _send(self): ...\n    @property\n    def size(self): return 1\n",
    )
    assert profile.public_methods == ("add", "pay")
    assert profile.async_methods == ("pay", "_send")
    assert profile.state == ("items", "total")
    assert (profile.domain, profile.family, profile.lines) == ("cart", "cart manager", 9)


@pytest.mark.parametrize(
    ("body", "locks"),
    [
        ("self._lock = threading.Lock()", ("_lock: threading.Lock",)),
        ("self._lock = asyncio.Lock()", ("_lock: asyncio.Lock",)),
        ("self._lock = RLock()", ("_lock: threading.RLock",)),
        ("self._locks: dict[str, asyncio.Lock] = {}", ("_locks: asyncio.Lock",)),
        ("self._locks = defaultdict(asyncio.Lock)", ("_locks: asyncio.Lock",)),
        ("with guard:\n            self.a = 1", ("guard: threading.Lock",)),
        ("self._lock = Lock()", ()),
        ("self.blocked = threading.Blockade()", ()),
    ],
)
def test_locks_are_told_with_their_library(tmp_path: Path, body: str, locks: tuple[str, ...]) -> None:
    imports = "import asyncio, threading\nfrom collections import defaultdict\nfrom threading import RLock\n"
    source = f"{imports}guard = threading.Lock()\nclass CartManager:\n    def __init__(self):\n        {body}\n"
    assert one(tmp_path, source).locks == locks


@pytest.mark.parametrize(
    ("body", "shared"),
    [
        ("items = {}", ("items",)),
        ("items: list = []", ("items",)),
        ("DEFAULTS = {}", ()),
        ("CACHE = {}\n    def add(self): self.CACHE['a'] = 1", ("CACHE",)),
        ("name = 'a'", ()),
        ("current = None\n    @classmethod\n    def set(cls): cls.current = 1", ("current",)),
    ],
)
def test_class_state_counts_when_it_changes(tmp_path: Path, body: str, shared: tuple[str, ...]) -> None:
    assert one(tmp_path, f"class CartManager:\n    {body}\n").mutable_class_state == shared


@pytest.mark.parametrize(
    ("source", "lifetime"),
    [
        ("class CartManager: ...\nmanager = CartManager()", "process"),
        (
            "class CartManager: ...\n_m = None\ndef get():\n    global _m\n    _m = CartManager()\n    return _m",
            "process",
        ),
        (
            "class CartManager:\n    _instance = None\n    def __new__(cls):\n"
            "        cls._instance = object.__new__(cls)\n        return cls._instance",
            "process",
        ),
        ("class CartManager:\n    def __init__(self, user_id): ...", "user"),
        ("class CartManager:\n    def __init__(self, request): ...", "request"),
        ("class CartManager:\n    def __init__(self, user_id): ...\nmanager = CartManager(1)", "process"),
        ("class CartManager: ...\ndef f():\n    manager = CartManager()", "unknown"),
    ],
)
def test_the_lifetime_is_that_of_the_longest_living_instance(tmp_path: Path, source: str, lifetime: str) -> None:
    profile = one(tmp_path, source)
    assert profile.lifetime == lifetime
    assert any(sentence.startswith(f"lifetime {lifetime}: ") for sentence in profile.evidence)


def test_importers_and_instances_are_counted_through_aliases_by_zone(tmp_path: Path) -> None:
    found = profiled(
        tmp_path,
        {
            "shop/cart.py": "class CartManager: ...\nclass BigCart(CartManager): ...\nmanager = CartManager()\n",
            "shop/way.py": "from shop.cart import CartManager as C\nc = C()\n",
            "shop/app.py": "from shop.way import C\nfrom shop.cart import manager\nC()\n",
            "tests/test_cart.py": "from shop.cart import CartManager\ndef test_a():\n    CartManager()\n",
        },
    )["CartManager"]
    assert (found.importers_production, found.importers_test) == (2, 1)
    assert (found.instantiations_production, found.instantiations_test) == (3, 1)
    assert found.instances == ("shop.cart.manager", "shop.way.c")
    assert found.subclasses == ("shop.cart.BigCart",)


def test_a_module_that_uses_a_class_through_its_module_imports_it(tmp_path: Path) -> None:
    found = profiled(
        tmp_path,
        {
            "shop/cart.py": "class CartManager: ...\ndef get_manager():\n    return CartManager()\n",
            "shop/app.py": "from shop import cart\n\ndef run():\n    return cart.CartManager()\n",
            "shop/big.py": "import shop.cart\nclass BigCart(shop.cart.CartManager): ...\n",
            "shop/far.py": "from shop import cart\n\ndef run(cart):\n    return cart.CartManager()\n",
            "tests/test_cart.py": "from unittest.mock import patch\n@patch('shop.cart.CartManager')\ndef test_a(c): ...\n",
        },
    )["CartManager"]
    assert (found.importers_production, found.importers_test) == (2, 0)


def test_an_instance_in_a_test_says_nothing_about_the_lifetime_in_production(tmp_path: Path) -> None:
    test = "from shop.cart import CartManager\nmanager = CartManager()\n"
    files = {"shop/cart.py": "class CartManager: ...\n", "tests/test_cart.py": test}
    profile = profiled(tmp_path, files)["CartManager"]
    assert (profile.lifetime, profile.instances) == ("unknown", ("tests.test_cart.manager",))


HELD = "class CartManager: ...\n"


@pytest.mark.parametrize(
    ("source", "lifetime", "why"),
    [
        (
            "class Shop:\n    def __init__(self):\n        self.carts = CartManager()\nshop = Shop()\n",
            "process",
            "`Shop` holds it in `self.carts` (shop/cart.py:4), and of `Shop`: `shop.cart.shop` holds one (shop/cart.py:5)",
        ),
        (
            "class Base:\n    def __init__(self):\n        self.carts = CartManager()\nclass Shop(Base): ...\nshop = Shop()\n",
            "process",
            "`Base` holds it in `self.carts`",
        ),
        (
            "class Shop:\n    def __init__(self, user_id):\n        self.carts = CartManager()\n",
            "user",
            "of `Shop`: its constructor takes `user_id`",
        ),
        (
            "class Inner:\n    def __init__(self):\n        self.carts = CartManager()\n"
            "class Shop:\n    def __init__(self):\n        self.inner = Inner()\nshop = Shop()\n",
            "process",
            "of `Inner`: `Shop` holds it in `self.inner`",
        ),
        (
            "@router.get('/carts')\ndef carts():\n    manager = CartManager()\n",
            "request",
            "`carts` makes it for a request",
        ),
        ("def carts(req: Request):\n    return CartManager()\n", "request", "`carts` makes it for a request"),
        (
            "def create_for(user_id):\n    return CartManager()\n",
            "user",
            "`create_for` makes it for its parameter `user_id`",
        ),
        (
            "def f(user_id):\n    manager = CartManager()\n",
            "unknown",
            "the place that makes one does not say what becomes of it (shop/cart.py:3)",
        ),
        ("", "unknown", "nothing in production makes an instance"),
        (
            "class Shop:\n    def __init__(self):\n        self.carts = CartManager()\n",
            "unknown",
            "`Shop` holds it in `self.carts` (shop/cart.py:4), and nothing tells how long that lives",
        ),
        (
            "def a(user_id):\n    CartManager(user_id=user_id)\ndef c(request_id):\n    CartManager(request_id)\n",
            "unknown",
            "some places make one for a user, others one for a request",
        ),
        (
            "_made = {}\ndef get(kind):\n    if kind not in _made:\n        _made[kind] = CartManager()\n"
            "    return _made[kind]\n",
            "process",
            "`get` puts it into what the module keeps (shop/cart.py:5)",
        ),
        (
            "def get(kind):\n    made = {}\n    made[kind] = CartManager()\n    return made\n",
            "unknown",
            "does not say what becomes of it",
        ),
        (
            "class Shop:\n    def __init__(self):\n        self.carts = {}\n    def add(self, kind):\n"
            "        self.carts[kind] = CartManager()\nshop = Shop()\n",
            "process",
            "`Shop` holds it in `self.carts[]`",
        ),
        (
            "class Context:\n    def __init__(self, user_id): ...\ndef pay(context: 'Context | None'):\n"
            "    CartManager(context)\n",
            "user",
            "it is made with `context`, whose class `Context` has `user_id` (shop/cart.py:5)",
        ),
        (
            "class Context:\n    user_id: str\n    request_id: str\nasync def pay(context: Optional[Context]):\n"
            "    CartManager(context)\n",
            "request",
            "whose class `Context` has `request_id`",
        ),
        (
            "class Carts:\n    @classmethod\n    def one(cls):\n        cls._one = CartManager()\n"
            "def of(user_id):\n    return CartManager(user_id)\n",
            "process",
            "class attribute `_one` (shop/cart.py:5), and another for one user: it is made with `user_id` (shop/cart.py:7)",
        ),
        ("def pay(context: dict):\n    CartManager(context)\n", "unknown", "does not say what becomes of it"),
        (
            "@lru_cache\ndef manager():\n    return CartManager()\n",
            "process",
            "`manager` makes it and keeps what it returns",
        ),
        (
            "_shop = None\ndef shop():\n    global _shop\n    carts = CartManager()\n    _shop = Shop(carts)\n",
            "process",
            "`shop` puts it into what the module keeps",
        ),
        ("def start(app):\n    app.state.carts = CartManager()\n", "process", "it is kept in `app.state.carts`"),
        (
            "class Factory:\n    @classmethod\n    def one(cls):\n        cls._one = CartManager()\n        return cls._one\n",
            "process",
            "it is kept in the class attribute `_one`",
        ),
        (
            "@router.get('/a')\ndef a():\n    CartManager()\ndef b():\n    CartManager()\n",
            "unknown",
            "1 of the 2 places that make one does not say what becomes of it (first shop/cart.py:6)",
        ),
    ],
)
def test_where_it_is_made_tells_how_long_it_lives(tmp_path: Path, source: str, lifetime: str, why: str) -> None:
    profile = one(tmp_path, HELD + source)
    assert profile.lifetime == lifetime
    told = [sentence for sentence in profile.evidence if sentence.startswith("lifetime")]
    assert why in "".join(told)
    assert all(
        sentence.endswith(("; confidence high", "; confidence medium")) for sentence in told if lifetime != "unknown"
    )


def test_an_optional_user_does_not_hide_a_global_instance(tmp_path: Path) -> None:
    manager = "class CartManager:\n    def __init__(self, user_id=None): ...\n"
    factory = "class Carts:\n    @classmethod\n    def one(cls):\n        cls._one = CartManager()\n"
    assert one(tmp_path / "with", manager + factory).lifetime == "process"
    assert one(tmp_path / "without", manager).lifetime == "user"


def test_a_class_that_is_never_instantiated_lives_as_long_as_the_process(tmp_path: Path) -> None:
    files = {
        "shop/cart.py": "class CartManager:\n    items = {}\n    @classmethod\n    def add(cls, item): cls.items[item] = 1\n",
        "shop/app.py": "from shop.cart import CartManager\nCartManager.add(1)\n",
    }
    assert profiled(tmp_path, files)["CartManager"].lifetime == "process"
