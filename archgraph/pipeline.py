"""The only place that knows the order of the stages: in: a folder and settings; out: a code base, an Analysis, a report."""

from __future__ import annotations

import platform
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from archgraph.analyses.mro.linearize import linearize
from archgraph.discover.environment import find_environment
from archgraph.discover.files import list_files
from archgraph.discover.modules import name_files
from archgraph.extract.load import Loader
from archgraph.extract.pool import Recall, extract
from archgraph.extract.store import Store
from archgraph.memory import give_back
from archgraph.model.analysis import Analysis, Provenance
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.consolidation import Simulation
from archgraph.model.environment import Environment
from archgraph.model.facts import Outline
from archgraph.model.results import ImportGraphResult, Mro, StringUse
from archgraph.model.settings import Settings
from archgraph.model.source import Listing
from archgraph.resolve.link import link
from archgraph.timing import Clock
from archgraph.version import __version__

if TYPE_CHECKING:
    from archgraph.analyses.audits.evidence import Evidence
    from archgraph.analyses.mro.member import Definitions
    from archgraph.config.before import Before


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of a code base, found and not yet read."""

    root: Path
    settings: Settings
    listing: Listing
    environment: Environment

    @property
    def folder(self) -> Path:
        """What the listing's paths are relative to."""
        return Path(self.listing.root or self.root)


@dataclass(frozen=True, slots=True)
class Ground:
    """A code base read and linked, with its import graph (cycles of packages left out) and all its MROs: what every
    command starts from."""

    root: Path
    settings: Settings
    listing: Listing
    environment: Environment
    facts: Store
    codebase: Codebase
    graph: ImportGraphResult
    mros: Mapping[ClassKey, Mro]
    outside: tuple[Path, ...] = ()
    """Files outside the code base that were asked for."""


def look(root: Path, settings: Settings, clock: Clock) -> Tree:
    """Find the files below `root` and what they run on. Raises InputError when there is nothing to read."""
    with clock.stage("discover"):
        return Tree(root, settings, list_files(root, settings), find_environment(root, settings))


def understand(root: Path, settings: Settings, clock: Clock, *, measured: bool = True) -> Ground:
    """Read the tree below `root`, link its names, linearize its classes. Raises InputError when there is nothing to read.

    Not `measured`: without the figures of the import graph, for commands that do not need them.
    """
    return connect(look(root, settings, clock), clock, measured=measured)


def connect(
    tree: Tree, clock: Clock, *, measured: bool = True, recalled: Recall | None = None, facts: Store | None = None
) -> Ground:
    """Read a tree's files, link their names, linearize their classes. `recalled`: what the cache was asked already;
    `facts`: those of a tree that does not stand on the disk."""
    settings, listing = tree.settings, tree.listing
    loader = Loader(settings)
    with clock.stage("extract"):
        facts = facts or extract(tree.folder, listing.paths, settings, recalled)
    with clock.stage("resolve"):
        inventory = name_files(listing, spelled_names(facts.outlines), settings)
        codebase = link(inventory, facts, facts.outlines, tree.environment, loader.load)
    with clock.stage("graphs"):
        graph = _measure(codebase) if measured else ImportGraphResult((), (), (), ())
    with clock.stage("mro"):
        mros = linearize(codebase)
    return Ground(tree.root, settings, listing, tree.environment, facts, codebase, graph, mros, loader.asked)


def gather(ground: Ground, clock: Clock) -> tuple[Evidence, Definitions]:
    """What the rules may see."""
    from archgraph.analyses.audits.evidence import Evidence
    from archgraph.analyses.clones.clusters import find_clones
    from archgraph.analyses.environment import environment
    from archgraph.analyses.events.events import events
    from archgraph.analyses.legacy import legacy
    from archgraph.analyses.mro.checks.check import check
    from archgraph.analyses.mro.conflicts import explain
    from archgraph.analyses.mro.definitions import define
    from archgraph.analyses.profiles import profiles
    from archgraph.analyses.rewrites.rewrites import rewrites
    from archgraph.analyses.roles.role import classify
    from archgraph.analyses.strings import strings
    from archgraph.analyses.topology.registrations import registrations
    from archgraph.analyses.usages import usages

    settings, codebase, mros = ground.settings, ground.codebase, ground.mros
    with clock.stage("members"):
        definitions = define(codebase)
        conflicts = explain(codebase, mros)
        scores, issues = check(codebase, mros, settings.mro, definitions)
    with clock.stage("roles"):
        roles = classify(codebase, mros, settings)
        used = usages(codebase, roles)
        profiled = profiles(codebase, mros, roles, used)
    with clock.stage("clones"):
        clones = find_clones(codebase)
        give_back()
    with clock.stage("audits"):
        texts = strings(codebase)
        registered, registry_methods = registrations(codebase, mros, profiled, used)
        evidence = Evidence(
            codebase=codebase,
            graph=ground.graph,
            mros=mros,
            conflicts=conflicts,
            roles=roles,
            profiles=profiled,
            clones=clones,
            environment=environment(codebase, settings),
            legacy=legacy(codebase, settings),
            strings=texts,
            settings=settings,
            usages=used,
            scores=scores,
            issues=issues,
            events=events(codebase, settings, texts),
            registrations=registered,
            registry_methods=registry_methods,
            test_duplicates=rewrites(codebase, mros, roles, clones),
        )
    return evidence, definitions


def evaluate(ground: Ground, evidence: Evidence, clock: Clock) -> Analysis:
    """The findings of all rules, with what they rest on."""
    from archgraph.analyses.audits.audit import audit as judge

    with clock.stage("audits"):
        findings = judge(evidence)
    return replace(
        unexplored(ground),
        conflicts=evidence.conflicts,
        roles=evidence.roles,
        profiles=evidence.profiles,
        usages=evidence.usages,
        clones=evidence.clones,
        environment=evidence.environment,
        legacy=evidence.legacy,
        strings=evidence.strings,
        findings=findings,
        scores=evidence.scores,
        issues=evidence.issues,
        events=evidence.events,
        registrations=evidence.registrations,
        test_duplicates=evidence.test_duplicates,
    )


def _measure(codebase: Codebase) -> ImportGraphResult:
    from archgraph.graphs.imports import analyse_imports

    return analyse_imports(codebase, of_packages=False)


def analyse(ground: Ground, clock: Clock) -> Analysis:
    """Everything else that archgraph finds out about a code base."""
    from archgraph.analyses.conduct.conduct import conduct
    from archgraph.analyses.conduct.subject import World, by_class
    from archgraph.analyses.mro.lineage import lineages
    from archgraph.analyses.mro.members import members
    from archgraph.analyses.mro.providers import Providers
    from archgraph.graphs.package_cycles import package_cycles
    from archgraph.resolve.aliases import aliases
    from archgraph.resolve.missing import missing_names

    codebase, mros = ground.codebase, ground.mros
    evidence, definitions = gather(ground, clock)
    judged = evaluate(ground, evidence, clock)
    with clock.stage("members"):
        inherited = members(codebase, mros, definitions)
    with clock.stage("roles"):
        names = aliases(codebase, frozenset(profile.key for profile in judged.profiles))
    with clock.stage("conduct"):
        traced = lineages(codebase, mros, {profile.key for profile in judged.profiles}, definitions)
        world = World(codebase, mros, Providers(codebase, definitions), by_class(names))
        behaviour = conduct(world, judged.profiles, judged.usages, judged.strings, missing_names(codebase))
    with clock.stage("graphs"):
        graph = replace(ground.graph, package_cycles=package_cycles(codebase))
    known = replace(judged, graph=graph, members=inherited, aliases=names, lineages=traced, conduct=behaviour)
    return consolidate(ground, known, clock)


def consolidate(ground: Ground, known: Analysis, clock: Clock) -> Analysis:
    """What is known of roles, use and clones, with the consolidation plan that follows from it."""
    from archgraph.analyses.families.families import families
    from archgraph.analyses.families.standings import standings
    from archgraph.analyses.usages import usages
    from archgraph.graphs.reach import Reach
    from archgraph.model.results import RoleRecord
    from archgraph.plan.plan import make_plan, with_actions
    from archgraph.plan.scene import Scene

    codebase, mros = ground.codebase, ground.mros
    with clock.stage("families"):
        kindred = families(codebase, mros, known.roles, known.clones)
        members = {key for family in kindred.families for key in family.members}
        watched = {usage.target for usage in known.usages}
        more = {key: RoleRecord(key, ("member",), False, (), 1.0) for key in members if key.class_ not in watched}
        used = (*known.usages, *usages(codebase, more))
        standing = standings(codebase, kindred.families, used, ground.graph.modules)
    with clock.stage("plan"):
        settings, profiled = ground.settings, known.profiles
        scene = Scene(
            codebase, mros, kindred.families, kindred.cards, standing, used, settings, profiled, known.strings
        )
        plan = make_plan(scene, Reach(codebase), known.clones)
    return replace(known, plan=plan, profiles=with_actions(profiled, plan))


def with_plan(ground: Ground, clock: Clock) -> Analysis:
    """Roles, use and clones, and the consolidation plan; no findings."""
    from archgraph.analyses.clones.clusters import find_clones
    from archgraph.analyses.profiles import profiles
    from archgraph.analyses.roles.role import classify
    from archgraph.analyses.strings import strings
    from archgraph.analyses.usages import usages

    codebase, mros = ground.codebase, ground.mros
    with clock.stage("roles"):
        roles = classify(codebase, mros, ground.settings)
        used = usages(codebase, roles)
        profiled = profiles(codebase, mros, roles, used)
    with clock.stage("clones"):
        clones = find_clones(codebase)
        give_back()
    with clock.stage("strings"):
        texts = strings(codebase)
    known = replace(unexplored(ground), roles=roles, usages=used, profiles=profiled, clones=clones, strings=texts)
    return consolidate(ground, known, clock)


def simulate(ground: Ground, planned: Analysis, name: str, clock: Clock) -> Simulation:
    """The move of the candidate of that name, made on the graph: imports and MROs are worked out again."""
    from archgraph.graphs.imports import analyse_imports
    from archgraph.plan.simulate import compared, moved

    candidate = next(each for each in planned.plan.candidates if each.candidate == name)
    with clock.stage("simulate"):
        after = moved(ground.codebase, candidate)
        graphs = (analyse_imports(ground.codebase), analyse_imports(after))
        return compared(candidate, (ground.codebase, after), graphs, (ground.mros, linearize(after)))


def unexplored(ground: Ground) -> Analysis:
    """The ground as an Analysis in which nothing was looked for yet."""
    problems = {*ground.codebase.problems, *ground.facts.problems}
    return Analysis(
        root=str(ground.root),
        name=ground.settings.name or ground.root.stem or "root",
        settings=ground.settings,
        provenance=provenance(ground),
        codebase=ground.codebase,
        graph=ground.graph,
        mros=ground.mros,
        conflicts=(),
        members=(),
        aliases=(),
        roles={},
        profiles=(),
        usages=(),
        clones=(),
        environment=(),
        legacy=(),
        strings=(),
        findings=(),
        problems=tuple(sorted(problems, key=lambda p: (p.path, p.line or 0, p.stage))),
        notes=(*ground.codebase.notes, *ground.facts.notes),
        times=(),
    )


def with_roles(ground: Ground, clock: Clock) -> Analysis:
    """Only what each class is, and the families of Managers and Registries; nothing of their use."""
    from archgraph.analyses.profiles import profiles
    from archgraph.analyses.roles.role import classify

    with clock.stage("roles"):
        roles = classify(ground.codebase, ground.mros, ground.settings)
        profiled = profiles(ground.codebase, ground.mros, roles, ())
    return replace(unexplored(ground), roles=roles, profiles=profiled)


def literals(root: Path, settings: Settings, clock: Clock) -> tuple[StringUse, ...]:
    """The string literals below `root`; nothing else is worked out."""
    from archgraph.analyses.strings import strings

    ground = understand(root, settings, clock, measured=False)
    with clock.stage("strings"):
        return strings(ground.codebase)


def lineage(ground: Ground, keys: Collection[ClassKey], clock: Clock, known: Analysis | None = None) -> Analysis:
    """All about the inheritance of some classes: full member tables, conflicts and issues of these and no others.
    Only their files, and those of their ancestors and descendants, are read whole. `known` is added to."""
    from archgraph.analyses.mro.checks.check import check
    from archgraph.analyses.mro.conflicts import explain
    from archgraph.analyses.mro.definitions import define
    from archgraph.analyses.mro.lineage import lineages

    mros, codebase = ground.mros, ground.codebase
    with clock.stage("members"):
        related = {ancestor.key for key in keys for ancestor in mros[key].ancestors if ancestor.key}
        definitions = define(codebase, related)
        traced = lineages(codebase, mros, keys, definitions)
        chosen = set(keys)
        below = {key for key in codebase.classes if any(each.key in chosen for each in mros[key].ancestors)}
        part = replace(codebase, classes={k: r for k, r in codebase.classes.items() if k in related or k in below})
        scores, issues = check(part, mros, ground.settings.mro, definitions)
        conflicts = explain(codebase, mros)
    return replace(
        known or unexplored(ground),
        members=tuple(member for traced_class in traced.values() for member in traced_class.members),
        lineages=traced,
        conflicts=tuple(conflict for conflict in conflicts if conflict.key in chosen),
        scores=tuple(score for score in scores if score.key in chosen),
        issues=tuple(issue for issue in issues if issue.key in chosen),
    )


def audit(ground: Ground, out: Path, clock: Clock, before: Before | None = None) -> tuple[str, ...]:
    """Analyse a code base and write every report, table and picture to `out`; the paths of the files below it.
    `before`: figures of an earlier state, for the scorecard."""
    from archgraph.graphs.drawings.gallery import gallery
    from archgraph.report.layout import Layout
    from archgraph.report.pictures.publish import published
    from archgraph.report.writer import write

    analysis = analyse(ground, clock)
    with clock.stage("pictures"):
        layout = Layout(gallery(analysis), ground.settings.layout_seconds, ground.facts.shelf)
        graphs = tuple(whole_graphs(analysis))
        drawn = tuple(published(layout.collect()))
    with clock.stage("report"):
        analysis = replace(analysis, times=clock.times(), before=before or {})
        files = [file for _, made in drawn for file in made]
        return write(analysis, out, [picture for picture, _ in drawn], [*graphs, *files])


def whole_graphs(analysis: Analysis) -> Iterator[tuple[str, bytes]]:
    """The import graph and the inheritance graph, whole, as files of a report."""
    from archgraph.graphs.export import graphml, node_link
    from archgraph.graphs.imports import portable_imports
    from archgraph.graphs.inheritance import portable_inheritance

    for graph in (portable_imports(analysis.codebase), portable_inheritance(analysis.codebase)):
        yield f"graphs/{graph.name}.graphml", graphml(graph).encode()
        yield f"graphs/{graph.name}.json", node_link(graph).encode()


def spelled_names(outlines: Mapping[str, Outline]) -> frozenset[str]:
    """The absolute dotted names that import statements of the tree use, as written."""
    statements = {
        (statement.module, statement.plain, statement.names)
        for outline in outlines.values()
        for statement in outline.imports
        if not statement.level
    }
    names = {module for module, plain, _ in statements if not plain}
    names.update(name for _, plain, taken in statements if plain for name, _ in taken)
    names.update(f"{module}.{name}" for module, plain, taken in statements if not plain for name, _ in taken)
    return frozenset(names)


def provenance(ground: Ground) -> Provenance:
    """With what the ground was read."""
    version = ".".join(map(str, ground.environment.version))
    return Provenance(__version__, platform.python_version(), version, ground.environment.source, ground.listing.git)
