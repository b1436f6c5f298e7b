"""Names that tell what a function or class does: in: the code base; out: where such names stand, in production and in tests."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from archgraph.analyses.words import head_word, lower_words
from archgraph.model.codebase import Codebase, Module
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.memory import ByFile, Work
from archgraph.model.source import Row, Zone

_VERBS = frozenset(
    {
        "validate",
        "verify",
        "check",
        "build",
        "calculate",
        "compute",
        "parse",
        "convert",
        "transform",
        "normalize",
        "sanitize",
    }
    | {
        "format",
        "encode",
        "decode",
        "serialize",
        "deserialize",
        "merge",
        "filter",
        "classify",
        "score",
        "estimate",
        "encrypt",
    }
    | {"decrypt", "hash", "sign", "authorize", "authenticate", "process", "aggregate", "extract", "generate", "resolve"}
)
"""First words of functions that hold logic."""
_HEADS = frozenset(
    {
        "manager",
        "service",
        "registry",
        "validator",
        "processor",
        "engine",
        "factory",
        "handler",
        "dispatcher",
        "repository",
    }
    | {
        "router",
        "calculator",
        "parser",
        "builder",
        "executor",
        "orchestrator",
        "coordinator",
        "client",
        "store",
        "cache",
    }
)

Places = dict[tuple[str, str], list[tuple[Module, int]]]
"""Kind and telling name → modules and scopes."""


class _Telling(Row, frozen=True):
    """The telling names of a file: kind, name, scope."""

    path: str
    names: tuple[tuple[str, str, int], ...]


def telling_names(codebase: Codebase, by_file: ByFile) -> tuple[Places, Places]:
    """Those of production, and those of tests and what they import."""
    production: Places = {}
    tests: Places = {}
    sides = {Zone.PRODUCTION: production, Zone.TEST: tests, Zone.TESTINFRA: tests}
    for row in by_file(Work("telling names", _Telling, partial(_in_files, codebase))):
        module = codebase.modules[row.path]
        if module.zone in sides:
            for kind, name, scope in row.names:
                sides[module.zone].setdefault((kind, name), []).append((module, scope))
    return production, tests


def _in_files(codebase: Codebase, paths: Collection[str]) -> Iterator[tuple[str, _Telling]]:
    for path in paths:
        found: list[tuple[str, str, int]] = []
        for index, scope in enumerate(codebase.modules[path].outline.scopes):
            is_class = scope.kind is ScopeKind.CLASS
            if index and _is_telling(scope.name, is_class=is_class):
                found.append(("class" if is_class else "function", scope.name.lstrip("_"), index))
        if found:
            yield path, _Telling(path, tuple(found))


def _is_telling(name: str, *, is_class: bool) -> bool:
    """Cheap, because all names of the code base are asked."""
    if is_class:
        return not name.startswith(("Test", "_Test")) and head_word(name) in _HEADS and len(lower_words(name)) > 1
    verb, _, rest = name.lstrip("_").partition("_")
    return verb in _VERBS and bool(rest)
