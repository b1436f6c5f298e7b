"""Families of classes for the same thing: in: the code base, MROs, roles and clones; out: families with their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from archgraph.analyses.families.cards import cards as make_cards
from archgraph.analyses.families.copies import copies
from archgraph.analyses.families.declared import declared
from archgraph.analyses.families.lineage import is_shim
from archgraph.analyses.families.rivals import pairs
from archgraph.analyses.families.scoring import Judge
from archgraph.analyses.families.state import STATE_CAN_ADD, with_state
from archgraph.analyses.families.weights import MOST_CODE, Weights
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.consolidation import Card, Family, Kin
from archgraph.model.results.duplicates import CloneMember
from archgraph.model.results.mro import Mro
from archgraph.model.results.roles import RoleRecord

ENOUGH = 4.0
"""Points from which on two classes are of one family: more than any single kind of evidence but code that is the same
can give, so that at least two must agree."""


@dataclass(frozen=True, slots=True)
class Kindred:
    """The families, and the cards of all classes that were compared."""

    families: tuple[Family, ...]
    cards: Mapping[ClassKey, Card]


def families(
    codebase: Codebase,
    mros: Mapping[ClassKey, Mro],
    roles: Mapping[ClassKey, RoleRecord],
    clones: Iterable[CloneMember],
) -> Kindred:
    """All families of at least two classes, sorted by their first member."""
    cards = make_cards(codebase, mros, roles)
    weights = Weights.of(cards)
    same = copies(codebase, cards, clones)
    judge = Judge(codebase, mros, weights, cards.values())
    said = declared(codebase, cards)
    known = [*said, *_shims(cards, mros)]
    copied = {pair for pair, part in same.items() if part >= MOST_CODE}
    compared = (
        judge.kin(cards[a], cards[b], same.get((a, b), 0.0), said.get((a, b)), ENOUGH - STATE_CAN_ADD)
        for a, b in pairs(cards, [*same, *known], weights.members, copied)
    )
    kin = with_state([each for each in compared if each is not None], cards, codebase, ENOUGH)
    return Kindred(tuple(_joined([each for each in kin if each.score >= ENOUGH], cards)), cards)


def _shims(cards: Mapping[ClassKey, Card], mros: Mapping[ClassKey, Mro]) -> Iterator[tuple[ClassKey, ClassKey]]:
    """Classes that are there for old callers only, with what they stand in for."""
    for key, card in cards.items():
        above = mros[key].ancestors[1:2] if is_shim(card) and key in mros else ()
        yield from ((key, ancestor.key) for ancestor in above if ancestor.key is not None)


def _joined(kin: list[Kin], cards: Mapping[ClassKey, Card]) -> list[Family]:
    """Connected classes; that everybody in a family is kin to everybody is not asked here but of every advice."""
    leader: dict[ClassKey, ClassKey] = {}

    def find(key: ClassKey) -> ClassKey:
        while leader.setdefault(key, key) != key:
            leader[key] = key = leader[leader[key]]
        return key

    for each in kin:
        first, second = sorted((find(each.first), find(each.second)))
        leader[second] = first
    ties: dict[ClassKey, list[Kin]] = {}
    for each in kin:
        ties.setdefault(find(each.first), []).append(each)
    return [_family(ties[first], cards) for first in sorted(ties)]


def _family(kin: list[Kin], cards: Mapping[ClassKey, Card]) -> Family:
    members = sorted({key for each in kin for key in (each.first, each.second)})
    cores = Counter(" ".join(cards[key].core) for key in members)
    name = min(cores, key=lambda core: (-cores[core], len(core), core))
    return Family(name, tuple(members), tuple(sorted(kin, key=lambda each: (each.first, each.second))))
