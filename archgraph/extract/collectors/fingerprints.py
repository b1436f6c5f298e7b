"""Fingerprints of functions and classes: digests of their slices of the node stream, and sketches of functions.

They are made at the end of the file, one after the other: what makes them and the names of the file stay near by then.
"""

from __future__ import annotations

import ast
from operator import attrgetter

from archgraph.blake import blake2b
from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context, Frame
from archgraph.extract.generated import is_generated
from archgraph.extract.nodes import count_nodes
from archgraph.extract.scopes import Function
from archgraph.extract.sketch import EMPTY, hashes_of, name_hashes, plain_structure, statement_hashes
from archgraph.model.facts.fingerprints import Fingerprint

_FEWEST = 3
"""Statements below which a fingerprint has no digest of the exact syntax."""


class _Fingerprints:
    """The scopes that have ended, with the ends of their slices. Their own names and decorators do not belong to them."""

    __slots__ = ("_context", "_ended")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._ended: list[tuple[Frame, int, int, bool]] = []

    def on_function(self, node: Function) -> None:
        context = self._context
        self._ended.append((context.frame, len(context.shape), len(context.names), True))

    def on_class(self, node: ast.AST) -> None:
        context = self._context
        if context.frame.statements >= _FEWEST:
            self._ended.append((context.frame, len(context.shape), len(context.names), False))

    def facts(self) -> Fields:
        context = self._context
        shape, names = bytes(context.shape), context.names
        hashes = hashes_of(names) if self._ended else {}
        found = []
        for frame, shape_end, names_end, is_function in self._ended:
            structure, own = shape[frame.begin[0] : shape_end], names[frame.begin[1] : names_end]
            exact, alike = _digests(structure, own) if frame.statements >= _FEWEST else (b"", b"")
            sketch = sketched = b""
            if is_function:
                sketch = statement_hashes(plain_structure(structure)) or EMPTY
                sketched = name_hashes(own, frame.docstring, hashes)
            nodes = count_nodes(structure)
            found.append(Fingerprint(frame.scope, nodes, frame.statements, exact, alike, sketch, sketched))
        found.sort(key=attrgetter("scope"))
        return {"prints": tuple(found), "generated": bool(found) and is_generated(context.parsed.text)}


def _digests(structure: bytes, names: list[str]) -> tuple[bytes, bytes]:
    """Of the syntax with its names, and of the syntax alone."""
    digest = blake2b(structure, digest_size=8)
    alike = digest.digest()
    digest.update("\0".join(names).encode("utf-8", "surrogatepass"))
    return digest.digest(), alike


COLLECTOR = Collector(
    _Fingerprints,
    leave={
        ast.FunctionDef: _Fingerprints.on_function,
        ast.AsyncFunctionDef: _Fingerprints.on_function,
        ast.ClassDef: _Fingerprints.on_class,
    },
)
