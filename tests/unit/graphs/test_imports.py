"""The import graph as grimp's, package cycles, and what does not need either."""

from __future__ import annotations

import subprocess
import sys

from archgraph.graphs.imports import analyse_imports, grimp_graph
from archgraph.model.codebase import ImportEdge, Origin
from archgraph.model.facts.outline import ImportKind
from archgraph.model.results.imports import PackageCycle
from tests.graph_worlds import codebase, edge, importing, module


def outside(importer: str, imported: str, scope: Origin = Origin.EXTERNAL) -> ImportEdge:
    return ImportEdge(importer, imported, 1, ImportKind.RUNTIME, scope, (), importer.replace(".", "/") + ".py")


def test_grimp_finds_the_chain_that_the_imports_make() -> None:
    graph = grimp_graph(importing("p.a -> p.b", "p.b -> q.c"))
    assert graph.find_shortest_chain(importer="p.a", imported="q.c") == ("p.a", "p.b", "q.c")


def test_grimp_knows_where_an_import_stands() -> None:
    (found,) = grimp_graph(importing("a -> b lazy")).get_import_details(importer="a", imported="b")
    assert (found["line_number"], found["line_contents"]) == (1, "lazy import of b")


def test_an_external_package_is_one_squashed_module() -> None:
    graph = grimp_graph(codebase([module("a")], [outside("a", "numpy.linalg.lapack")]))
    assert graph.modules == {"a", "numpy"}
    assert graph.is_module_squashed("numpy")


def test_an_external_name_below_a_name_of_the_code_base_is_left_out() -> None:
    graph = grimp_graph(codebase([module("google.mine")], [outside("google.mine", "google.cloud")]))
    assert graph.modules == {"google", "google.mine"}


def test_names_that_no_graph_can_hold_are_left_out() -> None:
    names = ["ok", "a..b", "", "half\ud800"]
    world = codebase([module(name, f"{i}.py") for i, name in enumerate(names)], [edge("ok", "a..b")])
    assert grimp_graph(world).modules == {"ok"}


def test_odd_but_possible_names_stay() -> None:
    world = codebase([module("my-script"), module('quo"te'), module("übung.01_start")])
    assert {"my-script", 'quo"te', "übung.01_start", "übung"} == grimp_graph(world).modules


def test_siblings_that_import_each_other_are_a_package_cycle_with_breakers() -> None:
    found = analyse_imports(importing("p.a.x -> p.b.y", "p.b.z -> p.a.w", "p.a.w -> p.b.y")).package_cycles
    assert found == (PackageCycle("p", ("p.a", "p.b"), (("p.b.z", "p.a.w"),)),)


def test_top_level_packages_can_be_a_package_cycle() -> None:
    found = analyse_imports(importing("one.x -> two.y", "two.z -> one.w")).package_cycles
    assert [(row.parent, row.packages) for row in found] == [("", ("one", "two"))]
    assert set(found[0].breakers) < {("one.x", "two.y"), ("two.z", "one.w")}


def test_package_and_child_are_no_siblings() -> None:
    assert analyse_imports(importing("p -> p.c", "p.c -> p", packages=("p",))).package_cycles == ()


def test_lazy_imports_make_no_package_cycle() -> None:
    assert analyse_imports(importing("p.a -> p.b", "p.b -> p.a lazy")).package_cycles == ()


def test_a_code_base_without_package_cycles_is_analysed_without_grimp_and_networkx() -> None:
    script = (
        "import sys; from tests.graph_worlds import importing; from archgraph.graphs.imports import analyse_imports\n"
        "analyse_imports(importing('a -> b', 'p.x -> p.y'))\n"
        "print([name for name in ('grimp', 'networkx', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
