"""Factories that are gone past: in: the code base, the Managers and Registries and their uses; out: production code that makes
an instance by hand of a class that a factory class hands out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

from archgraph.analyses.places import enclosing_classes, symbol_of
from archgraph.analyses.words import head_word
from archgraph.model.codebase import ClassKey, Codebase, Module
from archgraph.model.memory import ByFile, Work, afresh
from archgraph.model.results.roles import Profile, Usage
from archgraph.model.source import Row, Zone

_FACTORIES = frozenset({"factory", "provider", "builder", "pool"})


class Factory(Row, frozen=True):
    """A method of a factory class that returns an instance of `made`."""

    made: ClassKey
    class_: str
    path: str
    line: int


def factories(codebase: Codebase, profiles: Iterable[Profile], by_file: ByFile) -> Mapping[ClassKey, list[Factory]]:
    """Class → the factories of production that hand it out, by place."""
    wanted = {profile.key for profile in profiles if profile.zone is Zone.PRODUCTION and not profile.double}
    rests_on = sorted([(key.class_, key.path) for key in wanted])
    found: dict[ClassKey, list[Factory]] = {}
    for factory in by_file(Work("factories", Factory, partial(_in_files, codebase, wanted), rests_on=rests_on)):
        found.setdefault(factory.made, []).append(factory)
    return found


def _in_files(codebase: Codebase, wanted: set[ClassKey], paths: Collection[str]) -> Iterator[tuple[str, Factory]]:
    for path in paths:
        module = codebase.modules[path]
        if module.zone is Zone.PRODUCTION:
            yield from ((path, factory) for factory in _in_module(codebase, module, wanted))


def _in_module(codebase: Codebase, module: Module, wanted: set[ClassKey]) -> Iterator[Factory]:
    scopes = module.outline.scopes
    for returned in module.outline.returns:
        around = next(enclosing_classes(scopes, returned.scope), 0)
        if around and head_word(scopes[around].name) in _FACTORIES:
            target = codebase.names.resolve(module.path, returned.scope, returned.value)
            if target.kind == "instance" and target.key in wanted and target.key is not None:
                yield Factory(target.key, symbol_of(module, around), module.path, returned.line)


def past_factories(
    codebase: Codebase, profiles: Iterable[Profile], usages: Iterable[Usage], by_file: ByFile | None = None
) -> Iterator[tuple[Usage, Factory]]:
    """(what makes an instance, the factory it goes past) in production; a factory, and the module of the class, may."""
    handed_out = {
        key.class_: found for key, found in factories(codebase, profiles, by_file or afresh(codebase)).items()
    }
    for usage in usages:
        known = handed_out.get(usage.target)
        if not known or usage.what != "instantiate" or usage.zone is not Zone.PRODUCTION:
            continue
        homes = {factory.path for factory in known} | {factory.made.path for factory in known}
        is_factory = any(head_word(part) in _FACTORIES for part in usage.symbol.split("."))
        if usage.path not in homes and not is_factory:
            yield usage, known[0]
