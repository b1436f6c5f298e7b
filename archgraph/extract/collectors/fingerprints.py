"""Fingerprints of functions and classes: digests of their slices of the node stream, and sketches of functions."""

from __future__ import annotations

import ast
from operator import attrgetter

from archgraph.blake import blake2b
from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context, Frame
from archgraph.extract.generated import is_generated
from archgraph.extract.nodes import count_nodes
from archgraph.extract.scopes import Function
from archgraph.extract.sketch import EMPTY, KNOWN, name_hashes, plain_structure, statement_hashes
from archgraph.model.facts.fingerprints import Fingerprint

_FEWEST = 3
"""Statements below which a fingerprint has no digest of the exact syntax."""


class _Fingerprints:
    """The fingerprints of the scopes that have ended. Their own names and decorators do not belong to the structure."""

    __slots__ = ("_context", "_found")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: list[Fingerprint] = []

    def on_function(self, node: Function) -> None:
        frame = self._context.frame
        names = self._names(frame)
        sketch = statement_hashes(plain_structure(frame.structure))
        self._add(frame, names, sketch or EMPTY, name_hashes(names, frame.docstring, KNOWN))

    def on_class(self, node: ast.AST) -> None:
        frame = self._context.frame
        if frame.statements >= _FEWEST:
            self._add(frame, self._names(frame), b"", b"")

    def facts(self) -> Fields:
        prints = tuple(sorted(self._found, key=attrgetter("scope")))
        return {"prints": prints, "generated": bool(prints) and is_generated(self._context.parsed.text)}

    def _names(self, frame: Frame) -> list[str]:
        return self._context.names[frame.begin[1] :]

    def _add(self, frame: Frame, names: list[str], sketch: bytes, hashes: bytes) -> None:
        exact = shape = b""
        if frame.statements >= _FEWEST:
            digest = blake2b(frame.structure, digest_size=8)
            shape = digest.digest()
            digest.update("\0".join(names).encode("utf-8", "surrogatepass"))
            exact = digest.digest()
        nodes = count_nodes(frame.structure)
        self._found.append(Fingerprint(frame.scope, nodes, frame.statements, exact, shape, sketch, hashes))


COLLECTOR = Collector(
    _Fingerprints,
    leave={
        ast.FunctionDef: _Fingerprints.on_function,
        ast.AsyncFunctionDef: _Fingerprints.on_function,
        ast.ClassDef: _Fingerprints.on_class,
    },
)
