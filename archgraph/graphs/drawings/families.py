"""In: an analysis; out: drawings of inheritance: one family of Managers or Registries each, and the large hierarchies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from archgraph.graphs.drawings.classes import base_links, box_id, class_box, legend_for, record_of
from archgraph.graphs.drawings.words import count, listed
from archgraph.graphs.inheritance import base_key
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey
from archgraph.model.drawing import Box, Direction, Drawing, Link, Tone
from archgraph.model.results import Profile
from archgraph.model.source import Zone

Family = tuple[str, str]
"""Role and family."""
COLUMNS = 4
PLURALS = {"manager": "Managers", "registry": "Registries"}
ROOTS = frozenset({"builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol"})
"""Bases that nearly everything has: they would connect what has nothing in common."""


def families_of(analysis: Analysis, least: int = 2) -> dict[Family, list[Profile]]:
    """Families with at least `least` classes in production, the largest first."""
    found: dict[Family, list[Profile]] = {}
    for profile in analysis.profiles:
        if profile.family:
            found.setdefault((profile.role, profile.family), []).append(profile)
    sizes = {family: sum(map(_is_real, profiles)) for family, profiles in found.items()}
    order = sorted(found, key=lambda family: (-sizes[family], -len(found[family]), family))
    return {family: found[family] for family in order if sizes[family] >= least}


def draw_family(analysis: Analysis, family: Family, profiles: Sequence[Profile]) -> Drawing:
    """The classes of a family, what they inherit from, and what is used of them."""
    role, name = family
    limit = analysis.settings.picture_nodes
    ranked = sorted(profiles, key=lambda profile: (not _is_real(profile), -profile.importers_production, profile.key))
    members = {profile.key: profile for profile in ranked[: limit * 2 // 3]}
    keys = [*members, *_ancestors(analysis, members, limit - len(members))]
    boxes = [class_box(analysis, key, _facts(members.get(key))) for key in keys]
    links = base_links(analysis, keys)
    title = f"{name.title() if name.islower() else name}: {count(len(profiles), role, PLURALS.get(role, ''))}"
    left = len(profiles) - len(members)
    return Drawing(
        name=f"{role}-{name}",
        title=title,
        subtitle=f"{count(sum(map(_is_real, profiles)), 'class', 'classes')} in production, with production importers",
        alt=f"{title}: {listed([key.class_ for key in members], 12)}.",
        boxes=tuple(boxes),
        links=(*links, *_grid(boxes, links)),
        legend=legend_for(boxes, links),
        notes=(f"{count(left, 'class', 'classes')} of least use not drawn.",) if left > 0 else (),
        direction=Direction.UP,
    )


def draw_inheritance(analysis: Analysis) -> Drawing:
    """The classes with most descendants in the code base, and how they hang together."""
    below = _descendants(analysis)
    limit = analysis.settings.picture_nodes * 2 // 3
    ranked = sorted((key for key, number in below.items() if number > 1), key=lambda key: (-below[key], key))
    keys = ranked[:limit]
    boxes = [class_box(analysis, key, (count(below[key], "descendant"),)) for key in keys]
    links = base_links(analysis, keys)
    title = f"{analysis.name}: the classes that most others inherit from"
    return Drawing(
        name="inheritance",
        title=title,
        subtitle=f"{count(len(analysis.codebase.classes), 'class', 'classes')}, the largest hierarchies",
        alt=f"{title}: {listed([f'{key.class_} ({below[key]})' for key in keys], 10)}.",
        boxes=tuple(boxes),
        links=(*links, *_grid(boxes, links)),
        legend=legend_for(boxes, links),
        notes=(f"{count(len(ranked) - limit, 'class', 'classes')} with fewer descendants not drawn.",)
        if len(ranked) > limit
        else (),
        direction=Direction.UP,
    )


def _is_real(profile: Profile) -> bool:
    """Production code and no double."""
    return profile.zone is Zone.PRODUCTION and not profile.double


def _facts(profile: Profile | None) -> tuple[str, ...]:
    """What a member's box says below its module."""
    if profile is None:
        return ()
    used = count(profile.importers_production, "importer")
    return (f"{count(len(profile.public_methods), 'method')} · {used}",)


def _ancestors(analysis: Analysis, keys: Iterable[ClassKey], room: int) -> list[ClassKey]:
    """The classes that these inherit from, nearest first; roots that say nothing are left out."""
    found: dict[ClassKey, None] = {}
    known = set(keys)
    level = list(known)
    while level and room > 0:
        above = sorted({base for key in level for base in _bases(analysis, key)} - known - set(found))[:room]
        found |= dict.fromkeys(above)
        room -= len(above)
        level = above
    return list(found)


def _bases(analysis: Analysis, key: ClassKey) -> list[ClassKey]:
    record = record_of(analysis, key)
    return [base_key(base) for base in record.resolved if base.base not in ROOTS] if record else []


def _descendants(analysis: Analysis) -> Mapping[ClassKey, int]:
    """Class → how many live classes of the code base have it among their ancestors."""
    counted: Counter[ClassKey] = Counter()
    for key, record in analysis.codebase.classes.items():
        mro = analysis.mros.get(key)
        if mro and record.last:
            counted.update({a.key or ClassKey(a.name, "", 0) for a in mro.ancestors[1:] if a.name not in ROOTS})
    return counted


def _grid(boxes: Sequence[Box], links: Sequence[Link]) -> list[Link]:
    """Hidden links that put boxes without any link in columns; one long row could not be read."""
    linked = {end for link in links for end in (link.tail, link.head)}
    alone = [box.id for box in boxes if box.id not in linked]
    below = zip(alone[COLUMNS:], alone, strict=False)
    return [Link(lower, upper, Tone.HIDDEN) for lower, upper in below]
