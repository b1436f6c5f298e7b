"""Values that differ in one word by one slip of the hand: in: how often each value stands; out: rare ones beside usual ones.

Candidates come from the deletion neighbourhood (W. Garbe, SymSpell, 2012): two words at that distance share a form with at most
one letter less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

_SPLIT = re.compile(r"[_.:\-]")
WORD = re.compile(r"[a-z]{3,}")
"""A word as it is compared, in lower case."""
_SHORTEST = 4
"""Letters of the longer of two words; shorter ones are abbreviations of different things (`min`, `max`)."""
_KNOWN = 3
"""Places in which the usual value stands at least."""
_RATIO = 3
"""So many times as often as the odd one."""
_RARE = 3
"""Places in which an odd value stands at most."""
_MOST = 300
"""Values that changed; when there are more, all are compared again."""

Counts = Mapping[str, int]
"""Value → the number of its places."""


class Pair(NamedTuple):
    """Two values that differ in one word, the odd one of which is the one at `place`."""

    value: str
    place: int
    usual: str
    odd: str
    right: str


def pairs(counts: Counts) -> list[Pair]:
    """Rare values beside usual ones, sorted."""
    return sorted(_pairs(counts))


def pairs_again(before: Counts, known: Iterable[Pair], counts: Counts) -> list[Pair]:
    """The pairs of now, where those of `before` are known: only what stands more or less often is compared."""
    changed = {value for value, _ in before.items() ^ counts.items()}
    if len(changed) > _MOST:
        return pairs(counts)
    untouched = [pair for pair in known if changed.isdisjoint((pair.value, pair.usual))]
    looks = {look for value in changed for look in _looks(value)}
    alike = {value: count for value, count in counts.items() if (value[0].lower(), len(value)) in looks}
    fresh = [pair for pair in _pairs(alike) if not changed.isdisjoint((pair.value, pair.usual))]
    return sorted([*untouched, *fresh])


def _looks(value: str) -> Iterable[tuple[str, int]]:
    """The first letter and the length of what may be its pair."""
    return ((value[0].lower(), len(value) + more) for more in (-1, 0, 1))


Rest = tuple[str, ...]
"""The words of a value with the first letter of one in its place: slips spare it."""


def _pairs(counts: Counts) -> Iterator[Pair]:
    usual: dict[Rest, list[tuple[str, str]]] = {}
    for value, count in counts.items():
        if count >= _KNOWN:
            for _, rest, word in _rests(value):
                usual.setdefault(rest, []).append((value, word))
    forms: dict[Rest, Mapping[str, list[tuple[str, str]]]] = {}
    for value, count in counts.items():
        for place, rest, word in _rests(value) if count <= _RARE else ():
            if rest not in usual:
                continue
            if rest not in forms:  # only where something rare stands
                forms[rest] = _by_form(usual[rest])
            for other, right in {each for form in _forms(word) for each in forms[rest].get(form, ())}:
                is_rarer = counts[other] >= _RATIO * count
                if is_rarer and _style(other) == _style(value) and _is_typo(word, right):
                    yield Pair(value, place, other, word, right)


def _rests(value: str) -> Iterator[tuple[int, Rest, str]]:
    parts = _SPLIT.split(value.lower())
    for place, word in enumerate(parts):
        if WORD.fullmatch(word):
            yield place, (*parts[:place], f"{word[0]}*", *parts[place + 1 :]), word


def _by_form(words: Iterable[tuple[str, str]]) -> Mapping[str, list[tuple[str, str]]]:
    """Form of the word with at most one letter less → (value, word)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for value, word in words:
        for form in _forms(word):
            found.setdefault(form, []).append((value, word))
    return found


def _forms(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _style(value: str) -> tuple[bool, str]:
    return value.isupper(), "".join(sorted(set(_SPLIT.findall(value))))


def _is_typo(word: str, right: str) -> bool:
    """Whether a word is the other with one slip of the hand. A letter more or less at either end may be another word
    (`async`, `users`, `updated`), and so may a changed first letter."""
    if word == right or max(len(word), len(right)) < _SHORTEST:
        return False
    if len(word) == len(right):
        differing = [at for at in range(len(word)) if word[at] != right[at]]
        if len(differing) == 1:
            return differing[0] < len(word) - 1 or len(word) > len("status")
        first, last = differing[0], differing[-1]
        return len(differing) == 2 and last - first == 1 and word[first] == right[last] and word[last] == right[first]
    longer, shorter = (word, right) if len(word) > len(right) else (right, word)
    if len(longer) - len(shorter) != 1:
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer) - 1))
