"""What the owner of the environment offers: in: the code base and the settings; out: the code that takes an access's place.

The owner is what `environment-allowed` names. Its public API tells how it is asked: functions of the module
(`getenv("X")`), or methods of an object that a function, a name or a class method of it gives (`get_env().get("X")`).
Nothing is offered that does not stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archgraph.analyses.environment import is_allowed
from archgraph.model.codebase import ClassRecord, Codebase, Module
from archgraph.model.expr import Call
from archgraph.model.facts.bindings import BindingKind
from archgraph.model.facts.bodies import Bodies, FunctionFact, Parameter, ParameterKind
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.results.environment import EnvironmentAccess
from archgraph.model.settings import Settings
from archgraph.model.source import Zone

_VERBS: Mapping[str, tuple[str, ...]] = {
    "get": ("get", "getenv", "get_env", "get_var", "get_variable", "get_value", "variable", "read", "lookup", "env"),
    "contains": ("exists", "has", "contains", "is_set"),
    "write": ("set", "setenv", "set_env", "set_var", "set_variable", "set_value", "put", "write"),
    "setdefault": ("setdefault", "set_default"),
    "update": ("update", "set_all", "set_many", "load"),
    "delete": ("delete", "delenv", "unset", "unsetenv", "remove", "pop"),
    "clear": ("clear", "reset"),
    "all": ("get_all", "get_all_variables", "as_dict", "to_dict", "copy", "all", "variables", "snapshot", "items"),
}
"""What is wanted → names of functions that do it, the likeliest first."""

READERS = frozenset(_VERBS["get"])
"""Names of functions that read one variable."""

_WANTED = {
    **dict.fromkeys(("get", "getenv", "subscript"), "get"),
    **dict.fromkeys(("write", "putenv", "setenv"), "write"),
    **dict.fromkeys(("delete", "unsetenv", "pop", "delenv"), "delete"),
    **dict.fromkeys(("copy", "items", "keys", "iterate", "pass"), "all"),
}
"""Operation of an access → what is wanted; the others are called as they are."""
_KEYED = {"get": 1, "contains": 1, "write": 2, "setdefault": 2, "update": 1, "delete": 1, "clear": 0, "all": 0}
"""How many arguments each takes."""
_CALLED = re.compile(r"(?<![.\w\"'])(\w+)\(")
_MADE_BY = re.compile(r"instance|default|current|shared|get_instance|get")


@dataclass(frozen=True)
class Source:
    """How the environment is asked for: `handle` gives the object ("get_env()"; "" for functions of the module), `imported`
    is what has to be imported from `module`, `offered` what there is → (name, most arguments)."""

    module: str
    handle: str
    imported: str
    offered: Mapping[str, tuple[str, int]]

    def instead_of(self, access: EnvironmentAccess) -> str:
        """The replacement with its import; "" when nothing of the kind is offered."""
        code = self._code(access)
        taken = self.imported or ", ".join(dict.fromkeys(_CALLED.findall(code)))
        return f"{code}  # from {self.module} import {taken}" if code else ""

    def _code(self, access: EnvironmentAccess) -> str:
        wanted = _WANTED.get(access.operation, access.operation)
        key = repr(access.key).replace("'", '"') if access.key else "key"
        if wanted == "contains" and wanted not in self.offered:
            asked = self._call("get", (key,))
            return f"{asked} is not None" if asked else ""
        if wanted == "setdefault" and wanted not in self.offered:
            asked, put = self._call("get", (key,)), self._call("write", (key, access.default or "value"))
            return f"if {asked} is None: {put}" if asked and put else ""
        arguments = {
            "write": (key, "value"),
            "setdefault": (key, "value"),
            "update": ("values",),
            "clear": (),
            "all": (),
        }
        given = arguments.get(wanted, (key,))
        if wanted == "get" and access.default:
            given = (key, access.default)
        return self._call(wanted, given)

    def _call(self, wanted: str, given: tuple[str, ...]) -> str:
        name, most = self.offered.get(wanted, ("", 0))
        if not name or len(given) > most + 1:
            return ""
        left = f" or {given[-1]}" if len(given) > most else ""  # a default that it does not take
        owner = f"{self.handle}." if self.handle else ""
        return f"{owner}{name}({', '.join(given[:most])}){left}" if not left or wanted == "get" else ""


def source_of(codebase: Codebase, settings: Settings) -> Source | None:
    """The owner that offers the most, None without one. Of equals, an object that is asked before plain functions."""
    found = [
        source
        for module in codebase.modules.values()
        if settings.environment_allowed and module.zone in (Zone.PRODUCTION, Zone.TOOLING)
        for source in _sources(codebase, module, settings.environment_allowed)
        if "get" in source.offered
    ]
    return max(found, key=lambda source: (len(source.offered), bool(source.handle), source.module), default=None)


def _sources(codebase: Codebase, module: Module, allowed: tuple[str, ...]) -> Iterator[Source]:
    if not is_allowed(module.path, module.module, allowed):
        for record in _classes(codebase, module):
            if is_allowed(module.path, record.class_, allowed):
                yield from _of_class(codebase, record)
        return
    functions = _functions(codebase, module, 0)
    yield Source(module.module, "", "", _offered(functions, 0))
    for name, fact in functions.items():
        if not any(_is_required(parameter) for parameter in fact.parameters):
            yield from _through(codebase, module, f"{name}()", Call(name))
    for binding in module.outline.bindings:
        is_public = not binding.scope and not binding.name.startswith("_") and "." not in binding.name
        if is_public and binding.kind in (BindingKind.ASSIGN, BindingKind.ANNOTATE):
            yield from _through(codebase, module, binding.name, binding.name)


def _through(codebase: Codebase, module: Module, handle: str, expr: Call | str) -> Iterator[Source]:
    """The methods of the instance that an expression gives."""
    target = codebase.names.resolve(module.path, 0, expr)
    record = codebase.classes.get(target.key) if target.kind == "instance" and target.key else None
    if record is not None:
        yield Source(module.module, handle, handle.removesuffix("()"), _offered(_methods(codebase, record), 1))


def _of_class(codebase: Codebase, record: ClassRecord) -> Iterator[Source]:
    """An instance that the class gives by a class method, else a new one."""
    methods = _methods(codebase, record)
    makers = [
        name
        for name, fact in methods.items()
        if "classmethod" in fact.decorators and len(fact.parameters) == 1 and _MADE_BY.search(name)
    ]
    handle = f"{record.name}.{makers[0]}()" if makers else f"{record.name}()"
    yield Source(record.module, handle, record.name, _offered(methods, 1))


def _offered(functions: Mapping[str, FunctionFact], skipped: int) -> Mapping[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for wanted, names in _VERBS.items():
        for name in names:
            fact = functions.get(name)
            if fact is not None and wanted not in found and _takes(fact, skipped, _KEYED[wanted]):
                found[wanted] = (name, _most(fact) - skipped)
    return found


def _takes(fact: FunctionFact, skipped: int, count: int) -> bool:
    least = sum(_is_required(parameter) for parameter in fact.parameters) - skipped
    return least <= count <= _most(fact) - skipped


def _most(fact: FunctionFact) -> int:
    """How many arguments it takes by position."""
    if any(parameter.kind is ParameterKind.VAR_POSITIONAL for parameter in fact.parameters):
        return 9
    positional = (ParameterKind.NORMAL, ParameterKind.POSITIONAL_ONLY)
    return sum(parameter.kind in positional for parameter in fact.parameters)


def _is_required(parameter: Parameter) -> bool:
    starred = (ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD)
    return not parameter.default and parameter.kind not in starred


def _classes(codebase: Codebase, module: Module) -> Iterator[ClassRecord]:
    return (record for record in codebase.classes.values() if record.path == module.path and record.last)


def _methods(codebase: Codebase, record: ClassRecord) -> Mapping[str, FunctionFact]:
    """Public methods by name, with those of the bases that are of the code base."""
    found: dict[str, FunctionFact] = {}
    waiting, seen = [record], set()
    while waiting:
        each = waiting.pop(0)
        if each.key not in seen:
            seen.add(each.key)
            own = _functions(codebase, codebase.modules[each.path], each.scope)
            found = {**own, **found}
            bases = (codebase.classes.get(base.key) for base in each.resolved if base.key)
            waiting += [base for base in bases if base is not None]
    return found


def _functions(codebase: Codebase, module: Module, parent: int) -> Mapping[str, FunctionFact]:
    """Public functions that stand directly in a scope."""
    scopes = module.outline.scopes
    return {
        scopes[fact.scope].name: fact
        for fact in codebase.facts.section(module.path, Bodies).functions
        if scopes[fact.scope].parent == parent
        and not scopes[fact.scope].name.startswith("_")
        and scopes[fact.scope].kind is ScopeKind.FUNCTION
    }
