"""Classes by what people call them."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.mro.search import near, search
from tests.worlds import codebase

WORLD = {
    "shop/__init__.py": "from shop.core import CoreManager as Core\n",
    "shop/core.py": "class CoreManager:\n    class Inner:\n        x = 1\n\nclass Twice: ...\nclass Twice: ...\n",
    "shop/more.py": "class CoreManager: ...\n",
    "core.py": "class Loner: ...\n",
}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("shop.core.CoreManager", ["shop.core.CoreManager:1"]),
        ("core.CoreManager", ["shop.core.CoreManager:1"]),
        ("CoreManager", ["shop.core.CoreManager:1", "shop.more.CoreManager:1"]),
        ("Inner", ["shop.core.CoreManager.Inner:2"]),
        ("Twice", ["shop.core.Twice:6"]),
        ("shop/core.py:5", ["shop.core.Twice:5"]),
        ("./shop/core.py:3", ["shop.core.CoreManager.Inner:2"]),
        ("shop.Core", ["shop.core.CoreManager:1"]),
        ("shop.core", []),
        ("Manager", []),
        ("shop.nowhere.X", []),
        ("shop/core.py:99", []),
        ("", []),
    ],
)
def test_a_class_is_found_by_name_end_of_name_place_and_alias(tmp_path: Path, name: str, found: list[str]) -> None:
    keys = search(codebase(tmp_path, WORLD), name)
    assert [f"{key.class_}:{key.line}" for key in keys] == found


def test_an_instance_leads_to_its_class(tmp_path: Path) -> None:
    files = {"a.py": "class Manager: ...\nmanager = Manager()\n"}
    assert [key.class_ for key in search(codebase(tmp_path, files), "a.manager")] == ["a.Manager"]


def test_near_names_do_not_mind_case(tmp_path: Path) -> None:
    assert near(codebase(tmp_path, WORLD), "shop.coremanger") == ("CoreManager",)
