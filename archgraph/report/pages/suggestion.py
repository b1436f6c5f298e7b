"""What the facts about a Manager or Registry suggest, as far as they carry; in: an Edition, out: a section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archgraph.model.results import Profile
from archgraph.report.artefact import Edition
from archgraph.report.document import Bullets, Phrase, Section, counted
from archgraph.report.pages.families import by_use, class_link, is_counted


def suggestions(edition: Edition, profiles: Sequence[Profile]) -> Iterator[Section]:
    """One sentence per thing that the facts suggest; no section when they suggest nothing."""
    if not is_counted(profiles[0]):
        return
    items = [phrase for profile in profiles for phrase in _of(edition, profile)]
    if items:
        yield Section("What the facts suggest", "suggestion", [Bullets(items)])


def _of(edition: Edition, profile: Profile) -> Iterator[Phrase]:
    if profile.action:
        yield f"{profile.action}."
        return
    rivals = [other for other in edition.lookup.families[profile.role, profile.family] if is_counted(other)]
    leader = min([profile, *rivals], key=by_use)
    used = profile.importers_production or profile.instantiations_production
    if not used and not profile.subclasses:
        tests = counted(profile.importers_test, "test module imports", "test modules import")
        yield f"Delete, after a look for uses by name: no production code uses it, {tests} it (confidence medium)."
    elif leader is not profile and profile.service == leader.service and not _are_kin(edition, profile, leader):
        yield from _beside_leader(edition, profile, leader)
    elif leader is profile and len(rivals) > 1:
        others = counted(len(rivals) - 1, "other class", "other classes")
        most = f"of its family it has the most importers in production ({profile.importers_production:,})"
        yield f"Keep: {most}, and {others} can be measured against it."


def _are_kin(edition: Edition, profile: Profile, other: Profile) -> bool:
    """Whether one inherits from the other: then they are layers of one thing, not rivals."""
    mros = edition.analysis.mros
    above = [{ancestor.key for ancestor in mros[key].ancestors} for key in (profile.key, other.key) if key in mros]
    return any(profile.key in keys and other.key in keys for keys in above)


def _beside_leader(edition: Edition, profile: Profile, leader: Profile) -> Iterator[Phrase]:
    shared = sorted(set(profile.public_methods) & set(leader.public_methods))
    if not shared:
        yield (
            "Keep apart or rename: it shares no public method with ",
            class_link(edition, leader),
            ", the most used of its family (confidence low).",
        )
        return
    part = f"{len(shared):,} of its {counted(len(profile.public_methods), 'public method')}"
    yield (
        "Compare with ",
        class_link(edition, leader),
        f", which has {part} and {leader.importers_production:,} importers",
        " (confidence low).",
    )
