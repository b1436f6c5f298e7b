"""The report that a team lead reads in three minutes: in: an Edition, out: the page of report.md and report.html."""

from __future__ import annotations

from archgraph.report.artefact import Edition
from archgraph.report.catalogue import TABLES
from archgraph.report.document import (
    Block,
    Bullets,
    Grid,
    Inline,
    Link,
    Page,
    Paragraph,
    Phrase,
    Section,
    gathered,
)
from archgraph.report.pages.defects import conflicts, duplicates, environment, findings, legacy
from archgraph.report.pages.families import families
from archgraph.report.pages.headlines import headlines
from archgraph.report.pages.importing import coupling, cycles, phantoms
from archgraph.report.pages.pictures import further_pictures
from archgraph.report.pages.plan import plan_section
from archgraph.report.pages.reading import reading, unknowns
from archgraph.report.pages.scorecard import scorecard
from archgraph.report.pages.totals import totals
from archgraph.report.pages.who_acts import who_acts


def overview(edition: Edition) -> Page:
    """The message, who acts on it, all subjects, and what stands elsewhere."""
    subjects = (
        families(edition, "manager", "Managers", "managers"),
        families(edition, "registry", "Registries", "registries"),
        plan_section(edition),
        conflicts(edition),
        cycles(edition),
        coupling(edition),
        phantoms(edition),
        duplicates(edition),
        environment(edition),
        legacy(edition),
        findings(edition),
        *further_pictures(edition),
    )
    blocks: list[Block] = [
        Bullets(list(headlines(edition))),
        who_acts(edition),
        *scorecard(edition.decisions),
        totals(edition),
        reading(edition),
        *gathered(subjects),
        unknowns(edition),
        whereabouts(edition),
    ]
    return Page("report.md", f"Architecture of {edition.analysis.name}", blocks)


def whereabouts(edition: Edition) -> Section:
    """Where everything else stands."""
    lines: list[Phrase] = [
        ("One report for each Manager and Registry: ", Link("mro/index.md", "mro/index.md", code=True), "."),
        ("The figures with their queries: ", Link("summary.json", "summary.json", code=True), "."),
        ("Pictures and whole graphs for other tools: ", Link("graphs/", "graphs", code=True), "."),
    ]
    rows: list[tuple[Inline, ...]] = [
        (
            Link(f"csv/{table.name}.csv", f"csv/{table.name}.csv", code=True),
            f"{edition.counts[table.name]:,}",
            table.meaning,
        )
        for table in TABLES
    ]
    tables = Grid(("table", "rows", "what a row is"), rows, frozenset({1}))
    blocks: list[Block] = [Bullets(lines), Paragraph("All tables, for a spreadsheet or a notebook:"), tables]
    return Section("Where the rest stands", "rest", blocks)
