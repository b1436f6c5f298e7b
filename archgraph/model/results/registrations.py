"""Who fills, reads and empties registries."""

from __future__ import annotations

from archgraph.model.codebase import ClassKey
from archgraph.model.source import Row, Zone


class Registration(Row, frozen=True):
    """A place where a registry is filled, read, emptied or gone past (a row of registrations.csv).

    `key` and `registered` as far as the call shows them; `lands_in`: the class of the registry's MRO that has the method.
    `on_duplicate`: what a registering method does with a key that is there already, "" for other operations.
    """

    registry: str
    operation: str
    method: str
    key: str
    registered: str
    on_duplicate: str
    zone: Zone
    path: str
    line: int
    symbol: str
    lands_in: str


class RegistryMethod(Row, frozen=True):
    """A public method of a registry whose name says what it does: register, read, remove or clear."""

    registry: ClassKey
    method: str
    operation: str
    on_duplicate: str
    line: int
