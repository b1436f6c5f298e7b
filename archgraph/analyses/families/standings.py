"""How the members of families are used: in: usages of them, and PageRank; out: a Standing per class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from archgraph.analyses.duty.anatomy import Anatomy
from archgraph.analyses.duty.counts import Counts
from archgraph.analyses.duty.sites import Sites
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.consolidation import Family, Standing
from archgraph.model.facts.bodies import Bodies
from archgraph.model.results.imports import ModuleMetrics
from archgraph.model.results.roles import Usage
from archgraph.model.source import Zone


def standings(
    codebase: Codebase, families: Iterable[Family], usages: tuple[Usage, ...], metrics: Iterable[ModuleMetrics]
) -> Mapping[ClassKey, Standing]:
    """One Standing per member of a family. Uses in tooling count like those in production: somebody runs it."""
    counts, sites = Counts(codebase, usages), Sites(codebase, usages)
    ranks = {module.path: module.page_rank for module in metrics}
    kinds = Counter((usage.target, usage.what) for usage in usages if usage.zone in (Zone.PRODUCTION, Zone.TOOLING))
    members = sorted({key for family in families for key in family.members})
    return {key: _standing(codebase, key, (counts, sites), kinds, ranks.get(key.path, 0.0)) for key in members}


def _standing(
    codebase: Codebase, key: ClassKey, places: tuple[Counts, Sites], kinds: Counter[tuple[str, str]], page_rank: float
) -> Standing:
    name, running = key.class_, (Zone.PRODUCTION, Zone.TOOLING)
    tests = (Zone.TEST, Zone.TESTINFRA)
    counts, sites = places
    instances = counts.instances(name)
    anatomy = Anatomy(
        codebase.classes[key], codebase.modules[key.path], codebase.facts.section(key.path, Bodies), instances
    )
    return Standing(
        key=key,
        importers=counts.importers(name, *running),
        importers_test=counts.importers(name, *tests),
        instantiations=counts.instantiations(name, *running),
        instantiations_test=counts.instantiations(name, *tests),
        subclasses=kinds[name, "subclass"],
        registrations=kinds[name, "register"],
        other_uses=kinds[name, "call"] + kinds[name, "annotate"],
        page_rank=page_rank,
        lifetime=sites.lifetime(anatomy).word,
        instances=tuple(sorted({instance.name for instance in instances})),
    )
