"""The MRO report of many classes in one page, with what they have in common; in: an Edition and classes, out: a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archgraph.model.codebase import ClassKey
from archgraph.model.results.mro import MroStatus
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    Block,
    Bullets,
    Code,
    Page,
    Paragraph,
    Phrase,
    Section,
    counted,
    joined,
    place,
)
from archgraph.report.document import sentence as prose
from archgraph.report.pages.class_conduct import conduct_of
from archgraph.report.pages.class_mro import conflict, lane, overrides, troubles
from archgraph.report.pages.mro_shared import common_base, consolidation, events, same_concept, scores, shared
from archgraph.report.pages.mro_wanted import MOST_METHODS, Wanted, categories, violations
from archgraph.report.signatures import Signature, signatures

_NONE = (
    "There is none in production: --with-tests looks in tests and tooling, too, --registries and --all-managers for the "
    "one or the other, --class NAME for a class by its name."
)


def inventory(edition: Edition, wanted: Wanted, today: str) -> Page:
    """The whole page: summary, categories, each class, what several share, events, issues, what to consolidate."""
    known = {key: signatures(edition.analysis, key) for key in wanted.keys}
    blocks: list[Block] = [
        *_summary(edition, wanted, today),
        *(
            Section(
                f"{name}: {counted(len(keys), 'class', 'classes')}",
                name.lower(),
                [_class(edition, key, wanted, known) for key in keys],
            )
            for name, keys in categories(wanted.keys).items()
        ),
        *shared(wanted, known),
        *common_base(wanted, known),
        *same_concept(wanted),
        *events(edition, wanted),
        *scores(edition, wanted),
        *consolidation(edition, wanted),
    ]
    return Page("mro_report.md", wanted.title, blocks)


def warnings(edition: Edition, wanted: Wanted) -> list[str]:
    """Sentences for the terminal: what is there more than once, what Python refuses, what exceeds a threshold."""
    found = [
        f"{len(keys)} classes are about {name.lower()}s: one source of truth was meant."
        for name, keys in categories(wanted.keys).items()
        if len(keys) > 1 and name != "Other"
    ]
    mros = edition.analysis.mros
    refused = [key for key in wanted.keys if mros[key].status in (MroStatus.INCONSISTENT, MroStatus.CYCLIC)]
    found += [f"{key.class_} ({key.path}:{key.line}) has no MRO: {mros[key].reason}." for key in refused]
    found += [
        f"{issue.severity}: {issue.message} ({issue.key.path}:{issue.line})." for issue in violations(edition, wanted)
    ]
    return found + [f"error: there is no class {name}." for name in wanted.missing]


def _summary(edition: Edition, wanted: Wanted, today: str) -> Iterator[Block]:
    files = len({key.path for key in wanted.keys})
    sorts = ", ".join(f"{len(keys)} {name}" for name, keys in categories(wanted.keys).items())
    text = f"{counted(len(wanted.keys), 'class', 'classes')} in {counted(files, 'file')}, {today}"
    yield Paragraph(f"{text}: {sorts}." if sorts else f"{text}.")
    if not wanted.keys and not wanted.missing:
        yield Paragraph(_NONE)
    said = warnings(edition, wanted)
    if said:
        yield Bullets(said)
    if wanted.missing:
        yield Section(
            "Not found", "missing", [Bullets([(Code(name), " means no class here.") for name in wanted.missing])]
        )


def _class(edition: Edition, key: ClassKey, wanted: Wanted, known: Mapping[ClassKey, Sequence[Signature]]) -> Section:
    record = edition.analysis.codebase.classes[key]
    profiles = edition.lookup.profiles[key]
    own = known[key]
    facts: list[Phrase] = [
        ("Place: ", place(key.path, key.line), "."),
        ("Bases: ", *(joined([Code(text) for text in record.bases]) or ("none",)), "."),
        ("Decorators: ", *(joined([Code(text) for text in record.decorators]) or ("none",)), "."),
        f"{counted(len(own), 'method')} of its own, {counted(edition.analysis.mros[key].depth, 'ancestor')}.",
        ("Asked for: ", *joined([(_tick(edition, key, name)) for name in wanted.methods]), "."),
    ]
    if profiles:
        locks = profiles[0].locks
        facts.append(("Locks: ", *(joined([Code(text) for text in locks]) or ("none",)), "."))
        state = (*profiles[0].state, *profiles[0].mutable_class_state)
        facts.append(f"{counted(len(set(state)), 'attribute')} of its instances and of itself.")
        making = conduct_of(edition, key).making
        facts += [(*prose(f"Made: {each.text}"), " (", place(each.path, each.line), ").") for each in making]
    public = [each for each in own if not each.name.startswith("_")][:MOST_METHODS]
    if public:
        facts.append(("First methods: ", *joined([Code(each.short) for each in public]), "."))
    blocks: list[Block] = [Bullets(facts), lane(edition, key), *conflict(edition, key), *overrides(edition, key)]
    return Section(key.class_, key.class_, [*blocks, *troubles(edition, key)])


def _tick(edition: Edition, key: ClassKey, name: str) -> str:
    """Who answers a call of the method: the class itself, an ancestor, or nobody."""
    lineage = edition.analysis.lineages.get(key)
    for row in lineage.lanes if lineage else ():
        if name in row.reached:
            owner = "" if row.ancestor.key == key else f" (from {row.ancestor.name.rpartition('.')[2]})"
            return f"✓ {name}{owner}"
    return f"✗ {name}"
