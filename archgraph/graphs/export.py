"""In: a portable graph; out: GraphML or node-link JSON as text that networkx, Gephi, yEd and D3 read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from archgraph.graphs.portable import Edge, Node, PortableGraph, Value

_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


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
    lines.extend(f'<node id="{_xml(node.id)}">{_data(node.attributes, "node", keys)}</node>' for node in graph.nodes)
    lines.extend(
        f'<edge source="{_xml(edge.source)}" target="{_xml(edge.target)}">{_data(edge.attributes, "edge", keys)}</edge>'
        for edge in graph.edges
    )
    lines += ["</graph>", "</graphml>", ""]
    return "\n".join(lines)


def node_link(graph: PortableGraph) -> str:
    """The graph as node-link JSON: what `networkx.node_link_graph(json.loads(text), edges="edges")` reads."""
    nodes = [{**node.attributes, "id": node.id} for node in graph.nodes]
    edges = [{**edge.attributes, "source": edge.source, "target": edge.target} for edge in graph.edges]
    parts = [
        f'{{"directed": true, "multigraph": false, "graph": {{"name": {json.dumps(graph.name)}}}, "nodes": [\n',
        ",\n".join(map(json.dumps, nodes)),
        '\n], "edges": [\n',
        ",\n".join(map(json.dumps, edges)),
        "\n]}\n",
    ]
    return "".join(parts)


Keys = Mapping[tuple[str, str, str], str]


def _declared(graph: PortableGraph) -> Keys:
    """An id for every attribute of nodes and of edges with its type."""
    named = dict.fromkeys((*_attributes(graph.nodes, "node"), *_attributes(graph.edges, "edge")))
    return {attribute: f"d{number}" for number, attribute in enumerate(named)}


def _attributes(items: Iterable[Node | Edge], domain: str) -> Iterable[tuple[str, str, str]]:
    return ((domain, name, _TYPES[type(value)]) for item in items for name, value in item.attributes.items())


def _data(attributes: Mapping[str, Value], domain: str, keys: Keys) -> str:
    return "".join(
        f'<data key="{keys[domain, name, _TYPES[type(value)]]}">{_text(value)}</data>'
        for name, value in attributes.items()
    )


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _xml(value) if isinstance(value, str) else repr(value)


def _xml(text: str) -> str:
    """Text for an element or an attribute."""
    if _UNPRINTABLE.search(text):
        text = _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return text.translate(_SPECIAL)
