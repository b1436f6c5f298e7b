"""What one file reads of objects that are not its own, and which errors it catches where."""

from __future__ import annotations

from archgraph.model.expr import Record


class Read(Record, frozen=True):
    """`name`: a dotted name whose last part is read, written or deleted as an attribute (`client.tools`,
    `self.client.tools`, `Color.RED`): the first line in each scope. One step from `self` or `cls` is no row (see `Touch`),
    and neither is what is called (see `CallFact`)."""

    name: str
    line: int
    scope: int


class Catch(Record, frozen=True):
    """An `except` clause: the dotted names of what it catches, none of a bare one. `first` to `last`: the lines of the
    statements that it watches; `line`: its own."""

    names: tuple[str, ...]
    line: int
    scope: int
    first: int
    last: int


class Reads(Record, frozen=True):
    """Attributes read of others, and errors caught, in source order. `wholes`: classes, as their spelling says, of which a
    loop or a call goes through all (`for color in Color`, `len(Color)`)."""

    reads: tuple[Read, ...] = ()
    catches: tuple[Catch, ...] = ()
    wholes: tuple[Read, ...] = ()
