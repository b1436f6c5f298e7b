from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.discover.files import list_files
from archgraph.discover.revision import list_revision
from archgraph.model.settings import Settings
from tests.builders import tree
from tests.unit.discover.repositories import repository

RUST = '[tool.maturin]\npython-source = "python"\nmodule-name = "wire._fast"'
SETUP = """
setup(ext_modules=[
    Extension("wire._c", ["c.c"]), Extension(name = 'wire.deep._c', sources=[]), Pybind11Extension(
        "wire._cpp"), RustExtension(target="wire._rust"), Extension(f"wire.{x}", []), Extension("../out", []),
])
"""


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("pyproject.toml", RUST, {"python/wire/_fast", "wire/_fast"}),
        ("pyproject.toml", '[[tool.setuptools.ext-modules]]\nname = "wire._c"\nsources = ["c.c"]', {"wire/_c"}),
        ("pyproject.toml", '[[tool.setuptools-rust.ext-modules]]\ntarget = "wire._r"', {"wire/_r"}),
        ("setup.py", SETUP, {"wire/_c", "wire/deep/_c", "wire/_cpp", "wire/_rust"}),
        ("pyproject.toml", '[tool.maturin]\nmodule-name = "../../etc"', set()),
        ("pyproject.toml", "[tool.maturin]\nmodule-name = 3", set()),
        ("pyproject.toml", "[tool]\nmaturin = 3", set()),
    ],
)
def test_modules_that_a_build_will_make_are_known_by_the_project_files(
    tmp_path: Path, file: str, text: str, expected: set[str]
) -> None:
    tree(tmp_path, {file: text, "python/wire/__init__.py": "", "wire/__init__.py": ""})
    assert set(list_files(tmp_path, Settings()).compiled) == expected


def test_a_project_in_a_folder_has_its_modules_there(tmp_path: Path) -> None:
    tree(tmp_path, {"libs/wire/setup.py": 'Extension("wire._c", [])', "libs/wire/src/wire/__init__.py": ""})
    assert set(list_files(tmp_path, Settings()).compiled) == {"libs/wire/wire/_c", "libs/wire/src/wire/_c"}


def test_a_revision_knows_what_its_project_files_said(tmp_path: Path) -> None:
    repository(tree(tmp_path, {"pyproject.toml": RUST, "python/wire/__init__.py": "from wire import _fast\n"}))
    (tmp_path / "pyproject.toml").write_text("")
    assert set(list_revision(tmp_path, "HEAD", Settings()).listing.compiled) == {"python/wire/_fast", "wire/_fast"}
