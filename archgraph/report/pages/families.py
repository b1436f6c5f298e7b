"""Managers and Registries by family, with the use that each family's classes have; in: an Edition, out: sections."""

from __future__ import annotations

from collections.abc import Sequence

from archgraph.model.results.roles import Profile
from archgraph.model.source import Zone
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    Block,
    Grid,
    Inline,
    Link,
    Paragraph,
    Phrase,
    Section,
    counted,
    nothing,
    rest,
)
from archgraph.report.lookup import grouped
from archgraph.report.pages.dotted import distinct
from archgraph.report.pages.pictures import illustrations

PLURALS = {"manager": "Managers", "registry": "Registries"}
"""What the classes of a role are called."""
_MOST_FAMILIES = 15


def is_counted(profile: Profile) -> bool:
    """Whether the totals count it: production, and no double."""
    return profile.zone is Zone.PRODUCTION and not profile.double


def by_use(profile: Profile) -> tuple[int, int, str]:
    """Sorts the most used first."""
    return (-profile.importers_production, -profile.instantiations_production, profile.key.class_)


def class_link(edition: Edition, profile: Profile, label: str = "") -> Link:
    """The class's bare name, or another label, as a link to its report."""
    return Link(label or profile.key.class_.rpartition(".")[2], edition.class_pages[profile.key], code=True)


def class_links(edition: Edition, profiles: Sequence[Profile]) -> list[Link]:
    """Links to the reports of several classes, by names that tell namesakes apart."""
    labels = distinct(profile.key.class_ for profile in profiles)
    return [class_link(edition, profile, labels[profile.key.class_]) for profile in profiles]


def families(edition: Edition, role: str, title: str, table: str) -> Section:
    """The families of one role, the largest first."""
    all_of_role = [profile for profile in edition.analysis.profiles if profile.role == role]
    if not all_of_role:
        return nothing(title, table, f"No class of this code base is a {role.title()}.")
    profiles = sorted(filter(is_counted, all_of_role), key=by_use)
    groups = grouped(profiles, lambda profile: profile.family)
    named = sorted((name for name in groups if name), key=lambda name: (-len(groups[name]), name))
    several = [name for name in named if len(groups[name]) > 1]
    blocks: list[Block] = [Paragraph(_lead(all_of_role, profiles, several))]
    if several:
        blocks.append(_grid(edition, [groups[name] for name in several], table))
    single = [profile for name in groups if len(groups[name]) == 1 or not name for profile in groups[name]]
    blocks.extend(_singles(edition, sorted(single, key=by_use), title))
    blocks.extend(illustrations(edition, f"{role}-", 2))
    return Section(title, table, blocks)


def _lead(every: Sequence[Profile], profiles: Sequence[Profile], several: Sequence[str]) -> Phrase:
    aside = len(every) - len(profiles)
    text = f"{counted(len(profiles), 'class', 'classes')} in production"
    text += f" ({aside:,} more in tests, tooling or as doubles)" if aside else ""
    unused = sum(not profile.importers_production and not profile.instantiations_production for profile in profiles)
    if several:
        text += f"; {counted(len(several), 'family has', 'families have')} more than one"
    which = "it" if len(profiles) == 1 else "any of them" if unused == len(profiles) else f"{unused:,} of them"
    text += f". Production neither imports nor instantiates {which}." if unused else "."
    text += " A family are the classes whose names end in the same words and so say one job." if several else ""
    return (
        text,
        " One report each: " if len(every) > 1 else " Its report: ",
        Link("mro/index.md", "mro/index.md", code=True),
        ".",
    )


def _grid(edition: Edition, groups: Sequence[Sequence[Profile]], table: str) -> Grid:
    head = ("family", "classes", "services", "importers", "instantiations", "not imported", "most used (importers)")
    rows = [
        (
            group[0].family,
            f"{len(group):,}",
            f"{len({profile.service for profile in group}):,}",
            f"{sum(profile.importers_production for profile in group):,}",
            f"{sum(profile.instantiations_production for profile in group):,}",
            f"{sum(not profile.importers_production for profile in group):,}",
            _leaders(edition, group),
        )
        for group in groups[:_MOST_FAMILIES]
    ]
    more = rest(len(rows), len(groups), table)
    return Grid(head, rows, frozenset(range(1, 6)), more)


def _leaders(edition: Edition, group: Sequence[Profile]) -> Phrase:
    """The two most used of a family, with the number of their importers."""
    phrase: list[Inline] = []
    for profile, link in zip(group[:2], class_links(edition, group), strict=False):
        phrase += [", " if phrase else "", link, f" ({profile.importers_production:,})"]
    return tuple(phrase)


def _singles(edition: Edition, profiles: Sequence[Profile], title: str) -> list[Block]:
    if not profiles:
        return []
    used = profiles[:10]
    alone = f"{title} that stand alone ({len(profiles):,}), the most imported first: "
    phrase: list[Inline] = [alone if len(profiles) > 1 else "The only one of its family: "]
    for at, (profile, link) in enumerate(zip(used, class_links(edition, profiles), strict=False)):
        phrase += [", " if at else "", link, f" ({profile.importers_production:,})"]
    phrase.append("." if len(profiles) <= len(used) else " and others.")
    return [Paragraph(tuple(phrase))]
