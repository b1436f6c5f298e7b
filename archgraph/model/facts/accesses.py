"""Where a file reads or changes the process environment."""

from __future__ import annotations

from archgraph.model.expr import Expr, Record


class Access(Record, frozen=True):
    """One direct access to the process environment; the words of environment.csv.

    `through` is the dotted text that reached it as written (`os.environ`, `environ`, `os.getenv`, `env`): whether that name
    really is the environment is decided by resolve, so candidates are kept for every local alias (`env = os.environ`) and for
    imported names with "env" in them that are used as a mapping. `key`: a `Sequence` where several keys are written at once.
    """

    through: str
    operation: str
    key: Expr | None
    default: Expr | None
    line: int
    scope: int
    surface: str
    """direct, alias (reached through a local name bound to os.environ or os) or test (monkeypatch, patch.dict)."""
    origin: str = ""
    """What the name was assigned, as written ("os.environ"), when the file itself says so."""


class Accesses(Record, frozen=True):
    """Accesses to the environment."""

    accesses: tuple[Access, ...] = ()
    items: tuple[Access, ...] = ()
    """What is taken out of imported names, and which of them builtins are given: accesses where the name turns out to be the
    environment."""
