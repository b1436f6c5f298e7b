"""All checks of inheritance: in: code base, MROs and thresholds, out: scores of classes, and issues with evidence."""

from __future__ import annotations

from collections.abc import Mapping

from archgraph.analyses.mro.checks.abstract import open_abstracts
from archgraph.analyses.mro.checks.diamonds import hidden_siblings
from archgraph.analyses.mro.checks.init_chains import broken_chains
from archgraph.analyses.mro.checks.scores import excesses, score
from archgraph.analyses.mro.checks.subject import Hierarchies, hierarchies
from archgraph.analyses.mro.definitions import define
from archgraph.analyses.mro.member import Definitions
from archgraph.analyses.mro.providers import Providers
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.results.mro import Mro, MroIssue, MroScore
from archgraph.model.settings import MroThresholds


def check(
    codebase: Codebase,
    mros: Mapping[ClassKey, Mro],
    limits: MroThresholds,
    definitions: Definitions | None = None,
) -> tuple[tuple[MroScore, ...], tuple[MroIssue, ...]]:
    """The scores of all classes of the code base in key order, and what was found, by class, kind and member."""
    world = _world(codebase, mros, definitions)
    scores = tuple(score(record, mro, world, limits) for record, mro in world)
    found = [issue for scored in scores for issue in excesses(scored, world, limits)]
    for issues in (open_abstracts(world), broken_chains(world), hidden_siblings(world)):
        found.extend(issues)
    return scores, tuple(sorted(found, key=lambda issue: (issue.key, issue.kind, issue.member)))


def _world(codebase: Codebase, mros: Mapping[ClassKey, Mro], definitions: Definitions | None) -> Hierarchies:
    known = define(codebase) if definitions is None else definitions
    return hierarchies(codebase, mros, Providers(codebase, known))
