"""Modules that the code base does not have and that may be there all the same: in: the code base and names that it imports; out:
why, in words, for those of which something says so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archgraph.analyses.words import last_name
from archgraph.model.codebase import Codebase, ImportEdge, Module, Origin
from archgraph.model.expr import Literal
from archgraph.model.facts.uses import Uses
from archgraph.model.source import Zone

_ADDS = re.compile(r"(.+\.)?meta_path\.(append|insert|extend)")
_EXTENDS = ("extend_path", "declare_namespace")


@dataclass(frozen=True, slots=True)
class _World:
    """`lived_in`: top folders in which imports find something; `hooks`: top folder → the module that adds a finder; `shared`:
    folders without `__init__.py` and without modules of their own; `names`: all modules and folders; `put`: name → the module of
    production code that puts a module into `sys.modules` under it."""

    codebase: Codebase
    lived_in: Collection[str]
    hooks: Mapping[str, str]
    shared: Collection[str]
    names: Collection[str]
    put: Mapping[str, str]


def elsewhere(codebase: Codebase, wanted: Iterable[str]) -> dict[str, str]:
    """Of the modules that are wanted and not there: why each may be installed, compiled or made at run time."""
    names = sorted(wanted)
    if not names:
        return {}
    modules = codebase.by_name
    folders = {each for name in modules for each in _above(name)} - modules.keys()
    holding = {name.rpartition(".")[0] for name, path in modules.items() if not path.endswith("__init__.py")}
    lived_in = {edge.imported.partition(".")[0] for edge in codebase.imports if _is_found_below(edge)}
    world = _World(codebase, lived_in, _hooks(codebase), folders - holding, folders | modules.keys(), _put(codebase))
    return {name: reason for name in names if (reason := _reason(world, name))}


def _above(name: str) -> Iterator[str]:
    """The folders around a module: `a` and `a.b` of `a.b.c`."""
    while name := name.rpartition(".")[0]:
        yield name


def _reason(world: _World, imported: str) -> str:
    parts = imported.split(".")
    if parts[0] in world.hooks:
        return f"{world.hooks[parts[0]]} adds a finder to sys.meta_path, which may make it"
    for depth in range(1, len(parts) + 1):
        if (name := ".".join(parts[:depth])) in world.put:
            return f"{world.put[name]} puts a module into sys.modules as {name}"
    for depth in range(1, len(parts)):
        package = ".".join(parts[:depth])
        path = world.codebase.by_name.get(package)
        if path is not None and _extends_its_path(world.codebase, path):
            return f"{package} takes in modules from other folders (__path__)"
        if world.codebase.is_compiled(package, parts[depth]):
            return f"{package}.{parts[depth]} is a compiled module: one stands here, or a stub of it, or a project file says so"
    top = parts[0]
    if top and top not in world.codebase.by_name and top not in world.lived_in:
        return f"the folder {top} has no __init__.py, and no import finds anything in it: an installed package may be meant"
    return _shared(world, parts)


def _shared(world: _World, parts: Sequence[str]) -> str:
    """Why another distribution may have it: all that is there of it is a folder in which only other folders stand."""
    known = next(depth for depth in range(len(parts), -1, -1) if not depth or ".".join(parts[:depth]) in world.names)
    package = ".".join(parts[:known])
    if package not in world.shared or known == len(parts):
        return ""
    return f"{package} has no __init__.py and no modules of its own: other distributions may have parts of it"


def _is_found_below(edge: ImportEdge) -> bool:
    return edge.scope is Origin.INTERNAL and "." in edge.imported


def _hooks(codebase: Codebase) -> dict[str, str]:
    """Top folder → the module of its production code that adds a finder of its own to Python's."""
    found: dict[str, str] = {}
    for module, uses in _of_production(codebase, "meta_path"):
        if any(_ADDS.fullmatch(call.func) for call in uses.calls):
            found.setdefault(module.module.partition(".")[0], module.module)
    return found


def _put(codebase: Codebase) -> dict[str, str]:
    """Name → the module of production code that gives it to a module in `sys.modules`."""
    found: dict[str, str] = {}
    for module, uses in _of_production(codebase, "sys.modules.__setitem__"):
        for call in uses.calls:
            if call.func == "sys.modules.__setitem__" and isinstance(call.args[0], Literal):
                found.setdefault(str(call.args[0].value), module.module)
    return found


def _of_production(codebase: Codebase, having: str) -> Iterator[tuple[Module, Uses]]:
    """The modules of production code in whose uses a text stands."""
    production = {path for path, module in codebase.modules.items() if module.zone is Zone.PRODUCTION}
    for path, uses in codebase.facts.sections(Uses, production, having):
        yield codebase.modules[path], uses


def _extends_its_path(codebase: Codebase, path: str) -> bool:
    if any(binding.name == "__path__" for binding in codebase.modules[path].outline.bindings):
        return True
    calls = codebase.facts.section(path, Uses).calls
    return any(call.func.startswith("__path__.") or last_name(call.func) in _EXTENDS for call in calls)
