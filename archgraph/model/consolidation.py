"""What a consolidation plan says: classes for one duty, what to do with each, where that changes code, and when."""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

import msgspec

from archgraph.model.codebase import ClassKey
from archgraph.model.source import Row

HIGH = 0.8
"""From this confidence on an advice is meant to be followed; reports call it high."""

MEDIUM = 0.5
"""Below this confidence an advice is a question; reports call it low."""


class Card(Row, frozen=True, dict=True, gc=True):
    """A class as families compare it. `core`: the words of its name without those that only say which version it is;
    `head`: the last of them; `kind`: class, data, settings, enum, exception or protocol, what is never compared across.

    `methods` are its own, (name, parameters, is async, line) in source order; `fields` the names bound in its body.
    `inherited`: public names that it has from ancestors of the code base. `docs`, `place`: telling words of its docstring
    and of the packages and module above it. `collaborators`: names that its module imports from the code base.
    """

    key: ClassKey
    core: tuple[str, ...]
    head: str
    kind: str
    double: bool
    service: str
    zone: str
    methods: tuple[tuple[str, tuple[str, ...], bool, int], ...]
    fields: tuple[str, ...]
    inherited: tuple[str, ...]
    docs: frozenset[str]
    place: frozenset[str]
    collaborators: frozenset[str]
    about: frozenset[str] = frozenset()
    """Classes that its bases are made for: `Repository[Message]` is about Message."""

    @cached_property
    def name(self) -> str:
        """Its bare name."""
        return self.key.class_.rpartition(".")[2]

    @cached_property
    def qualifying(self) -> frozenset[str]:
        """The words before its head word."""
        return frozenset(self.core[:-1])

    @cached_property
    def public(self) -> tuple[str, ...]:
        """Names of its own public methods."""
        return tuple(dict.fromkeys(name for name, *_ in self.methods if not name.startswith("_")))

    @cached_property
    def offers(self) -> frozenset[str]:
        """Everything public that an instance has: own and inherited methods, and fields."""
        return frozenset((*self.public, *self.inherited, *(f for f in self.fields if not f.startswith("_"))))


class Kin(Row, frozen=True):
    """Why two classes are for the same thing: `score` in points, `evidence` in words. `shared`: the part of the smaller
    one's public names that both have; `text`: how far their code is the same, 0 when it is not; `alike`: how far the words
    of their fields agree. `declared`: a text of the code base says that one takes the other's place; `successor`: which,
    where the other is called deprecated."""

    first: ClassKey
    second: ClassKey
    score: float
    evidence: tuple[str, ...]
    shared: float
    text: float
    alike: float = 0.0
    declared: bool = False
    successor: ClassKey | None = None


class Family(Row, frozen=True):
    """Classes for the same thing, sorted, with the evidence that ties each to another."""

    name: str
    members: tuple[ClassKey, ...]
    kin: tuple[Kin, ...]


class Standing(Row, frozen=True):
    """How a class is used: production modules that import it, places that instantiate it, modules that import one of its
    module-level instances count as importers, too; `lifetime` as in managers.csv."""

    key: ClassKey
    importers: int
    importers_test: int
    instantiations: int
    instantiations_test: int
    subclasses: int
    registrations: int
    other_uses: int
    page_rank: float
    lifetime: str
    instances: tuple[str, ...]

    @property
    def is_used(self) -> bool:
        """Whether production code uses it at all."""
        return bool(self.importers or self.instantiations or self.subclasses or self.registrations or self.other_uses)


class Difference(Row, frozen=True):
    """A member that two classes of a family have with contracts that differ (a row of contracts.csv)."""

    family: str
    member: str
    class_a: str
    class_b: str
    difference: str
    path: str
    line: int
    text: str = ""


class Misnamed(Row, frozen=True):
    """A class that is not what its name says: why, in words, the name that says what it is, and how sure that is."""

    key: ClassKey
    reason: str
    becomes: str
    confidence: float


class Decision(Row, frozen=True):
    """What to do with one member of a candidate (a row of consolidation.csv); `needs`: what would decide it; `carried`: what
    of `unique_members` the canonical takes over. `way` says how it is converted: alias, base (both get one base with the
    code they share), real (a double gives way to the real one) or rename, to `becomes`."""

    candidate: str
    action: str
    canonical: str
    key: ClassKey
    reason: str
    unique_members: tuple[str, ...]
    importers: int
    lines_saved: int
    confidence: float
    wave: int
    needs: str
    undo: str
    way: str = ""
    becomes: str = ""
    carried: tuple[str, ...] = ()

    @property
    def changes_code(self) -> bool:
        """Whether the advice is to do something."""
        return self.action in ("CONSOLIDATE", "DELETE", "CONVERT")

    @property
    def goes_away(self) -> bool:
        """Whether the class is gone afterwards, and its users use the canonical."""
        return self.changes_code and self.way not in ("base", "rename")


class Change(Row, frozen=True):
    """One place that a candidate's steps touch (a row of changes.csv)."""

    candidate: str
    step: int
    what: str
    path: str
    line: int
    old: str
    new: str


class Effect(Row, frozen=True):
    """What a candidate's move does to the architecture: `kind` is cycle, cycle_gone, layer or mro."""

    candidate: str
    kind: str
    text: str


class Candidate(Row, frozen=True):
    """Classes that could be one: the canonical's decision first. `after`: candidates that must be done before; `files`:
    what its changes touch."""

    candidate: str
    family: str
    service: str
    canonical: ClassKey
    decisions: tuple[Decision, ...]
    evidence: tuple[str, ...]
    files: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    wave: int = 0
    team: int = 0

    @property
    def is_advice(self) -> bool:
        """Whether something is to be done."""
        return any(decision.changes_code for decision in self.decisions)

    @property
    def surest(self) -> float:
        """The highest confidence of what is to be done; only for advice."""
        return max(decision.confidence for decision in self.decisions if decision.changes_code)


class Measure(Row, frozen=True):
    """A figure before and after the plan."""

    name: str
    before: int
    after: int


class Plan(Row, frozen=True):
    """The whole consolidation plan; waves count from 1, 0 is for candidates without anything to do."""

    families: tuple[Family, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    differences: tuple[Difference, ...] = ()
    changes: tuple[Change, ...] = ()
    effects: tuple[Effect, ...] = ()
    measures: tuple[Measure, ...] = ()
    waves: int = 0
    least_waves: int = 0
    """No packing can need fewer: the largest set of candidates found that all collide or depend on each other."""
    standings: tuple[Standing, ...] = msgspec.field(default=())


class Planned(Protocol):
    """A code base with its plan: an Analysis, or the plan alone."""

    @property
    def name(self) -> str:
        """What the code base is called."""

    @property
    def plan(self) -> Plan:
        """What is advised."""


class Simulation(Row, frozen=True):
    """A candidate's move, made on the graph: figures before and after; imports that change; MROs that change (class, before,
    after, each joined by " > "); cycles that are new, each as the modules in it."""

    candidate: str
    measures: tuple[Measure, ...]
    imports: tuple[tuple[str, str, str], ...]
    """(importing file, imported before, imported after)."""
    mros: tuple[tuple[str, str, str], ...]
    cycles: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, str, str], ...] = ()
    """(path:line, dotted name before, after): what leads elsewhere or is called otherwise; "" is nothing."""
