"""Literals that nearly equal each other: in: the string literals and the outlines; out: pairs of which one is likely a typo.

Only keys are looked at: values of several words, as events, settings and environment variables have. Two are near when they
differ in one word, that word by one letter more, less, changed or exchanged with its neighbour, and the odd word stands hardly
anywhere else in the code base. Candidates come from the deletion neighbourhood (W. Garbe, SymSpell, 2012): two words at
that distance share a form with at most one letter less.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from archgraph.model.codebase import Codebase
from archgraph.model.results.strings import StringUse

_KEY = re.compile(r"[A-Za-z][a-z0-9]+(?:[_.:\-]+[a-z0-9]+)+[_.:\-]?|[A-Z][A-Z0-9]+(?:_+[A-Z0-9]+)+_?")
_SPLIT = re.compile(r"[_.:\-]")
_WORD = re.compile(r"[a-z]{3,}")
_SHORTEST = 4
"""Letters of the longer of two words; shorter ones are abbreviations of different things (`min`, `max`)."""
_LONGEST = 80
_KNOWN = 3
"""Places in which the usual value stands at least."""
_RATIO = 3
"""So many times as often as the odd one."""
_RARE = 3
"""Places in which an odd value stands at most."""
_STRANGE = 4
"""Names and texts in which a word may stand that is still taken for a typo, its own value counted."""
_FAMILIAR = 3
"""So many times as many, its places counted, have the usual word."""
_LEFT_OUT = frozenset({"messages", "test", "urls", "paths", "database"})


class NearLiteral(NamedTuple):
    """An odd value and the usual one that it nearly is, with the words that differ."""

    use: StringUse
    usual: StringUse
    odd_word: str
    usual_word: str


def near_literals(codebase: Codebase, strings: Iterable[StringUse]) -> tuple[NearLiteral, ...]:
    """The odd values in their order, each beside the most usual value that it nearly is."""
    uses = {use.value: use for use in strings}
    keys = {value: use for value, use in uses.items() if _is_key(use)}
    pairs = list(_pairs(keys))
    named = _familiarity(_names(codebase), pairs) if pairs else {}
    pairs = [pair for pair in pairs if named[pair.odd] <= _STRANGE]
    written = _familiarity(uses, pairs) if pairs else {}
    likely: dict[str, _Pair] = {}
    for pair in pairs:
        odd, right = (named[word] + written[word] for word in (pair.odd, pair.right))
        before = likely.get(pair.value)
        is_best = before is None or keys[before.usual].count < keys[pair.usual].count
        if is_best and odd <= _STRANGE and right + keys[pair.usual].count >= _FAMILIAR * odd:
            likely[pair.value] = pair
    return tuple(NearLiteral(uses[value], uses[pair.usual], pair.odd, pair.right) for value, pair in likely.items())


def _is_key(use: StringUse) -> bool:
    value = use.value
    return use.category not in _LEFT_OUT and len(value) <= _LONGEST and _KEY.fullmatch(value) is not None


def _names(codebase: Codebase) -> set[str]:
    """Names of classes, functions and parameters."""
    names = {scope.name for module in codebase.modules.values() for scope in module.outline.scopes}
    names.update(name for module in codebase.modules.values() for s in module.outline.scopes for name in s.parameters)
    return names


def _familiarity(texts: Iterable[str], pairs: Iterable[_Pair]) -> Counter[str]:
    """Word → the number of texts that have it, of the words that differ alone."""
    wanted = {word for pair in pairs for word in (pair.odd, pair.right)}
    found: Counter[str] = Counter()
    for text in texts:
        for word in wanted.intersection(_WORD.findall(text.lower())):
            found[word] += 1
    return found


class _Pair(NamedTuple):
    """Two values that differ in one word."""

    value: str
    usual: str
    odd: str
    right: str


Rest = tuple[str, ...]
"""The words of a value with the first letter of one in its place: slips spare it."""


def _pairs(uses: Mapping[str, StringUse]) -> Iterator[_Pair]:
    """Rare values beside usual ones, in the order of the values."""
    usual: dict[Rest, list[tuple[str, str]]] = {}
    for value, use in uses.items():
        if use.count >= _KNOWN:
            for rest, word in _rests(value):
                usual.setdefault(rest, []).append((value, word))
    forms: dict[Rest, Mapping[str, list[tuple[str, str]]]] = {}
    for value, use in uses.items():
        for rest, word in _rests(value) if use.count <= _RARE else ():
            if rest not in usual:
                continue
            if rest not in forms:  # only where something rare stands
                forms[rest] = _by_form(usual[rest])
            near = {each for form in _forms(word) for each in forms[rest].get(form, ())}
            for other, right in sorted(near):
                is_rarer = uses[other].count >= _RATIO * use.count
                if is_rarer and _style(other) == _style(value) and _is_typo(word, right):
                    yield _Pair(value, other, word, right)


def _rests(value: str) -> Iterator[tuple[Rest, str]]:
    parts = _SPLIT.split(value.lower())
    for place, word in enumerate(parts):
        if _WORD.fullmatch(word):
            yield (*parts[:place], f"{word[0]}*", *parts[place + 1 :]), word


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
