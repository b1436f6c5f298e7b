"""Code that says the same twice: clones, and tests that do again what production does."""

from __future__ import annotations

from archgraph.model.source import Row


class CloneMember(Row, frozen=True):
    """A member of a clone cluster (a row of duplicates.csv); similarity is to the cluster's first member."""

    cluster: str
    kind: str
    clone_type: int
    member: str
    path: str
    start_line: int
    end_line: int
    similarity: float
    difference: str = ""
    """How it differs from the first member, in a few words; "" for that one, and where nothing but layout differs."""


class TestDuplicate(Row, frozen=True):
    """Test code that does again what production code does (a row of test_duplicates.csv).

    `kind`: function or class. `delegates`: it calls or inherits the production one. `how`: clone (the same code) or name.
    """

    __test__ = False

    test: str
    path: str
    line: int
    production: str
    production_path: str
    production_line: int
    similarity: float
    kind: str
    delegates: bool
    how: str
