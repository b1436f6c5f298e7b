"""What decisions are made from: everything that earlier stages found out about the members of families, with indexes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.consolidation import Card, Family, Misnamed, Standing
from archgraph.model.facts import Bodies, FunctionFact
from archgraph.model.results import Mro, Profile, StringUse, Usage
from archgraph.model.settings import Settings
from archgraph.model.source import Zone

_LIBRARY = 3
RUNNING = (Zone.PRODUCTION, Zone.TOOLING)
"""Zones whose use of a class counts: tests alone keep nothing alive."""


@dataclass(frozen=True)
class Scene:
    """The families with all that is known about their members."""

    codebase: Codebase
    mros: Mapping[ClassKey, Mro]
    families: tuple[Family, ...]
    cards: Mapping[ClassKey, Card]
    standings: Mapping[ClassKey, Standing]
    usages: tuple[Usage, ...]
    settings: Settings
    profiles: tuple[Profile, ...] = ()
    strings: tuple[StringUse, ...] = ()
    misnamed: tuple[Misnamed, ...] = ()
    activity: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Path → commits that changed it, and the day of the last; empty without git."""
    _bodies: dict[str, Mapping[int, FunctionFact]] = field(default_factory=dict)

    @cached_property
    def uses(self) -> Mapping[str, tuple[Usage, ...]]:
        """Usages by the dotted name of the class that is used."""
        found: dict[str, list[Usage]] = {}
        members = {key.class_ for family in self.families for key in family.members}
        members.update(each.key.class_ for each in self.misnamed)
        for usage in self.usages:
            if usage.target in members:
                found.setdefault(usage.target, []).append(usage)
        return {name: tuple(rows) for name, rows in found.items()}

    @cached_property
    def users(self) -> Mapping[str, frozenset[str]]:
        """Paths that use a class, by its dotted name."""
        return {name: frozenset(row.path for row in rows) for name, rows in self.uses.items()}

    @cached_property
    def shared_services(self) -> frozenset[str]:
        """Services that are libraries of the others: two or more import them, far more often than they import these.
        What only tests share is a library of tests."""
        shipped = self._libraries((Zone.PRODUCTION,), (Zone.PRODUCTION,))
        return shipped | self._libraries((Zone.TEST, Zone.TESTINFRA), (Zone.TESTINFRA,))

    def _libraries(self, importing: tuple[Zone, ...], imported: tuple[Zone, ...]) -> frozenset[str]:
        modules, by_name = self.codebase.modules, self.codebase.by_name
        taken: Counter[tuple[str, str]] = Counter()
        for edge in self.codebase.imports:
            user, used = modules[edge.path], modules.get(by_name.get(edge.imported, ""))
            if used and user.zone in importing and used.zone in imported and user.service != used.service:
                taken[user.service, used.service] += 1
        users = {name: [user for user, used in taken if used == name] for _, name in taken}
        return frozenset(
            name
            for name, by in users.items()
            if len(by) > 1 and sum(taken[user, name] for user in by) >= _LIBRARY * sum(taken[name, user] for user in by)
        )

    @cached_property
    def imported_paths(self) -> frozenset[str]:
        """Modules that code outside tests imports."""
        modules, by_name = self.codebase.modules, self.codebase.by_name
        running = (edge for edge in self.codebase.imports if modules[edge.path].zone in RUNNING)
        taken = ((by_name.get(edge.imported, ""), edge.path) for edge in running)
        return frozenset(path for path, importer in taken if path != importer)

    @cached_property
    def _texts(self) -> frozenset[str]:
        """Dotted texts of code outside tests."""
        modules = self.codebase.modules
        dotted = (use for use in self.strings if "." in use.value or ":" in use.value)
        running = (use.value for use in dotted if any(modules[path].zone in RUNNING for path, _ in use.places))
        return frozenset(value.replace(":", ".") for value in running)

    def is_named(self, key: ClassKey) -> bool:
        """Whether a text of the code base names the class or its module: then something may load it by name."""
        return key.class_ in self._texts or self.codebase.modules[key.path].module in self._texts

    def ancestors(self, key: ClassKey) -> frozenset[ClassKey]:
        """The classes that it inherits from, as far as they are known."""
        mro = self.mros.get(key)
        return frozenset(a.key for a in mro.ancestors[1:] if a.key) if mro else frozenset()

    def functions(self, key: ClassKey) -> Mapping[str, FunctionFact]:
        """The class's own methods by name, the last definition of each."""
        module, record = self.codebase.modules[key.path], self.codebase.classes[key]
        if key.path not in self._bodies:
            section = self.codebase.facts.section(key.path, Bodies)
            self._bodies[key.path] = {fact.scope: fact for fact in section.functions}
        scopes = module.outline.scopes
        facts = self._bodies[key.path]
        return {scopes[i].name: facts[i] for i in facts if scopes[i].parent == record.scope}

    def lines(self, key: ClassKey) -> int:
        """Lines of the class statement."""
        return self.codebase.classes[key].end_line - key.line + 1
