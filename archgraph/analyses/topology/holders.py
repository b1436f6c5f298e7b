"""Who reaches a registry through another object: in: the modules that name registries; out: modules that only call one through
what holds it (`self.framework.registry.register(...)`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial

from archgraph.analyses.topology.receivers import Receivers
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.uses import Uses
from archgraph.model.memory import ByFile, Work
from archgraph.model.source import Row


class _Held(Row, frozen=True):
    """Attributes of classes in a file that hold a registry, and the files that say so."""

    path: str
    names: tuple[str, ...]
    looked_into: tuple[str, ...]


class _Calling(Row, frozen=True):
    """A file that calls something through an attribute of one of the names."""

    path: str


def reaching(
    codebase: Codebase, receivers: Receivers, registries: Collection[ClassKey], near: Collection[str], by_file: ByFile
) -> frozenset[str]:
    """Paths of modules that import one in which an object holds a registry, and call something on an attribute so named."""
    rests_on = (sorted([(key.class_, key.path) for key in registries]), sorted(near))
    work = partial(_holding, codebase, receivers, registries, frozenset(near))
    held = [row for row in by_file(Work("held", _Held, work, looks_into=True, rests_on=rests_on)) if row.names]
    if not held:
        return frozenset()
    homes = {codebase.modules[row.path].module for row in held}
    names = sorted({name for row in held for name in row.names})
    calling = partial(_calling, codebase, homes, names)
    rows = by_file(Work("reaching", _Calling, calling, rests_on=(names, sorted(homes))))
    return frozenset(row.path for row in rows) - frozenset(near)


def _holding(
    codebase: Codebase,
    receivers: Receivers,
    registries: Collection[ClassKey],
    near: frozenset[str],
    paths: Collection[str],
) -> Iterator[tuple[str, _Held]]:
    for path in sorted(near.intersection(paths)):
        module = codebase.modules[path]
        receivers.looked.clear()
        names = {
            fact.name
            for fact in codebase.facts.section(path, Bodies).attributes
            if fact.method and receivers.of(module, fact.method, f"self.{fact.name}") in registries
        }
        yield path, _Held(path, tuple(sorted(names)), tuple(sorted(receivers.looked - {path})))


def _calling(
    codebase: Codebase, homes: Collection[str], names: Collection[str], paths: Collection[str]
) -> Iterator[tuple[str, _Calling]]:
    """Those of the files that import one of the modules."""
    through = re.compile(rf"\.(?:{'|'.join(map(re.escape, names))})\.")
    importing = {edge.path for edge in codebase.imports if edge.imported in homes}.intersection(paths)
    for path, section in codebase.facts.sections(Uses, importing):
        if any(through.search(call.func) for call in section.calls):
            yield path, _Calling(path)
