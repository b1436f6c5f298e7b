"""What stands at the top of the report: the few facts that stick out, in sentences; in: an Edition, out: phrases.

Each sentence is made only when its fact is there, and carries its own figures: no two code bases get the same advice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from archgraph.model.results import Profile
from archgraph.report.artefact import Edition
from archgraph.report.document import Code, Phrase, Strong, counted
from archgraph.report.lookup import grouped
from archgraph.report.pages.families import PLURALS, by_use, class_link, is_counted
from archgraph.report.pages.importing import sure_phantoms


def headlines(edition: Edition) -> Iterator[Phrase]:
    """The sentences, at most one of each kind."""
    figures = {item.figure.name: item.value for item in edition.figures}
    yield _size(figures)
    for role in PLURALS:
        yield from _largest_family(edition, role)
    yield from _largest_cycle(edition)
    yield from _missing_modules(edition, figures)
    if figures["mro-inconsistent"]:
        many = counted(figures["mro-inconsistent"], "class", "classes")
        yield (
            Strong(f"{many} cannot exist"),
            ": the bases contradict each other, and importing the module raises TypeError.",
        )
    yield from _environment(edition, figures)


def _size(figures: dict[str, int]) -> Phrase:
    roles = f"{counted(figures['managers'], 'Manager')} and {counted(figures['registries'], 'Registry', 'Registries')}"
    unsound = [(figures["recovered"], "with syntax errors"), (figures["failed"], "that cannot be read")]
    told = " and ".join(f"{number:,} {what}" for number, what in unsound if number)
    broken = f" ({told})" if told else ""
    classes = f"{counted(figures['classes'], 'class', 'classes')}, among them {roles} in production"
    size = f" with {classes}." if figures["classes"] else " without a class."
    return (Strong(counted(figures["files"], "file")), broken + size)


def _largest_family(edition: Edition, role: str) -> Iterator[Phrase]:
    profiles = [p for p in edition.analysis.profiles if p.role == role and p.family and is_counted(p)]
    groups = grouped(profiles, lambda profile: profile.family)
    if not groups:
        return
    name = min(groups, key=lambda family: (-len(groups[family]), family))
    largest = sorted(groups[name], key=by_use)
    if len(largest) > 1:
        yield _family_sentence(edition, largest, PLURALS[role])


def _family_sentence(edition: Edition, group: Sequence[Profile], word: str) -> Phrase:
    services = counted(len({profile.service for profile in group}), "service")
    head = (Strong(f"{len(group):,} {word} for {group[0].family}"), f" in {services}")
    unused = sum(not profile.importers_production for profile in group)
    if unused == len(group):
        return (*head, "; no production module imports any of them.")
    most = (": the most imported is ", class_link(edition, group[0]))
    rest = f"; {unused:,} of them {'are' if unused > 1 else 'is'} imported by no production module." if unused else "."
    return (*head, *most, f" ({counted(group[0].importers_production, 'module')})", rest)


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
    missing = Counter(edge.imported for edge in sure_phantoms(edition))
    doubtful = figures["phantom-imports"] - missing.total()
    if missing:
        name, times = min(missing.items(), key=lambda item: (-item[1], item[0]))
        many = counted(missing.total(), "import")
        most = (f": {len(missing):,} modules are missing, most often ", Code(name), f" ({counted(times, 'time')})")
        which = most if len(missing) > 1 else (": ", Code(name))
        more = f"; {doubtful:,} more are guarded or may mean an installed or compiled module." if doubtful else "."
        yield (
            Strong(f"{many} of {'modules that do' if len(missing) > 1 else 'a module that does'} not exist"),
            *which,
            more,
        )


def _environment(edition: Edition, figures: dict[str, int]) -> Iterator[Phrase]:
    number = figures["environment-access"]
    if number:
        files = len({i.path for i in edition.analysis.environment if not i.allowed and i.surface != "test"})
        keys = len({i.key for i in edition.analysis.environment if i.key and not i.allowed and i.surface != "test"})
        many = counted(number, "direct access", "direct accesses")
        yield (Strong(f"{many} to the environment"), f" in {counted(files, 'file')}, for {counted(keys, 'variable')}.")
