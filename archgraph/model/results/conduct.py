"""How Managers and Registries behave in each other's company, and what to do with them."""

from __future__ import annotations

from archgraph.model.codebase import ClassKey
from archgraph.model.source import Row


class Remark(Row, frozen=True):
    """A sentence about a class, without its full stop, and the place that shows it (line 0: the file as a whole)."""

    text: str
    path: str
    line: int


class NearName(Row, frozen=True):
    """A class whose name is easily taken for another's; `why` says how they are alike."""

    key: ClassKey
    why: str


class Clash(Row, frozen=True):
    """A method that two classes of a family both have, with contracts that differ: callers cannot exchange them.
    `difference` says what one meets who comes from `other`; lines are those of both definitions."""

    member: str
    other: ClassKey
    difference: str
    line: int
    other_line: int


class Advice(Row, frozen=True):
    """What the facts about a class suggest. `action`: keep, merge, rename, delete, or "" when they suggest nothing;
    `other` is the class to merge into or to tell apart from; `steps` in the order in which to take them."""

    action: str
    confidence: float
    reasons: tuple[str, ...]
    steps: tuple[str, ...]
    other: ClassKey | None = None
    before: tuple[str, ...] = ()
    """What to do first whatever becomes of the class."""
    after: tuple[str, ...] = ()
    """What to do last."""


class Conduct(Row, frozen=True):
    """How a Manager or Registry behaves in the company of the others.

    `making`: singletons, factories, what keeps it alive. `leaks`: one user's data may reach another. `locking`: which locks
    it mixes or holds wrongly. `unguarded`: changes of shared state without the lock. `tasks`: started and not awaited.
    `phantoms`: imports of its name from where it is not.
    """

    key: ClassKey
    making: tuple[Remark, ...] = ()
    leaks: tuple[Remark, ...] = ()
    locking: tuple[Remark, ...] = ()
    unguarded: tuple[Remark, ...] = ()
    tasks: tuple[Remark, ...] = ()
    near: tuple[NearName, ...] = ()
    clashes: tuple[Clash, ...] = ()
    phantoms: tuple[Remark, ...] = ()
    advice: Advice = Advice("", 0.0, (), ())
