"""What classes are, what Managers and Registries look like, and where they are used."""

from __future__ import annotations

from archgraph.model.codebase import ClassKey
from archgraph.model.source import Row, Zone


class RoleRecord(Row, frozen=True):
    """What a class is: roles, whether it is a double, and the evidence (sentences with places)."""

    key: ClassKey
    roles: tuple[str, ...]
    double: bool
    evidence: tuple[str, ...]
    confidence: float


class Profile(Row, frozen=True):
    """A Manager or Registry as the tables and reports show it (managers.csv, registries.csv)."""

    key: ClassKey
    role: str
    evidence: tuple[str, ...]
    zone: Zone
    double: bool
    service: str
    domain: str
    lines: int
    public_methods: tuple[str, ...]
    async_methods: tuple[str, ...]
    state: tuple[str, ...]
    locks: tuple[str, ...]
    mutable_class_state: tuple[str, ...]
    lifetime: str
    subclasses: tuple[str, ...]
    instances: tuple[str, ...]
    """Module-level instances: dotted names."""
    importers_production: int
    importers_test: int
    instantiations_production: int
    instantiations_test: int
    family: str
    action: str


class Usage(Row, frozen=True):
    """A place where a class with a role is used (a row of usages.csv)."""

    target: str
    what: str
    symbol: str
    path: str
    line: int
    zone: Zone
    via_alias: bool
