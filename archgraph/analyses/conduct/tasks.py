"""Tasks and coroutines: in: a subject, out: remarks on those that are started and never awaited."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.conduct.subject import Subject
from archgraph.analyses.mro.landing import landing
from archgraph.model.facts.uses import CallFact
from archgraph.model.results.conduct import Remark

_STARTING = frozenset({"create_task", "ensure_future", "run_coroutine_threadsafe"})
_GROUPS = ("tg.", "group.", "task_group.", "nursery.", "self._task_group.", "self._tg.")
"""Task groups keep their tasks."""


def tasks(subject: Subject) -> Iterator[Remark]:
    """Tasks to which nobody keeps a reference, and coroutine methods that are called like plain ones."""
    for call in subject.calls:
        if not call.discarded or call.awaited:
            continue
        method = subject.methods[call.scope]
        if call.func.rpartition(".")[2] in _STARTING and not _is_group(call):
            text = (
                f"`{method}` starts a task (`{call.func}`) and keeps no reference: it may be collected before it ends, "
                "and what it raises is lost"
            )
            yield subject.remark(text, call.line)
        elif _is_own_coroutine(call, subject):
            text = f"`{method}` calls `{call.func}()` without await: a coroutine is made and never runs"
            yield subject.remark(text, call.line)


def _is_group(call: CallFact) -> bool:
    return f"{call.func.rpartition('.')[0]}.".endswith(_GROUPS)


def _is_own_coroutine(call: CallFact, subject: Subject) -> bool:
    """Is it a call on self that certainly lands in an `async def` that is no generator?"""
    owner, _, name = call.func.partition(".")
    if owner != "self" or "." in name or not name:
        return False
    found = landing(subject.world.mros[subject.profile.key], name, subject.world.providers)
    definition = found.definition
    if not found.certain or definition is None or definition.function is None:
        return False
    return definition.is_async and not definition.function.is_generator and not definition.function.decorators
