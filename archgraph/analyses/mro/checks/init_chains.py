"""`__init__` chains that break: in: hierarchies, out: classes below which an ancestor's `__init__` is never reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archgraph.analyses.mro.checks.subject import Hierarchies, place
from archgraph.analyses.mro.member import Definition
from archgraph.model.codebase import ClassKey, ClassRecord
from archgraph.model.results.findings import Severity
from archgraph.model.results.mro import Ancestor, Mro, MroIssue

INIT = "__init__"

_GENERATES = frozenset({"dataclass", "attrs", "attr", "s", "define", "frozen", "mutable", "dataclass_transform"})
"""Decorators that write an `__init__` of their own."""

_HOLDS = {"collections.UserDict": "data", "collections.UserList": "data", "collections.UserString": "data"}
"""What classes of the standard library set in `__init__`, and nothing else."""
_HARMLESS = ("builtins.", "typing.", "abc.", "enum.", "_")
"""Classes outside whose `__init__` need not be called: made in C, or without state of their own."""


def broken_chains(world: Hierarchies) -> Iterator[MroIssue]:
    """Each class whose construction skips an ancestor's `__init__`, where the break begins, not in its subclasses.

    Followed is what Python does: from the first `__init__` of the MRO by `super().__init__()` to the next one in the
    same MRO, and by `Base.__init__(self)` to that base. Nothing is said where an unknown base or a generated `__init__`
    comes in; one outside that is Python is taken to go on.
    """
    skipped = {key: found for key in world.codebase.classes if (found := dict(_skipped(world.mros[key], world)))}
    for key, missed in skipped.items():
        record = world.codebase.classes[key]
        known = {above for base in record.resolved if base.key for above in skipped.get(base.key, ())}
        fresh = {above: by for above, by in missed.items() if above not in known}
        if fresh:
            yield _issue(record, fresh, world)


def _skipped(mro: Mro, world: Hierarchies) -> Iterator[tuple[ClassKey, Definition]]:
    """(ancestor whose `__init__` is not reached, the last `__init__` before it that is)."""
    having = [at for at, ancestor in enumerate(mro.ancestors) if world.providers.has(ancestor, INIT)]
    if not any(_matters(mro.ancestors[at], world) for at in having[1:]):
        return
    reached = _reached(mro, world, having)
    if reached is None:
        return
    breaker: Definition | None = None
    for at in having:
        ancestor = mro.ancestors[at]
        if at in reached:
            breaker = world.providers.definition(ancestor, INIT) or breaker
        elif breaker is not None and ancestor.key is not None and _is_missed(breaker, ancestor, world):
            yield ancestor.key, breaker


def _reached(mro: Mro, world: Hierarchies, having: list[int]) -> set[int] | None:
    """Positions whose `__init__` is called; None when that cannot be told."""
    todo = [0, *_started_elsewhere(mro, world)]
    reached: set[int] = set()
    while todo:
        at = _next(mro, world, todo.pop(), having)
        if at is None:
            return None
        if at in reached:
            continue
        reached.add(at)
        definition = world.providers.definition(mro.ancestors[at], INIT)
        if definition is None and not mro.ancestors[at].name.startswith("builtins."):
            reached.update(range(at, len(mro.ancestors)))
        for call in _calls(definition, world):
            owner, _, name = call.rpartition(".")
            if name == INIT:
                target = _position(mro, owner.rpartition(".")[2], at + 1) if owner else at + 1
                if target is None:
                    return None
                todo.append(target)
    return reached if any(world.providers.definition(mro.ancestors[at], INIT) for at in reached) else None


def _started_elsewhere(mro: Mro, world: Hierarchies) -> Iterator[int]:
    """Positions whose `__init__` some other method calls by name (`def connect(self): Base.__init__(self, ...)`)."""
    for at, ancestor in enumerate(mro.ancestors):
        inside = world.providers.inside(ancestor.key) if ancestor.key is not None else None
        for name, member in (inside or {}).items():
            for call in member.function.super_calls if member.function is not None and name != INIT else ():
                owner, _, called = call.rpartition(".")
                target = _position(mro, owner.rpartition(".")[2], at + 1) if owner and called == INIT else None
                if target is not None:
                    yield target


def _calls(definition: Definition | None, world: Hierarchies) -> Iterator[str]:
    """What the class calls on its bases, in `__init__` or a method of its own that `__init__` or others may call."""
    own = world.providers.own(definition.owner).values() if definition is not None else ()
    return (call for member in own if member.function is not None for call in member.function.super_calls)


def _next(mro: Mro, world: Hierarchies, start: int, having: list[int]) -> int | None:
    """The first position from `start` on with an `__init__`; None when something before it may have one unseen."""
    found = next((at for at in having if at >= start), len(mro.ancestors) - 1)
    for ancestor in mro.ancestors[start:found]:
        record = world.record(ancestor)
        if record is None or any(name.rpartition(".")[2] in _GENERATES for name in _decorators(record)):
            return None
    definition = world.providers.definition(mro.ancestors[found], INIT)
    return None if definition is not None and definition.generated else found


def _decorators(record: ClassRecord) -> Iterator[str]:
    return (text.partition("(")[0] for text in record.decorators)


def _position(mro: Mro, name: str, behind: int) -> int | None:
    """Where the base of that name stands, behind the class that calls it: the two may be called the same."""
    found = (at for at, each in enumerate(mro.ancestors) if at >= behind and each.name.rpartition(".")[2] == name)
    return next(found, None)


def _matters(ancestor: Ancestor, world: Hierarchies) -> bool:
    definition = world.providers.definition(ancestor, INIT)
    if definition is None:
        return not ancestor.name.startswith(_HARMLESS)
    return not definition.generated and (definition.function is None or not definition.function.is_stub)


def _is_missed(breaker: Definition, ancestor: Ancestor, world: Hierarchies) -> bool:
    """Does an instance lack something because this `__init__` does not pass on to that of the ancestor?"""
    return not _refuses(breaker) and _matters(ancestor, world) and not _sets_the_same(breaker, ancestor, world)


def _sets_the_same(breaker: Definition, ancestor: Ancestor, world: Hierarchies) -> bool:
    """Does the class that breaks the chain have every attribute that the `__init__` not reached would set, which does
    nothing else?"""
    own = world.providers.own(breaker.owner)
    definition = world.providers.definition(ancestor, INIT)
    if definition is None:
        return _HOLDS.get(ancestor.name, "") in own
    function = definition.function
    attributes = _set_by(definition, world)
    does_more = function is None or function.statements > len(attributes) + bool(function.docstring)
    return bool(attributes) and attributes <= own.keys() and not does_more


def _set_by(definition: Definition, world: Hierarchies) -> frozenset[str]:
    """The attributes that stand first in the lines of this `__init__`."""
    owner, function = definition.owner, definition.function
    if function is None:
        return frozenset()
    scope = world.codebase.modules[owner.path].outline.scopes[function.scope]
    members = world.providers.own(owner).items()
    return frozenset(name for name, each in members if each.on_instance and scope.line <= each.line <= scope.end_line)


def _refuses(definition: Definition) -> bool:
    """Does this `__init__` only raise, so that nothing is ever constructed by it?"""
    function = definition.function
    return function is not None and bool(function.raises) and function.statements <= 1 + bool(function.docstring)


def _issue(record: ClassRecord, fresh: Mapping[ClassKey, Definition], world: Hierarchies) -> MroIssue:
    breaker = next(iter(fresh.values()))
    names = ", ".join(key.class_ for key in fresh)
    message = f"constructing {record.class_} never runs __init__ of {names}"
    evidence = [f"{place(breaker)} does not pass on"]
    for key in fresh:
        skipped = world.providers.own(key).get(INIT)
        evidence.append(f"{place(skipped)} is not reached" if skipped else f"{key.class_}.__init__ is not reached")
    line = breaker.line if breaker.owner == record.key else record.line
    return MroIssue(record.key, "init_chain", Severity.WARNING, line, INIT, message, tuple(evidence))
