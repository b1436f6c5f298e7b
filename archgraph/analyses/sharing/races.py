"""Races: in: holders of shared state; out: places where two threads or tasks can come between each other.

Three things count: looking first and setting then without holding a lock in between; changing without the lock what is
mostly changed under one (what most do is taken for the rule, D. Engler et al., Bugs as Deviant Behavior, SOSP 2001); guarding
one thing by locks of threads and of coroutines, which do not exclude each other. State of an instance counts when a lock of its
own guards it somewhere: then it is meant to be shared. Between coroutines nobody comes in where nothing is awaited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archgraph.analyses.duty.state import CHANGE
from archgraph.analyses.sharing.holders import CONSTRUCTORS, Holder, lock_name
from archgraph.model.codebase import Codebase
from archgraph.model.facts.bodies import Touch
from archgraph.model.facts.uses import Uses
from archgraph.model.source import Row

_LOOKS = re.compile(r"contains|call:get|call:__contains__")
_SETS = re.compile(r"item_write|write")
_HELD_BY_NAME = re.compile(r".*_(un)?locked|.*_unsafe|.*_no_lock|.*_without_lock")
_THREADED = ("threading", "multiprocessing")
_SEMAPHORE = re.compile(r"semaphore", re.IGNORECASE)
"""Lets several in at once: guards nothing."""
_ENDING = re.compile(r"_*(?:shutdown|close|stop|reset|cleanup|clear|dispose|teardown|disconnect|unset|destroy|release)")
_MEMO = re.compile(r"cache|memo", re.IGNORECASE)
"""What is worked out twice is the same twice."""


class Race(Row, frozen=True):
    """One place. `kind`: check_then_set, unguarded or mixed_locks."""

    kind: str
    path: str
    line: int
    symbol: str
    text: str
    evidence: str
    confidence: float
    holder: str
    """The dotted name of the class or module that holds the state."""


def races(codebase: Codebase, holders: Iterable[Holder]) -> Iterator[Race]:
    """All races of the holders."""
    for holder in holders:
        excused: set[str] | None = None
        for attribute, touches in holder.touches.items():
            if attribute in holder.locks:
                continue
            guarded = [touch for touch in touches if _guards(holder, touch) and CHANGE.fullmatch(touch.how)]
            if attribute not in holder.shared and not guarded:
                continue
            yield from _mixed(holder, attribute, guarded)
            excused = _excused(holder) if excused is None else excused
            free = [touch for touch in touches if holder.methods.get(touch.function, "") not in excused]
            told: set[int] = set()
            for race, function in _checks(codebase, holder, attribute, free, guarded):
                told.add(function)
                yield race
            rest = [t for t in free if CHANGE.fullmatch(t.how) and not t.guard and t.function not in told]
            if len({t.function for t in guarded}) >= max(len({t.function for t in rest}), 1):
                yield from _unguarded(holder, attribute, rest, guarded[0])


def _guards(holder: Holder, touch: Touch) -> bool:
    """Whether a lock is held there that lets one in at a time."""
    if not touch.guard:
        return False
    kind = holder.locks.get(lock_name(touch.guard), "")
    return holder.is_locked(touch) and not _SEMAPHORE.search(touch.guard) and not _SEMAPHORE.search(kind)


def _is_of_tasks(holder: Holder, touch: Touch) -> bool:
    """Whether the lock that is held is one of coroutines."""
    kind = holder.locks.get(lock_name(touch.guard), "")
    return touch.guard.startswith("async ") or (bool(kind) and not kind.startswith(_THREADED))


def _excused(holder: Holder) -> set[str]:
    """Constructors, methods that say by their name that the lock is held or that take one by hand, and private ones that
    are only called under a lock or by a constructor."""
    names = set(holder.methods.values())
    taking = {
        holder.methods.get(t.function, "") for ts in holder.touches.values() for t in ts if t.how == "call:acquire"
    }
    called: dict[str, list[bool]] = {}
    for attribute, touches in holder.touches.items():
        calls = [
            holder.is_locked(touch) or holder.methods.get(touch.function) in CONSTRUCTORS
            for touch in touches
            if touch.how == "call:__call__"
        ]
        if calls and attribute.startswith("_"):
            called[attribute] = calls
    inside = {name for name, locked in called.items() if all(locked)}
    constructors = CONSTRUCTORS if holder.record else frozenset[str]()
    return {name for name in names if name in constructors or _HELD_BY_NAME.fullmatch(name)} | taking | inside


# ---------------------------------------------------------------------------------------------------- check, then set


def _checks(
    codebase: Codebase, holder: Holder, attribute: str, touches: list[Touch], guarded: list[Touch]
) -> Iterator[tuple[Race, int]]:
    by_function: dict[int, list[Touch]] = {}
    for touch in touches:
        by_function.setdefault(touch.function, []).append(touch)
    for function, own in by_function.items():
        pair = _pair(holder, attribute, own)
        why = _why(codebase, holder, pair, guarded) if pair else None
        if pair and why:
            look, put = pair
            text, confidence = why
            sentence = f"{holder.scope(put).name} looks whether {holder.name}{attribute} is set and sets it"
            yield (
                Race(
                    "check_then_set",
                    holder.module.path,
                    put.line,
                    holder.where(put),
                    f"{sentence}{_how(holder, put)}.",
                    f"looked at on line {look.line}; {text}",
                    confidence,
                    holder.symbol,
                ),
                function,
            )


def _how(holder: Holder, put: Touch) -> str:
    return " under a lock without looking again" if holder.is_locked(put) else " without a lock"


def _pair(holder: Holder, attribute: str, touches: list[Touch]) -> tuple[Touch, Touch] | None:
    """The look and the setting behind it between which another may come."""
    lazy = holder.shared.get(attribute) == "unset"
    if _MEMO.search(attribute):
        return None
    looks = [t for t in touches if _LOOKS.fullmatch(t.how) or (lazy and t.how == "read")]
    for put in (t for t in touches if _SETS.fullmatch(t.how) and (lazy or t.how == "item_write")):
        before = [look for look in looks if look.line <= put.line]
        again = any(look.guard == put.guard for look in before) if holder.is_locked(put) else False
        free = [look for look in before if not holder.is_locked(look)]
        ends = put.how == "write" and _ENDING.match(holder.scope(put).name)
        if free and not again and not ends and (put.how == "item_write") == (free[0].how != "read"):
            return free[0], put
    return None


def _why(
    codebase: Codebase, holder: Holder, pair: tuple[Touch, Touch], guarded: list[Touch]
) -> tuple[str, float] | None:
    """Why someone can come in between, with the confidence; None when nothing says so."""
    look, put = pair
    if holder.is_locked(put):
        return f"the lock {put.guard.removeprefix('async ')} is taken after that", 0.8
    awaited = _awaited_between(codebase, holder, look, put)
    if awaited:
        return f"line {awaited} awaits in between", 0.8
    held = [touch for touch in guarded if not _is_of_tasks(holder, touch)]
    if held:
        return f"line {held[0].line} holds {held[0].guard} for it", 0.9
    thread_locks = sorted(name for name, kind in holder.locks.items() if kind.startswith(_THREADED))
    if thread_locks:
        return f"{thread_locks[0]} is there and not held", 0.6
    if holder.threads and not holder.scope(put).is_async:
        return "its module works with threads", 0.5
    return None


def _awaited_between(codebase: Codebase, holder: Holder, look: Touch, put: Touch) -> int:
    """The line of an await from the look to the setting, 0 when there is none."""
    if not holder.scope(put).is_async:
        return 0
    calls = codebase.facts.section(holder.module.path, Uses).calls
    inside = (c.line for c in calls if c.scope == put.function and c.awaited and look.line <= c.line <= put.line)
    return min(inside, default=0)


# ------------------------------------------------------------------------------------------ without the lock, two sorts


def _unguarded(holder: Holder, attribute: str, touches: list[Touch], guarded: Touch) -> Iterator[Race]:
    seen: set[int] = set()
    sure = 0.6 if _is_of_tasks(holder, guarded) else 0.7
    for touch in touches:
        if touch.function not in seen:
            seen.add(touch.function)
            lock = guarded.guard.removeprefix("async ")
            ends = _ENDING.match(holder.scope(touch).name) is not None
            yield Race(
                "unguarded",
                holder.module.path,
                touch.line,
                holder.where(touch),
                f"{holder.scope(touch).name} changes {holder.name}{attribute} without the lock that guards it elsewhere.",
                f"{holder.scope(guarded).name} holds {lock} for it on line {guarded.line}",
                0.5 if ends else sure,
                holder.symbol,
            )


def _mixed(holder: Holder, attribute: str, guarded: Iterable[Touch]) -> Iterator[Race]:
    found: dict[str, Touch] = {}
    for touch in guarded:
        kind = holder.locks.get(lock_name(touch.guard), "").partition(".")[0]
        if kind:
            found.setdefault("threads" if kind in _THREADED else "tasks", touch)
    if len(found) == 2:
        thread, task = found["threads"], found["tasks"]
        yield Race(
            "mixed_locks",
            holder.module.path,
            task.line,
            holder.where(task),
            f"{holder.name}{attribute} is guarded by a lock of coroutines here and by one of threads elsewhere.",
            f"{task.guard.removeprefix('async ')} here, {thread.guard} on line {thread.line} in {holder.scope(thread).name}",
            0.9,
            holder.symbol,
        )
