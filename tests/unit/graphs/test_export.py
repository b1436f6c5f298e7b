"""GraphML and node-link JSON: what is written is read back by networkx as it was."""

from __future__ import annotations

import io
import json
from itertools import pairwise

import networkx
import pytest

from archgraph.graphs.export import graphml, node_link, of_drawing
from archgraph.graphs.imports import portable_imports
from archgraph.graphs.inheritance import inheritance_graph, portable_inheritance
from archgraph.graphs.portable import Edge, Node, PortableGraph
from archgraph.model.codebase import ClassKey
from archgraph.model.drawing import Box, Drawing, Link, Tone
from tests.graph_worlds import class_, codebase, importing, inheriting, module

HOSTILE = ['quo"te', "a<b>&c", "line\nbreak", "nul\x00", "half\ud800", "back\\slash", "]]>", "\ufffe", "übung 😀", "'"]


def read_graphml(graph: PortableGraph) -> networkx.DiGraph:
    return networkx.read_graphml(io.BytesIO(graphml(graph).encode()))


def read_json(graph: PortableGraph) -> networkx.DiGraph:
    return networkx.node_link_graph(json.loads(node_link(graph)), edges="edges")


@pytest.mark.parametrize("read", [read_graphml, read_json])
def test_imports_are_read_back_with_their_attributes(read) -> None:
    graph = read(portable_imports(importing("a -> b", "a -> b lazy", "b -> c")))
    assert graph.is_directed()
    assert sorted(graph.edges) == [("a", "b"), ("b", "c")]
    assert graph.edges["a", "b"] == {"imports": 2, "line": 1, "kinds": "lazy;runtime"}
    assert graph.nodes["a"] == {"path": "a.py", "service": "a", "zone": "production", "lines": 10}


@pytest.mark.parametrize("read", [read_graphml, read_json])
def test_inheritance_is_read_back(read) -> None:
    graph = read(portable_inheritance(inheriting(A="", B="A", C="B A ext.E")))
    assert sorted(graph.edges) == [("m.B", "m.A"), ("m.C", "ext.E"), ("m.C", "m.A"), ("m.C", "m.B")]
    assert graph.edges["m.C", "m.A"]["order"] == 1
    assert graph.nodes["ext.E"]["known"] is False


@pytest.mark.parametrize("read", [read_graphml, read_json])
def test_hostile_names_are_read_back_as_different_nodes(read) -> None:
    nodes = tuple(Node(name, {"name": name}) for name in HOSTILE)
    edges = tuple(Edge(a, b, {"text": a}) for a, b in pairwise(HOSTILE))
    graph = read(PortableGraph('g"<', nodes, edges))
    assert (len(graph.nodes), len(graph.edges)) == (len(HOSTILE), len(HOSTILE) - 1)


def test_what_no_xml_can_hold_is_spelled_out() -> None:
    graph = read_graphml(PortableGraph("g", (Node("a\x00b\ud800", {}),), ()))
    assert list(graph.nodes) == ["a\\u0000b\\ud800"]


def test_a_name_that_two_definitions_share_makes_two_nodes() -> None:
    first, last = class_("A", line=1, last=False), class_("A", line=9)
    graph = portable_inheritance(codebase([module("m")], classes=[first, last]))
    assert sorted(node.id for node in graph.nodes) == ["m.A", "m.A (m.py:1)"]


def test_a_repeated_base_makes_one_edge() -> None:
    assert len(portable_inheritance(inheriting(A="", B="A A")).edges) == 1


def test_the_networkx_graph_holds_keys_and_records() -> None:
    world = inheriting(A="", B="A")
    graph = inheritance_graph(world)
    a, b = ClassKey("m.A", "m.py", 1), ClassKey("m.B", "m.py", 1)
    assert list(graph.edges(data=True)) == [(b, a, {"order": 0, "scope": "internal"})]
    assert graph.nodes[a]["record"] is world.classes[a]


def test_of_an_unknown_base_the_networkx_graph_knows_the_name() -> None:
    graph = inheritance_graph(inheriting(A="ext.E"))
    assert graph.nodes[ClassKey("ext.E", "", 0)]["record"] is None


@pytest.mark.parametrize("read", [read_graphml, read_json])
def test_a_drawing_can_leave_as_a_graph(read) -> None:
    boxes = (Box("a", "A", ("one", "two"), badge="0"), Box("b", "B"))
    links = (Link("a", "b", label="1"), Link("b", "a", Tone.HIDDEN))
    graph = read(of_drawing(Drawing("name", "title", "", "", boxes, links)))
    assert list(graph.edges(data=True)) == [("a", "b", {"label": "1", "tone": "plain"})]
    assert graph.nodes["a"] == {"label": "A", "tone": "plain", "detail": "one; two", "badge": "0"}
