"""Reads of the environment through its owner: in: the code base and the settings; out: `get_env().get("X", "1")` and the like,
as accesses with the surface "owner". They are no direct accesses, but they have keys and defaults that can contradict others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archgraph.analyses.environment import is_allowed
from archgraph.analyses.environment_source import READERS
from archgraph.analyses.places import function_of
from archgraph.model.codebase import ClassKey, Codebase, Module
from archgraph.model.expr import Call, Expr, Literal, text_of
from archgraph.model.facts.uses import CallFact, Uses
from archgraph.model.results.environment import EnvironmentAccess
from archgraph.model.settings import Settings
from archgraph.model.source import Zone

_ZONES = frozenset({Zone.PRODUCTION, Zone.TOOLING})
_CHAINED = "()."
"""How a call on the result of a call begins."""


def owner_reads(codebase: Codebase, settings: Settings) -> tuple[EnvironmentAccess, ...]:
    """All of them in production and tools, outside the owner, by path and line; none without a configured owner."""
    allowed = settings.environment_allowed
    owners = frozenset(key for key in codebase.classes if allowed and is_allowed(key.path, key.class_, allowed))
    modules = {module.module for module in codebase.modules.values() if is_allowed(module.path, module.module, allowed)}
    if not owners and not modules:
        return ()
    takers = {edge.path for edge in codebase.imports if edge.imported in modules or edge.imported in _homes(owners)}
    finder = _Finder(codebase, owners, modules)
    found = (codebase.modules[path] for path in sorted(takers))
    outside = (m for m in found if m.zone in _ZONES and not is_allowed(m.path, m.module, allowed))
    return tuple(row for module in outside for row in finder.in_module(module))


def _homes(owners: frozenset[ClassKey]) -> set[str]:
    return {key.class_.rpartition(".")[0] for key in owners}


class _Finder:
    """Looks through the calls of one module after the other."""

    def __init__(self, codebase: Codebase, owners: frozenset[ClassKey], modules: set[str]) -> None:
        self._codebase = codebase
        self._owners = owners
        self._modules = modules
        self._memo: dict[tuple[str, int, str, bool], bool] = {}

    def in_module(self, module: Module) -> Iterator[EnvironmentAccess]:
        """The reads of one module whose key is a literal."""
        calls = self._codebase.facts.section(module.path, Uses).calls
        made = _made_on(calls)
        for call in calls:
            owner, _, method = call.func.rpartition(".")
            key = call.args[0] if call.args else dict(call.keywords).get("key")
            if method in READERS and isinstance(key, Literal) and isinstance(key.value, str):
                if owner == "()":
                    asked = any(self._is_owner(module, call.scope, name, True) for name in made.get(call.line, ()))
                elif owner:
                    asked = self._is_owner(module, call.scope, owner, False)
                else:
                    asked = self._is_function(module, call.scope, method)
                if asked:
                    yield _row(module, call, key.value)

    def _is_owner(self, module: Module, scope: int, name: str, called: bool) -> bool:
        """Whether a name, or a call of it, gives an instance of the owner."""
        place = (module.path, scope, name, called)
        if place not in self._memo:
            target = self._codebase.names.resolve(module.path, scope, Call(name) if called else name)
            is_instance = target.kind == "instance" and target.key in self._owners
            self._memo[place] = is_instance or (target.kind == "module" and target.name in self._modules)
        return self._memo[place]

    def _is_function(self, module: Module, scope: int, name: str) -> bool:
        target = self._codebase.names.resolve(module.path, scope, name)
        return target.kind == "function" and target.name.rpartition(".")[0] in self._modules


def _made_on(calls: tuple[CallFact, ...]) -> Mapping[int, list[str]]:
    """Line → what is called there without an argument: what stands in front of a chained call."""
    found: dict[int, list[str]] = {}
    for call in calls:
        if not call.args and not call.keywords and not call.func.startswith(_CHAINED):
            found.setdefault(call.line, []).append(call.func)
    return found


def _row(module: Module, call: CallFact, key: str) -> EnvironmentAccess:
    default: Expr | None = call.args[1] if len(call.args) > 1 else dict(call.keywords).get("default")
    return EnvironmentAccess(
        path=module.path,
        line=call.line,
        operation="get",
        access="read",
        key=key,
        default="" if default is None else text_of(default),
        zone=module.zone,
        surface="owner",
        through=call.func,
        function=function_of(module, call.scope),
        service=module.service,
        allowed=True,
    )
