"""Structural fingerprints of functions and classes: digests of their slices of the node stream."""

from __future__ import annotations

import ast
from hashlib import blake2b
from operator import attrgetter

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.nodes import count_nodes
from archgraph.model.facts import Fingerprint

_FEWEST = 3
"""Statements below which a fingerprint says nothing."""


class _Fingerprints:
    """The fingerprints of the scopes that have ended. Their own names and decorators do not belong to the structure."""

    __slots__ = ("_context", "_found")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: list[Fingerprint] = []

    def on_end(self, node: ast.AST) -> None:
        frame = self._context.frame
        if frame.statements < _FEWEST:
            return
        structure = frame.structure
        shape = blake2b(structure, digest_size=8)
        exact = shape.copy()
        exact.update("\0".join(self._context.names[frame.begin[1] :]).encode("utf-8", "surrogatepass"))
        self._found.append(
            Fingerprint(frame.scope, count_nodes(structure), frame.statements, exact.digest(), shape.digest())
        )

    def facts(self) -> Fields:
        return {"prints": tuple(sorted(self._found, key=attrgetter("scope")))}


COLLECTOR = Collector(
    _Fingerprints,
    leave=dict.fromkeys((ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef), _Fingerprints.on_end),
)
