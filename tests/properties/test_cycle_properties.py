"""Laws of graphs: networkx is the judge of components, ranks and couplings; breakers break, and none is idle."""

from __future__ import annotations

import networkx
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archgraph.graphs.components import components
from archgraph.graphs.cycles import cycle_edges
from archgraph.graphs.feedback import feedback_arcs
from archgraph.graphs.imports import analyse_imports
from archgraph.graphs.module_graph import module_graph
from archgraph.graphs.pagerank import page_rank
from archgraph.model.facts.outline import ImportKind
from tests.graph_worlds import codebase, edge, module

node = st.integers(0, 11)
arcs = st.lists(st.tuples(node, node), max_size=60)
kinded = st.lists(st.tuples(node, node, st.sampled_from(ImportKind)), max_size=60)


def digraph(pairs: list[tuple[int, int]]) -> networkx.DiGraph:
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(12))
    graph.add_edges_from(pairs)
    return graph


def successors(pairs: list[tuple[int, int]]) -> list[list[int]]:
    graph = digraph(pairs)
    return [list(graph.successors(n)) for n in range(12)]


def world(statements: list[tuple[int, int, ImportKind]]):
    imports = [edge(f"m{a}", f"m{b}", line, kind) for line, (a, b, kind) in enumerate(statements, 1)]
    return codebase([module(f"m{n}") for n in range(12)], imports)


@given(arcs)
def test_components_are_those_of_networkx(pairs) -> None:
    expected = {frozenset(found) for found in networkx.strongly_connected_components(digraph(pairs))}
    assert {frozenset(found) for found in components(successors(pairs))} == expected


@given(arcs)
def test_components_come_in_reverse_topological_order(pairs) -> None:
    place = {member: i for i, found in enumerate(components(successors(pairs))) for member in found}
    assert all(place[head] <= place[tail] for tail, head in pairs)


@given(arcs)
def test_page_rank_is_that_of_networkx(pairs) -> None:
    pairs = [(tail, head) for tail, head in pairs if tail != head]
    links = successors(pairs)
    step = networkx.google_matrix(digraph(pairs), alpha=0.85)  # what networkx.pagerank iterates, which needs scipy
    expected = numpy.linalg.matrix_power(step, 300)[0]
    assert page_rank(links, components(links)) == pytest.approx(list(expected), abs=1e-9)


@given(st.dictionaries(st.tuples(node, node), st.integers(1, 9), max_size=60))
def test_without_the_feedback_arcs_no_cycle_is_left_and_none_of_them_is_idle(weights) -> None:
    removed = feedback_arcs(weights)
    kept = digraph([arc for arc in weights if arc not in removed])
    assert networkx.is_directed_acyclic_graph(kept)
    for arc in removed:
        assert not networkx.is_directed_acyclic_graph(networkx.DiGraph([*kept.edges, arc]))


@given(kinded)
def test_without_the_breakers_no_component_of_the_table_is_left(statements) -> None:
    rows = cycle_edges(module_graph(world(statements)))
    for weak in ({False}, {True}, {False, True}):
        kept = networkx.DiGraph((r.importer, r.imported) for r in rows if r.weak in weak and not r.breaker)
        assert networkx.is_directed_acyclic_graph(kept)


@given(kinded)
def test_breakers_of_a_weak_cycle_are_those_of_the_strong_ones_or_never_executed_at_load_time(statements) -> None:
    rows = cycle_edges(module_graph(world(statements)))
    loading = {(f"m{a}", f"m{b}") for a, b, kind in statements if kind in ("runtime", "guarded")}
    strong = {(row.importer, row.imported) for row in rows if row.breaker and not row.weak}
    weak = {(row.importer, row.imported) for row in rows if row.breaker and row.weak}
    assert not (weak - strong) & loading


@given(kinded)
def test_the_strong_rows_are_the_components_of_the_imports_at_load_time(statements) -> None:
    loading = [(a, b) for a, b, kind in statements if a != b and kind in ("runtime", "guarded")]
    expected = {
        frozenset(found) for found in networkx.strongly_connected_components(digraph(loading)) if len(found) > 1
    }
    members: dict[str, set[int]] = {}
    for row in cycle_edges(module_graph(world(statements))):
        if not row.weak:
            members.setdefault(row.cycle, set()).update({int(row.importer[1:]), int(row.imported[1:])})
    assert {frozenset(found) for found in members.values()} == expected


@given(kinded)
def test_every_cycle_is_strongly_connected_and_as_large_as_it_says(statements) -> None:
    parts: dict[str, networkx.DiGraph] = {}
    sizes: dict[str, int] = {}
    for row in cycle_edges(module_graph(world(statements))):
        parts.setdefault(row.cycle, networkx.DiGraph()).add_edge(row.importer, row.imported)
        sizes[row.cycle] = row.size
    for cycle, part in parts.items():
        assert networkx.is_strongly_connected(part)
        assert len(part) == sizes[cycle]


@given(kinded)
def test_coupling_is_the_degree_in_the_graph_of_distinct_imports(statements) -> None:
    graph = digraph([(a, b) for a, b, _ in statements if a != b])
    found = {row.module: row for row in analyse_imports(world(statements)).modules}
    for n in range(12):
        assert (found[f"m{n}"].ca, found[f"m{n}"].ce) == (graph.in_degree(n), graph.out_degree(n))


@given(kinded, st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(statements, random) -> None:
    shuffled = random.sample(statements, len(statements))
    ordered = sorted(shuffled, key=lambda s: (s[0], s[1], s[2]))
    assert cycle_ids(world(statements)) == cycle_ids(world(ordered))


def cycle_ids(code) -> set[tuple[str, bool]]:
    return {(row.cycle, row.weak) for row in cycle_edges(module_graph(code))}
