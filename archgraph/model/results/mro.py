"""MROs, why Python refuses some, and what is hard to follow in them."""

from __future__ import annotations

from enum import StrEnum

from archgraph.model.codebase import ClassKey, Origin
from archgraph.model.results.findings import Severity
from archgraph.model.source import Row


class MroStatus(StrEnum):
    """How sure an MRO is."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    INCONSISTENT = "inconsistent"
    CYCLIC = "cyclic"


class Ancestor(Row, frozen=True):
    """One position of an MRO; `key` when the class is known (internal or external)."""

    name: str
    scope: Origin
    key: ClassKey | None


class Mro(Row, frozen=True):
    """The linearization of a class; position 0 is the class itself. An inconsistent or cyclic one holds the class and the
    ancestors in the order of a depth-first walk, as far as known."""

    key: ClassKey
    status: MroStatus
    reason: str
    ancestors: tuple[Ancestor, ...]

    @property
    def depth(self) -> int:
        """Number of ancestors, the class itself not counted."""
        return len(self.ancestors) - 1


class Declared(Row, frozen=True):
    """An order of two classes and where it is declared."""

    first: str
    second: str
    declared_by: str
    path: str
    line: int
    how: str = "before"
    """What the first has to do with the second: "before" for an order, else a verb ("has the metaclass")."""


class MroConflict(Row, frozen=True):
    """Why Python refuses a class: what contradicts (two orders, metaclasses or layouts), and the smallest repair that was
    proved by trying it again."""

    key: ClassKey
    orders: tuple[Declared, ...]
    repair: str


class MroScore(Row, frozen=True):
    """How hard a class's inheritance is to follow: `depth` counts ancestors; `parents` the bases listed; `shadows` methods that
    hide an inherited one without calling it; `diamonds` ancestors reached by several bases; `score` is 0 to 100."""

    key: ClassKey
    depth: int
    parents: int
    shadows: tuple[str, ...]
    diamonds: tuple[str, ...]
    score: float


class MroIssue(Row, frozen=True):
    """Something in a class's inheritance that deserves a look; `line` is in the class's file.

    `kind`: abstract, abstract_unenforced, init_chain, sibling_shadow, depth, parents, shadows, diamond, complexity.
    `evidence`: sentences with places.
    """

    key: ClassKey
    kind: str
    severity: Severity
    line: int
    member: str
    message: str
    evidence: tuple[str, ...]
