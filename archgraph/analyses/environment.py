"""Accesses to the process environment: in: the code base and the settings; out: the rows of environment.csv.

The facts hold every place that looks like an access; here the name it goes through is followed, over any number of
imports and assignments, and kept when it ends at `os`. `monkeypatch` and `patch.dict` are test surfaces, kept as such.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from functools import partial

from archgraph.analyses.environment_exports import exported_accesses
from archgraph.analyses.environment_keys import Keys
from archgraph.analyses.places import function_of, named_in, symbol_of
from archgraph.model.codebase import Codebase, Module
from archgraph.model.expr import text_of
from archgraph.model.facts.accesses import Access, Accesses
from archgraph.model.memory import ByFile, Work, afresh
from archgraph.model.results.environment import EnvironmentAccess
from archgraph.model.settings import Settings

ACCESS_OF = {
    **dict.fromkeys(("subscript", "get", "getenv", "contains", "iterate", "copy", "keys", "items"), "read"),
    **dict.fromkeys(("write", "setdefault", "update", "putenv", "setenv", "patch"), "write"),
    **dict.fromkeys(("pop", "delete", "clear", "unsetenv", "delenv"), "delete"),
    "pass": "pass",
}
"""What an operation does to the environment."""

_MODULES = frozenset({"os", "posix", "nt"})
_ENVIRONMENTS = frozenset({"environ", "environb", "_Environ"})
_FUNCTIONS = frozenset({"getenv", "getenvb", "putenv", "unsetenv"})
_SPELLED = _ENVIRONMENTS | _FUNCTIONS | {"setenv", "delenv"}
"""Names that stand for the environment in test code, where patches name their target in a string."""


def environment(codebase: Codebase, settings: Settings, by_file: ByFile | None = None) -> tuple[EnvironmentAccess, ...]:
    """All accesses, sorted by path and line."""
    keys = Keys(codebase)
    work = Work("environment", EnvironmentAccess, partial(_in_files, codebase, settings, keys))
    rows = list((by_file or afresh(codebase))(work))
    seen = {(row.path, row.line, row.operation, row.through) for row in rows}
    for module, access in exported_accesses(codebase):
        if (module.path, access.line, access.operation, access.through) not in seen:
            rows += _of_access(module, access, settings, keys)
    return tuple(sorted(rows, key=lambda row: (row.path, row.line, row.operation, row.key, row.through)))


def _in_files(
    codebase: Codebase, settings: Settings, keys: Keys, paths: Collection[str]
) -> Iterator[tuple[str, EnvironmentAccess]]:
    """What the facts of these files call an access, and is one."""
    for path, section in codebase.facts.sections(Accesses, paths):
        module = codebase.modules[path]
        for access in section.accesses:
            if _is_environment(codebase, module, access):
                yield from ((path, row) for row in _of_access(module, access, settings, keys))


def _of_access(module: Module, access: Access, settings: Settings, keys: Keys) -> Iterator[EnvironmentAccess]:
    """A row for each key."""
    allowed = is_allowed(module.path, symbol_of(module, access.scope), settings.environment_allowed)
    for key in keys.of(module, access):
        yield _row(module, access, key, allowed)


def _row(module: Module, access: Access, key: str, allowed: bool) -> EnvironmentAccess:
    return EnvironmentAccess(
        path=module.path,
        line=access.line,
        operation=access.operation,
        access=ACCESS_OF.get(access.operation, "read"),
        key=key,
        default="" if access.default is None else text_of(access.default),
        zone=module.zone,
        surface=access.surface,
        through=access.through,
        function=function_of(module, access.scope),
        service=module.service,
        allowed=allowed,
    )


def _is_environment(codebase: Codebase, module: Module, access: Access) -> bool:
    if access.surface == "test" and not _SPELLED.isdisjoint(access.through.split(".")):
        return True
    written = access.origin or access.through
    target = codebase.names.resolve(module.path, named_in(module, access.scope, written), written)
    if target.kind == "unknown" and is_environment_name(written):
        return True  # spelled out, and `import os` was lost: nothing else can be meant
    if target.reason and not access.origin and access.surface == "alias":
        return False  # one of several things that a function may have given
    return is_environment_name(target.name)


def is_environment_name(dotted: str) -> bool:
    """Whether a resolved name is `os.environ`, a method of it, or one of os's functions for it."""
    parts = dotted.split(".")
    if parts[0] not in _MODULES or len(parts) < 2:
        return False
    return parts[1] in _ENVIRONMENTS or (parts[1] in _FUNCTIONS and len(parts) == 2)


def is_allowed(path: str, symbol: str, allowed: tuple[str, ...]) -> bool:
    """Whether a place may touch the environment: a pattern names its path, module, class or function."""
    return any(
        fnmatchcase(path, pattern) or fnmatchcase(symbol, pattern) or symbol.startswith(pattern + ".")
        for pattern in allowed
    )
