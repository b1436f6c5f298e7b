"""Literals that nearly equal each other: in: the string literals and the outlines; out: pairs of which one is likely a typo.

Only keys are looked at: values of several words, as events, settings and environment variables have. Two are near when they
differ in one word, that word by one letter more, less, changed or exchanged with its neighbour (near_pairs.py), and the odd
word stands hardly anywhere else in the code base.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from archgraph.analyses.near_pairs import WORD, Counts, Pair, pairs
from archgraph.model.codebase import Codebase
from archgraph.model.memory import ByFile, Work, afresh
from archgraph.model.results.strings import StringUse, counted, standing, values_of
from archgraph.model.source import Row

_KEY = re.compile(r"[A-Za-z][a-z0-9]+(?:[_.:\-]+[a-z0-9]+)+[_.:\-]?|[A-Z][A-Z0-9]+(?:_+[A-Z0-9]+)+_?")
_LONGEST = 80
_STRANGE = 4
"""Names and texts in which a word may stand that is still taken for a typo, its own value counted."""
_FAMILIAR = 3
"""So many times as many, its places counted, have the usual word."""
_LEFT_OUT = frozenset({"messages", "test", "urls", "paths", "database"})


class _Having(Row, frozen=True):
    """The names of a file that have a word."""

    word: str
    names: tuple[str, ...]


class NearLiteral(NamedTuple):
    """An odd value and the usual one that it nearly is, with the words that differ."""

    use: StringUse
    usual: StringUse
    odd_word: str
    usual_word: str


def near_literals(
    codebase: Codebase,
    strings: Iterable[StringUse],
    by_file: ByFile | None = None,
    find_pairs: Callable[[Counts], list[Pair]] = pairs,
) -> tuple[NearLiteral, ...]:
    """The odd values in their order, each beside the most usual value that it nearly is. `find_pairs` does as `pairs` does."""
    keys = {value: count for value, category, count in counted(strings) if _is_key(value, category)}
    found = find_pairs(keys)
    wanted = sorted({word for pair in found for word in (pair.odd, pair.right)})
    named = _familiar_names(wanted, codebase, by_file or afresh(codebase)) if wanted else {}
    found = [pair for pair in found if named[pair.odd] <= _STRANGE]
    written = _familiar_texts(values_of(strings), found) if found else {}
    likely: dict[str, Pair] = {}
    for pair in found:
        odd, right = (named[word] + written[word] for word in (pair.odd, pair.right))
        before = likely.get(pair.value)
        is_best = before is None or keys[before.usual] < keys[pair.usual]
        if is_best and odd <= _STRANGE and right + keys[pair.usual] >= _FAMILIAR * odd:
            likely[pair.value] = pair
    uses = {use.value: use for use in standing(strings, {*likely, *(pair.usual for pair in likely.values())})}
    return tuple(NearLiteral(uses[value], uses[pair.usual], pair.odd, pair.right) for value, pair in likely.items())


def _is_key(value: str, category: str) -> bool:
    return category not in _LEFT_OUT and len(value) <= _LONGEST and _KEY.fullmatch(value) is not None


def _familiar_names(words: Collection[str], codebase: Codebase, by_file: ByFile) -> Counter[str]:
    """Word → the number of names of classes, functions and parameters that have it."""
    found: dict[str, set[str]] = {}
    for row in by_file(Work("names", _Having, partial(_in_files, codebase, words), rests_on=words)):
        found.setdefault(row.word, set()).update(row.names)
    return Counter({word: len(names) for word, names in found.items()})


def _in_files(codebase: Codebase, words: Collection[str], paths: Collection[str]) -> Iterator[tuple[str, _Having]]:
    wanted, known = frozenset(words), dict[str, frozenset[str]]()
    for path in paths:
        scopes = codebase.modules[path].outline.scopes
        having: dict[str, list[str]] = {}
        for name in sorted({name for scope in scopes for name in (scope.name, *scope.parameters)}):
            if name not in known:
                known[name] = wanted.intersection(WORD.findall(name.lower()))
            for word in known[name]:
                having.setdefault(word, []).append(name)
        yield from ((path, _Having(word, tuple(having[word]))) for word in sorted(having))


def _familiar_texts(texts: Iterable[str], found: Iterable[Pair]) -> Counter[str]:
    """Word → the number of texts that have it, of the words that differ alone."""
    wanted = {word for pair in found for word in (pair.odd, pair.right)}
    told: Counter[str] = Counter()
    for text in texts:
        told.update(wanted.intersection(WORD.findall(text.lower())))
    return told
