"""mro/index.md: all Managers and Registries by family; in: an Edition, out: a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archgraph.model.results.mro import Mro
from archgraph.model.results.roles import Profile
from archgraph.report.artefact import Edition
from archgraph.report.document import Block, Grid, Link, Page, Paragraph, Phrase, Section, counted
from archgraph.report.lookup import grouped
from archgraph.report.pages.families import by_use, class_links, is_counted


def class_index(edition: Edition) -> Page:
    """Families with several classes first, then those that stand alone, then doubles and what is not production."""
    profiles = sorted(edition.analysis.profiles, key=by_use)
    families = grouped(filter(is_counted, profiles), lambda profile: profile.family)
    several = [name for name, group in families.items() if name and len(group) > 1]
    alone = [profile for name, group in families.items() for profile in group if not name or len(group) == 1]
    aside = [profile for profile in profiles if not is_counted(profile)]
    blocks: list[Block] = [Paragraph(_lead(len(edition.class_pages)))]
    several.sort(key=lambda name: (-len(families[name]), name))
    blocks.extend(_section(edition, name, family_anchor(name), families[name]) for name in several)
    blocks.extend(_rest(edition, sorted(alone, key=by_use), aside))
    return Page("mro/index.md", "Managers and Registries", blocks)


def _lead(reports: int) -> str:
    if not reports:
        return "No class of this code base is a Manager or a Registry: there is nothing to report on."
    return (
        f"{counted(reports, 'report')}, one per class, the most used of a family first. Importers and instantiations are "
        "those of production; ancestors do not count the class itself; the last column is what the facts suggest, which "
        "the report gives its reasons for."
    )


def family_anchor(family: str) -> str:
    """The anchor that GitHub gives to the heading of a family."""
    return family.lower().replace(" ", "-")


def _rest(edition: Edition, alone: Sequence[Profile], aside: Sequence[Profile]) -> Iterator[Section]:
    if alone:
        yield _section(edition, "The only one of its family", "alone", alone)
    if aside:
        yield _section(edition, "In tests and tooling, and doubles", "aside", aside)


def _section(edition: Edition, title: str, anchor: str, profiles: Sequence[Profile]) -> Section:
    counts = ("importers", "in tests", "instantiations", "methods", "lines", "ancestors")
    head = ("class", "role", "service", *counts, "suggested")
    rows = [_row(edition, *pair) for pair in zip(profiles, class_links(edition, profiles), strict=True)]
    return Section(title, anchor, [Grid(head, rows, frozenset(range(3, 9)))])


def _row(edition: Edition, profile: Profile, link: Link) -> tuple[Phrase, ...]:
    mro = edition.analysis.mros.get(profile.key)
    role = f"{profile.role}, double" if profile.double else profile.role
    counts = (profile.importers_production, profile.importers_test, profile.instantiations_production)
    size = (len(profile.public_methods), profile.lines)
    depth = _depth(mro) if mro else ""
    known, decision = edition.analysis.conduct.get(profile.key), edition.lookup.decisions.get(profile.key)
    advice = decision.action.lower() if decision else known.advice.action if known else ""
    return (link, role, profile.service, *(f"{n:,}" for n in (*counts, *size)), depth, advice)


def _depth(mro: Mro) -> str:
    """The number of ancestors; what is not a complete MRO says so."""
    return f"{mro.depth:,}" if mro.status == "complete" else f"{mro.depth:,} ({mro.status})"
