"""The environment under other names: in: the code base; out: accesses by calls of names that a module gives to the mapping or
to one of its functions (`store = os.environ`), in that module and in those that import them, over any number of hops.

The facts hold what is spelled like the environment; a name without "env" in it is known only to who has read the module
that it comes from: `store.get("X")`, `lookup("X")`, `store[name]`, `dict(store)`, `run(env=store)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from archgraph.analyses.places import named_in
from archgraph.analyses.words import last_name
from archgraph.model.codebase import Codebase, Module
from archgraph.model.facts.accesses import Access, Accesses
from archgraph.model.facts.bindings import BindingKind
from archgraph.model.facts.uses import CallFact, Uses

_SOURCE = re.compile(
    r"(?:.*\.)?(?:environb?(?:\.(?:get|setdefault|pop|__getitem__|__setitem__|__contains__))?|getenvb?|putenv|unsetenv)"
)
_FUNCTIONS = {"getenv": "getenv", "getenvb": "getenv", "putenv": "putenv", "unsetenv": "unsetenv"}
_METHODS = {
    **{name: name for name in ("get", "setdefault", "copy", "pop", "items", "keys", "clear")},
    "values": "items",
    "popitem": "pop",
    "__getitem__": "subscript",
    "__setitem__": "write",
    "__delitem__": "delete",
    "__contains__": "contains",
}
"""Method of the mapping → operation: the words of environment.csv."""
_KEYLESS = frozenset({"copy", "items", "keys", "clear"})
_WITH_DEFAULT = frozenset({"get", "getenv", "pop", "setdefault"})
_MAPPINGS = frozenset({"os.environ", "os.environb", "os._Environ"})
_OWNERS = (*sorted(_MAPPINGS), "collections.abc.Mapping", "collections.abc.MutableMapping")
"""Whose methods those of the mapping are."""
_HOPS = 5


def exported_accesses(codebase: Codebase) -> Iterator[tuple[Module, Access]]:
    """What is done with such names, by file; which of it the facts have already is for the caller to see."""
    known = _exports(codebase)
    for path in sorted(known):
        module, names = codebase.modules[path], known[path]
        for call in codebase.facts.section(path, Uses).calls:
            if not names.keys().isdisjoint(call.func.split(".")) and (access := _access(codebase, path, call, names)):
                yield module, access
        for item in (*codebase.facts.section(path, Accesses).items, *_passed(codebase, module)):
            is_known = not names.keys().isdisjoint(item.through.split("."))
            if is_known and _leads(codebase, path, item.scope, item.through) in _MAPPINGS:
                yield module, item


def _passed(codebase: Codebase, module: Module) -> Iterator[Access]:
    """Imported names that are given on: as arguments (on the line of the call), to other names, by a return."""
    outline, imported = module.outline, _imported(module)
    given = [
        (value, call.line, call.scope)
        for call in codebase.facts.section(module.path, Uses).calls
        for value in (*call.args, *(value for _, value in call.keywords))
    ]
    given += dict.fromkeys(
        (binding.value, binding.line, binding.scope) for binding in outline.bindings
    )  # `a = b = store`
    given += [(statement.value, statement.line, statement.scope) for statement in outline.returns]
    for value, line, scope in given:
        if type(value) is str and (value.partition(".")[0] in imported or "*" in imported):
            yield Access(value, "pass", None, None, line, scope, "alias")


def _imported(module: Module) -> set[str]:
    """Names of what a module imports, and other names that it has for them; "*" for all of another module."""
    outline = module.outline
    found = {alias or name.partition(".")[0] for statement in outline.imports for name, alias in statement.names}
    for binding in outline.bindings:
        value = binding.value
        is_other = not binding.scope and type(value) is str and not _SOURCE.fullmatch(value)
        if is_other and str(value).partition(".")[0] in found:
            found.add(binding.name)
    return found


def _exports(codebase: Codebase) -> Mapping[str, dict[str, str]]:
    """Path → name → what it was given, as written ("os.environ.get"): names given in the file, imported, or those of a
    module that it imports."""
    found: dict[str, dict[str, str]] = {}
    for module in codebase.modules.values():
        for binding in module.outline.bindings:
            value = binding.value
            if type(value) is str and binding.kind is not BindingKind.AUGMENT and _SOURCE.fullmatch(value):
                found.setdefault(module.path, {})[last_name(binding.name)] = value
    for _ in range(_HOPS):
        exporting = {codebase.modules[path].module: names for path, names in found.items()}
        size = sum(map(len, found.values()))
        for edge in codebase.imports:
            if edge.imported in exporting:
                given = exporting[edge.imported]
                is_whole = not edge.names or "*" in edge.names or last_name(edge.imported) in edge.names
                taken = given if is_whole else {name: given[name] for name in edge.names if name in given}
                if taken:
                    found[edge.path] = {**taken, **found.get(edge.path, {})}
        _rename(codebase, found)
        if sum(map(len, found.values())) == size:
            break
    return found


def _rename(codebase: Codebase, found: Mapping[str, dict[str, str]]) -> None:
    """Follow `from m import store as kept` and `kept = store` inside each file."""
    for path, names in found.items():
        outline = codebase.modules[path].outline
        pairs = [(name, alias) for statement in outline.imports for name, alias in statement.names if alias]
        pairs += [(last_name(b.value), last_name(b.name)) for b in outline.bindings if type(b.value) is str]
        names.update({new: names[old] for old, new in pairs if old in names and new not in names})


def _access(codebase: Codebase, path: str, call: CallFact, names: Mapping[str, str]) -> Access | None:
    """The access that a call is, when its name leads to the environment."""
    reached, _, method = call.func.rpartition(".")
    if _SOURCE.fullmatch(reached) or _SOURCE.fullmatch(call.func):
        return None  # spelled out: among the facts
    operation = _METHODS.get(method, "") if reached else ""
    if operation and _leads(codebase, path, call.scope, reached) in _MAPPINGS:
        return _made(call, operation, reached)
    given = last_name(names.get(method, ""))
    operation = _METHODS.get(given, "") or _FUNCTIONS.get(given, "")
    meant = _leads(codebase, path, call.scope, call.func) if operation else ""
    return (
        _made(call, operation, call.func)
        if meant in (f"os.{given}", *(f"{each}.{given}" for each in _OWNERS))
        else None
    )


def _leads(codebase: Codebase, path: str, scope: int, dotted: str) -> str:
    return codebase.names.resolve(path, named_in(codebase.modules[path], scope, dotted), dotted).name


def _made(call: CallFact, operation: str, through: str) -> Access:
    keyed = operation not in _KEYLESS
    key = call.args[0] if call.args and keyed else None
    default = call.args[1] if len(call.args) > 1 and operation in _WITH_DEFAULT else None
    return Access(through, operation, key, default, call.line, call.scope, "alias")
