"""Who holds shared state: in: the code base and its MROs; out: classes and modules of production with what their functions
do to each attribute or name, and with their locks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from archgraph.analyses.duty.state import is_container, lock_kind, locks
from archgraph.analyses.places import symbol_of
from archgraph.model.codebase import ClassKey, ClassRecord, Codebase, Module
from archgraph.model.expr import Expr, Literal, text_of
from archgraph.model.facts.bindings import BindingKind
from archgraph.model.facts.bodies import Bodies, Touch
from archgraph.model.facts.scopes import Scope, ScopeKind
from archgraph.model.results.mro import Mro
from archgraph.model.source import Zone

_LOCKED = re.compile(r"lock|mutex|semaphore|condition", re.IGNORECASE)
CONSTRUCTORS = frozenset({"__init__", "__post_init__", "__init_subclass__", "__set_name__"})
"""Methods that run before anyone else knows the object."""
_THREADS = frozenset({"threading", "concurrent", "multiprocessing", "_thread"})
_TASKS = frozenset({"asyncio", "anyio", "trio"})
_BOUND = (BindingKind.ASSIGN, BindingKind.ANNOTATE)


@dataclass(frozen=True, slots=True)
class Holder:
    """A class, or a module (`record` None), with the touches of its functions by attribute, in the order of lines."""

    module: Module
    record: ClassRecord | None
    touches: Mapping[str, tuple[Touch, ...]]
    locks: Mapping[str, str]
    """Attribute or name → library and kind ("asyncio.Lock")."""
    shared: Mapping[str, str]
    """What all instances, or all functions, share → "container", "unset" (None to begin with) or "value"."""
    threads: bool = False
    """Its module starts or knows threads."""
    methods: Mapping[int, str] = field(default_factory=dict)
    """Scope of each function inside → name of the method or function around it."""

    @property
    def symbol(self) -> str:
        """The dotted name of the class or module."""
        return self.record.class_ if self.record else self.module.module

    @property
    def name(self) -> str:
        """What comes before an attribute in a sentence: "Class." or ""."""
        return f"{self.record.name}." if self.record else ""

    def scope(self, touch: Touch) -> Scope:
        """The function that touches."""
        return self.module.outline.scopes[touch.function]

    def where(self, touch: Touch) -> str:
        """The dotted name of the function that touches."""
        return symbol_of(self.module, touch.function)

    def is_locked(self, touch: Touch) -> bool:
        """Whether a lock is held there."""
        return bool(touch.guard) and (lock_name(touch.guard) in self.locks or _LOCKED.search(touch.guard) is not None)


def lock_name(guard: str) -> str:
    """`async self._lock` → _lock; `self._locks[key]` → _locks."""
    return guard.removeprefix("async ").partition("(")[0].partition("[")[0].rpartition(".")[2]


def holders(codebase: Codebase, mros: Mapping[ClassKey, Mro], paths: Collection[str]) -> Iterator[Holder]:
    """All that hold state in these files, by path and line."""
    modules = codebase.modules
    production = [path for path in paths if modules[path].zone is Zone.PRODUCTION]
    own: dict[str, list[ClassRecord]] = {path: [] for path in production if _may_hold(modules[path])}
    for record in codebase.classes.values() if own else ():
        if record.path in own:
            own[record.path].append(record)
    known = _Locks(codebase, mros)
    for path, bodies in codebase.facts.sections(Bodies, own):
        file = _File(modules[path], bodies)
        yield from _of_module(file)
        for record in own[path]:
            yield from _of_class(file, record, known)


class _File:
    """A module with its bodies; by class: the functions inside and what they touch."""

    def __init__(self, module: Module, bodies: Bodies) -> None:
        self.module = module
        self.bodies = bodies
        self.threads = bool(imported(module) & _THREADS)
        self.functions = _functions(module.outline.scopes)

    @cached_property
    def by_class(self) -> Mapping[int, Mapping[int, str]]:
        """Class → scope of each function inside, nested ones too → name of the method around it."""
        found: dict[int, dict[int, str]] = {}
        for index, (around, name) in self.functions.items():
            found.setdefault(around, {})[index] = name
        return found

    @cached_property
    def touches(self) -> Mapping[int, list[Touch]]:
        """Class → what its methods touch."""
        found: dict[int, list[Touch]] = {}
        for touch in self.bodies.touches:
            if touch.owner and touch.function in self.functions:
                found.setdefault(self.functions[touch.function][0], []).append(touch)
        return found


class _Locks:
    """The locks of a class, inherited ones too."""

    def __init__(self, codebase: Codebase, mros: Mapping[ClassKey, Mro]) -> None:
        self._codebase = codebase
        self._mros = mros
        self._own: dict[ClassKey, tuple[str, ...]] = {}

    def of(self, record: ClassRecord, file: _File) -> Mapping[str, str]:
        """Attribute → library and kind."""
        found: dict[str, str] = {}
        for ancestor in self._mros[record.key].ancestors:
            base = self._codebase.classes.get(ancestor.key) if ancestor.key else None
            if base is not None:
                for text in self._of_one(base, file):
                    name, _, kind = text.partition(": ")
                    found.setdefault(name, kind)
        return found

    def _of_one(self, base: ClassRecord, near: _File) -> tuple[str, ...]:
        found = self._own.get(base.key)
        if found is None:
            path, file = base.path, near
            if path != near.module.path:
                file = _File(self._codebase.modules[path], self._codebase.facts.section(path, Bodies))
            methods = frozenset(file.by_class.get(base.scope, ()))
            found = self._own[base.key] = locks(base, file.module, file.bodies, methods)
        return found


def _may_hold(module: Module) -> bool:
    """Whether the outline shows locks, or names that are containers or unset to begin with: cheap, all modules are asked."""
    if imported(module) & (_THREADS | _TASKS):
        return True
    return any(_sort(binding.value) != "value" for binding in module.outline.bindings if binding.kind in _BOUND)


def imported(module: Module) -> set[str]:
    """Top names of the modules that it imports."""
    statements = module.outline.imports
    plain = {name.partition(".")[0] for each in statements if each.plain for name, _ in each.names}
    return plain | {each.module.partition(".")[0] for each in statements if not each.plain and not each.level}


def _of_module(file: _File) -> Iterator[Holder]:
    module, found = file.module, dict[str, list[Touch]]()
    for touch in file.bodies.touches:
        if not touch.owner and touch.function:
            found.setdefault(touch.attribute, []).append(touch)
    if found:
        bound = {b.name: _sort(b.value) for b in reversed(module.outline.bindings) if not b.scope and b.kind in _BOUND}
        known = {
            b.name: kind
            for b in module.outline.bindings
            if not b.scope and b.kind in _BOUND and (kind := lock_kind(module, (text_of(b.value), b.annotation)))
        }
        names = {
            index: name for index, (_, name) in file.functions.items()
        }  # methods too: they touch names of the module
        yield Holder(module, None, _ordered(found), known, bound, file.threads, names)


def _of_class(file: _File, record: ClassRecord, known: _Locks) -> Iterator[Holder]:
    owners = ("self", "cls", record.name)
    found: dict[str, list[Touch]] = {}
    through_class: set[str] = set()
    for touch in file.touches.get(record.scope, ()):
        if touch.owner in owners:
            found.setdefault(touch.attribute, []).append(touch)
            if touch.owner != "self" and touch.how == "write":
                through_class.add(touch.attribute)
    if not found:
        return
    bound = {a.name: _sort(a.value) for a in file.bodies.attributes if a.scope == record.scope and not a.method}
    shared = {name: sort for name, sort in bound.items() if sort == "container" or name in through_class}
    shared |= dict.fromkeys(through_class - shared.keys(), "unset")
    is_guarded = any(touch.guard for touches in found.values() for touch in touches)
    held = known.of(record, file) if is_guarded or shared else {}
    yield Holder(file.module, record, _ordered(found), held, shared, file.threads, file.by_class[record.scope])


def _functions(scopes: tuple[Scope, ...]) -> dict[int, tuple[int, str]]:
    """Scope of each function → the class or module (0) around it, and the name of the outermost function around it there."""
    found: dict[int, tuple[int, str]] = {}
    for index, scope in enumerate(scopes):
        if scope.kind is ScopeKind.FUNCTION:
            found[index] = found.get(scope.parent) or (scope.parent, scope.name)
    return found


def _ordered(found: Mapping[str, list[Touch]]) -> Mapping[str, tuple[Touch, ...]]:
    return {name: tuple(sorted(found[name], key=_place)) for name in sorted(found)}


def _place(touch: Touch) -> tuple[int, str]:
    return touch.line, touch.how


def _sort(value: Expr) -> str:
    if is_container(value):
        return "container"
    return "unset" if isinstance(value, Literal) and value.value is None else "value"
