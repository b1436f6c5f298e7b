"""What tests replace: internal logic, or what lies outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.rewrites.mocks import mocks
from tests.worlds import codebase

CODE = {
    "shop/__init__.py": "",
    "shop/cart.py": "import time\nimport requests\nfrom redis import Redis\n\n"
    "class Cart:\n    def pay(self): ...\n\ndef total(): ...\n",
    "tests/__init__.py": "",
    "tests/helpers.py": "def login(): ...\n\nclass Double: ...\n",
}


@pytest.mark.parametrize(
    ("patch", "internal", "outside"),
    [
        ("patch('shop.cart.Cart')", 1, 0),
        ("patch('shop.cart.Cart.pay')", 1, 0),
        ("patch('shop.cart.total')", 1, 0),
        ("patch.object(Cart, 'pay')", 1, 0),
        ("patch('shop.cart.requests.get')", 0, 1),
        ("patch('shop.cart.Redis')", 0, 1),
        ("patch('requests.get')", 0, 1),
        ("patch('smtplib.SMTP')", 0, 1),
        ("patch('shop.cart.time.sleep')", 0, 0),
        ("patch('time.sleep')", 0, 0),
        ("patch('tests.helpers.login')", 0, 0),
        ("patch.object(Double, 'x')", 0, 0),
        ("patch.object(cart, 'pay')", 0, 0),
        ("print('shop.cart.Cart')", 0, 0),
    ],
)
def test_a_patch_replaces_what_its_target_leads_to(tmp_path: Path, patch: str, internal: int, outside: int) -> None:
    head = "from unittest.mock import patch\nfrom shop.cart import Cart\nfrom tests.helpers import Double\n\n"
    source = f"{head}def test_it(cart):\n    with {patch}:\n        pass\n"
    found = mocks(codebase(tmp_path, {**CODE, "tests/test_cart.py": source}))
    counts = [(each.path, each.line, each.internal.total(), each.outside.total()) for each in found]
    assert counts == ([("tests/test_cart.py", 6, internal, outside)] if internal or outside else [])


def test_patches_of_production_code_do_not_count(tmp_path: Path) -> None:
    source = "from unittest.mock import patch\n\npatch('shop.cart.Cart')\n"
    assert mocks(codebase(tmp_path, {**CODE, "shop/odd.py": source})) == ()
