"""Import rows: one per statement and imported module."""

from __future__ import annotations

from archgraph.model.codebase import ImportEdge, Origin
from archgraph.model.facts.outline import ImportKind
from tests.linked import UNKNOWN_SITE, linked

FILES = {
    "pkg/__init__.py": "",
    "pkg/mod.py": "class Name: pass\n",
    "pkg/sub/__init__.py": "from .. import mod\nfrom ..mod import Name\nfrom . import leaf\nfrom .... import beyond\n",
    "pkg/sub/leaf.py": "",
    "space/inner.py": "",
}


def rows(source: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """(imported, scope, names) of the statements of one module."""
    edges = linked({**FILES, "use.py": source}, UNKNOWN_SITE).imports
    return [(edge.imported, edge.scope.value, edge.names) for edge in edges if edge.path == "use.py"]


def test_modules_and_names_of_one_statement_are_rows_of_their_own() -> None:
    assert rows("from pkg import mod, Name, Other") == [
        ("pkg.mod", "internal", ("mod",)),
        ("pkg", "internal", ("Name", "Other")),
    ]


def test_plain_imports_name_the_whole_module() -> None:
    assert rows("import pkg.sub.leaf, os.path as p, yaml.nodes") == [
        ("pkg.sub.leaf", "internal", ()),
        ("os.path", "stdlib", ()),
        ("yaml.nodes", "external", ()),
    ]


def test_external_modules_are_told_from_names_where_the_environment_can_be_read() -> None:
    assert rows(
        "from xml import etree\nfrom json import JSONEncoder\nfrom google.cloud import storage\nfrom yaml import *"
    ) == [
        ("xml.etree", "stdlib", ("etree",)),
        ("json", "stdlib", ("JSONEncoder",)),
        ("google.cloud", "external", ("storage",)),
        ("yaml", "external", ("*",)),
    ]


def test_modules_of_the_code_base_that_do_not_exist_are_unresolved() -> None:
    assert rows("import pkg.gone\nfrom pkg.gone.too import x\nfrom space import nothing, inner") == [
        ("pkg.gone", "unresolved", ()),
        ("pkg.gone.too", "unresolved", ("x",)),
        ("space.nothing", "unresolved", ("nothing",)),
        ("space.inner", "internal", ("inner",)),
    ]


def test_relative_imports_are_made_absolute() -> None:
    edges = [edge for edge in linked(FILES).imports if edge.path == "pkg/sub/__init__.py"]
    assert edges == [
        ImportEdge("pkg.sub", "pkg.mod", 1, ImportKind.RUNTIME, Origin.INTERNAL, ("mod",), "pkg/sub/__init__.py"),
        ImportEdge("pkg.sub", "pkg.mod", 2, ImportKind.RUNTIME, Origin.INTERNAL, ("Name",), "pkg/sub/__init__.py"),
        ImportEdge("pkg.sub", "pkg.sub.leaf", 3, ImportKind.RUNTIME, Origin.INTERNAL, ("leaf",), "pkg/sub/__init__.py"),
        ImportEdge("pkg.sub", "....", 4, ImportKind.RUNTIME, Origin.UNRESOLVED, ("beyond",), "pkg/sub/__init__.py"),
    ]


def test_a_file_that_shadows_the_standard_library_counts_for_its_neighbours() -> None:
    edges = linked({"json.py": "", "use.py": "import json\nimport sys"}).imports
    assert [(edge.imported, edge.scope) for edge in edges] == [("json", Origin.INTERNAL), ("sys", Origin.STDLIB)]
