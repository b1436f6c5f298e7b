"""In: an analysis; out: drawings of families of Managers and Registries: who is there, who inherits, who is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from archgraph.graphs.drawings.classes import base_links, bases_of, class_box, grid, legend_for
from archgraph.graphs.drawings.hierarchies import ROOTS
from archgraph.graphs.drawings.words import count, listed
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey
from archgraph.model.drawing import Direction, Drawing, Tone
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
    """The classes of a family, their ancestors, and how much they are used; in production with their service colour."""
    role, name = family
    limit = analysis.settings.picture_nodes
    ranked = sorted(profiles, key=lambda profile: (not _is_real(profile), -profile.importers_production, profile.key))
    members = {profile.key: profile for profile in ranked[: limit * 2 // 3]}
    hues = _hues(members.values())
    keys = [*members, *_ancestors(analysis, members, limit - len(members))]
    boxes = [
        class_box(analysis, key, _facts(members.get(key)), hue=hues.get(_colour(members.get(key)), 0)) for key in keys
    ]
    links = base_links(analysis, keys)
    noun = count(sum(map(_is_real, profiles)), role.title(), PLURALS.get(role, ""))
    left = len(profiles) - len(members)
    return Drawing(
        name=f"{role}-{name}",
        title=f"{name}: {noun} for one job",
        subtitle=_subtitle(profiles),
        alt=f"{noun} of the family {name}{_beside(profiles)}: {listed([key.class_ for key in members], 12)}.",
        boxes=tuple(boxes),
        links=(*links, *grid(boxes, links)),
        legend=(
            *((f"hue:{hue}", service) for service, hue in hues.items()),
            *_grey(members.values(), len(boxes) - len(members)),
            *legend_for(boxes, links),
        ),
        notes=(f"{count(left, 'class', 'classes')} of least use not drawn.",) if left > 0 else (),
        directions=(Direction.UP, Direction.LEFT),
    )


def is_worth_seeing(drawing: Drawing) -> bool:
    """Whether a family's picture shows more than a list of two or three names would."""
    return len(drawing.boxes) >= SIGHT or any(link.tone is not Tone.HIDDEN for link in drawing.links)


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
