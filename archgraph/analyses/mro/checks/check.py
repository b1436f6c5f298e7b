"""All checks of inheritance: in: code base, MROs and thresholds, out: scores of classes, and issues with evidence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from archgraph.analyses.mro.checks.abstract import open_abstracts
from archgraph.analyses.mro.checks.diamonds import hidden_siblings
from archgraph.analyses.mro.checks.init_chains import broken_chains
from archgraph.analyses.mro.checks.scores import excesses, score
from archgraph.analyses.mro.checks.subject import Hierarchies, hierarchies, parents
from archgraph.analyses.mro.definitions import define
from archgraph.analyses.mro.member import Definitions
from archgraph.analyses.mro.providers import Providers
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.memory import ByFile, Work, afresh
from archgraph.model.results.mro import Mro, MroIssue, MroScore
from archgraph.model.settings import MroThresholds
from archgraph.model.source import Row


def check(
    codebase: Codebase,
    mros: Mapping[ClassKey, Mro],
    limits: MroThresholds,
    definitions: Callable[[], Definitions] | None = None,
    by_file: ByFile | None = None,
) -> tuple[tuple[MroScore, ...], tuple[MroIssue, ...]]:
    """The scores of all classes of the code base in key order, and what was found, by class, kind and member.
    `definitions`: gives those of all classes, when somebody else needs them, too."""
    work = Work("inheritance", _Checked, partial(_in_files, codebase, mros, limits, definitions), inherits=True)
    checked = sorted((by_file or afresh(codebase))(work), key=lambda each: each.score.key)
    found = [issue for each in checked for issue in each.issues]
    scores = tuple([each.score for each in checked])
    return scores, tuple(sorted(found, key=lambda issue: (issue.key, issue.kind, issue.member)))


class _Checked(Row, frozen=True):
    """What the checks say of a class."""

    score: MroScore
    issues: tuple[MroIssue, ...]


def _in_files(
    codebase: Codebase,
    mros: Mapping[ClassKey, Mro],
    limits: MroThresholds,
    definitions: Callable[[], Definitions] | None,
    paths: Collection[str],
) -> Iterator[tuple[str, _Checked]]:
    """The scores and issues of the classes in these files."""
    chosen = [key for key in codebase.classes if key.path in paths]
    world = _world(codebase, mros, definitions, chosen)
    issues: dict[ClassKey, list[MroIssue]] = {}
    for found in (open_abstracts(world), broken_chains(world), hidden_siblings(world)):
        for issue in found:
            issues.setdefault(issue.key, []).append(issue)
    for key in chosen:
        scored = score(codebase.classes[key], mros[key], world, limits)
        yield key.path, _Checked(scored, (*excesses(scored, world, limits), *issues.get(key, ())))


def _world(
    codebase: Codebase,
    mros: Mapping[ClassKey, Mro],
    definitions: Callable[[], Definitions] | None,
    chosen: Collection[ClassKey],
) -> Hierarchies:
    """These classes and their ancestors; of all classes is told which have subclasses."""
    if len(chosen) == len(codebase.classes):
        return hierarchies(codebase, mros, Providers(codebase, definitions() if definitions else define(codebase)))
    related = {each.key for key in chosen for each in mros[key].ancestors if each.key}.union(chosen)
    part = replace(codebase, classes={key: record for key, record in codebase.classes.items() if key in related})
    return Hierarchies(part, mros, Providers(codebase, define(codebase, related)), parents(codebase))
