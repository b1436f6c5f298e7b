"""What the analyses find: each record is a row of a table, its fields the columns."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from archgraph.model.codebase import ClassKey, Origin
from archgraph.model.source import Row, Zone

# ------------------------------------------------------------------------------------------------------ graphs


class ModuleMetrics(Row, frozen=True):
    """Coupling of a module: afferent and efferent (distinct internal modules), instability ce/(ca+ce), depth of the longest
    import chain below it (0: imports nothing internal; cycles count once), PageRank over internal imports."""

    module: str
    path: str
    depth: int
    ca: int
    ce: int
    instability: float | None
    page_rank: float


class PackageMetrics(Row, frozen=True):
    """Martin's metrics of a package: distance is |abstractness + instability - 1|."""

    package: str
    service: str
    modules: int
    lines: int
    classes: int
    ca: int
    ce: int
    instability: float | None
    abstractness: float | None
    distance: float | None


class CycleEdge(Row, frozen=True):
    """One import inside a strongly connected component. `breaker`: removing all breakers leaves no cycle."""

    cycle: str
    size: int
    importer: str
    imported: str
    path: str
    line: int
    breaker: bool
    weak: bool


class PackageCycle(Row, frozen=True):
    """Sibling packages that import each other in a circle, with the imports grimp nominates to break it."""

    parent: str
    packages: tuple[str, ...]
    breakers: tuple[tuple[str, str], ...]


class ImportGraphResult(Row, frozen=True):
    """Everything computed from the import graph."""

    modules: tuple[ModuleMetrics, ...]
    packages: Sequence[PackageMetrics]
    cycles: tuple[CycleEdge, ...]
    package_cycles: tuple[PackageCycle, ...]


# --------------------------------------------------------------------------------------------------------- MRO


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


# ------------------------------------------------------------------------------------------------------- roles


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


class Usage(Row, frozen=True):
    """A place where a class with a role is used (a row of usages.csv)."""

    target: str
    what: str
    symbol: str
    path: str
    line: int
    zone: Zone
    via_alias: bool


# ------------------------------------------------------------------------------------------------------ clones


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


# ------------------------------------------------------------------------------------------------------ audits


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(Row, frozen=True):
    """A violation of a rule at a place (a row of findings.csv); `id` is stable and holds no line number."""

    id: str
    rule: str
    severity: Severity
    path: str
    line: int
    end_line: int | None
    symbol: str
    message: str
    evidence: str
    confidence: float
    fix: str
    service: str
    team: str
    suppressed_by: str


class ChainLink(Row, frozen=True):
    """One import of a chain, with its place."""

    importer: str
    imported: str
    path: str
    line: int


class Breach(Row, frozen=True):
    """A rule about imports that is broken, or cannot be checked: then `problem` says why.

    `importer` and `imported`: the layers or modules of the rule. `chain`: the imports that lead from one to the other, in
    order; `also`: other modules of the imported side that its last import reaches.
    """

    contract: str
    kind: str
    importer: str
    imported: str
    chain: tuple[ChainLink, ...] = ()
    also: tuple[str, ...] = ()
    problem: str = ""


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


class EnvironmentAccess(Row, frozen=True):
    """A row of environment.csv."""

    path: str
    line: int
    operation: str
    access: str
    key: str
    default: str
    zone: Zone
    surface: str
    through: str
    function: str
    service: str
    allowed: bool


class LegacyItem(Row, frozen=True):
    """A row of legacy.csv; `sunset` is an ISO date or "". `subject`: what the date or remark is about, a dotted name or a key."""

    kind: str
    name: str
    path: str
    line: int
    twin: str
    sunset: str
    callers: int | None
    zone: Zone
    subject: str = ""


class StringUse(Row, frozen=True):
    """A string literal with its places, as (path, line) in order: as many rows of strings.csv."""

    value: str
    category: str
    places: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        """How many places the value has."""
        return len(self.places)


class EventSite(Row, frozen=True):
    """A place where an event is declared, emitted, routed, handled or only named (a row of events.csv).

    `through`: what is called, compared with or routed to. `async_`: what is called or defined is a coroutine function; None when
    that is not known or does not apply, as for `awaited`. `state` is the event's in production: "", unhandled or never_emitted.
    """

    event: str
    role: str
    zone: Zone
    path: str
    line: int
    symbol: str
    through: str
    async_: bool | None
    awaited: bool | None
    service: str
    state: str = ""
    discarded: bool = False
    """The call's result is thrown away: an expression statement."""


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
