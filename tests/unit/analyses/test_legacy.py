"""What is on its way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.legacy import legacy
from archgraph.analyses.strings import strings
from archgraph.model.results.legacy import LegacyItem
from archgraph.model.settings import Settings
from tests.worlds import codebase


def items(root: Path, files: dict[str, str]) -> list[LegacyItem]:
    """The rows of a tree."""
    world = codebase(root, {"shop/__init__.py": "", **files})
    return list(legacy(world, Settings(), strings(world)))


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
    rows = items(tmp_path, {"shop/a.py": source})
    found = [(i.name, i.line, i.sunset) for i in rows if i.kind == "deprecation"]
    assert found == [("shop.a.f", 5, "2025-06-30"), ("shop.a.g", 7, "2026-01-31"), ("shop.a.C", 10, "")]
    assert [(i.subject, i.line, i.sunset) for i in rows if i.kind == "sunset"] == [
        ("shop.a.f", 5, "2025-06-30"),
        ("shop.a.g", 7, "2026-01-31"),
    ]


def test_markers_with_a_date_are_sunsets(tmp_path: Path) -> None:
    source = "# deprecated: use g\nx = 1\n# sunset: 2025-12-31\ny = 1\n# a remark\n"
    found = [(i.kind, i.line, i.sunset) for i in items(tmp_path, {"shop/a.py": source})]
    assert found == [("marker", 1, ""), ("sunset", 3, "2025-12-31")]


def test_dates_in_data_and_constants_are_sunsets_of_what_they_are_said_of(tmp_path: Path) -> None:
    source = "OLD = {\n    'SHOP_URL': {'deprecation_date': '2026-01-31'},\n}\nSUNSET_DATE = '2026-06-30'\nBORN = '2020-01-01'\n"
    found = [(i.kind, i.name, i.line, i.sunset) for i in items(tmp_path, {"shop/a.py": source}) if i.sunset]
    assert found == [("sunset", "SHOP_URL", 2, "2026-01-31"), ("sunset", "shop.a.SUNSET_DATE", 4, "2026-06-30")]


@pytest.mark.parametrize(
    ("source", "line", "sunset", "subject"),
    [
        ("SUNSETS = {\n 'old_api': '2026-01-31'}", 2, "2026-01-31", "old_api"),
        ("from datetime import date\nREMOVE_AFTER = date(2026, 1, 31)", 2, "2026-01-31", "shop.a"),
        ("LEGACY = [('flag', '2026-01-31')]", 1, "2026-01-31", "flag"),
        ("LEGACY = [{'name': 'flag', 'expires': '2026-01-31'}]", 1, "2026-01-31", "flag"),
        ("RULES = {'x.y': {'deadline': '2026-01-31', 'replacement': 'z'}}", 1, "2026-01-31", "x.y"),
        ("Deprecation('thing', sunset='2026-01-31')", 1, "2026-01-31", "thing"),
        ("from lib import sunset\n\n@sunset('2026-01-31')\ndef f(): ...", 3, "2026-01-31", "shop.a.f"),
        ("from lib import legacy\n\n@legacy(until='2026-01-31')\nclass C: ...", 3, "2026-01-31", "shop.a.C"),
        (
            "def f(log, x):\n    log.warning(\n        f'{x} is old. '\n        'Will be removed in 3.0 (Q2 2026).')",
            4,
            "2026-06-30",
            "shop.a.f",
        ),
        (
            "def f():\n    '''Old.\n\n    Deprecated, to be removed\n    on January 31, 2026.\n    '''",
            4,
            "2026-01-31",
            "shop.a.f",
        ),
        ("# Will be removed\n# by the end of June 2026.\nx = 1", 1, "2026-06-30", "shop.a"),
        ("x = 1  # expires 2026-01-31", 1, "2026-01-31", "shop.a"),
        ("TEXT = 'the old endpoint is discontinued on 2026-01-31'", 1, "2026-01-31", "shop.a"),
    ],
)
def test_a_date_is_found_wherever_it_stands(tmp_path: Path, source: str, line: int, sunset: str, subject: str) -> None:
    rows = [row for row in items(tmp_path, {"shop/a.py": source + "\n"}) if row.kind == "sunset"]
    assert [(row.line, row.sunset, row.subject) for row in rows] == [(line, sunset, subject)]


@pytest.mark.parametrize(
    "source",
    [
        "TOKEN = {'expires_at': '2026-01-31', 'deleted_at': '2026-01-31'}",
        "# deprecated since 2026-01-31",
        "x = 1  # updated 2026-01-31, legacy code removed",
        "RELEASED = '2026-01-31'",
        "raise_error('Token expired at 2026-01-31')",
        "fake_migrations = [{'created_at': datetime(2026, 1, 31), 'updated_at': datetime(2026, 1, 31), 'deleted_at': None}]",
        "import warnings\nwarnings.filterwarnings(\n    'ignore',\n    'hash will be removed after January 2026',\n)",
    ],
)
def test_other_dates_are_no_sunsets(tmp_path: Path, source: str) -> None:
    assert [row for row in items(tmp_path, {"shop/a.py": source + "\n"}) if row.sunset] == []


def test_configuration_files_are_read_for_dates(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "[tool.shop.legacy.old_login]\nsunset = 2026-01-31\n",
        "flags.yaml": "deprecated:\n  - name: old_cart\n    until: '2026-02-28'\nnew:\n  until: '2026-03-31'\n",
        "api.json": '{\n "legacy": {\n  "v1": {"removeBy": "2026-04-30"}\n }\n}\n',
        "spec.xml": "<spec>\n <item name='old_cart'>\n  <removal_date>2026-06-30</removal_date>\n </item>\n"
        " <gone id='v1' sunset=\"2026-07-31\"/>\n <created>2026-01-01</created>\n <!-- to be removed by 2026-08-31 -->\n"
        "</spec>\n",
        "runtime.yml": "modules:\n  firewall:\n    tombstone:\n      removal_date: '2026-09-30'\n",
        "setup.cfg": "[shop]\n; drop this section after 2026-05-31\nx = 1\n",
        "shop/a.py": "use('old_cart')\n",
    }
    rows = [(row.path, row.line, row.subject, row.sunset, row.callers) for row in items(tmp_path, files) if row.sunset]
    assert rows == [
        ("api.json", 3, "v1", "2026-04-30", None),
        ("flags.yaml", 3, "old_cart", "2026-02-28", 1),
        ("pyproject.toml", 2, "tool.shop.legacy.old_login", "2026-01-31", 0),
        ("runtime.yml", 4, "firewall", "2026-09-30", 0),
        ("setup.cfg", 2, "drop this section after 2026-05-31", "2026-05-31", None),
        ("spec.xml", 3, "old_cart", "2026-06-30", 1),
        ("spec.xml", 5, "v1", "2026-07-31", None),
        ("spec.xml", 7, "to be removed by 2026-08-31", "2026-08-31", None),
    ]


def test_callers_import_a_name_read_a_key_or_call_the_only_method_of_a_name(tmp_path: Path) -> None:
    method = "class C:\n    def pay_old(self):\n        '''Remove by 2026-01-31.'''\n"
    files = {
        "shop/a.py": f"SUNSETS = {{'SHOP_URL': '2026-01-31'}}\n\n{method}",
        "shop/b.py": "'''Sunset: 2026-02-28.'''\n",
        "shop/use.py": "from shop import b\n\ndef f(c, env):\n    c.pay_old()\n    return env['SHOP_URL']\n",
        "shop/more.py": "from shop.b import x\nSHOP = get('SHOP_URL')\n",
    }
    found = {row.subject: row.callers for row in items(tmp_path, files) if row.sunset}
    assert found == {"SHOP_URL": 2, "shop.a.C.pay_old": 1, "shop.b": 2}
