"""What names mean: modules, imports, classes and their bases, resolved over the whole code base and what it reaches."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

from archgraph.model.expr import Expr, Record
from archgraph.model.facts.outline import ImportKind, Outline, Status
from archgraph.model.source import DatedLine, FileKind, Problem, Row, SourceFile, VariableLine, Zone

Section = TypeVar("Section", bound=Record)


class Origin(StrEnum):
    """Where an imported module or an ancestor comes from: the words of the `scope` columns."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    STDLIB = "stdlib"
    UNRESOLVED = "unresolved"


class ClassKey(NamedTuple):
    """What identifies a class statement: the dotted name alone is not unique. External classes have path "" and line 0."""

    class_: str
    path: str
    line: int


class Module(Row, frozen=True):
    """A module of the code base with its outline."""

    module: str
    path: str
    root: str
    service: str
    kind: FileKind
    zone: Zone
    is_package: bool
    status: Status
    lines: int
    error: str
    error_line: int
    outline: Outline


class ImportEdge(Row, frozen=True):
    """One import statement and one imported module (a row of imports.csv)."""

    importer: str
    imported: str
    line: int
    kind: ImportKind
    scope: Origin
    names: tuple[str, ...]
    path: str


class Base(Row, frozen=True):
    """One entry of a class's base list after resolution, in order (a row of inheritance.csv).

    `key` identifies the class when it is known; `reason` says why it is not. A base that Python itself adds or removes
    (`Generic` for PEP 695, the parents of a TypedDict) is already added or removed.
    """

    order: int
    base: str
    scope: Origin
    key: ClassKey | None = None
    reason: str = ""


class Clash(Row, frozen=True):
    """One side of what makes Python refuse a class: `first` `how` `second` ("shop.A" "has the metaclass" "shop.Meta"), as
    the class `declared_by` says."""

    first: str
    how: str
    second: str
    declared_by: ClassKey


class Refusal(Row, frozen=True):
    """Why Python refuses a class statement although its bases can be linearized, and a change that was tried and helps
    ("" when none was found)."""

    reason: str
    clashes: tuple[Clash, ...]
    repair: str


class ClassRecord(Row, frozen=True):
    """A class statement of the code base, or an external class that one of them reaches (`external` true).

    `bases` is as written, `resolved` as Python sees it. `reason` tells why the bases may not be the whole truth
    (a metaclass that may change them, an unknown decorator): then the MRO is `partial`. `scope` indexes the outline's scopes.
    `live`: not in a branch that the target Python does not take. `last`: the definition that wins at run time.
    """

    class_: str
    module: str
    name: str
    path: str
    line: int
    end_line: int
    last: bool
    live: bool
    bases: tuple[str, ...]
    decorators: tuple[str, ...]
    resolved: tuple[Base, ...]
    scope: int
    service: str
    zone: Zone
    external: bool = False
    reason: str = ""
    metaclass: str = ""
    """Dotted name of the metaclass, "" for `type`, "?" when unknown."""
    docstring: str = ""
    members: tuple[tuple[str, str], ...] = ()
    """Of an external class only: (name, kind) of what its body defines. A C class: kinds as `CMember` tells them. A class
    read from source: function or async_function for a `def` (its decorators were not read), class, attribute for any other
    binding. Names set on `self` are not in it."""
    replaced: tuple[str, ...] = ()
    """The MRO, by name, of the class that a decorator puts in the place of this statement's class; () when it leaves it."""
    refusal: Refusal | None = None

    @property
    def key(self) -> ClassKey:
        """The identity of this class statement."""
        return ClassKey(self.class_, self.path, self.line)


class Alias(Row, frozen=True):
    """Another name of a class (a row of aliases.csv); `importers`: modules that take the class by this name."""

    name: str
    class_: str
    class_path: str
    how: str
    hops: int
    path: str
    line: int
    importers: int


class MissingName(Row, frozen=True):
    """An import of a name that its module, which is of the code base and was read whole, certainly does not have."""

    importer: str
    module: str
    name: str
    kind: ImportKind
    path: str
    line: int


class NamingPlace(Row, frozen=True):
    """Where a module gets a name from outside: `module.name = value`, or `setattr(module, computed, value)` (`name` is "")."""

    module: str
    name: str
    path: str
    line: int


class Target(Row, frozen=True):
    """What a dotted name means: kind is module, class, function, instance (of the class), value or unknown."""

    kind: str
    name: str
    """Dotted name of the definition; for an instance that of its class."""
    scope: Origin
    key: ClassKey | None = None
    reason: str = ""
    hops: int = 0


class FactStore(Protocol):
    """Sections of the facts of the code base's files, decoded when asked for."""

    def section(self, path: str, kind: type[Section]) -> Section:
        """One section of one file; an empty section when the file failed."""

    def sections(
        self, kind: type[Section], of: Collection[str] | None = None, having: str = ""
    ) -> Iterator[tuple[str, Section]]:
        """(path, section) of all files, or of those with the paths `of`, in the order of the inventory; many at once cost
        less than one by one. Files in whose section the text `having` stands nowhere may be left out."""


class Names(Protocol):
    """Answers what a name means at a place. Cycle-safe, memoised, never executes code."""

    def resolve(self, path: str, scope: int, expr: Expr, line: int | None = None) -> Target:
        """The meaning of `expr` in scope `scope` of the file; `line`: only bindings above it count (None: the final state)."""


class Codebase(Row, frozen=True):
    """Everything that resolution knows. Maps are keyed as said and must not be changed."""

    files: tuple[SourceFile, ...]
    modules: Mapping[str, Module]
    """By path (a dotted name can be claimed twice), in the order of the inventory."""
    by_name: Mapping[str, str]
    """Dotted name → path of the module that wins."""
    imports: Sequence[ImportEdge]
    """By file in the order of the inventory, then by line."""
    classes: Mapping[ClassKey, ClassRecord]
    """Classes of the code base in key order."""
    externals: Mapping[ClassKey, ClassRecord]
    """Classes outside the code base that bases or ancestors reach, with their own bases."""
    facts: FactStore
    names: Names
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    dated: tuple[DatedLine, ...] = ()
    """What files that are no code say about the end of things."""
    variables: tuple[VariableLine, ...] = ()
    """Environment variables that files that are no code declare and use."""
    compiled: frozenset[str] = frozenset()
    """Where compiled modules and stubs stand, as paths without their suffixes."""

    def is_compiled(self, package: str, name: str) -> bool:
        """Whether a compiled module `name` of the package stands here, or a stub of it, or a project file says that it will be
        built."""
        init = self.by_name.get(package, "")
        return init.endswith("__init__.py") and init.removesuffix("__init__.py") + name in self.compiled
