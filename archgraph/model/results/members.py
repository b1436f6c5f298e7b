"""The members of classes, own and inherited, and what each ancestor gives."""

from __future__ import annotations

from archgraph.model.codebase import ClassKey
from archgraph.model.results.mro import Ancestor
from archgraph.model.source import Row


class Member(Row, frozen=True):
    """A member of a class and where it comes from (a row of members.csv)."""

    key: ClassKey
    member: str
    kind: str
    defined_in: str
    member_path: str
    member_line: int | None
    overrides: str
    calls_super: bool | None
    change: str
    count: int


class Lane(Row, frozen=True):
    """One ancestor of an MRO: the names that calls reach there, and those that a class before it hides."""

    ancestor: Ancestor
    reached: tuple[str, ...]
    hidden: tuple[str, ...]


class Lineage(Row, frozen=True):
    """What a class has from whom, in full: a lane per class of its MRO; `members` in MRO order of their providers, those
    from outside the code base one by one."""

    key: ClassKey
    lanes: tuple[Lane, ...]
    members: tuple[Member, ...]
