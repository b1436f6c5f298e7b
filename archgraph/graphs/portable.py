"""What a graph is once it leaves archgraph: text ids and plain values."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

Value = str | int | float | bool
"""Attributes hold no None: GraphML has none, so what is unknown is left out."""


class Node(msgspec.Struct, frozen=True):
    """A node with a unique id."""

    id: str
    attributes: Mapping[str, Value]


class Edge(msgspec.Struct, frozen=True):
    """A directed edge between two node ids."""

    source: str
    target: str
    attributes: Mapping[str, Value]


class PortableGraph(msgspec.Struct, frozen=True):
    """A directed graph; at most one edge leads from one node to another."""

    name: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
