"""mro/index.md: all Managers and Registries by family; in: an Edition, out: a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archgraph.model.results import Profile
from archgraph.report.artefact import Edition
from archgraph.report.document import Block, Grid, Page, Paragraph, Phrase, Section, counted
from archgraph.report.lookup import grouped
from archgraph.report.pages.families import by_use, class_link, is_counted


def class_index(edition: Edition) -> Page:
    """Families with several classes first, then those that stand alone, then doubles and what is not production."""
    profiles = sorted(edition.analysis.profiles, key=by_use)
    families = grouped(filter(is_counted, profiles), lambda profile: profile.family)
    several = [name for name, group in families.items() if name and len(group) > 1]
    alone = [profile for name, group in families.items() for profile in group if not name or len(group) == 1]
    aside = [profile for profile in profiles if not is_counted(profile)]
    blocks: list[Block] = [
        Paragraph(f"{counted(len(edition.class_pages), 'report')}, one per class, the most used of a family first.")
    ]
    several.sort(key=lambda name: (-len(families[name]), name))
    blocks.extend(_section(edition, name, family_anchor(name), families[name]) for name in several)
    blocks.extend(_rest(edition, sorted(alone, key=by_use), aside))
    return Page("mro/index.md", "Managers and Registries", blocks)


def family_anchor(family: str) -> str:
    """The anchor that GitHub gives to the heading of a family."""
    return family.lower().replace(" ", "-")


def _rest(edition: Edition, alone: Sequence[Profile], aside: Sequence[Profile]) -> Iterator[Section]:
    if alone:
        yield _section(edition, "The only one of its family", "alone", alone)
    if aside:
        yield _section(edition, "In tests and tooling, and doubles", "aside", aside)


def _section(edition: Edition, title: str, anchor: str, profiles: Sequence[Profile]) -> Section:
    head = ("class", "role", "service", "importers", "in tests", "made at", "methods", "lines", "MRO", "suggests")
    rows = [_row(edition, profile) for profile in profiles]
    return Section(title, anchor, [Grid(head, rows, frozenset(range(3, 8)))])


def _row(edition: Edition, profile: Profile) -> tuple[Phrase, ...]:
    mro = edition.analysis.mros.get(profile.key)
    role = f"{profile.role}, double" if profile.double else profile.role
    counts = (profile.importers_production, profile.importers_test, profile.instantiations_production)
    size = (len(profile.public_methods), profile.lines)
    depth = f"{mro.status}, {mro.depth}" if mro else ""
    known, decision = edition.analysis.conduct.get(profile.key), edition.lookup.decisions.get(profile.key)
    advice = decision.action.lower() if decision else known.advice.action if known else ""
    return (class_link(edition, profile), role, profile.service, *(f"{n:,}" for n in (*counts, *size)), depth, advice)
