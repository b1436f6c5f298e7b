"""How a copy differs from the first member of its cluster: in: two fragments; out: one line of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archgraph.analyses.clones.fragment import Fragment
from archgraph.analyses.clones.similarity import common, matched_methods

_MOST = 6
"""So many names are told; the others are counted."""


def difference(first: Fragment, other: Fragment) -> str:
    """What another reader would need to know to merge the two, in a few words; "" when nothing but layout differs."""
    if first.print.exact and first.print.exact == other.print.exact:
        return ""
    parts = _of_classes(first, other) if first.kind == "class" else _of_functions(first, other)
    return "; ".join(parts) or "names or constants"


def _of_functions(first: Fragment, other: Fragment) -> Iterator[str]:
    """`async`; parameters; statements that only one of them has."""
    mine, others = first.scope, other.scope
    if mine.is_async != others.is_async:
        yield "async" if others.is_async else "sync"
    if mine.parameters != others.parameters:
        yield f"({_listed(mine.parameters)}) → ({_listed(others.parameters)})"
    same = common(first, other)
    if first.size > same:
        yield f"lacks {first.size - same} of {first.size} statements"
    if other.size > same:
        yield f"has {other.size - same} of its own"


def _of_classes(first: Fragment, other: Fragment) -> Iterator[str]:
    """Methods that only one of them has, that are written anew under one name, called otherwise, and that were edited."""
    matched = matched_methods(first, other)
    mine, others = {id(one) for one, _, _ in matched}, {id(two) for _, two, _ in matched}
    gained = [method.scope.name for method in other.methods if id(method) not in others]
    lost = [method.scope.name for method in first.methods if id(method) not in mine]
    in_both = {method.scope.name for method in first.methods} & {method.scope.name for method in other.methods}
    groups = (
        ("adds ", [name for name in gained if name not in in_both]),
        ("lacks ", [name for name in lost if name not in in_both]),
        ("has another ", list(dict.fromkeys(name for name in (*gained, *lost) if name in in_both))),
        ("renamed ", [f"{a.scope.name} → {b.scope.name}" for a, b, _ in matched if a.scope.name != b.scope.name]),
        ("async ", [b.scope.name for a, b, _ in matched if b.scope.is_async and not a.scope.is_async]),
        ("sync ", [b.scope.name for a, b, _ in matched if a.scope.is_async and not b.scope.is_async]),
        ("edited ", [b.scope.name for a, b, _ in matched if a.print.sketch != b.print.sketch]),
    )
    for sign, names in groups:
        if names:
            yield sign + _listed(names)


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    told = ", ".join(every[:_MOST])
    return f"{told}, {len(every) - _MOST} more" if len(every) > _MOST else told
