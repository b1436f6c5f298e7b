"""Classes that texts name: in: string literals and lines of project files; out: where a name stands, and what is named at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet

from archgraph.model.codebase import Codebase
from archgraph.model.results.strings import StringUse, standing, values_of
from archgraph.model.source import NamedLine

_SEVERAL_WORDS = re.compile(r"[A-Z][a-z0-9]+[A-Z]\w*")
"""A name that is hardly any other text: `OrderStore`, no `Order`."""


def _may_name(value: str, names: Collection[str]) -> bool:
    """Whether a text may be a name: one that is dotted, or a class's. Most are prose, and not asked where they stand."""
    return "." in value or ":" in value or value in names


def named_paths(codebase: Codebase, dotted: AbstractSet[str]) -> frozenset[str]:
    """Files whose module one of the texts names, or something in it by its bare name behind the module's."""
    inside: dict[str, set[str]] = {}
    for text in dotted:
        module, _, name = text.rpartition(".")
        inside.setdefault(module, set()).add(name)
    return frozenset(
        path
        for path, module in codebase.modules.items()
        if module.module in dotted
        or (module.module in inside and any(each.name in inside[module.module] for each in module.outline.scopes))
    )


class Texts:
    """Where bare and dotted names stand as texts."""

    def __init__(
        self,
        strings: Iterable[StringUse],
        named: Iterable[NamedLine],
        running: Collection[str],
        names: Collection[str],
    ) -> None:
        """`running`: paths outside tests; `names`: the bare names of classes in question."""
        self._places: dict[tuple[str, str], list[int]] = {}
        self._files: dict[str, list[tuple[str, int]]] = {}
        dotted: set[str] = set()
        for use in standing(strings, {value for value in values_of(strings) if _may_name(value, names)}):
            value = use.value
            if "." in value or ":" in value:
                value = value.replace(":", ".")
                if any(path in running for path, _ in use.places):
                    dotted.add(value)
                if value.rpartition(".")[2] in names:
                    self._files.setdefault(value, []).extend(use.places)
            elif value in names:
                self._files.setdefault(value, []).extend(use.places)
                for path, line in use.places:
                    self._places.setdefault((path, value), []).append(line)
        for each in named:
            self._files.setdefault(each.name, []).append((each.path, each.line))
            dotted.update((each.name, each.name.rpartition(".")[0]))
        self.dotted = frozenset(dotted - {""})
        """Dotted names in texts of code outside tests, and in project files, with the modules that these name."""

    def lines_in(self, path: str, name: str) -> tuple[int, ...]:
        """Lines of a file that have the bare name as a string literal."""
        return tuple(self._places.get((path, name), ()))

    def dotted_places(self, name: str) -> tuple[tuple[str, int], ...]:
        """(path, line) of texts that are the dotted name, with `.` or `:` before the last part."""
        return tuple(self._files.get(name, ()))

    def bare_places(self, name: str) -> tuple[tuple[str, int], ...]:
        """(path, line) of literals that are the bare name; none of a name of one word, which may be any text."""
        return self.dotted_places(name) if _SEVERAL_WORDS.fullmatch(name) else ()
