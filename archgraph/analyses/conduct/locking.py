"""Locks: in: a subject, out: remarks on locks that do not suit, and on changes of shared state without the lock (see
sharing/races.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archgraph.analyses.conduct.subject import CONSTRUCTORS, Subject
from archgraph.analyses.duty.state import CHANGE
from archgraph.model.facts.bodies import Touch
from archgraph.model.results.conduct import Remark

_BLOCKING = ("threading", "multiprocessing", "filelock")
_MOST = 12
MIXED = "it mixes locks that do not exclude each other"
_WORD = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")


def locking(subject: Subject) -> Iterator[Remark]:
    """Locks of threads and of coroutines side by side, and thread locks that coroutines hold."""
    kinds: dict[str, list[str]] = {}
    for name, kind in subject.locks.items():
        kinds.setdefault(kind.partition(".")[0], []).append(f"`{name}` ({kind})")
    if "asyncio" in kinds and set(_BLOCKING) & kinds.keys():
        both = "; ".join(", ".join(sorted(names)) for _, names in sorted(kinds.items()))
        yield subject.remark(f"{MIXED}: {both}", subject.record.line)
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
    """Where others can come between a look and a change of shared state, or past its lock; at most a dozen."""
    profile = subject.profile
    for race in subject.world.races.get((profile.key.class_, profile.key.path), ())[:_MOST]:
        yield subject.remark(_marked(f"{race.text.rstrip('.')} ({race.evidence})", subject), race.line)


def _marked(text: str, subject: Subject) -> str:
    """The text with names between backticks: those that only names look like, and methods where the text and what is in
    parentheses begin."""
    methods = set(subject.methods.values())

    def mark(match: re.Match[str]) -> str:
        name = match[0]
        begins = not match.start() or text[match.start() - 1] == "("
        return f"`{name}`" if "." in name or "_" in name or (begins and name in methods) else name

    return _WORD.sub(mark, text)


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


def _attribute(guard: str) -> str:
    """`async self._lock` → _lock."""
    return guard.removeprefix("async ").rpartition(".")[2]
