"""Who reaches a registry through another object: in: the modules that name registries; out: modules that only call one through
what holds it (`self.framework.registry.register(...)`)."""

from __future__ import annotations

import re
from collections.abc import Collection

from archgraph.analyses.topology.receivers import Receivers
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.uses import Uses


def reaching(
    codebase: Codebase, receivers: Receivers, registries: Collection[ClassKey], near: Collection[str]
) -> frozenset[str]:
    """Paths of modules that import one in which an object holds a registry, and call something on an attribute so named."""
    held = {
        (path, fact.name)
        for path in near
        for fact in codebase.facts.section(path, Bodies).attributes
        if fact.method and receivers.of(codebase.modules[path], fact.method, f"self.{fact.name}") in registries
    }
    if not held:
        return frozenset()
    homes = {codebase.modules[path].module for path, _ in held}
    through = re.compile(rf"\.(?:{'|'.join(sorted(re.escape(name) for _, name in held))})\.")
    importing = {edge.path for edge in codebase.imports if edge.imported in homes} - set(near)
    return frozenset(
        path
        for path in importing
        if any(through.search(call.func) for call in codebase.facts.section(path, Uses).calls)
    )
