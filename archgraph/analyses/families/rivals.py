"""Which classes are worth comparing: in: cards and known pairs; out: pairs, from inverted indexes, never all with all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from archgraph.analyses.families.names import STAND_IN
from archgraph.analyses.families.rarity import Rarity
from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Card
from archgraph.model.source import Zone

Pair = tuple[ClassKey, ClassKey]

_MOST_NAMESAKES = 40
"""A name that more classes have is a word of the framework (`Meta`, `Command`): it opens no comparison."""
_MOST_RARE = 12
_RARE_SHARED = 3
"""Classes that share so many names, each of at most `_MOST_RARE` classes, are compared whatever they are called."""


def pairs(
    cards: Mapping[ClassKey, Card], known: Iterable[Pair], names: Rarity, copied: Collection[Pair] = ()
) -> list[Pair]:
    """Pairs of classes of one kind, smaller key first, sorted; `known`: pairs that other evidence asks to look at; `copied`:
    those of them that are copies of each other."""
    found = {(min(pair), max(pair)) for pair in (*known, *copied) if pair[0] in cards and pair[1] in cards}
    found.update(_of_blocks(_by_core(cards)))
    found.update(_of_blocks(_by_head_and_word(cards)))
    found.update(_by_rare_members(cards, names))
    return sorted(
        (a, b) for a, b in found if side(cards[a]) == side(cards[b]) or _stands_in(cards[a], cards[b], copied)
    )


def side(card: Card) -> tuple[str, bool, bool]:
    """What is never compared across: other kinds, doubles with real ones, what tests are built of with what is shipped."""
    return card.kind, card.double, card.zone == Zone.TESTINFRA


def _stands_in(a: Card, b: Card, copied: Collection[Pair]) -> bool:
    """Whether one is a double of the other and a copy of it: then tests can have the real one."""
    if a.double == b.double or a.kind != b.kind or a.key.path == b.key.path or (a.key, b.key) not in copied:
        return False
    fake, real = (a, b) if a.double else (b, a)
    return tuple(word for word in fake.core if word not in STAND_IN) == real.core


def _of_blocks(blocks: Mapping[object, Sequence[ClassKey]]) -> Iterator[Pair]:
    for block in blocks.values():
        if len(block) <= _MOST_NAMESAKES:
            yield from combinations(block, 2)


def _by_core(cards: Mapping[ClassKey, Card]) -> Mapping[object, list[ClassKey]]:
    """Classes of one name but for qualifiers, however its words are cut: WebSocketManager, WebsocketManager."""
    blocks: dict[object, list[ClassKey]] = {}
    for key, card in cards.items():
        blocks.setdefault("".join(card.core), []).append(key)
    return blocks


def _by_head_and_word(cards: Mapping[ClassKey, Card]) -> Mapping[object, list[ClassKey]]:
    blocks: dict[object, list[ClassKey]] = {}
    for key, card in cards.items():
        for word in set(card.core[:-1]):
            blocks.setdefault((card.head, word), []).append(key)
    return blocks


def _by_rare_members(cards: Mapping[ClassKey, Card], names: Rarity) -> Iterator[Pair]:
    owners: dict[str, list[ClassKey]] = {}
    for key, card in cards.items():
        for name in {*card.public, *card.fields}:
            if 2 <= names.count[name] <= _MOST_RARE:
                owners.setdefault(name, []).append(key)
    shared: Counter[Pair] = Counter()
    for holders in owners.values():
        shared.update(combinations(holders, 2))
    return (pair for pair, count in shared.items() if count >= _RARE_SHARED)
