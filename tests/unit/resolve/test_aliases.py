"""The names under which modules hold a class."""

from __future__ import annotations

from archgraph.model.codebase import Alias, ClassKey
from archgraph.resolve.aliases import aliases
from tests.linked import linked

FILES = {
    "core/__init__.py": "from .manager import Manager\n",
    "core/manager.py": (
        "class Manager: pass\nBoss = Manager\nmanager = Manager()\ndef get_manager():\n    return manager\n"
        "def make():\n    return Manager()\n"
    ),
    "a.py": "from core import Manager as M\n",
    "b.py": "from core.manager import manager, get_manager\nfrom core import Manager\n",
    "c.py": "from b import Manager\n",
}
KEY = ClassKey("core.manager.Manager", "core/manager.py", 1)


def found() -> dict[str, Alias]:
    """The aliases of the Manager, by name."""
    return {alias.name: alias for alias in aliases(linked(FILES), frozenset({KEY}))}


def test_each_name_says_how_it_came_to_be() -> None:
    assert {name: (alias.how, alias.hops, alias.importers) for name, alias in found().items()} == {
        "a.M": ("import_as", 2, 0),
        "b.Manager": ("re_export", 2, 1),
        "core.Manager": ("re_export", 1, 2),
        "core.manager.Boss": ("assignment", 1, 0),
        "core.manager.get_manager": ("call", 2, 1),
        "core.manager.make": ("call", 1, 0),
        "core.manager.manager": ("instance", 1, 1),
        "b.get_manager": ("call", 3, 0),
        "b.manager": ("instance", 2, 0),
    }


def test_an_alias_tells_where_it_is_bound() -> None:
    alias = found()["core.manager.Boss"]
    assert (alias.class_, alias.class_path, alias.path, alias.line) == (KEY.class_, KEY.path, "core/manager.py", 2)


def test_names_that_are_bound_again_to_something_else_do_not_count() -> None:
    files = {"m.py": "class A: pass\nB = A\nB = int\n"}
    assert aliases(linked(files), frozenset({ClassKey("m.A", "m.py", 1)})) == ()
