"""What project files name to be run or loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.discover.files import list_files
from archgraph.discover.revision import list_revision
from archgraph.model.settings import Settings
from tests.builders import tree
from tests.unit.discover.repositories import repository

PYPROJECT = """
[project]
urls = {home = "https://example.org:80/x"}
[project.scripts]
shop = "shop.cli:main"
[project.entry-points."shop.plugins"]
xml = "shop.plugins.xml:XmlExporter"  # not shop.old:Exporter
csv = "shop.plugins.csv:CsvExporter.make [extra]"
"""
SETUP = "setup(entry_points={'console_scripts': ['shop = shop.cli:main'], 'shop': ['a=shop.a:A']})"
HOOKS = """
- id: check
  entry: python scripts/check_all.py --strict
- id: other
  entry: python -m shop.checks
"""


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "pyproject.toml",
            PYPROJECT,
            [(5, "shop.cli.main"), (7, "shop.plugins.xml.XmlExporter"), (8, "shop.plugins.csv.CsvExporter")],
        ),
        ("setup.cfg", "[options.entry_points]\nconsole_scripts =\n  shop = shop.cli:main\n", [(3, "shop.cli.main")]),
        ("setup.py", SETUP, [(1, "shop.cli.main"), (1, "shop.a.A")]),
        (".pre-commit-config.yaml", HOOKS, [(3, "scripts.check_all"), (5, "shop.checks")]),
        ("pyproject.toml", "not [ toml = 'shop.cli:main'", [(1, "shop.cli.main")]),
        ("pyproject.toml", "[project]\nname = 'shop'", []),
    ],
)
def test_entry_points_and_hooks_are_named(
    tmp_path: Path, file: str, text: str, expected: list[tuple[int, str]]
) -> None:
    tree(tmp_path, {file: text, "shop/__init__.py": ""})
    assert [(each.line, each.name) for each in list_files(tmp_path, Settings()).named] == expected


def test_a_revision_names_what_its_own_project_files_name(tmp_path: Path) -> None:
    tree(tmp_path, {"lib/pyproject.toml": "[project.scripts]\nx = 'shop.cli:main'", "lib/shop.py": ""})
    repository(tmp_path)
    named = list_revision(tmp_path, "HEAD", Settings()).listing.named
    assert [(each.path, each.name) for each in named] == [("lib/pyproject.toml", "shop.cli.main")]
