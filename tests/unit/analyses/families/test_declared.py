"""What docstrings say about which class takes the place of which."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.model.consolidation import Kin
from tests.plans import class_source, kindred

NEW = class_source("StockKeeper", "reserve_goods", "release_goods")


def old(docstring: str = "") -> str:
    """A class of another name and API, with what it says about itself."""
    return f'class DepotManager:\n    """{docstring}"""\n    def __init__(self):\n        self.shelves = []\n'


def tie(root: Path, files: dict[str, str]) -> Kin | None:
    """What ties the two classes, if anything does."""
    families = kindred(root, {"shop/__init__.py": "", "shop/new.py": NEW, **files}).families
    return next((kin for family in families for kin in family.kin), None)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(old("Deprecated: use StockKeeper instead."), id="the old class says so"),
        pytest.param('"""DepotManager has been merged into StockKeeper."""\n' + old(), id="the old module says so"),
    ],
)
def test_what_is_called_deprecated_belongs_to_its_successor(tmp_path: Path, source: str) -> None:
    kin = tie(tmp_path, {"shop/old.py": source})
    assert kin is not None
    assert kin.declared
    assert kin.successor is not None
    assert kin.successor.class_ == "shop.new.StockKeeper"
    assert "StockKeeper takes the place of DepotManager (+4.0)" in kin.evidence[0]


def test_what_means_to_consolidate_others_is_kin_to_them_but_not_yet_their_successor(tmp_path: Path) -> None:
    new = NEW.replace("StockKeeper at work.", "Consolidates:\n    - DepotManager\n    - depot_tools.py\n    ")
    kin = tie(tmp_path, {"shop/old.py": old("Depots."), "shop/new.py": new})
    assert kin is not None
    assert kin.declared
    assert kin.successor is None


@pytest.mark.parametrize(
    "docstring",
    [
        pytest.param("Depots; see StockKeeper for stocks.", id="a mention"),
        pytest.param("Simplifies the merging logic: there always is a StockKeeper.", id="a noun"),
        pytest.param("Deprecated.\n\n    Works with StockKeeper.", id="another line"),
        pytest.param("Deprecated: use StockRoom instead.", id="a class that is not there"),
    ],
)
def test_a_name_that_is_only_mentioned_ties_nothing(tmp_path: Path, docstring: str) -> None:
    assert tie(tmp_path, {"shop/old.py": old(docstring)}) is None


def test_another_service_is_not_meant(tmp_path: Path) -> None:
    files = {"depot/__init__.py": "", "depot/old.py": old("Deprecated: use StockKeeper instead.")}
    assert tie(tmp_path, files) is None


def test_what_is_deprecated_of_a_parameter_says_nothing_of_the_class(tmp_path: Path) -> None:
    lines = (
        "A mapping.",
        "",
        "Args:",
        "    kind (NodeType): DEPRECATED, use NodeType.",
        "    :param kind: replaced by NodeType",
    )
    doc = '"""' + "\n    ".join(lines) + '"""'
    files = {
        "shop/__init__.py": "",
        "shop/one.py": f"class InputMapping:\n    {doc}\n    def fit(self): return 1\n",
        "shop/two.py": "class NodeType:\n    def check(self): return 2\n",
    }
    assert not kindred(tmp_path, files).families


def test_what_stands_in_a_class_is_not_that_class(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/one.py": "class DeltaFormat:\n    '''Deprecated: use TableFormat.DeltaFormat.'''\n    def fit(self): return 1\n",
        "shop/two.py": "class TableFormat:\n    def check(self): return 2\n",
    }
    assert not kindred(tmp_path / "inside", files).families
    files["shop/one.py"] = files["shop/one.py"].replace("TableFormat.DeltaFormat", "TableFormat")
    assert kindred(tmp_path / "class", files).families
