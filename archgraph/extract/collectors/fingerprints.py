"""Structural fingerprints of functions and classes: digests of their slices of the node stream."""

from __future__ import annotations

import ast
from hashlib import blake2b

from archgraph.extract.collector import Collector, Fields, Listening
from archgraph.extract.context import Context
from archgraph.extract.nodes import END, SIZE
from archgraph.model.facts import Fingerprint

_FEWEST = 3
"""Statements below which a fingerprint says nothing."""

_NO_NODES = bytes(range(SIZE + 1, END + 1))
"""Numbers in the stream that stand for no node of their own."""


def start(context: Context) -> Listening:
    """Listen to the ends of functions and classes. Their own names and decorators do not belong to the structure."""
    prints: list[Fingerprint] = []

    def on_end(node: ast.AST) -> None:
        frame = context.frame
        statements = context.statements - frame.before
        if statements < _FEWEST:
            return
        first, first_name = frame.begin
        structure = bytes(context.shape[first:])
        names = "\0".join(context.names[first_name:]).encode("utf-8", "surrogatepass")
        prints.append(
            Fingerprint(
                scope=frame.scope,
                nodes=len(structure.translate(None, _NO_NODES)),
                statements=statements,
                exact=blake2b(structure + b"\0" + names, digest_size=8).digest(),
                shape=blake2b(structure, digest_size=8).digest(),
            )
        )

    def facts() -> Fields:
        return {"prints": tuple(sorted(prints, key=lambda each: each.scope))}

    return Listening(facts, leave=dict.fromkeys((ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef), on_end))


COLLECTOR = Collector(start)
