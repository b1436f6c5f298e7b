"""Which handlers catch what: in: what an `except` names and the name of an exception; out: whether it is caught."""

from __future__ import annotations

from archgraph.model.expr import Expr, Opaque, Sequence

_PARENTS = {
    "ModuleNotFoundError": ("ImportError",),
    "ImportError": (),
    "AttributeError": (),
    "NameError": (),
}
_CATCH_ALL = ("Exception", "BaseException", "bare")


def catches(test: Expr, exception: str) -> bool:
    """Does `except test` catch the exception?"""
    if isinstance(test, Opaque):
        return test.kind == "bare"
    if isinstance(test, Sequence):
        return any(catches(item, exception) for item in test.items)
    name = str(test).rpartition(".")[2]
    return name in (exception, *_PARENTS.get(exception, ()), *_CATCH_ALL, "")
