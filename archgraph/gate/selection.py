"""Which rules count: in: names and globs to select and to ignore, out: the rules that are left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import NamedTuple

from archgraph.errors import ConfigurationError


class Selection(NamedTuple):
    """Names or globs of rules; an empty `select` selects all."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def keeps(self, rule: str) -> bool:
        """Whether findings of this rule count."""
        selected = not self.select or _matches(rule, self.select)
        return selected and not _matches(rule, self.ignore)


def listed(given: Iterable[str]) -> tuple[str, ...]:
    """The words of repeated, comma-separated options."""
    return tuple(word.strip() for text in given for word in text.split(",") if word.strip())


def check_selection(selection: Selection, rules: Iterable[str], where: str) -> None:
    """Raise ConfigurationError for a name that is no rule's: a typing error must not switch off the gate."""
    known = sorted(rules)
    for word in _unmatched(selection, known):
        near = get_close_matches(word, known, 1, 0.5)
        remedy = f"Did you mean {near[0]}?" if near else "`archgraph explain` lists the rules."
        raise ConfigurationError(where, f"no rule is called {word!r}.", remedy)


def _unmatched(selection: Selection, known: list[str]) -> Iterator[str]:
    for word in (*selection.select, *selection.ignore):
        if not any(fnmatchcase(rule, word) for rule in known):
            yield word


def _matches(rule: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(rule, pattern) for pattern in patterns)
