"""Getters that give a new object each time: in: the code base and the Managers and Registries; out: functions whose name
promises the one instance and that return a call of the class.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from archgraph.analyses.places import symbol_of
from archgraph.analyses.words import last_name
from archgraph.model.codebase import ClassKey, Codebase, Module
from archgraph.model.expr import Call, Expr
from archgraph.model.facts.bodies import Bodies
from archgraph.model.results.roles import Profile
from archgraph.model.source import Zone

_PROMISES = re.compile(r"_*(?:get|the|current|default|shared|global|obtain|fetch|provide)_\w+|_*(?:get_)?instance")
_NEW = re.compile(r"create|make|build|new|fresh|spawn|for_|factory|temp|scoped|isolated|test", re.IGNORECASE)
"""What says that each caller gets his own."""
_KEEPS = re.compile(
    r"(?:.*\.)?(?:lru_cache|cache|cached|singleton|alru_cache|memoize|contextmanager|asynccontextmanager|fixture)"
)
_OWN = frozenset({"user", "request"})


class Getter(NamedTuple):
    """A function that returns a new instance of `class_` each time it is asked."""

    class_: ClassKey
    path: str
    line: int
    symbol: str
    made_on: int
    """The line that makes it."""


def new_each_time(codebase: Codebase, profiles: Iterable[Profile]) -> tuple[Getter, ...]:
    """All such functions of production, by place. Classes whose instances serve one user or request are left out."""
    wanted = {p.key: p for p in profiles if p.zone is Zone.PRODUCTION and not p.double and p.lifetime not in _OWN}
    names = {last_name(key.class_) for key in wanted}
    found = [
        getter
        for module in codebase.modules.values()
        if module.zone is Zone.PRODUCTION
        for getter in _in_module(codebase, module, names, wanted.keys())
    ]
    return tuple(sorted(found, key=lambda getter: (getter.path, getter.line)))


def _in_module(codebase: Codebase, module: Module, names: set[str], wanted: Collection[ClassKey]) -> Iterator[Getter]:
    scopes = module.outline.scopes
    returned: dict[int, list[tuple[Expr, int]]] = {}
    for each in module.outline.returns:
        returned.setdefault(each.scope, []).append((each.value, each.line))
    for index, values in returned.items():
        scope = scopes[index]
        plain = all(isinstance(value, Call) and not value.args and not value.keywords for value, _ in values)
        if not plain or not _promises(scope.name) or _required(scope.parameters, scope.defaults):
            continue
        key = _made(codebase, module, index, values[0][0], names)
        if key is not None and key in wanted and not _is_kept(codebase, module, index):
            yield Getter(key, module.path, scope.line, symbol_of(module, index), values[0][1])


def _promises(name: str) -> bool:
    return _PROMISES.fullmatch(name) is not None and _NEW.search(name) is None


def _required(parameters: tuple[str, ...], defaults: tuple[tuple[str, Expr], ...]) -> bool:
    """Whether it is asked for something: then different answers are to be expected."""
    given = {name for name, _ in defaults} | {"self", "cls", "*", "/"}
    return any(name.lstrip("*") == name and name not in given for name in parameters)


def _made(codebase: Codebase, module: Module, scope: int, value: Expr, names: set[str]) -> ClassKey | None:
    """The class that a call makes an instance of, when its name is one of these."""
    if not isinstance(value, Call) or not isinstance(value.func, str):
        return None
    target = codebase.names.resolve(module.path, scope, value.func)
    return target.key if target.kind == "class" and target.key and last_name(target.key.class_) in names else None


def _is_kept(codebase: Codebase, module: Module, scope: int) -> bool:
    """Whether a decorator keeps what the function returns."""
    for function in codebase.facts.section(module.path, Bodies).functions:
        if function.scope == scope:
            written = [each.func if isinstance(each, Call) else each for each in function.decorators]
            return any(isinstance(name, str) and _KEEPS.fullmatch(name) for name in written)
    return False
