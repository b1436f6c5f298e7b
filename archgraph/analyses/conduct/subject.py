"""What is looked at: in: the code base and its definitions, out: one Manager or Registry with its file and its methods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from archgraph.analyses.duty.state import locks
from archgraph.analyses.mro.member import Definition
from archgraph.analyses.mro.providers import Providers
from archgraph.analyses.sharing.races import Race
from archgraph.model.codebase import Alias, ClassKey, ClassRecord, Codebase, Module
from archgraph.model.facts.bodies import Bodies, Touch
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.facts.uses import CallFact, Uses
from archgraph.model.results.conduct import Remark
from archgraph.model.results.mro import Mro
from archgraph.model.results.roles import Profile

CONSTRUCTORS = frozenset({"__init__", "__new__", "__post_init__", "__init_subclass__", "__set_name__"})
"""Methods that run before anyone else knows the instance."""


@dataclass(frozen=True)
class World:
    """What the analyses of conduct may see of the code base."""

    codebase: Codebase
    mros: Mapping[ClassKey, Mro]
    providers: Providers
    aliases: Mapping[tuple[str, str], Sequence[Alias]]
    """By dotted name and path of the class."""
    races: Mapping[tuple[str, str], Sequence[Race]] = field(default_factory=dict)
    """By dotted name and path of the class that holds the state."""


def by_holder(races: Iterable[Race]) -> Mapping[tuple[str, str], Sequence[Race]]:
    """Races by dotted name and path of the class or module that holds the state."""
    found: dict[tuple[str, str], list[Race]] = {}
    for race in races:
        found.setdefault((race.holder, race.path), []).append(race)
    return found


def by_class(aliases: Iterable[Alias]) -> Mapping[tuple[str, str], Sequence[Alias]]:
    """Aliases by dotted name and path of their class."""
    found: dict[tuple[str, str], list[Alias]] = {}
    for alias in aliases:
        found.setdefault((alias.class_, alias.class_path), []).append(alias)
    return found


@dataclass(frozen=True)
class Subject:
    """One class with a profile; everything is worked out when asked for."""

    profile: Profile
    world: World

    @property
    def record(self) -> ClassRecord:
        """The class statement."""
        return self.world.codebase.classes[self.profile.key]

    @property
    def module(self) -> Module:
        """The module it stands in."""
        return self.world.codebase.modules[self.profile.key.path]

    @cached_property
    def bodies(self) -> Bodies:
        """Functions, attributes and touches of its file."""
        return self.world.codebase.facts.section(self.profile.key.path, Bodies)

    @cached_property
    def methods(self) -> Mapping[int, str]:
        """Scope of each function inside the class, nested ones too → name of its own method."""
        scopes = self.module.outline.scopes
        found: dict[int, str] = {}
        for index, scope in enumerate(scopes):
            if not index or scope.kind is not ScopeKind.FUNCTION:
                continue
            if scope.parent == self.record.scope:
                found[index] = scope.name
            elif scope.parent in found:  # scopes are in source order: the method comes before what is nested in it
                found[index] = found[scope.parent]
        return found

    @cached_property
    def touches(self) -> tuple[Touch, ...]:
        """How its methods touch its attributes."""
        owners = ("self", "cls", self.record.name)
        return tuple(t for t in self.bodies.touches if t.function in self.methods and t.owner in owners)

    @cached_property
    def calls(self) -> tuple[CallFact, ...]:
        """The calls in its methods."""
        section = self.world.codebase.facts.section(self.profile.key.path, Uses)
        return tuple(call for call in section.calls if call.scope in self.methods)

    @cached_property
    def locks(self) -> Mapping[str, str]:
        """Its locks, inherited ones too: attribute → library and kind ("asyncio.Lock")."""
        found: dict[str, str] = {}
        for ancestor in self.world.mros[self.profile.key].ancestors:
            record = self.world.codebase.classes.get(ancestor.key) if ancestor.key else None
            if record is not None:
                for text in _locks_of(record, self):
                    name, _, kind = text.partition(": ")
                    found.setdefault(name, kind)
        return found

    @property
    def own(self) -> Mapping[str, Definition]:
        """The members that it defines itself."""
        return self.world.providers.own(self.profile.key)

    @property
    def other_names(self) -> Sequence[Alias]:
        """Its aliases."""
        return self.world.aliases.get((self.profile.key.class_, self.profile.key.path), ())

    def remark(self, text: str, line: int) -> Remark:
        """A remark on a place in its file."""
        return Remark(text, self.profile.key.path, line)

    def public_definitions(self) -> Iterator[Definition]:
        """Its own public methods and properties."""
        return (each for name, each in self.own.items() if not name.startswith("_") and each.function is not None)


def _locks_of(record: ClassRecord, subject: Subject) -> tuple[str, ...]:
    module = subject.world.codebase.modules[record.path]
    bodies = subject.world.codebase.facts.section(record.path, Bodies)
    scopes = enumerate(module.outline.scopes)
    methods = frozenset(i for i, s in scopes if i and s.parent == record.scope and s.kind is ScopeKind.FUNCTION)
    return locks(record, module, bodies, methods)
