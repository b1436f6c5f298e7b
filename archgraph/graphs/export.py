"""In: a portable graph; out: GraphML or node-link JSON as text that networkx, Gephi, yEd and D3 read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

import msgspec

from archgraph.graphs.portable import Edge, Node, PortableGraph, Value
from archgraph.model.drawing import Drawing, Tone

_TYPES: Mapping[type, str] = {str: "string", int: "long", float: "double", bool: "boolean"}
_UNUSUAL = re.compile(r"""[&<>"\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]""")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def graphml(graph: PortableGraph) -> str:
    """The graph as GraphML, written here as networkx takes five times as long.

    Control characters and lone surrogates, which no XML can hold, are spelled \\uXXXX.
    """
    keys = _declared(graph)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    lines.extend(
        f'<key id="{key}" for="{domain}" attr.name="{_xml(name)}" attr.type="{kind}"/>'
        for (domain, name, kind), key in keys.items()
    )
    lines.append(f'<graph id="{_xml(graph.name)}" edgedefault="directed">')
    of_node, of_edge = _openings(keys, "node"), _openings(keys, "edge")
    written = {id_: _xml(id_) for id_ in {end for e in graph.edges for end in (e.source, e.target)}}
    lines.extend(f'<node id="{_xml(node.id)}">{_data(node.attributes, of_node)}</node>' for node in graph.nodes)
    lines.extend(
        f'<edge source="{written[edge.source]}" target="{written[edge.target]}">{_data(edge.attributes, of_edge)}</edge>'
        for edge in graph.edges
    )
    lines += ["</graph>", "</graphml>", ""]
    return "\n".join(lines)


def node_link(graph: PortableGraph) -> str:
    """The graph as node-link JSON: what `networkx.node_link_graph(json.loads(text), edges="edges")` reads."""
    nodes = ({**node.attributes, "id": node.id} for node in graph.nodes)
    edges = ({**edge.attributes, "source": edge.source, "target": edge.target} for edge in graph.edges)
    parts = [
        f'{{"directed": true, "multigraph": false, "graph": {{"name": {json.dumps(graph.name)}}}, "nodes": [\n',
        ",\n".join(map(_json, nodes)),
        '\n], "edges": [\n',
        ",\n".join(map(_json, edges)),
        "\n]}\n",
    ]
    return "".join(parts)


def of_drawing(drawing: Drawing) -> PortableGraph:
    """What a drawing shows, as a graph: boxes and visible links with their words."""
    nodes = tuple(
        Node(box.id, {"label": box.title, "tone": str(box.tone), "detail": "; ".join(box.detail), "badge": box.badge})
        for box in drawing.boxes
    )
    links = {(link.tail, link.head): link for link in drawing.links if link.tone is not Tone.HIDDEN}
    edges = (Edge(*ends, {"label": link.label, "tone": str(link.tone)}) for ends, link in links.items())
    return PortableGraph(drawing.name, nodes, tuple(edges))


def _json(row: Mapping[str, Value]) -> str:
    """One row; what msgspec cannot encode (a lone surrogate) the slower standard library escapes."""
    try:
        return msgspec.json.encode(row).decode()
    except UnicodeEncodeError:
        return json.dumps(row)


Keys = Mapping[tuple[str, str, str], str]


def _declared(graph: PortableGraph) -> Keys:
    """An id for every attribute of nodes and of edges with its type."""
    named = (*_attributes(graph.nodes, "node"), *_attributes(graph.edges, "edge"))
    return {attribute: f"d{number}" for number, attribute in enumerate(named)}


def _attributes(items: Iterable[Node | Edge], domain: str) -> Iterable[tuple[str, str, str]]:
    found = dict.fromkeys((name, type(value)) for item in items for name, value in item.attributes.items())
    return ((domain, name, _TYPES[kind]) for name, kind in found)


Openings = Mapping[tuple[str, type], str]
"""(name, type) of an attribute → the tag before its text."""


def _openings(keys: Keys, domain: str) -> Openings:
    kinds = {word: kind for kind, word in _TYPES.items()}
    return {(name, kinds[word]): f'<data key="{key}">' for (of, name, word), key in keys.items() if of == domain}


def _data(attributes: Mapping[str, Value], openings: Openings) -> str:
    return "".join([f"{openings[name, type(value)]}{_text(value)}</data>" for name, value in attributes.items()])


def _text(value: Value) -> str:
    if isinstance(value, str):
        return _xml(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def _xml(text: str) -> str:
    """Text for an element or an attribute."""
    if not _UNUSUAL.search(text):
        return text
    return _UNUSUAL.sub(lambda match: _ENTITIES.get(match[0]) or f"\\u{ord(match[0]):04x}", text)
