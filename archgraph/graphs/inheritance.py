"""In: a code base; out: its classes and their bases as a networkx graph, or as plain nodes and edges for export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archgraph.graphs.portable import Edge, Node, PortableGraph
from archgraph.model.codebase import Base, ClassKey, ClassRecord, Codebase

if TYPE_CHECKING:
    import networkx


def inheritance_graph(codebase: Codebase) -> networkx.DiGraph:
    """The inheritance as a networkx graph; an edge leads from a class to its base, `order` is its place among them.

    Nodes are `ClassKey`s with their record as attribute `record` (None when only the name of the class is known).
    """
    import networkx  # 0.16 s: only where it is asked for

    graph = networkx.DiGraph()
    records = {**codebase.externals, **codebase.classes}
    graph.add_nodes_from((key, {"record": record}) for key, record in records.items())
    for key, record in records.items():
        for base in record.resolved:
            target = base_key(base)
            if target not in records:
                graph.add_node(target, record=None)
            graph.add_edge(key, target, order=base.order, scope=str(base.scope))
    return graph


def base_key(base: Base) -> ClassKey:
    """What identifies a base: its key, or its name alone where the class is not known."""
    return base.key or ClassKey(base.base, "", 0)


def portable_inheritance(codebase: Codebase) -> PortableGraph:
    """The same graph in plain values, with unique text ids: the dotted name, and the place where that is not unique."""
    records = {**codebase.externals, **codebase.classes}
    names = _unique_names(codebase)
    nodes = [_node(names[key], key, record) for key, record in records.items()]
    edges: dict[tuple[str, str], Edge] = {}
    for key, record in records.items():
        for base in record.resolved:
            target = base_key(base)
            if target not in names:
                names[target] = target.class_
                nodes.append(Node(target.class_, {"name": target.class_, "scope": str(base.scope), "known": False}))
            ends = (names[key], names[target])
            edges.setdefault(ends, Edge(*ends, {"order": base.order}))
    return PortableGraph("inheritance", tuple(nodes), tuple(edges.values()))


def _unique_names(codebase: Codebase) -> dict[ClassKey, str]:
    """Ids of all classes: a dotted name that several definitions share goes to the last one that counts at run time."""
    names: dict[ClassKey, str] = {key: key.class_ for key in codebase.externals}
    taken = set(names.values())
    for key, record in sorted(codebase.classes.items(), key=lambda item: not item[1].last):
        names[key] = key.class_ if record.last and key.class_ not in taken else f"{key.class_} ({key.path}:{key.line})"
        taken.add(names[key])
    return names


def _node(name: str, key: ClassKey, record: ClassRecord) -> Node:
    return Node(
        name,
        {
            "name": key.class_,
            "path": key.path,
            "line": key.line,
            "scope": "external" if record.external else "internal",
            "service": record.service,
            "zone": str(record.zone),
            "known": True,
        },
    )
