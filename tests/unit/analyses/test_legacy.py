"""What is on its way out."""

from __future__ import annotations

from pathlib import Path

from archgraph.analyses.legacy import legacy
from archgraph.model.results import LegacyItem
from archgraph.model.settings import Settings
from tests.worlds import codebase


def items(root: Path, files: dict[str, str]) -> list[LegacyItem]:
    """The rows of a tree."""
    return list(legacy(codebase(root, {"shop/__init__.py": "", **files}), Settings()))


def test_names_find_their_twins(tmp_path: Path) -> None:
    classes = "class Cart: ...\nclass CartV2: ...\nclass OldOrder: ...\nclass Backup: ...\n"
    source = classes + "def f(): ...\ndef f_old(): ...\ndef f_new(): ...\n"
    found = items(tmp_path, {"shop/a.py": source})
    assert [(i.kind, i.name, i.line, i.twin) for i in found] == [
        ("class", "shop.a.CartV2", 2, "shop.a.Cart"),
        ("class", "shop.a.OldOrder", 3, ""),
        ("function", "shop.a.f_old", 6, "shop.a.f"),
    ]


def test_a_twin_in_the_same_folder_comes_before_one_elsewhere(tmp_path: Path) -> None:
    files = {
        "shop/a/x.py": "class Cart: ...\n",
        "shop/b/x.py": "class Cart: ...\n",
        "shop/b/y.py": "class LegacyCart: ...\n",
        "shop/c/y.py": "class LegacyCart: ...\n",
    }
    assert [i.twin for i in items(tmp_path, files)] == ["shop.b.x.Cart", "shop.a.x.Cart"]


def test_files_and_folders_by_name_with_their_importers(tmp_path: Path) -> None:
    files = {
        "shop/pay.py": "x = 1\n",
        "shop/pay_legacy.py": "x = 1\n",
        "shop/app.py": "from shop import pay_legacy\n",
        "shop/old/x.py": "",
    }
    found = [(i.kind, i.name, i.twin, i.callers) for i in items(tmp_path, files)]
    assert ("file", "shop.pay_legacy", "shop.pay", 1) in found
    assert ("folder", "shop/old", "", None) in found


def test_deprecations_and_their_dates(tmp_path: Path) -> None:
    source = (
        "import warnings\nfrom lib import deprecated\n\n"
        "def f():\n    warnings.warn('f is deprecated, remove by 2025-06-30', DeprecationWarning, stacklevel=2)\n\n"
        "@deprecated(sunset='2026-01-31')\ndef g(): ...\n\n"
        "@deprecated\nclass C: ...\n\n"
        "def h():\n    warnings.warn('careful')\n"
    )
    found = [(i.name, i.line, i.sunset) for i in items(tmp_path, {"shop/a.py": source}) if i.kind == "deprecation"]
    assert found == [("shop.a.f", 5, "2025-06-30"), ("shop.a.g", 7, "2026-01-31"), ("shop.a.C", 10, "")]


def test_markers_with_a_date_are_sunsets(tmp_path: Path) -> None:
    source = "# deprecated: use g\nx = 1\n# sunset: 2025-12-31\ny = 1\n# a remark\n"
    found = [(i.kind, i.line, i.sunset) for i in items(tmp_path, {"shop/a.py": source})]
    assert found == [("marker", 1, ""), ("sunset", 3, "2025-12-31")]


def test_dates_in_data_and_constants_are_sunsets_of_what_they_are_said_of(tmp_path: Path) -> None:
    source = "OLD = {\n    'SHOP_URL': {'deprecation_date': '2026-01-31'},\n}\nSUNSET_DATE = '2026-06-30'\nBORN = '2020-01-01'\n"
    found = [(i.kind, i.name, i.line, i.sunset) for i in items(tmp_path, {"shop/a.py": source}) if i.sunset]
    assert found == [("sunset", "SHOP_URL", 2, "2026-01-31"), ("sunset", "shop.a.SUNSET_DATE", 4, "2026-06-30")]
