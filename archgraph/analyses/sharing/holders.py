"""Who holds shared state: in: the code base and its MROs; out: classes and modules of production with what their functions
do to each attribute or name, and with their locks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from archgraph.analyses.duty.state import is_container, lock_kind, locks
from archgraph.analyses.places import symbol_of
from archgraph.model.codebase import ClassKey, ClassRecord, Codebase, Module
from archgraph.model.expr import Expr, Literal, text_of
from archgraph.model.facts import BindingKind, Bodies, Scope, ScopeKind, Touch
from archgraph.model.results import Mro
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


def holders(codebase: Codebase, mros: Mapping[ClassKey, Mro]) -> Iterator[Holder]:
    """All that hold state, by path and line."""
    own: dict[str, list[ClassRecord]] = {}
    for record in codebase.classes.values():
        own.setdefault(record.path, []).append(record)
    for module in codebase.modules.values():
        if module.zone is Zone.PRODUCTION and _may_hold(module):
            bodies = codebase.facts.section(module.path, Bodies)
            yield from _of_module(module, bodies)
            for record in own.get(module.path, ()):
                yield from _of_class(module, record, bodies, _Locks(codebase, mros))


class _Locks:
    """The locks of a class, inherited ones too."""

    def __init__(self, codebase: Codebase, mros: Mapping[ClassKey, Mro]) -> None:
        self._codebase = codebase
        self._mros = mros

    def of(self, record: ClassRecord) -> Mapping[str, str]:
        """Attribute → library and kind."""
        found: dict[str, str] = {}
        for ancestor in self._mros[record.key].ancestors:
            base = self._codebase.classes.get(ancestor.key) if ancestor.key else None
            if base is not None:
                module = self._codebase.modules[base.path]
                methods = frozenset(_methods(module, base.scope))
                for text in locks(base, module, self._codebase.facts.section(base.path, Bodies), methods):
                    name, _, kind = text.partition(": ")
                    found.setdefault(name, kind)
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


def _of_module(module: Module, bodies: Bodies) -> Iterator[Holder]:
    found: dict[str, list[Touch]] = {}
    for touch in bodies.touches:
        if not touch.owner and touch.function:
            found.setdefault(touch.attribute, []).append(touch)
    if found:
        bound = {b.name: _sort(b.value) for b in reversed(module.outline.bindings) if not b.scope and b.kind in _BOUND}
        known = {
            b.name: kind
            for b in module.outline.bindings
            if not b.scope and b.kind in _BOUND and (kind := lock_kind(module, (text_of(b.value), b.annotation)))
        }
        names = _methods(module, 0)
        yield Holder(module, None, _ordered(found), known, bound, bool(imported(module) & _THREADS), names)


def _of_class(module: Module, record: ClassRecord, bodies: Bodies, known: _Locks) -> Iterator[Holder]:
    methods = _methods(module, record.scope)
    owners = ("self", "cls", record.name)
    found: dict[str, list[Touch]] = {}
    through_class: set[str] = set()
    for touch in bodies.touches:
        if touch.function in methods and touch.owner in owners:
            found.setdefault(touch.attribute, []).append(touch)
            if touch.owner != "self" and touch.how == "write":
                through_class.add(touch.attribute)
    if not found:
        return
    bound = {a.name: _sort(a.value) for a in bodies.attributes if a.scope == record.scope and not a.method}
    shared = {name: sort for name, sort in bound.items() if sort == "container" or name in through_class}
    shared |= dict.fromkeys(through_class - shared.keys(), "unset")
    is_guarded = any(touch.guard for touches in found.values() for touch in touches)
    held = known.of(record) if is_guarded or shared else {}
    yield Holder(module, record, _ordered(found), held, shared, bool(imported(module) & _THREADS), methods)


def _methods(module: Module, parent: int) -> Mapping[int, str]:
    """Scope of each function inside a class or module, nested ones too → name of the outermost function."""
    scopes = module.outline.scopes
    found: dict[int, str] = {}
    for index, scope in enumerate(scopes):
        if not index or scope.kind is not ScopeKind.FUNCTION:
            continue
        if scope.parent == parent:
            found[index] = scope.name
        elif scope.parent in found:
            found[index] = found[scope.parent]
        elif not parent:
            found[index] = scope.name  # a method: it may touch names of the module
    return found


def _ordered(found: Mapping[str, list[Touch]]) -> Mapping[str, tuple[Touch, ...]]:
    return {name: tuple(sorted(found[name], key=lambda touch: (touch.line, touch.how))) for name in sorted(found)}


def _sort(value: Expr) -> str:
    if is_container(value):
        return "container"
    return "unset" if isinstance(value, Literal) and value.value is None else "value"
