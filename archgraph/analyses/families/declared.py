"""Classes that docstrings name as each other's successors: in: cards; out: pairs, with what is said.

`Deprecated: use Registry instead`, `consolidates OldRegistry and tool_registry.py`: whoever wrote the code says that two
classes are for the same thing. A class's docstring speaks for the class; a module's for those of its classes that are
named like what it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.consolidation import Card

_SAYS = re.compile(
    r"\b(?:consolidat(?:es|ed|ing)|deprecated|replac(?:es|ed|ing)|supersed(?:es|ed)|merg(?:es|ed|ing)|in favou?r of"
    r"|migrated to)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?P<file>[a-z_]\w*)\.py\b|\b(?P<name>(?:[A-Z]+[a-z0-9]+){2,}[A-Z0-9]*|[A-Z]{2,}[a-z]\w+)\b")
_MOST = 6
"""A name that more classes have says too little about which one is meant."""

Pair = tuple[ClassKey, ClassKey]


@dataclass(frozen=True, slots=True)
class _Index:
    """Where to look for what a docstring names."""

    by_name: Mapping[tuple[str, str], list[Card]]
    by_file: Mapping[tuple[str, str], list[Card]]


def declared(codebase: Codebase, cards: Mapping[ClassKey, Card]) -> Mapping[Pair, str]:
    """Smaller key first → the sentence that says so; only classes of one service."""
    index = _index(cards)
    found: dict[Pair, str] = {}
    by_path: dict[str, list[Card]] = {}
    for card in cards.values():
        by_path.setdefault(card.key.path, []).append(card)
    for path, own in by_path.items():
        outline = codebase.modules[path].outline
        docs = {fact.scope: fact.docstring for fact in outline.classes}
        said = _names(outline.docstring)
        for card in own:
            text = docs.get(codebase.classes[card.key].scope, "")
            for other in (*_meant(index, card, _names(text)), *_alike(index, card, said)):
                pair = min(card.key, other.key), max(card.key, other.key)
                found.setdefault(pair, f"a docstring of {card.key.path} names {other.name} as what it stands for")
    return found


def _index(cards: Mapping[ClassKey, Card]) -> _Index:
    by_name: dict[tuple[str, str], list[Card]] = {}
    by_file: dict[tuple[str, str], list[Card]] = {}
    for card in cards.values():
        by_name.setdefault((card.service, card.name), []).append(card)
        stem = card.key.path.rpartition("/")[2].removesuffix(".py")
        by_file.setdefault((card.service, stem), []).append(card)
    return _Index(by_name, by_file)


def _names(docstring: str) -> list[tuple[str, str]]:
    """(file stem, "") or ("", class name) for everything named in the sentences that speak of succession."""
    start = _SAYS.search(docstring)
    if start is None:
        return []
    begin = docstring.rfind("\n", 0, start.start()) + 1
    return [(match["file"] or "", match["name"] or "") for match in _NAMED.finditer(docstring, begin)]


def _meant(index: _Index, card: Card, names: list[tuple[str, str]]) -> Iterator[Card]:
    """Classes that the docstring of `card` names; of a file it names, those with a near name."""
    for stem, name in names:
        named = index.by_name.get((card.service, name), []) if name else []
        beside = [other for other in index.by_file.get((card.service, stem), []) if _are_near(card, other)]
        for other in (*named, *beside):
            if other.key != card.key and len(named) <= _MOST and _comparable(card, other):
                yield other


def _alike(index: _Index, card: Card, names: list[tuple[str, str]]) -> Iterator[Card]:
    """Of what a module's docstring names, the classes with the head word of `card`."""
    if any(name == card.name for _, name in names):
        yield from _meant(index, card, names)
        return
    yield from (other for other in _meant(index, card, names) if other.head == card.head)


def _are_near(card: Card, other: Card) -> bool:
    """One head word, and one more word in common: of a file that is named not every class is meant."""
    return card.head == other.head and (card.core == other.core or len({*card.core} & {*other.core}) > 1)


def _comparable(card: Card, other: Card) -> bool:
    return other.key.path != card.key.path and (other.kind, other.double) == (card.kind, card.double)
