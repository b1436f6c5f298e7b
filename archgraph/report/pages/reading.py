"""What was read and what not, and what is not known; in: an Edition, out: sections."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from archgraph.model.codebase import Module
from archgraph.model.facts.outline import Status
from archgraph.model.results.mro import MroStatus
from archgraph.model.source import Zone
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    MOST_ROWS,
    Block,
    Bullets,
    Code,
    Grid,
    Link,
    Paragraph,
    Phrase,
    Section,
    counted,
    joined,
    named_service,
    place,
    rest,
)
from archgraph.report.measured import Measured


def reading(edition: Edition) -> Section:
    """How much of the code base was read, by which Python, and what was left out."""
    blocks: list[Block] = [Paragraph(_read(edition)), Paragraph(_made_with(edition))]
    if edition.analysis.notes:
        blocks.append(Bullets(list(dict.fromkeys(edition.analysis.notes))))
    services = {module.service for module in edition.analysis.codebase.modules.values()}
    return Section("What was read", "read", [*blocks, *([_services(edition)] if len(services) > 1 else [])])


def _read(edition: Edition) -> Phrase:
    modules = edition.analysis.codebase.modules.values()
    counts = Counter(module.status for module in modules)
    zones = Counter(module.zone for module in modules)
    where = ", ".join(f"{zones[zone]:,} {_zone_word(zone)}" for zone in Zone if zones[zone])
    if len(zones) == 1 and counts.total() > 1:
        where = f"all {where.partition(' ')[2]}"
    text = f"{counted(counts.total(), 'Python file')} ({where}) with {counted(sum(m.lines for m in modules), 'line')}. "
    broken = []
    if counts[Status.RECOVERED]:
        number = counted(counts[Status.RECOVERED], "file has", "files have")
        broken.append(f"{number} syntax errors; what can be read was read.")
    if counts[Status.FAILED]:
        broken.append(f"{counted(counts[Status.FAILED], 'file')} could not be read at all.")
    return text + (" ".join(broken) or ("All of them parsed." if counts.total() > 1 else "It parsed."))


def _zone_word(zone: Zone) -> str:
    return {Zone.PRODUCTION: "of production", Zone.TEST: "of tests", Zone.TESTINFRA: "of test support"}.get(
        zone, f"of {zone}"
    )


def _made_with(edition: Edition) -> Phrase:
    made = edition.analysis.provenance
    text = f"Read with archgraph {made.archgraph} on Python {made.python}, as code for Python {made.target_python}"
    source = f"; classes from outside were looked up in: {made.environment}" if made.environment else ""
    commit: tuple[str | Code, ...] = (", at commit ", Code(made.git[:12])) if made.git else ()
    return (text, *commit, source, ".")


def _services(edition: Edition) -> Grid:
    groups: dict[str, list[Module]] = defaultdict(list)
    for module in edition.analysis.codebase.modules.values():
        groups[module.service].append(module)
    figures = {item.figure.name: item for item in edition.figures}
    ordered = sorted(groups, key=lambda name: (-len(groups[name]), name))
    rows = [
        (
            named_service(name),
            f"{len(groups[name]):,}",
            f"{sum(module.lines for module in groups[name]):,}",
            *(
                f"{_in_service(figures[column], name):,}"
                for column in ("recovered", "classes", "managers", "registries")
            ),
        )
        for name in ordered[:MOST_ROWS]
    ]
    head = ("service", "files", "lines", "with syntax errors", "classes", "Managers", "Registries")
    return Grid(head, rows, frozenset(range(1, 7)), rest(len(rows), len(ordered), "modules"))


def _in_service(item: Measured, name: str) -> int:
    """A figure that counts rows, in one service; what has no service is what the services leave."""
    return item.services.get(name, 0) if name else item.value - sum(item.services.values())


def unknowns(edition: Edition) -> Section:
    """What archgraph does not know, so that no one takes silence for an answer."""
    gaps = list(_gaps(edition))
    blocks: list[Block] = [Bullets(gaps)] if gaps else [Paragraph("Every class, access and lifetime is known.")]
    return Section("What is not known", "unknown", [*blocks, *_reasons(edition), *_broken(edition)])


def _gaps(edition: Edition) -> Iterator[Phrase]:
    analysis = edition.analysis
    statuses = Counter(analysis.mros[key].status for key in analysis.codebase.classes if key in analysis.mros)
    complete = counted(statuses[MroStatus.COMPLETE], "class has", "classes have")
    rest = (
        (statuses[MroStatus.PARTIAL], "a partial one (something above the class is not known)"),
        (statuses[MroStatus.INCONSISTENT], "none that Python accepts"),
        (statuses[MroStatus.CYCLIC], "a circle of bases"),
    )
    lacking = [f"{number:,} {what}" for number, what in rest if number]
    if lacking:
        yield ", ".join([f"{complete} a complete MRO", *lacking]) + "."
    dynamic = sum(not item.key for item in analysis.environment if item.operation in ("subscript", "get", "getenv"))
    if dynamic:
        yield f"{counted(dynamic, 'access', 'accesses')} to the environment with a key that is computed at run time."
    unknown = sum(profile.lifetime == "unknown" for profile in analysis.profiles)
    if unknown:
        every = len(analysis.profiles)
        of = counted(every, "Manager or Registry", "Managers and Registries")
        yield f"How long the instances of {of if unknown == every else f'{unknown:,} of {of}'} live, tests and tooling counted."
    if analysis.problems:
        errors = Link("csv/errors.csv", "csv/errors.csv", code=True)
        yield (f"{counted(len(analysis.problems), 'problem')} met on the way: see ", errors, ".")


def _reasons(edition: Edition) -> Iterator[Block]:
    """Why MROs are partial, by reason."""
    analysis = edition.analysis
    mros = (analysis.mros[key] for key in analysis.codebase.classes if key in analysis.mros)
    reasons = Counter(_root(mro.reason) for mro in mros if mro.status is MroStatus.PARTIAL)
    ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    rows = [(reason, f"{count:,}") for reason, count in ordered[:MOST_ROWS]]
    if rows:
        head = ("why an MRO is partial", "classes")
        yield Grid(head, rows, frozenset({1}), rest(len(rows), len(ordered), "classes"))


def _root(reason: str) -> str:
    """The first reason, without the ancestors that it came down through."""
    first = reason.partition("; ")[0]
    return "base " + first.rpartition(": base ")[2] if first.startswith("ancestor ") else first


def _broken(edition: Edition) -> Iterator[Block]:
    """The folders with the most files that do not parse."""
    modules = edition.analysis.codebase.modules.values()
    broken = [module for module in modules if module.status is not Status.PARSED]
    folders: dict[str, list[Module]] = defaultdict(list)
    for module in broken:
        folders[module.path.rpartition("/")[0]].append(module)
    ordered = sorted(folders, key=lambda name: (-len(folders[name]), name))
    rows = [
        (Code(f"{folder}/"), f"{len(folders[folder]):,}", joined([place(first.path, first.error_line)]), first.error)
        for folder in ordered[:MOST_ROWS]
        for first in folders[folder][:1]
    ]
    if rows:
        head = ("folder", "broken files", "the first of them", "what is wrong there")
        yield Grid(head, rows, frozenset({1}), rest(len(rows), len(ordered), "modules"))
