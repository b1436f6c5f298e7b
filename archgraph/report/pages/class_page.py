"""The MRO report of one Manager or Registry: in: an Edition and the class, out: its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archgraph.model.codebase import ClassKey
from archgraph.model.facts.outline import Status
from archgraph.model.results.roles import Profile
from archgraph.model.source import Zone
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    Block,
    Bullets,
    Code,
    Grid,
    Inline,
    Link,
    Page,
    Paragraph,
    Phrase,
    Section,
    counted,
    place,
    sentence,
    some,
)
from archgraph.report.pages.class_company import clashes, near_names, phantoms
from archgraph.report.pages.class_conduct import concurrency, life, lifetime_reason, placed
from archgraph.report.pages.class_index import family_anchor
from archgraph.report.pages.class_mro import conflict, lane, overrides, troubles
from archgraph.report.pages.class_names import names
from archgraph.report.pages.class_use import namesakes, usage
from archgraph.report.pages.suggestion import suggestions, verdict


def class_page(edition: Edition, key: ClassKey) -> Page:
    """Everything known about one class with a role."""
    profiles = edition.lookup.profiles[key]
    name = key.class_.rpartition(".")[2]
    blocks: list[Block] = [
        Paragraph(_opening(edition, profiles)),
        *names(edition, key),
        lane(edition, key),
        *conflict(edition, key),
        *overrides(edition, key),
        *troubles(edition, key),
        life(edition, profiles[0]),
        *concurrency(edition, profiles[0]),
        usage(edition, key, profiles[0]),
        *namesakes(edition, key),
        *near_names(edition, key),
        *clashes(edition, key),
        *phantoms(edition, key),
        *_findings(edition, key),
        *_unknown(edition, profiles[0]),
        *suggestions(edition, profiles),
    ]
    return Page(edition.class_pages[key], name, blocks)


def _opening(edition: Edition, profiles: Sequence[Profile]) -> tuple[Inline, ...]:
    profile = profiles[0]
    roles = " and ".join(item.role.capitalize() for item in profiles)
    kind = f"{'a double of a' if profile.double else 'a'} {roles}"
    family = (
        (" of the family ", Link(profile.family, f"mro/index.md#{family_anchor(profile.family)}"))
        if profile.family
        else ()
    )
    zone = "test infrastructure" if profile.zone is Zone.TESTINFRA else str(profile.zone)
    of = f" of service {profile.service}" if profile.service else ""
    facts = f", in {zone}{of}, {counted(profile.lines, 'line')}."
    texts = dict.fromkeys(text for item in profiles for text in item.evidence if not text.startswith("lifetime "))
    evidence = (" ", *placed(f"It counts as one because {' and '.join(texts)}.")) if texts else ()
    where = (" at ", place(profile.key.path, profile.key.line))
    head = (Code(profile.key.class_), f" is {kind}", *family, *where, facts, *evidence)
    return (*head, *verdict(edition, profile))


def _findings(edition: Edition, key: ClassKey) -> Iterator[Section]:
    items = [f for f in edition.lookup.findings[key.class_] if f.path == key.path]
    if items:
        rows = [(Code(f.rule), str(f.severity), sentence(f.message), place(f.path, f.line)) for f in items]
        yield Section("Findings", "findings", [Grid(("rule", "severity", "what is wrong", "place"), rows)])


def _unknown(edition: Edition, profile: Profile) -> Iterator[Section]:
    items: list[Phrase] = []
    mro = edition.analysis.mros.get(profile.key)
    if mro and mro.reason:
        items.append(f"The MRO is {mro.status}: {mro.reason}.")
    if profile.lifetime == "unknown":
        told = "see State and life" if lifetime_reason(profile) else "nothing in the code tells"
        items.append(f"How long an instance lives: {told}.")
    module = edition.analysis.codebase.modules.get(profile.key.path)
    if module and module.error:
        items.append(
            f"The file does not parse (line {module.error_line}: {module.error}); what stands below may be more."
        )
    items.extend(_unseen(edition, profile))
    if items:
        yield Section("What is not known", "unknown", [Bullets(items)])


def _unseen(edition: Edition, profile: Profile) -> Iterator[Phrase]:
    """Uses that may be more than were found: in files that were read in part, and by strings."""
    modules = edition.analysis.codebase.modules
    using = {usage.path for usage in edition.lookup.usages[profile.key.class_]}
    broken = sorted(path for path in using if path in modules and modules[path].status is not Status.PARSED)
    if broken:
        text = f"{counted(len(broken), 'file that uses it does', 'files that use it do')} not parse and may use it more often: "
        yield (text, *some([place(path, modules[path].error_line) for path in broken], 3), ".")
    named = edition.lookup.strings.get(profile.key.class_.rpartition(".")[2], ())
    if named:
        where = some([place(*each) for each in named], 3)
        yield (f"{counted(len(named), 'string names', 'strings name')} it, and may load it: ", *where, ".")
