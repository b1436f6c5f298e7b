"""The tree that recovery puts the lines of a broken file into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from archgraph.extract.recovery.logical import Line


@dataclass(slots=True)
class Block:
    """A logical line and what stands below it.

    `indent` is the column it counts as, `body` that of its children (-1 while it has none), `last` its last physical
    line. `clauses` are the else, except, ... that go with it. `whole`: its lines are as Python's rules of indentation
    want them; `holes`: once the lines between them are blanked that are not its own.
    """

    line: Line
    indent: int
    opens: bool
    last: int
    body: int = -1
    whole: bool = True
    holes: bool = False
    head: Block | None = None
    """Of a clause: the statement it goes with."""
    latest: Block | None = None
    """The last of its children that opens a block."""
    children: list[Block] = field(default_factory=list)
    clauses: list[Block] = field(default_factory=list)
    decorators: list[Line] = field(default_factory=list)

    @property
    def first(self) -> int:
        """First physical line, decorators included."""
        return self.decorators[0].first if self.decorators else self.line.first

    def lines(self) -> Iterator[Line]:
        """Its logical lines, in order."""
        yield from self.decorators
        yield self.line
        for block in (*self.children, *self.clauses):
            yield from block.lines()
