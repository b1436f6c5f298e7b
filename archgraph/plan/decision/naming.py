"""A name of its own for a class: in: a Scene and two namesakes; out: the name with one word more, which tells them apart.

The word is one that only the one has: of a base, of the place it stands in, or, of records, of several of their fields.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Card
from archgraph.plan.evidence.lifetimes import WORD, words_of
from archgraph.plan.evidence.scene import Scene

_SAYS_NOTHING = re.compile(
    r"app|src|lib|api|utils?|utilities|helpers?|common|shared|core|base|main|misc|internal|services?|modules?|models?|types?|schemas?"
    r"|tests?|testing|e2e|unit|integration|unified|universal|enhanced|consolidated|modern|simple|new|old|legacy|default|managers?"
    r"|class(es)?|layers?|stores?|handlers?|init|system|data|info|impl|interfaces?|definitions?|enums?|constants?|fixtures?|abstract|mixins?|generic"
)
"""Words of places and bases that any class could have."""
_SHORTEST = 3
_MANY = 3
"""Fields that have a word from which on the record is about it."""
_SEVERAL = 2
"""Methods that have a word behind the first, which says what they do, from which on the class is about it."""
_STEM = 5
"""Letters from which on two words that begin alike are one: validator, validation."""


def name_of_its_own(scene: Scene, key: ClassKey, namesake: ClassKey) -> str:
    """The first such name that no class of the code base has; "" when nothing tells the two apart."""
    bare = key.class_.rpartition(".")[2]
    words = list(WORD.finditer(bare))
    if not words or not bare.isascii():  # words of other alphabets are not told apart
        return ""
    for word, offset in _telling(scene, key, namesake, words):
        name = f"{bare[:offset]}{_singular(word).capitalize()}{bare[offset:]}"
        if name not in scene.named_so:
            return name
    return ""


def _telling(
    scene: Scene, key: ClassKey, namesake: ClassKey, words: Sequence[re.Match[str]]
) -> Iterator[tuple[str, int]]:
    """Words that the namesake has nothing of, each with the offset in the name where it is to stand: those of bases before
    the head word, those of the module and of the packages around it, inner ones first, where they stand there; those of
    many fields."""
    own = [match.group().lower() for match in words]
    above = [word for base in scene.direct_bases(namesake) for word in words_of(base.class_)]
    for base in sorted(scene.direct_bases(key)):
        yield from (
            (word, words[-1].start()) for word in words_of(base.class_.rpartition(".")[2]) if _says(word, own, above)
        )
    elsewhere = words_of(scene.codebase.modules[namesake.path].module)
    offered = tuple(scene.cards[namesake].offers)
    _, *parts = scene.codebase.modules[key.path].module.split(".")
    for part in reversed(parts):
        yield from (place for place in _within(part, words) if _says(place[0], own, elsewhere, offered))
    theirs = [word for name in offered for word in words_of(name)]
    said = (*_said_by_fields(scene.cards[key]), *_said_by_methods(scene.cards[key]))
    yield from ((word, words[-1].start()) for word in said if _says(word, own, theirs))


def _said_by_fields(card: Card) -> list[str]:
    """Words that many fields of a record have, those of most fields first: paths, of `ready_path`, `start_path`, `end_path`."""
    if card.kind not in ("data", "settings"):
        return []
    counts = Counter(_singular(word) for name in card.fields for word in set(words_of(name)))
    return sorted((word for word in counts if counts[word] >= _MANY), key=lambda word: (-counts[word], word))


def _said_by_methods(card: Card) -> list[str]:
    """What several methods of a class do something with, those of most first: tables, of `list_all_tables`, `list_own_tables`."""
    if card.kind != "class":
        return []
    counts = Counter(_singular(word) for name in card.public for word in set(words_of(name)[1:]))
    return sorted((word for word in counts if counts[word] >= _SEVERAL), key=lambda word: (-counts[word], word))


def _within(part: str, name: Sequence[re.Match[str]]) -> Iterator[tuple[str, int]]:
    """The words of a module or package: `health_checks` puts check behind Health, others come first."""
    before = ""
    for word in words_of(part):
        ends = [match.end() for match in name[:-1] if before and _are_one(before, match.group().lower())]
        yield word, ends[0] if ends else name[0].start()
        before = word


def _says(word: str, *others: Sequence[str]) -> bool:
    """Whether a word says something that none of these does."""
    if len(word) < _SHORTEST or _SAYS_NOTHING.fullmatch(word):
        return False
    return not any(_are_one(word, each) for words in others for each in words)


def _are_one(word: str, other: str) -> bool:
    mine, theirs = _singular(word), _singular(other)
    return mine == theirs or (min(len(mine), len(theirs)) >= _STEM and mine[:_STEM] == theirs[:_STEM])


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _SHORTEST and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
