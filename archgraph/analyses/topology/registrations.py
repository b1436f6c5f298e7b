"""Registrations: in: the code base, MROs, profiles and usages; out: the rows of registrations.csv, and the registries' methods.

A call counts when what it is called on is known to be a registry: a name that leads to one, an attribute of self or of another
known object that was given one, an annotated parameter, and the registry itself when it fills itself with a key. `bypass`: state
of a registry that is changed from outside past its methods, one more instance of a registry that a module already keeps one of,
and an instance made by hand of a class that a registry hands out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from archgraph.analyses.constants import Constants
from archgraph.analyses.places import enclosing_classes, symbol_of
from archgraph.analyses.topology.handouts import made_by_hand
from archgraph.analyses.topology.holders import reaching
from archgraph.analyses.topology.methods import Methods, operation_of
from archgraph.analyses.topology.receivers import Receivers
from archgraph.analyses.words import last_name
from archgraph.model.codebase import ClassKey, ClassRecord, Codebase, Module
from archgraph.model.expr import Expr, Literal
from archgraph.model.facts.uses import CallFact, Uses
from archgraph.model.memory import ByFile, Work, afresh
from archgraph.model.results.mro import Mro
from archgraph.model.results.registrations import Registration, RegistryMethod
from archgraph.model.results.roles import Profile, Usage
from archgraph.model.source import Row, Zone

_CHANGING = frozenset(
    {"update", "pop", "setdefault", "clear", "append", "add", "remove", "extend", "insert", "discard", "popitem"}
    | {"__setitem__", "__delitem__"}
)

_KEY = re.compile(r"(?:.*_)?(?:key|name|id|slug|alias|label|topic|event|type|kind)")
"""Parameters under which something is registered."""


class _Found(Row, frozen=True):
    """The rows of one file, and the other files that they rest on."""

    rows: tuple[Registration, ...]
    looked_into: tuple[str, ...]


def registrations(
    codebase: Codebase,
    mros: Mapping[ClassKey, Mro],
    profiles: Sequence[Profile],
    usages: Sequence[Usage],
    by_file: ByFile | None = None,
) -> tuple[tuple[Registration, ...], tuple[RegistryMethod, ...]]:
    """All rows sorted by registry and place, and the methods of the registries sorted by class and line."""
    by_file = by_file or afresh(codebase)
    registries = {profile.key: profile for profile in profiles if profile.role == "registry"}
    methods = Methods(codebase, mros)
    receivers = Receivers(codebase, mros)
    finder = _Finder(codebase, mros, methods, registries, receivers)
    names = {key.class_ for key in registries}
    near = {usage.path for usage in usages if usage.target in names} | {key.path for key in registries}
    paths = near | reaching(codebase, receivers, registries.keys(), near, by_file)
    rests_on = (sorted([(key.class_, key.path) for key in registries]), sorted(paths))
    work = Work("registrations", _Found, partial(finder.in_files, paths), looks_into=True, rests_on=rests_on)
    rows = {row for found in by_file(work) for row in found.rows}
    rows.update(_second_instances(codebase, registries, usages))
    rows.update(made_by_hand(codebase, rows))
    own = (method for key in registries for method in methods.of_registry(key))
    ordered = sorted(rows, key=lambda row: (row.registry, row.path, row.line, row.operation, row.method, row.key))
    return tuple(ordered), tuple(sorted(own, key=lambda method: (method.registry, method.line)))


class _Finder:
    """Looks through one module after the other."""

    def __init__(
        self,
        codebase: Codebase,
        mros: Mapping[ClassKey, Mro],
        methods: Methods,
        registries: Mapping[ClassKey, Profile],
        receivers: Receivers,
    ) -> None:
        self._codebase = codebase
        self._methods = methods
        self._registries = registries
        self._receivers = receivers
        self._constants = Constants(codebase)
        self._classes = {(codebase.classes[key].path, codebase.classes[key].scope): key for key in registries}
        self._homes: dict[str, set[str]] = {}
        """Registry → the files of the classes along its MRO: its methods stand there."""
        for key in registries:
            along = {each.key.path for each in mros[key].ancestors if each.key}
            self._homes.setdefault(key.class_, set()).update(along & codebase.modules.keys())

    def in_files(self, where: Collection[str], paths: Collection[str]) -> Iterator[tuple[str, _Found]]:
        """The rows of those of the files that may have any."""
        for path in sorted(frozenset(where).intersection(paths)):
            self._receivers.looked.clear()
            rows = tuple(dict.fromkeys(self._in_module(self._codebase.modules[path])))
            looked_into = self._receivers.looked | {home for row in rows for home in self._homes[row.registry]}
            yield path, _Found(rows, tuple(sorted(looked_into - {path})))

    def _in_module(self, module: Module) -> Iterator[Registration]:
        for call in self._codebase.facts.section(module.path, Uses).calls:
            owner, _, method = call.func.rpartition(".")
            if owner in ("self", "cls"):
                yield from self._of_own_call(module, call, method)
                continue
            if not owner:
                continue
            if operation_of(method):
                yield from self._of_call(module, call, owner, method)
            if method in _CHANGING and "._" in owner:
                yield from self._of_bypass(module, call, owner, f".{method}")

    def _of_own_call(self, module: Module, call: CallFact, method: str) -> Iterator[Registration]:
        """`self.register("hammer", Hammer)` in a registry: it fills itself."""
        if operation_of(method) != "register" or not self._arguments(module, call)[0]:
            return
        around = next(enclosing_classes(module.outline.scopes, call.scope), 0)
        key = self._classes.get((module.path, around)) if around else None
        if key is not None and self._methods.landing(key, method):
            yield from self._row(module, call, key, method)

    def _of_call(self, module: Module, call: CallFact, owner: str, method: str) -> Iterator[Registration]:
        key = self._receivers.of(module, call.scope, owner)
        if key is not None:
            yield from self._row(module, call, key, method)

    def _row(self, module: Module, call: CallFact, key: ClassKey, method: str) -> Iterator[Registration]:
        if key in self._registries:
            landing = self._methods.landing(key, method)
            operation = operation_of(method)
            named, registered = self._arguments(module, call)
            if not named and len(call.args) > 1 and landing and self._takes_key(*landing):
                registered = _written(call.args[1])
            yield Registration(
                registry=key.class_,
                operation=operation,
                method=method,
                key=named,
                registered=registered if operation == "register" else "",
                on_duplicate=self._methods.on_duplicate(key, method) if operation == "register" else "",
                zone=module.zone,
                path=module.path,
                line=call.line,
                symbol=symbol_of(module, call.scope),
                lands_in=landing[0].class_ if landing else "",
            )

    def _takes_key(self, record: ClassRecord, scope: int) -> bool:
        """Whether a method says by the name of its first parameter that a key comes first."""
        given = self._codebase.modules[record.path].outline.scopes[scope].parameters
        return bool(_KEY.fullmatch(next((name for name in given if name not in ("self", "cls")), "")))

    def _of_bypass(self, module: Module, call: CallFact, owner: str, how: str) -> Iterator[Registration]:
        """`registry._items.update(...)` and `registry._items[key] = make()` outside the registry."""
        holder, _, attribute = owner.rpartition(".")
        if not attribute.startswith("_") or holder in ("self", "cls", "") or attribute.startswith("__"):
            return
        key = self._receivers.of(module, call.scope, holder)
        if key in self._registries and key is not None:
            yield _bypass(key.class_, f"{attribute}{how}", module, call.line, symbol_of(module, call.scope))

    def _arguments(self, module: Module, call: CallFact) -> tuple[str, str]:
        """The key and what is registered under it, as far as a call shows them."""
        given = [*call.args, *(value for _, value in call.keywords)]
        key = self._constants.text(module, call.scope, given[0]) if given else ""
        rest = given[1:] if key else given
        return key, next((name for value in rest if (name := _written(value))), "")


def _written(value: Expr) -> str:
    if isinstance(value, Literal):
        return value.value if isinstance(value.value, str) else ""
    return value if isinstance(value, str) else ""


def _bypass(registry: str, method: str, module: Module, line: int, symbol: str) -> Registration:
    return Registration(registry, "bypass", method, "", "", "", module.zone, module.path, line, symbol, "")


def _second_instances(
    codebase: Codebase, registries: Mapping[ClassKey, Profile], usages: Sequence[Usage]
) -> Iterator[Registration]:
    """Production code that makes an instance of a registry of which a module keeps the one that others import. A class of
    which several modules keep one each is made for that."""
    kept = {key.class_ for key, profile in registries.items() if profile.instances and not profile.double}
    homes = {key.class_: key.path for key in registries}
    made = [
        (usage, codebase.modules[usage.path])
        for usage in usages
        if usage.what == "instantiate" and usage.target in kept and usage.zone is Zone.PRODUCTION
    ]
    keepers: dict[str, set[str]] = {}
    for usage, module in made:
        if usage.symbol == module.module:
            keepers.setdefault(usage.target, set()).add(usage.path)
    for usage, module in made:
        is_kept = usage.path == homes[usage.target] or usage.symbol == module.module
        if not is_kept and len(keepers.get(usage.target, ())) < 2:
            yield _bypass(usage.target, last_name(usage.target), module, usage.line, usage.symbol)
