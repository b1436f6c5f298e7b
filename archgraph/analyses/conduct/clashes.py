"""Clashes: in: the classes of a family, out: for each class the methods that it shares with others by name but not by contract.

Classes of which one inherits from the other are layers of one thing: what an override changes is told elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archgraph.analyses.conduct.subject import Subject
from archgraph.analyses.mro.changes import describe_change
from archgraph.analyses.mro.member import CALLABLE, Definition
from archgraph.model.codebase import ClassKey
from archgraph.model.results.conduct import Clash

_MOST_OTHERS = 12
"""Each class is compared with the most used of its family."""


def clashes(family: Sequence[Subject]) -> Mapping[ClassKey, tuple[Clash, ...]]:
    """By class, sorted by the other class and the method. `family` is sorted, the most used first."""
    methods = {each.profile.key: _methods(each) for each in family}
    return {
        each.profile.key: tuple(
            clash
            for other in family[:_MOST_OTHERS]
            if other is not each and not are_kin(each, other)
            for clash in _between(methods[each.profile.key], methods[other.profile.key], other.profile.key)
        )
        for each in family
    }


def are_kin(one: Subject, other: Subject) -> bool:
    """Does one inherit from the other?"""
    keys = one.profile.key, other.profile.key
    return any(keys[1 - at] in {a.key for a in one.world.mros[keys[at]].ancestors} for at in (0, 1))


def shared_methods(one: Subject, other: Subject) -> list[str]:
    """Names of public methods that both define."""
    return sorted(_methods(one).keys() & _methods(other).keys())


def _methods(subject: Subject) -> Mapping[str, Definition]:
    return {each.name: each for each in subject.public_definitions() if each.kind in CALLABLE}


def _between(own: Mapping[str, Definition], others: Mapping[str, Definition], other: ClassKey) -> Iterator[Clash]:
    for name in sorted(own.keys() & others.keys()):
        difference = describe_change(others[name], own[name])
        if difference:
            yield Clash(name, other, difference, own[name].line, others[name].line)
