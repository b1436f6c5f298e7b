"""The structure of a file's functions and classes, as digests that tell copies."""

from __future__ import annotations

from archgraph.model.expr import Record


class Fingerprint(Record, frozen=True):
    """The structure of a function, or of a class of at least 3 statements (docstring excluded).

    `exact` digests the syntax with names and constants (type 1), `shape` without them; both are empty below 3 statements.
    `nodes` counts syntax nodes. Of a function only: `sketch` has 3 bytes for each statement in order, a hash of its syntax
    without names and constants, the same for sync and async code; `names` 2 bytes for each identifier in it and for its
    docstring, ascending.
    """

    scope: int
    nodes: int
    statements: int
    exact: bytes
    shape: bytes
    sketch: bytes = b""
    names: bytes = b""


class Fingerprints(Record, frozen=True):
    """Fingerprints of one file, in scope order. `generated`: the comments at its head say that a program wrote it."""

    prints: tuple[Fingerprint, ...] = ()
    generated: bool = False
