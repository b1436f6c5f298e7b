"""Where a call lands: in: an MRO and who provides what, out: the class that answers, and a lane per ancestor."""

from __future__ import annotations

from archgraph.analyses.mro.member import Definition
from archgraph.analyses.mro.providers import Providers
from archgraph.model.results.members import Lane
from archgraph.model.results.mro import Ancestor, Mro
from archgraph.model.source import Row


class Landing(Row, frozen=True):
    """The class in which a call of `member` lands; None when no known class has it. `certain` is false when an unknown
    base stands before it, or when nothing was found and an unknown base may have it."""

    member: str
    provider: Ancestor | None
    definition: Definition | None
    certain: bool


def landing(mro: Mro, member: str, providers: Providers, after: Ancestor | None = None) -> Landing:
    """Where `instance.member` lands; with `after`, where `super().member` lands in a method of that ancestor when the
    instance is of the class of `mro`: the next class of this MRO, not of the ancestor's own."""
    start = mro.ancestors.index(after) + 1 if after is not None else 0
    certain = True
    for at, ancestor in enumerate(mro.ancestors[start:], start):
        if ancestor.key is None:
            certain = False
        private_and_own = at == 0 and member in providers.own(mro.key)
        if private_and_own or providers.has(ancestor, member):
            found = providers.own(mro.key).get(member) if at == 0 else providers.definition(ancestor, member)
            return Landing(member, ancestor, found, certain)
    return Landing(member, None, None, certain)


def lanes(mro: Mro, providers: Providers) -> tuple[Lane, ...]:
    """What each class of the MRO provides, in MRO order; names sorted. Unknown bases have empty lanes."""
    found: list[Lane] = []
    seen: set[str] = set()
    for at, ancestor in enumerate(mro.ancestors):
        names = _offered(ancestor, providers) if at else set(providers.own(mro.key))
        found.append(Lane(ancestor, tuple(sorted(names - seen)), tuple(sorted(names & seen))))
        seen |= names
    return tuple(found)


def _offered(ancestor: Ancestor, providers: Providers) -> set[str]:
    if ancestor.key is None:
        return set()
    inside = providers.inside(ancestor.key)
    return set(providers.outside(ancestor.key) if inside is None else inside)
