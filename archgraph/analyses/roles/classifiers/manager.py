"""Managers: in: a class, out: whether its name says so (subclasses of one are found by their MRO)."""

from __future__ import annotations

from archgraph.analyses.roles.classifier import Classifier, Standing, Subject, Verdict
from archgraph.analyses.words import has_head

_HEADS = frozenset({"manager", "mgr"})
_WITH = frozenset({"__enter__", "__exit__", "__aenter__", "__aexit__", "__init__", "__call__"})


def _judge(subject: Subject) -> Verdict | None:
    if not has_head(subject.record.name, _HEADS) or _is_context_manager(subject):
        return None
    return Verdict("the head word of its name is Manager")


def _is_context_manager(subject: Subject) -> bool:
    """Only there for the `with` statement (PEP 343): that word has another meaning."""
    if not subject.record.name.lower().endswith("contextmanager"):
        return False
    names = {scope.name for _, scope in subject.methods}
    return bool(names & {"__enter__", "__aenter__"}) and all(name in _WITH or name.startswith("_") for name in names)


ROLE = Classifier("manager", Standing.DUTY, _judge)
