"""In: an analysis; out: drawings of families of Managers and Registries: who is there, who inherits, who uses whom, what goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from archgraph.graphs.drawings.classes import base_links, bases_of, box_id, class_box, grid, legend_for
from archgraph.graphs.drawings.hierarchies import ROOTS
from archgraph.graphs.drawings.moves import LEGEND as MOVES
from archgraph.graphs.drawings.moves import moves_among
from archgraph.graphs.drawings.users import GROUP as USERS
from archgraph.graphs.drawings.users import Users, users_of
from archgraph.graphs.drawings.words import count, listed
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey
from archgraph.model.drawing import Direction, Drawing, Group, Tone
from archgraph.model.results.roles import Profile
from archgraph.model.source import Zone

Family = tuple[str, str]
"""Role and family."""
PLURALS = {"manager": "Managers", "registry": "Registries"}
SIGHT = 4
"""A family without any inheritance is worth a picture from this many classes."""


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
    """The classes of a family, what they inherit from, who uses them, and what the plan does with them; in production with
    their service colour. Doubles and classes of tests only where something connects them."""
    role, name = family
    limit = analysis.settings.picture_nodes
    ranked = sorted(profiles, key=lambda profile: (not _is_real(profile), -profile.importers_production, profile.key))
    members = _connected(analysis, {profile.key: profile for profile in ranked[: limit * 2 // 3]})
    hues = _hues(members.values())
    users = users_of(analysis, members, hues)
    keys = [*members, *_ancestors(analysis, members, limit - len(members) - len(users.boxes))]
    boxes = [
        class_box(analysis, key, _facts(members.get(key)), hue=hues.get(_colour(members.get(key)), 0)) for key in keys
    ]
    bases = base_links(analysis, keys)
    links = [*bases, *moves_among(analysis, members), *users.links]
    noun = count(sum(map(_is_real, profiles)), role.title(), PLURALS.get(role, ""))
    left = len(profiles) - len(members)
    return Drawing(
        name=f"{role}-{name}",
        title=f"{name}: {noun} for one job",
        subtitle=_subtitle(profiles),
        alt=f"{noun} of the family {name}{_beside(profiles)}: {listed([key.class_ for key in members], 12)}."
        f"{_used_by(users)}",
        boxes=(*boxes, *users.boxes),
        links=(*links, *grid(boxes, links)),
        groups=(Group(USERS, "used from"),) if users.boxes else (),
        legend=(
            *((f"hue:{hue}", service) for service, hue in hues.items()),
            *_grey(members.values(), len(boxes) - len(members)),
            *legend_for(boxes, bases),
            *([MOVES] if any(link.tone is Tone.FOCUS for link in links) else []),
            *([("link:faint", "uses, and in how many modules")] if users.links else []),
        ),
        notes=(f"{count(left, 'class', 'classes')} of least use not drawn.",) if left > 0 else (),
        directions=(Direction.LEFT,) if users.boxes else (Direction.UP, Direction.LEFT),  # a frame has its title above
    )


def is_worth_seeing(drawing: Drawing) -> bool:
    """Whether a family's picture shows more than a list of two or three names would."""
    users = [link.tail for link in drawing.links if link.tone is Tone.FAINT]
    tells = any(link.tone in (Tone.PLAIN, Tone.FOCUS) for link in drawing.links) or len(set(users)) < len(users)
    return tells or sum(box.group != USERS for box in drawing.boxes) >= SIGHT


def _connected(analysis: Analysis, profiles: Mapping[ClassKey, Profile]) -> dict[ClassKey, Profile]:
    """Those of production, and of the others those that inherit from one of the family, or that one inherits from."""
    ends = {end for link in base_links(analysis, profiles) for end in (link.tail, link.head)}
    return {key: profile for key, profile in profiles.items() if _is_real(profile) or box_id(key) in ends}


def _used_by(users: Users) -> str:
    return f" Used from {listed([box.title for box in users.boxes])}." if users.boxes else ""


def _is_real(profile: Profile) -> bool:
    """Production code and no double."""
    return profile.zone is Zone.PRODUCTION and not profile.double


def _subtitle(profiles: Sequence[Profile]) -> str:
    return f"in production{_beside(profiles)}"


def _beside(profiles: Sequence[Profile]) -> str:
    others = sum(not _is_real(profile) for profile in profiles)
    return f", {others} more in tests, tools and as doubles" if others else ""


def _colour(profile: Profile | None) -> str:
    """The service of a class in production."""
    return profile.service if profile and _is_real(profile) else ""


def _hues(profiles: Iterable[Profile]) -> Mapping[str, int]:
    """A colour for every service that has a member in production."""
    services = sorted({_colour(profile) for profile in profiles} - {""})
    return {service: number for number, service in enumerate(services, 1)}


def _grey(members: Iterable[Profile], ancestors: int) -> Iterator[tuple[str, str]]:
    """What boxes without a colour are."""
    aside = any(not _is_real(profile) and not profile.double for profile in members)
    kinds = [*(["in tests and tools"] if aside else ()), *(["ancestors"] if ancestors else ())]
    if kinds:
        yield ("hue:0", ", ".join(kinds))


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
        above = {base for key in level for base in bases_of(analysis, key) if base.class_ not in ROOTS}
        level = sorted(above - known - set(found))[:room]
        found |= dict.fromkeys(level)
        room -= len(level)
    return list(found)
