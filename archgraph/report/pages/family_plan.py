"""A team's families side by side: what each class inherits, offers and is used for; in: an Edition and a role, out: a section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from archgraph.model.results.roles import Profile
from archgraph.report.artefact import Edition
from archgraph.report.document import Block, Grid, Link, Phrase, Section, counted, nothing
from archgraph.report.lookup import grouped
from archgraph.report.pages.families import by_use, class_links, is_counted
from archgraph.report.pages.team_plan import order_of

_MOST_FAMILIES: Final = 5
_MOST_CLASSES: Final = 10


def family_plan(edition: Edition, role: str, title: str) -> Section:
    """The largest families, each class compared with the most used of its family."""
    profiles = sorted(
        (p for p in edition.analysis.profiles if p.role == role and p.family and is_counted(p)), key=by_use
    )
    groups = [group for group in grouped(profiles, lambda profile: profile.family).values() if len(group) > 1]
    groups.sort(key=lambda group: (-len(group), group[0].family))
    blocks: list[Block] = [_family(edition, group) for group in groups[:_MOST_FAMILIES]]
    if not blocks:
        return nothing(title, f"{role}-plan", "No family has more than one class.")
    return Section(title, f"{role}-plan", blocks)


def _family(edition: Edition, group: Sequence[Profile]) -> Section:
    head = ("class", "service", "MRO", "lifetime", "importers", "shared methods", "own methods")
    links = class_links(edition, group)
    rows = [_row(edition, profile, link, group[0]) for profile, link in zip(group[:_MOST_CLASSES], links, strict=False)]
    more = f"… and {counted(len(group) - len(rows), 'more class', 'more classes')}." if len(group) > len(rows) else ""
    return Section(group[0].family, group[0].family, [Grid(head, rows, frozenset({4, 5, 6}), more)])


def _row(edition: Edition, profile: Profile, link: Link, leader: Profile) -> tuple[Phrase, ...]:
    offered, expected = set(profile.public_methods), set(leader.public_methods)
    shared = "" if profile is leader or not expected else f"{len(offered & expected):,} of {len(expected):,}"
    own = "" if profile is leader else f"{len(offered - expected):,}"
    importers = f"{profile.importers_production:,}"
    return (
        link,
        profile.service,
        order_of(edition, profile.key),
        profile.lifetime,
        importers,
        shared,
        own,
    )
