"""Who declares and who reads each environment variable: in: the code base and its accesses; out: names that only one side has.

Declared are names of .env, compose and Docker files. Python reads a name when it stands in it as a text, or when a field of a
settings class is spelled like it (pydantic: `database_url` reads DATABASE_URL, with or without a prefix). A compose or Docker
file reads what it puts in (`${NAME}`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.results.environment import EnvironmentAccess
from archgraph.model.results.roles import RoleRecord
from archgraph.model.results.strings import StringUse, standing
from archgraph.model.source import VariableLine, Zone

_READS = frozenset({"read", "delete"})
_GIVEN = re.compile(
    r"PATH|HOME|USER|LOGNAME|SHELL|PWD|TERM|LANG|LC_\w+|TZ|TMP|TEMP|TMPDIR|DISPLAY|HOSTNAME|EDITOR|VISUAL|PAGER|COLUMNS|LINES"
    r"|CI|NO_COLOR|FORCE_COLOR|APPDATA|LOCALAPPDATA|USERPROFILE|SYSTEMROOT|WINDIR|COMSPEC|PATHEXT|PYTHON\w*|VIRTUAL_ENV|CONDA_\w+"
    r"|PYTEST_\w+|XDG_\w+|SSH_\w+|GITHUB_\w+|RUNNER_\w+|K_\w+|AWS_\w+|GOOGLE_\w+|KUBERNETES_\w+"
)
"""Set by the system, the shell, Python, CI and clouds: nobody declares them."""


class Unread(NamedTuple):
    """A variable that files declare and nothing reads."""

    name: str
    places: tuple[VariableLine, ...]


class Undeclared(NamedTuple):
    """A variable that production needs, without a default, and no file declares; the first access and the number of all."""

    access: EnvironmentAccess
    places: int


def unread(
    codebase: Codebase,
    accesses: Iterable[EnvironmentAccess],
    strings: Iterable[StringUse],
    roles: Mapping[ClassKey, RoleRecord],
) -> tuple[Unread, ...]:
    """By the place of their first declaration."""
    declared: dict[str, list[VariableLine]] = {}
    used = {line.name for line in codebase.variables if line.how == "use"}
    for line in codebase.variables:
        if line.how == "declare" and line.name not in used:
            declared.setdefault(line.name, []).append(line)
    if not declared:
        return ()
    named = {access.key for access in accesses} | {use.value for use in standing(strings, declared)}
    fields = _fields(codebase, roles)
    return tuple(
        Unread(name, tuple(places))
        for name, places in declared.items()
        if name not in named and not _GIVEN.fullmatch(name) and not _is_field(name, fields)
    )


def undeclared(codebase: Codebase, accesses: Iterable[EnvironmentAccess]) -> tuple[Undeclared, ...]:
    """By the place of their first access; none where no file declares anything: then that is done elsewhere."""
    declared = {line.name for line in codebase.variables}
    if not declared:
        return ()
    found: dict[str, list[EnvironmentAccess]] = {}
    known: set[str] = set()
    for access in accesses:
        if access.access == "write" or access.default not in ("", "None"):
            known.add(access.key)
        elif (
            access.access in _READS
            and access.zone is Zone.PRODUCTION
            and access.operation in ("subscript", "get", "getenv")
        ):
            found.setdefault(access.key, []).append(access)
    return tuple(
        Undeclared(places[0], len(places))
        for name, places in found.items()
        if name and name not in declared | known and not _GIVEN.fullmatch(name)
    )


def _fields(codebase: Codebase, roles: Mapping[ClassKey, RoleRecord]) -> set[str]:
    """Fields of settings classes, in lower case."""
    settings = {(key.path, codebase.classes[key].scope) for key, role in roles.items() if "settings" in role.roles}
    paths = {path for path, _ in settings}
    return {
        binding.name.lower()
        for path in paths
        for binding in codebase.modules[path].outline.bindings
        if (path, binding.scope) in settings
    }


def _is_field(name: str, fields: set[str]) -> bool:
    parts = name.lower().split("_")
    return any("_".join(parts[start:]) in fields for start in range(len(parts)))
