"""Where a file may name a message: sends, makes, receives, routes or compares one."""

from __future__ import annotations

from archgraph.model.expr import Expr, Record


class Signal(Record, frozen=True):
    """A place where a message may be named, by its spelling.

    `how`: send (a call that sends, or a payload that stands in one), make (`Event(type=...)`), payload (`{"type": ...}`), receive
    (`on("x", f)`, `@handler("x")`), key (of a routing table), compare (`event == "x"`, a `case`). `names`: literals and dotted
    names of constants that may be the message, sums of such (`Operation("+", ...)`), and `Starred` for each item of a constant;
    none where the called name itself may say it (`emit_order_paid()`). `through`: what is called, or compared with. `line`: of
    the call, else of the name. `awaited`, `discarded` as in `CallFact`.
    """

    how: str
    through: str
    names: tuple[Expr, ...]
    line: int
    scope: int
    awaited: bool = False
    discarded: bool = False


class Signals(Record, frozen=True):
    """Signals of one file, by line."""

    signals: tuple[Signal, ...] = ()
