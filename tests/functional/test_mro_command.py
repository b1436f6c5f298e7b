"""`archgraph mro`: which class is meant, and what is said about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archgraph.cli.mro import command
from archgraph.errors import InputError
from tests.builders import tree

WORLD = {
    "shop/__init__.py": "from shop.stock import StockManager as Stock\n",
    "shop/base.py": "from abc import ABC, abstractmethod\n"
    "class BaseManager(ABC):\n"
    "    def start(self, timeout=1): ...\n"
    "    def stop(self): ...\n"
    "    @abstractmethod\n"
    "    def load(self): ...\n",
    "shop/stock.py": "from collections import UserDict\nfrom shop.base import BaseManager\n"
    "class StockManager(BaseManager, UserDict):\n"
    "    async def start(self): return await super().start()\n"
    "    class Inner: ...\n",
    "shop/old.py": "class StockManager:\n    def run(self): ...\n",
    "shop/knot.py": "class A: ...\nclass B(A): ...\nclass Knot(A, B): ...\n",
    "shop/events.py": "class EventRegistry:\n    def __init__(self): self._items = {}\n"
    "    def register(self, name, item): self._items[name] = item\n    def get(self, name): return self._items[name]\n",
}


def run(tmp_path: Path, *arguments: str) -> Result:
    """Call the command on the world below; errors come as exceptions."""
    code = tree(tmp_path / "code", WORLD)
    given = [str(code), *arguments, "--no-cache", "--jobs", "1"]
    result = CliRunner().invoke(command, given, standalone_mode=False)
    if result.exception:
        raise result.exception
    return result


def test_a_class_is_printed_with_its_tree_its_lanes_and_what_it_changes(tmp_path: Path) -> None:
    text = run(tmp_path, "shop.stock.StockManager").output
    assert text.startswith("shop.stock.StockManager  shop/stock.py:3\n  MRO complete\n  ├─ shop.base.BaseManager\n")
    assert "collections.UserDict" in text
    assert "start  of shop.base.BaseManager: calls it; async; drops timeout" in text
    assert "cannot be instantiated: load abstract and not implemented" in text


def test_json_lists_every_member_with_its_provider_external_ones_too(tmp_path: Path) -> None:
    (shown,) = json.loads(run(tmp_path, "shop.stock.StockManager", "--output-format", "json").output)
    providers = {member["member"]: member["defined_in"] for member in shown["members"]}
    assert (providers["start"], providers["stop"]) == ("shop.stock.StockManager", "shop.base.BaseManager")
    assert providers["copy"] == "collections.UserDict"
    assert providers["pop"].endswith(".MutableMapping")
    assert "abstract" in {issue["kind"] for issue in shown["issues"]}


def test_an_ambiguous_bare_name_lists_the_candidates(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        run(tmp_path, "StockManager")
    assert "any of 2 classes" in str(caught.value)
    assert "  shop.old.StockManager  (shop/old.py:1)\n  shop.stock.StockManager  (shop/stock.py:3)" in str(caught.value)


@pytest.mark.parametrize("name", ["stock.StockManager", "shop/stock.py:4", "shop.Stock"])
def test_a_class_is_found_by_the_end_of_its_name_by_its_place_and_by_an_alias(tmp_path: Path, name: str) -> None:
    assert run(tmp_path, name).output.startswith("shop.stock.StockManager ")


def test_a_place_inside_a_nested_class_means_the_nested_one(tmp_path: Path) -> None:
    assert run(tmp_path, "shop/stock.py:5").output.startswith("shop.stock.StockManager.Inner ")


def test_an_unknown_class_suggests_near_names(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Did you mean EventRegistry"):
        run(tmp_path, "shop.EventRegistri")


def test_an_impossible_mro_is_explained_with_its_repair(tmp_path: Path) -> None:
    text = run(tmp_path, "Knot").output
    assert "MRO inconsistent" in text
    assert "Repair: " in text
    assert "class Knot(B)" in text


def test_role_and_family_choose_classes_and_narrow_names(tmp_path: Path) -> None:
    registries = run(tmp_path, "--role", "registry").output
    assert "shop.events.EventRegistry" in registries
    assert "StockManager" not in registries
    both = json.loads(run(tmp_path, "--output-format", "json").output)
    assert {"shop.events.EventRegistry", "shop.old.StockManager"} <= {shown["class"] for shown in both}
    family = json.loads(run(tmp_path, "--family", "stock manager", "--output-format", "json").output)
    assert [shown["class"] for shown in family] == ["shop.old.StockManager", "shop.stock.StockManager"]
    with pytest.raises(InputError, match=r"There are: .*manager.*registry"):
        run(tmp_path, "--role", "wizard")


def test_drawings_number_the_mro_and_join_several_classes(tmp_path: Path) -> None:
    one = run(tmp_path, "shop.stock.StockManager", "--output-format", "mermaid").output
    assert one.startswith("flowchart BT")
    assert "UserDict" in one
    several = run(tmp_path, "--role", "manager", "--output-format", "dot").output
    assert several.lstrip().startswith(("//", "digraph"))
    assert several.count("StockManager") >= 2


def test_markdown_has_a_section_per_class(tmp_path: Path) -> None:
    text = run(tmp_path, "Knot", "shop.stock.StockManager", "--output-format", "markdown").output
    assert "## Knot" in text
    assert "## StockManager" in text
    assert "`start` replaces that of `shop.base.BaseManager`: async; drops timeout." in text


def test_a_code_base_without_any_manager_is_no_mistake(tmp_path: Path) -> None:
    code = tree(tmp_path / "plain", {"a.py": "class Plain: ...\n"})
    for output_format, expected in (("text", "There is no Manager and no Registry here.\n"), ("json", "[]\n")):
        given = [str(code), "--no-cache", "--jobs", "1", "--output-format", output_format]
        result = CliRunner().invoke(command, given, standalone_mode=False)
        assert (result.exception, result.output) == (None, expected)


def test_files_broken_inside_functions_are_known_as_an_audit_knows_them(tmp_path: Path) -> None:
    files = {
        "shop/torn.py": "class A:\n    def f(self):\n        x = 1\n        return x +\n\n    def g(self): return 2\n",
        "shop/sound.py": "from shop.torn import A\nclass StockManager(A):\n    def g(self, more): return super().g()\n"
        "    def add(self, item): self.items.append(item)\n",
    }
    given = [
        str(tree(tmp_path / "code", files)),
        "StockManager",
        "--no-cache",
        "--jobs",
        "1",
        "--output-format",
        "json",
    ]
    by_name, by_role = (
        CliRunner().invoke(command, [*given, *more], standalone_mode=False).stdout
        for more in ((), ("--role", "manager"))
    )  # the second reads all files whole
    assert json.loads(by_name)[0]["members"] == json.loads(by_role)[0]["members"]
    assert "shop.torn.A" in by_name


@pytest.mark.parametrize("more", [(), ("--role", "manager")])
def test_files_with_syntax_errors_are_told_beside_the_answer_and_not_to_the_quiet(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    files = {
        "shop/torn.py": "class A:\n    def f(self):\n        return x +\n",
        "shop/other.py": "def f():\n    return x +\n",
        "shop/sound.py": "from shop.torn import A\nclass StockManager(A):\n    def g(self): return 1\n",
        "shop/bytes.py": b"\xff\x00\xfe\x01",
    }
    given = [str(tree(tmp_path / "code", files)), "StockManager", "--no-cache", "--jobs", "1", *more]
    told = CliRunner().invoke(command, given, standalone_mode=False)
    assert told.stderr == (
        "1 file of these MROs has a syntax error and was read as far as possible (shop/torn.py); "
        "1 file could not be read at all (shop/bytes.py): what stands there may be missing.\n"
    )
    quiet = CliRunner().invoke(command, [*given, "--quiet"], standalone_mode=False)
    assert (quiet.stderr, quiet.stdout) == ("", told.stdout)
