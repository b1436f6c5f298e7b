"""What stands at the top of the report: the few facts that stick out, in sentences; in: an Edition, out: phrases.

Each sentence is made only when its fact is there, and carries its own figures: no two code bases get the same advice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from archgraph.model.results.roles import Profile
from archgraph.report.artefact import Edition
from archgraph.report.document import Code, Inline, Phrase, Strong, counted
from archgraph.report.lookup import grouped
from archgraph.report.pages.families import PLURALS, by_use, class_links, is_counted
from archgraph.report.pages.importing import sure_phantoms
from archgraph.report.pages.plan import gain
from archgraph.report.pages.shares import production_share


def headlines(edition: Edition) -> Iterator[Phrase]:
    """The sentences, at most one of each kind."""
    figures = {item.figure.name: item.value for item in edition.figures}
    yield _size(figures)
    said = [
        *(phrase for role in PLURALS for phrase in _families(edition, role)),
        *gain(edition),
        *_impossible(figures),
        *_largest_cycle(edition),
        *_missing_modules(edition, figures),
        *_copies(edition, figures),
        *_environment(edition, figures),
        *_past(edition, figures),
    ]
    yield from said
    if not said and figures["files"]:
        yield "Nothing else sticks out: what was looked for and not found stands below."


def _size(figures: dict[str, int]) -> Phrase:
    managers = counted(figures["managers"], "Manager") if figures["managers"] else "no Manager"
    registries = counted(figures["registries"], "Registry", "Registries") if figures["registries"] else "no Registry"
    roles = f"{managers} and {registries}"
    among = f"among them {roles} in production" if figures["managers"] or figures["registries"] else _NO_ROLES
    unsound = [(figures["recovered"], "with syntax errors"), (figures["failed"], "that cannot be read")]
    told = " and ".join(f"{number:,} {what}" for number, what in unsound if number)
    broken = f" ({told})" if told else ""
    size = f" with {counted(figures['classes'], 'class', 'classes')}, {among}."
    return (Strong(counted(figures["files"], "file")), broken + (size if figures["classes"] else " without a class."))


_NO_ROLES = "none of them a Manager or Registry of production"


def _families(edition: Edition, role: str) -> Iterator[Phrase]:
    """How many classes of a role there are for how many jobs, and where most share one."""
    profiles = [profile for profile in edition.analysis.profiles if profile.role == role and is_counted(profile)]
    groups = grouped((each for each in profiles if each.family), lambda profile: profile.family)
    several = [name for name in groups if len(groups[name]) > 1]
    if not several:
        return
    name = min(several, key=lambda family: (-len(groups[family]), family))
    jobs = len(groups) + sum(not profile.family for profile in profiles)
    many = f"{len(profiles):,} {PLURALS[role]} do {counted(jobs, 'job')}"
    most = "most of all" if len(several) > 1 else ""
    said = (
        f": {counted(len(several), 'job has', 'jobs have')} more than one{f', {most}' if most else ':'} “{name}” with "
    )
    yield (Strong(many), said, *_largest(edition, sorted(groups[name], key=by_use)))


def _largest(edition: Edition, group: Sequence[Profile]) -> tuple[Inline, ...]:
    """The classes of the largest family: where they are and who is used."""
    services = f"{len(group):,} classes in {counted(len({profile.service for profile in group}), 'service')}"
    unused = sum(not profile.importers_production for profile in group)
    if unused == len(group):
        return (f"{services}; no production module imports any of them.",)
    most = (f"{services}. The most imported of these is ", class_links(edition, group)[0])
    rest = f"; {unused:,} {'are' if unused > 1 else 'is'} imported by no production module." if unused else "."
    return (*most, f" ({counted(group[0].importers_production, 'module')})", rest)


def _impossible(figures: dict[str, int]) -> Iterator[Phrase]:
    if figures["mro-inconsistent"]:
        many = counted(figures["mro-inconsistent"], "class", "classes")
        yield (
            Strong(f"{many} cannot exist"),
            ": the bases contradict each other, and importing the module raises TypeError.",
        )


def _largest_cycle(edition: Edition) -> Iterator[Phrase]:
    hard = [edge for edge in edition.analysis.graph.cycles if not edge.weak]
    if not hard:
        return
    largest = max(hard, key=lambda edge: (edge.size, edge.cycle))
    cuts = sum(edge.breaker for edge in hard if edge.cycle == largest.cycle)
    number = len({edge.cycle for edge in hard})
    which = "it holds" if number == 1 else "the largest holds"
    cut = f"{counted(largest.size, 'module')} and is broken by taking out {counted(cuts, 'import')}"
    yield (Strong(counted(number, "import cycle")), f": {which} {cut}.")


def _missing_modules(edition: Edition, figures: dict[str, int]) -> Iterator[Phrase]:
    edges = sure_phantoms(edition)
    missing = Counter(edge.imported for edge in edges)
    doubtful = figures["phantom-imports"] - missing.total()
    if missing:
        name, times = min(missing.items(), key=lambda item: (-item[1], item[0]))
        many = counted(missing.total(), "import")
        where = production_share(edition, [edge.path for edge in edges])
        most = (f": {len(missing):,} modules are missing, most often ", Code(name), f" ({counted(times, 'time')})")
        which = most if len(missing) > 1 else (": ", Code(name))
        more = f"; {doubtful:,} more are guarded or may mean an installed or compiled module." if doubtful else "."
        yield (
            Strong(f"{many} of {'modules that do' if len(missing) > 1 else 'a module that does'} not exist"),
            where,
            *which,
            more,
        )


def _copies(edition: Edition, figures: dict[str, int]) -> Iterator[Phrase]:
    lines, every = (
        figures["duplicate-lines"],
        sum(module.lines for module in edition.analysis.codebase.modules.values()),
    )
    if lines and every:
        clusters = counted(len({member.cluster for member in edition.analysis.clones}), "cluster")
        many = counted(lines, "line is a copy", "lines are copies")
        yield (Strong(f"{many} of others"), f" ({lines / every:.1%} of all), in {clusters}.")


def _environment(edition: Edition, figures: dict[str, int]) -> Iterator[Phrase]:
    found = [item for item in edition.analysis.environment if not item.allowed and item.surface != "test"]
    if figures["environment-access"]:
        files, keys = len({item.path for item in found}), len({item.key for item in found if item.key})
        many = counted(figures["environment-access"], "direct access", "direct accesses")
        where = production_share(edition, [item.path for item in found])
        variables = f", for {counted(keys, 'variable')}" if keys else ""
        yield Strong(f"{many} to the environment"), f"{where}, in {counted(files, 'file')}{variables}."


def _past(edition: Edition, figures: dict[str, int]) -> Iterator[Phrase]:
    number = figures["sunsets-past"]
    if number:
        dates = counted(number, "date", "dates")
        first = min(item.sunset for item in edition.analysis.legacy if item.sunset)
        have = "has" if number == 1 else "have"
        yield (Strong(f"{dates} for the end of old code {have} passed"), f", the first on {first}.")
