"""Services that are libraries of the others: in: a code base; out: their names."""

from __future__ import annotations

from collections import Counter

from archgraph.model.codebase import Codebase
from archgraph.model.source import Zone

_FAR_MORE = 3
"""How many times more often the others import a service than it imports them."""
_Imports = Counter[tuple[Zone, Zone, str, str]]
"""How many imports go from one zone and service to another: importing zone, imported zone, and the two services."""


def libraries(codebase: Codebase) -> frozenset[str]:
    """Services that two or more import, far more often than they import these. What only tests share is a library of tests."""
    found = _imports(codebase)
    shipped = _taken(found, (Zone.PRODUCTION,), (Zone.PRODUCTION,))
    return shipped | _taken(found, (Zone.TEST, Zone.TESTINFRA), (Zone.TESTINFRA,))


def _imports(codebase: Codebase) -> _Imports:
    modules, by_name = codebase.modules, codebase.by_name
    ends = ((modules[edge.path], modules.get(by_name.get(edge.imported, ""))) for edge in codebase.imports)
    return Counter(
        (user.zone, used.zone, user.service, used.service)
        for user, used in ends
        if used and user.service != used.service
    )


def _taken(imports: _Imports, importing: tuple[Zone, ...], imported: tuple[Zone, ...]) -> frozenset[str]:
    taken: Counter[tuple[str, str]] = Counter()
    for (user_zone, used_zone, user, used), count in imports.items():
        if user_zone in importing and used_zone in imported:
            taken[user, used] += count
    users: dict[str, list[str]] = {}
    for user, used in taken:
        users.setdefault(used, []).append(user)
    return frozenset(
        name
        for name, by in users.items()
        if len(by) > 1 and sum(taken[user, name] for user in by) >= _FAR_MORE * sum(taken[name, user] for user in by)
    )
