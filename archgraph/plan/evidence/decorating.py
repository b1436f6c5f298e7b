"""Decorators that hand what they decorate to nobody: in: decorators as written; out: whether one of them may keep it."""

from __future__ import annotations

from collections.abc import Iterable

from archgraph.model.expr import Expr, text_of

_PLAIN = (
    frozenset({"property", "cached_property", "staticmethod", "classmethod", "abstractmethod", "setter", "deleter"})
    | {"contextmanager", "asynccontextmanager", "lru_cache", "cache", "override", "final", "wraps"}
    | {"dataclass", "total_ordering", "runtime_checkable"}
)


def may_keep(decorators: Iterable[Expr]) -> bool:
    """Whether one of them may keep what it is given, and call it by and by."""
    names = (text_of(each).partition("(")[0].rpartition(".")[2] for each in decorators)
    return any(name not in _PLAIN for name in names)
