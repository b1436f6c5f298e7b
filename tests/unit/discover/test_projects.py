from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.discover.files import list_files
from archgraph.discover.projects import project_folders, source_roots
from archgraph.model.settings import Settings
from tests.builders import tree


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pyproject.toml", '[tool.setuptools.package-dir]\n"" = "lib"'),
        ("pyproject.toml", '[tool.setuptools.packages.find]\nwhere = ["lib"]'),
        ("pyproject.toml", '[[tool.poetry.packages]]\ninclude = "pkg"\nfrom = "lib"'),
        ("pyproject.toml", '[tool.hatch.build.targets.wheel]\npackages = ["lib/pkg"]'),
        ("pyproject.toml", '[tool.hatch.build.targets.wheel.sources]\n"lib" = "lib"'),
        ("pyproject.toml", '[tool.pdm.build]\npackage-dir = "lib"'),
        ("pyproject.toml", '[tool.uv.build-backend]\nmodule-root = "lib"'),
        ("pyproject.toml", '[tool.maturin]\npython-source = "./lib/"'),
        ("pyproject.toml", '[tool.pytest.ini_options]\npythonpath = ["lib", "gone"]'),
        ("pyproject.toml", '[tool.ruff]\nsrc = ["lib"]'),
        ("setup.cfg", "[options]\npackage_dir =\n    = lib"),
        ("setup.cfg", "[options.packages.find]\nwhere = lib"),
    ],
)
@pytest.mark.parametrize("project", ["", "services/a/"])
def test_source_roots_are_read_from_project_files(tmp_path: Path, project: str, file: str, text: str) -> None:
    tree(tmp_path, {f"{project}{file}": text, f"{project}lib/pkg/x.py": ""})
    listing = list_files(tmp_path, Settings())
    assert listing.projects == (project.rstrip("/") or ".",)
    assert listing.roots == (f"{project}lib",)


@pytest.mark.parametrize(
    "text",
    [
        "[tool.ruff\n",
        "tool = 3",
        "[tool]\nruff = 3\nsetuptools = []",
        '[tool.ruff]\nsrc = ["..", "/", "../x", ".", "", 3]',
        "a = " + "[" * 5000,
        b"\xff\xfe\x00",
    ],
)
def test_a_project_file_that_cannot_be_read_declares_nothing(tmp_path: Path, text: str | bytes) -> None:
    listing = list_files(tree(tmp_path, {"pyproject.toml": text, "setup.cfg": text, "lib/x.py": ""}), Settings())
    assert (listing.projects, listing.roots) == ((".",), ())


def test_only_folders_that_lead_to_python_count(tmp_path: Path) -> None:
    tree(tmp_path, {"docs/pyproject.toml": "", "a/setup.py": "", "a/b/setup.cfg": "", "src/": "", "a/src/x.py": ""})
    paths = ["a/setup.py", "a/src/x.py"]
    assert project_folders(str(tmp_path), paths) == ("a",)
    assert source_roots(str(tmp_path), ("a",), paths) == ("a/src",)
