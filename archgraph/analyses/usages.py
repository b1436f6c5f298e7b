"""Where classes with a duty are used: in: the code base and its roles; out: the rows of usages.csv.

Every place is resolved: through import aliases, re-exports, assignments, module-level instances and functions that give
one. Names that cannot lead to such a class are not even looked at (see use/reach.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from operator import attrgetter

from archgraph.analyses.places import symbol_of
from archgraph.analyses.use.flow import Flow
from archgraph.analyses.use.meanings import Meanings
from archgraph.analyses.use.reach import Reach, Unmeasured, Worth
from archgraph.analyses.words import last_name
from archgraph.model.codebase import ClassKey, Codebase, ImportEdge, Module
from archgraph.model.expr import Call
from archgraph.model.facts.outline import Import
from archgraph.model.facts.uses import CallFact, Mention, Uses
from archgraph.model.memory import ByFile, Work, afresh
from archgraph.model.results.roles import RoleRecord, Usage

OWN_ROLES = frozenset({"pytest", "exception", "enum", "protocol", "data", "settings"})
"""Roles that say what a class is, not what it is for: their use is not followed."""

Names = AbstractSet[str]
_OF_ROW = attrgetter("target", "path", "line", "what", "symbol", "via_alias")
_REGISTERING = re.compile(r"_*(register|add|bind|provide|install|include|subscribe|set|put)(?![a-z])")
_FEW = 20
"""Files of which every name is resolved: finding out which names of a large code base are worth it costs more."""


def usages(
    codebase: Codebase,
    roles: Mapping[ClassKey, RoleRecord],
    flow: Callable[[], Flow] | None = None,
    by_file: ByFile | None = None,
) -> tuple[Usage, ...]:
    """All usages, sorted by target, place and kind. `flow`: gives that of this code base."""
    targets = frozenset(key for key, record in roles.items() if not OWN_ROLES.issuperset(record.roles))
    rests_on = sorted([(key.class_, key.path) for key in targets])
    in_files = partial(_in_files, codebase, targets, flow or partial(Flow, codebase))
    found = (by_file or afresh(codebase))(Work("usages", Usage, in_files, rests_on=rests_on))
    return tuple(sorted(found, key=_OF_ROW))


def _in_files(
    codebase: Codebase, targets: frozenset[ClassKey], flow: Callable[[], Flow], paths: Collection[str]
) -> Iterator[tuple[str, Usage]]:
    """The usages in these files, each once."""
    if not paths:
        return iter(())
    finder = _Finder(codebase, targets, Unmeasured() if len(paths) <= _FEW else Reach(flow(), targets))
    modules = [codebase.modules[path] for path in paths]
    found = {row for module in modules for row in finder.in_outline(module)}
    wanted = {module.path for module in modules if finder.is_worth_reading(module)}
    for path, section in codebase.facts.sections(Uses, wanted):
        found.update(finder.in_section(codebase.modules[path], section))
    for path, section in codebase.facts.sections(Uses, set(paths) - wanted, having="patch"):  # `mocker` is not imported
        found.update(finder.patched_in(codebase.modules[path], section))
    return ((row.path, row) for row in found)


class _Finder:
    """Looks through one module after the other."""

    def __init__(self, codebase: Codebase, targets: frozenset[ClassKey], reach: Worth) -> None:
        self._codebase = codebase
        self._targets = targets
        self._reach = reach
        self._meanings = Meanings(codebase, self._targets, self._reach)
        modules = codebase.by_name.items()
        self._holding = {name for name, path in modules if self._reach.holds_any(path)}
        """Modules that have something within reach."""
        self._through_modules = {edge.path for edge in codebase.imports if self._gives(edge)}
        """Files that import a module as a whole that has something within reach."""
        self._classes: dict[str, list[ClassKey]] = {}
        for key in codebase.classes:
            self._classes.setdefault(key.path, []).append(key)
        self._looked_at: set[str] = set()
        self._registers: set[str] = set()
        self._imported: Names = frozenset()
        """Names that imports of the module at hand bind: any of them may be a module of the code base."""

    def _gives(self, edge: ImportEdge) -> bool:
        return edge.imported in self._holding and edge.names in ((), (last_name(edge.imported),))

    def in_outline(self, module: Module) -> Iterator[Usage]:
        """Usages in class statements and imports of one module."""
        if module.path in self._classes:
            yield from self._of_classes(module)
        names = self._reach.names_in(module.path)
        if names:
            for statement in module.outline.imports:
                for name, alias in statement.names if not statement.plain else ():
                    if name in self._reach.everywhere and (alias or name) in names:
                        yield from self._of_import(module, statement, alias or name)

    def is_worth_reading(self, module: Module) -> bool:
        """Whether calls and mentions of the module can use such a class, without a text that names it."""
        path = module.path
        return self._reach.holds_any(path) or path in self._through_modules

    def in_section(self, module: Module, section: Uses) -> Iterator[Usage]:
        """Usages in calls and mentions of one module."""
        names = self._reach.names_in(module.path)
        self._imported = self._reach.imported(module)
        functions = {call.func for call in section.calls}
        telling = self._telling(functions, names)
        registering = self._registering(functions)
        looked_at = telling | registering
        for call in [call for call in section.calls if call.func in looked_at]:
            if call.func in telling:
                key, what = self._meanings.called(module, call)
                if key is not None:
                    yield self._row(module, key, what, symbol_of(module, call.scope), call.line, call.func)
            if call.func in registering:
                yield from self._of_arguments(module, call, names)
        for mention in section.mentions:
            if mention.what == "patch" or self._is_within_reach(mention.name, names):
                yield from self._of_mention(module, mention)

    def _telling(self, functions: set[str], names: Names) -> set[str]:
        """Those of the functions that may mean such a class, or may be reached through one."""
        roots = names | self._imported
        rooted = [function for function in functions if function.partition(".")[0] in roots]
        return {function for function in rooted if self._is_within_reach(function, names)}

    def patched_in(self, module: Module, section: Uses) -> Iterator[Usage]:
        """What one module patches by a text."""
        for mention in section.mentions:
            if mention.what == "patch":
                yield from self._of_mention(module, mention)

    def _registering(self, functions: set[str]) -> set[str]:
        """Those of the functions that register; most are called in several files, and looked at once."""
        fresh = functions - self._looked_at
        self._looked_at |= fresh
        self._registers.update(filter(_is_registering, fresh))
        return functions & self._registers

    def _of_classes(self, module: Module) -> Iterator[Usage]:
        """Subclassing, and decorators that register the class."""
        for key in self._classes.get(module.path, ()):
            record = self._codebase.classes[key]
            for base in record.resolved:
                if base.key in self._targets:
                    written = record.bases[base.order] if base.order < len(record.bases) else base.base
                    yield self._row(module, base.key, "subclass", key.class_, key.line, written.partition("[")[0])
            if key in self._targets:
                for decorator in record.decorators:
                    if _is_registering(decorator.partition("(")[0]):
                        yield self._row(module, key, "register", decorator.partition("(")[0], key.line, record.name)

    def _of_import(self, module: Module, statement: Import, name: str) -> Iterator[Usage]:
        key = self._meanings.of(module, statement.scope, name)
        if key is not None:
            yield self._row(module, key, "import", symbol_of(module, statement.scope), statement.line, name)

    def _of_arguments(self, module: Module, call: CallFact, names: Names) -> Iterator[Usage]:
        """What is handed to a function that registers."""
        for value in (*call.args, *(value for _, value in call.keywords)):
            written = value.func if isinstance(value, Call) else value
            if isinstance(written, str) and self._is_within_reach(written, names):
                key = self._meanings.of(module, call.scope, written)
                if key is not None:
                    yield self._row(module, key, "register", symbol_of(module, call.scope), call.line, written)

    def _of_mention(self, module: Module, mention: Mention) -> Iterator[Usage]:
        if mention.what == "patch":
            key = self._meanings.patched(mention.name)
        else:
            key = self._meanings.of(module, mention.scope, mention.name)
        if key is not None:
            yield self._row(module, key, mention.what, symbol_of(module, mention.scope), mention.line, mention.name)

    def _is_within_reach(self, dotted: str, names: Names) -> bool:
        first, _, rest = dotted.partition(".")
        if first in names:
            return True
        return first in self._imported and bool(rest) and not self._reach.everywhere.isdisjoint(rest.split("."))

    def _row(self, module: Module, key: ClassKey, what: str, symbol: str, line: int, written: str) -> Usage:
        name = last_name(key.class_)
        return Usage(
            target=key.class_,
            what=what,
            symbol=symbol,
            path=module.path,
            line=line,
            zone=module.zone,
            via_alias=name not in written.split("."),
        )


def _is_registering(function: str) -> bool:
    return _REGISTERING.match(function, function.rfind(".") + 1) is not None
