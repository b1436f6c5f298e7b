"""Locks: in: a subject, out: remarks on locks that do not suit, and on changes of shared state without the lock.

A name's state is taken to be guarded when at least one method changes it while holding a lock. A change under any other
`with` is not judged: that may be a lock, too. Constructors, and private methods that are only called under a lock, may
change it freely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from archgraph.analyses.conduct.subject import CONSTRUCTORS, Subject
from archgraph.analyses.duty.state import CHANGE
from archgraph.model.facts import Touch
from archgraph.model.results import Remark

_LOCKED = re.compile(r"lock|mutex|semaphore|condition", re.IGNORECASE)
_HELD_BY_NAME = re.compile(r".*_(un)?locked|.*_unsafe|.*_no_lock|.*_without_lock")
_BLOCKING = ("threading", "multiprocessing", "filelock")
_MOST = 12


def locking(subject: Subject) -> Iterator[Remark]:
    """Locks of threads and of coroutines side by side, and thread locks that coroutines hold."""
    kinds: dict[str, list[str]] = {}
    for name, kind in subject.locks.items():
        kinds.setdefault(kind.partition(".")[0], []).append(f"`{name}` ({kind})")
    if "asyncio" in kinds and set(_BLOCKING) & kinds.keys():
        both = "; ".join(", ".join(sorted(names)) for _, names in sorted(kinds.items()))
        yield subject.remark(f"it mixes locks that do not exclude each other: {both}", subject.record.line)
    yield from _blocking(subject)


def _blocking(subject: Subject) -> Iterator[Remark]:
    scopes = subject.module.outline.scopes
    seen: set[tuple[str, str]] = set()
    for touch in subject.touches:
        name = _attribute(touch.guard)
        kind = subject.locks.get(name, "")
        method = subject.methods[touch.function]
        if scopes[touch.function].is_async and kind.startswith(_BLOCKING) and (method, name) not in seen:
            seen.add((method, name))
            text = f"`{method}` is a coroutine and holds `{name}` ({kind}): while it waits for it, the whole event loop waits"
            yield subject.remark(text, touch.line)


def unguarded(subject: Subject) -> Iterator[Remark]:
    """Changes without a lock of what other methods change with one; at most a dozen."""
    held = _held(subject)
    if not held:
        return
    excused = _called_under_lock(subject) | _acquiring(subject)
    found: dict[tuple[str, str], Touch] = {}
    for touch in subject.touches:
        method = subject.methods[touch.function]
        if touch.attribute in held and not touch.guard and CHANGE.fullmatch(touch.how):
            free = method in CONSTRUCTORS or method in excused or _HELD_BY_NAME.fullmatch(method)
            if not free and touch.attribute not in subject.locks:
                found.setdefault((method, touch.attribute), touch)
    for (method, attribute), touch in list(found.items())[:_MOST]:
        guarded = held[attribute]
        text = (
            f"`{method}` changes `{attribute}` without a lock; `{subject.methods[guarded.function]}` (line {guarded.line}) "
            f"holds `{guarded.guard.removeprefix('async ')}` for it"
        )
        yield subject.remark(text, touch.line)


def without_lock(subject: Subject) -> Iterator[Remark]:
    """State that is certainly shared, in a class without any lock: what class attributes hold, and what the one instance
    of the process holds."""
    if subject.locks:
        return
    shared = set(subject.profile.mutable_class_state)
    if subject.profile.lifetime == "process":
        shared |= set(subject.profile.state)
    changed: dict[str, Touch] = {}
    for touch in subject.touches:
        method = subject.methods[touch.function]
        if touch.attribute in shared and CHANGE.fullmatch(touch.how) and not touch.guard and method not in CONSTRUCTORS:
            changed.setdefault(method, touch)
    if changed:
        first = next(iter(changed.values()))
        names = ", ".join(sorted({f"`{touch.attribute}`" for touch in changed.values()}))
        methods = f"{len(changed)} methods change" if len(changed) > 1 else f"`{next(iter(changed))}` changes"
        yield subject.remark(f"{methods} state that is shared ({names}), and it has no lock", first.line)


def _held(subject: Subject) -> Mapping[str, Touch]:
    """Attribute → its first change under a lock."""
    found: dict[str, Touch] = {}
    for touch in subject.touches:
        if CHANGE.fullmatch(touch.how) and _is_lock(touch.guard, subject):
            found.setdefault(touch.attribute, touch)
    return found


def _is_lock(guard: str, subject: Subject) -> bool:
    return bool(guard) and (_attribute(guard) in subject.locks or _LOCKED.search(guard) is not None)


def _attribute(guard: str) -> str:
    """`async self._lock` → _lock."""
    return guard.removeprefix("async ").rpartition(".")[2]


def _called_under_lock(subject: Subject) -> set[str]:
    """Private methods of which every call in the class stands under a lock."""
    calls: dict[str, list[bool]] = {}
    for touch in subject.touches:
        if touch.how == "call:__call__" and touch.attribute.startswith("_"):
            calls.setdefault(touch.attribute, []).append(_is_lock(touch.guard, subject))
    return {name for name, guarded in calls.items() if all(guarded)}


def _acquiring(subject: Subject) -> set[str]:
    """Methods that take a lock by hand."""
    return {subject.methods[touch.function] for touch in subject.touches if touch.how == "call:acquire"}
