"""cycles.csv: which imports are in a cycle, and which of them to remove."""

from __future__ import annotations

from archgraph.graphs.cycles import cycle_edges
from archgraph.graphs.module_graph import module_graph
from archgraph.model.results.imports import CycleEdge
from tests.graph_worlds import codebase, edge, importing, module


def rows(*statements: str, packages: tuple[str, ...] = ()) -> list[CycleEdge]:
    return list(cycle_edges(module_graph(importing(*statements, packages=packages))))


def pairs(found: list[CycleEdge]) -> list[tuple[str, str]]:
    return [(row.importer, row.imported) for row in found]


def test_two_modules_that_import_each_other_are_a_cycle_with_one_breaker() -> None:
    found = rows("a -> b", "b -> a")
    assert pairs(found) == [("a", "b"), ("b", "a")]
    assert [row.size for row in found] == [2, 2]
    assert sum(row.breaker for row in found) == 1
    assert not any(row.weak for row in found)


def test_an_import_that_leaves_the_component_is_no_row() -> None:
    assert ("b", "c") not in pairs(rows("a -> b", "b -> a", "b -> c", "d -> a"))


def test_a_chain_is_no_cycle() -> None:
    assert rows("a -> b", "b -> c", "a -> c") == []


def test_a_module_that_imports_itself_is_no_cycle() -> None:
    assert rows("a -> a") == []


def test_a_guarded_import_closes_a_strong_cycle() -> None:
    assert [row.weak for row in rows("a -> b", "b -> a guarded")] == [False, False]


def test_a_cycle_that_closes_by_a_lazy_import_is_weak() -> None:
    assert [row.weak for row in rows("a -> b", "b -> a lazy")] == [True, True]


def test_a_cycle_that_closes_by_a_type_checking_import_is_weak() -> None:
    assert [row.weak for row in rows("a -> b", "b -> a type_checking")] == [True, True]


def test_a_weak_component_holds_also_the_imports_of_the_strong_one_inside_it() -> None:
    found = rows("a -> b", "b -> a", "b -> c", "c -> a lazy")
    strong = [row for row in found if not row.weak]
    weak = [row for row in found if row.weak]
    assert {row.size for row in strong} == {2}
    assert pairs(weak) == [("a", "b"), ("b", "a"), ("b", "c"), ("c", "a")]
    assert {(r.importer, r.imported) for r in strong if r.breaker} < {
        (r.importer, r.imported) for r in weak if r.breaker
    }


def test_a_lazy_import_beside_a_loading_one_is_no_row_of_a_strong_cycle() -> None:
    found = rows("a -> b", "a -> b lazy", "b -> a")
    assert [(row.importer, row.line) for row in found] == [("a", 1), ("b", 1)]


def test_every_statement_of_a_breaker_is_marked() -> None:
    found = rows("a -> b", "b -> a", "b -> a", "a -> c", "c -> b")
    marks: dict[tuple[str, str], set[bool]] = {}
    for row in found:
        marks.setdefault((row.importer, row.imported), set()).add(row.breaker)
    assert all(len(values) == 1 for values in marks.values())


def test_the_arc_with_fewer_statements_is_the_breaker() -> None:
    found = rows("a -> b", "a -> b", "a -> b", "b -> a")
    assert [(row.importer, row.imported) for row in found if row.breaker] == [("b", "a")]


def test_a_package_and_its_child_are_a_cycle_when_both_name_each_other() -> None:
    assert len(rows("p -> p.c", "p.c -> p", packages=("p",))) == 2


def test_an_import_of_a_child_does_not_count_as_one_of_its_package() -> None:
    assert rows("p -> q.c", "q -> p", packages=("p", "q")) == []


def test_the_id_of_a_cycle_depends_on_its_members_alone() -> None:
    assert {row.cycle for row in rows("a -> b", "b -> a")} == {row.cycle for row in rows("b -> a", "x -> y", "a -> b")}
    assert {row.cycle for row in rows("a -> b", "b -> a")} != {row.cycle for row in rows("a -> c", "c -> a")}


def test_of_two_files_with_one_name_only_the_winner_is_imported() -> None:
    twice = [module("a"), module("b", "lost/b.py"), module("b")]
    loser = edge("b", "a")
    back = loser.__class__("b", "a", 1, loser.kind, loser.scope, (), "lost/b.py")
    assert cycle_edges(module_graph(codebase(twice, [edge("a", "b"), back]))) == ()
    assert len(cycle_edges(module_graph(codebase(twice, [edge("a", "b"), edge("b", "a")])))) == 2


def test_hostile_names_make_cycles_too() -> None:
    odd = ['a"b', "c\nd", "e\ud800f"]
    world = codebase([module(name, f"{i}.py") for i, name in enumerate(odd)])
    edges = [edge(odd[i], odd[(i + 1) % 3]) for i in range(3)]
    placed = [e.__class__(e.importer, e.imported, 1, e.kind, e.scope, (), f"{i}.py") for i, e in enumerate(edges)]
    found = cycle_edges(module_graph(codebase(world.modules.values(), placed)))
    assert len(found) == 3
    assert sum(row.breaker for row in found) == 1
