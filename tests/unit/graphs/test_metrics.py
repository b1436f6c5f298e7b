"""modules.csv and packages.csv: depth, coupling, PageRank, Martin's metrics."""

from __future__ import annotations

import pytest

from archgraph.graphs.imports import analyse_imports
from archgraph.model.codebase import Base, Origin
from archgraph.model.results.imports import ModuleMetrics, PackageMetrics
from tests.graph_worlds import class_, codebase, importing, module, with_abstract_method


def modules(*statements: str) -> dict[str, ModuleMetrics]:
    return {row.module: row for row in analyse_imports(importing(*statements)).modules}


def packages(*statements: str, names: tuple[str, ...] = ()) -> dict[str, PackageMetrics]:
    return {row.package: row for row in analyse_imports(importing(*statements, packages=names)).packages}


def test_depth_counts_the_longest_chain_below() -> None:
    found = modules("a -> b", "b -> c", "a -> c")
    assert [found[name].depth for name in "abc"] == [2, 1, 0]


def test_a_cycle_counts_once_in_depth() -> None:
    found = modules("top -> a", "a -> b", "b -> a", "b -> leaf")
    assert [found[name].depth for name in ("top", "a", "b", "leaf")] == [2, 1, 1, 0]


def test_a_module_in_a_cycle_imports_something_so_its_depth_is_not_zero() -> None:
    assert {row.depth for row in modules("a -> b", "b -> a").values()} == {1}


def test_a_chain_longer_than_pythons_stack_has_a_depth() -> None:
    found = modules(*(f"m{i} -> m{i + 1}" for i in range(3000)))
    assert found["m0"].depth == 3000


def test_coupling_counts_distinct_modules_of_every_kind_of_import() -> None:
    found = modules("a -> b", "a -> b lazy", "c -> b type_checking")
    assert (found["b"].ca, found["b"].ce, found["b"].instability) == (2, 0, 0.0)
    assert (found["a"].ca, found["a"].ce, found["a"].instability) == (0, 1, 1.0)


def test_the_instability_of_a_module_without_imports_is_unknown() -> None:
    found = {row.module: row for row in analyse_imports(codebase([module("alone")])).modules}
    assert found["alone"].instability is None
    assert found["alone"].page_rank == 1.0


def test_an_empty_code_base_has_no_metrics() -> None:
    assert list(analyse_imports(codebase([])).modules) == []


def test_page_rank_flows_to_what_is_imported() -> None:
    found = modules("a -> base", "b -> base", "base -> root")
    assert found["root"].page_rank > found["base"].page_rank > found["a"].page_rank
    assert sum(row.page_rank for row in found.values()) == pytest.approx(1)


def test_a_package_holds_all_that_is_below_it() -> None:
    found = packages("p.x.m -> q", "r -> p.y", "p.x.m -> p.y", names=("p", "p.x"))
    assert (found["p"].modules, found["p"].ca, found["p"].ce) == (4, 1, 1)
    assert (found["p.x"].modules, found["p.x"].ca, found["p.x"].ce) == (2, 0, 2)


def test_a_folder_without_init_is_a_package_too() -> None:
    assert set(packages("spaces.a.m -> spaces.b.n")) == {"spaces", "spaces.a", "spaces.b"}


def test_coupling_of_packages_counts_modules_once() -> None:
    found = packages("a.one -> b.x", "a.one -> b.y", "a.two -> b.x")
    assert (found["b"].ca, found["a"].ce) == (2, 2)


def test_abstractness_is_the_share_of_abstract_classes() -> None:
    protocol = Base(0, "typing.Protocol", Origin.STDLIB)
    made = [class_("P", resolved=(protocol,)), class_("M", line=2, metaclass="abc.ABCMeta"), class_("C", line=3)]
    world = codebase([module("p.m", "m.py")], classes=made)
    (row,) = analyse_imports(world).packages
    assert (row.classes, row.abstractness) == (3, pytest.approx(2 / 3, abs=1e-6))
    assert row.distance is None


def test_a_class_with_an_abstract_method_is_abstract() -> None:
    (row,) = analyse_imports(with_abstract_method("Job")).packages
    assert row.abstractness == 1.0


def test_distance_is_that_from_the_main_sequence() -> None:
    base = importing("p.m -> q.n")
    world = codebase(base.modules.values(), base.imports, [class_("C", path="p/m.py")])
    row = next(row for row in analyse_imports(world).packages if row.package == "p")
    assert (row.abstractness, row.instability, row.distance) == (0.0, 1.0, 0.0)
