"""The MRO report of many classes in one page, with what they have in common; in: an Edition and classes, out: a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from archgraph.model.codebase import ClassKey
from archgraph.model.results import MroIssue, MroStatus, Severity
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    Block,
    Bullets,
    Code,
    Grid,
    Page,
    Paragraph,
    Phrase,
    Section,
    counted,
    joined,
    place,
)
from archgraph.report.document import sentence as prose
from archgraph.report.lookup import grouped
from archgraph.report.pages.class_conduct import conduct_of
from archgraph.report.pages.class_mro import conflict, lane, overrides, troubles
from archgraph.report.signatures import Signature, signatures

CATEGORIES = ("agent", "tool", "service")
CORE = ("register", "get", "list", "remove", "has", "clear")
MOST_METHODS = 10


class Wanted(NamedTuple):
    """What the page is about: the classes, methods to tick off, events to trace, and names that mean no class."""

    keys: Sequence[ClassKey]
    title: str
    methods: Sequence[str] = CORE
    events: Sequence[str] = ()
    missing: Sequence[str] = ()


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
        *_shared(wanted, known),
        *_common_base(wanted, known),
        *_same_concept(wanted),
        *_events(edition, wanted),
        *_scores(edition, wanted),
        *_consolidation(edition, wanted),
    ]
    return Page("mro_report.md", wanted.title, blocks)


def categories(keys: Sequence[ClassKey]) -> Mapping[str, tuple[ClassKey, ...]]:
    """The classes by what their name says first: agent, tool, service, else other; in this order."""
    found = grouped(keys, category)
    return {name: found[name] for name in (*map(str.title, CATEGORIES), "Other") if found[name]}


def category(key: ClassKey) -> str:
    """Of one class."""
    name = key.class_.rpartition(".")[2].lower()
    return next((word.title() for word in CATEGORIES if word in name), "Other")


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


def violations(edition: Edition, wanted: Wanted) -> list[MroIssue]:
    """What the checks of inheritance found about these classes, the worst first."""
    chosen = set(wanted.keys)
    found = [issue for issue in edition.analysis.issues if issue.key in chosen and issue.severity is not Severity.INFO]
    return sorted(found, key=lambda issue: (list(Severity).index(issue.severity), issue.key, issue.kind))


def _summary(edition: Edition, wanted: Wanted, today: str) -> Iterator[Block]:
    files = len({key.path for key in wanted.keys})
    sorts = ", ".join(f"{len(keys)} {name}" for name, keys in categories(wanted.keys).items())
    text = f"{counted(len(wanted.keys), 'class', 'classes')} in {counted(files, 'file')}, {today}"
    yield Paragraph(f"{text}: {sorts}." if sorts else f"{text}.")
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


def _shared(wanted: Wanted, known: Mapping[ClassKey, Sequence[Signature]]) -> Iterator[Section]:
    """Methods that several of the classes define, and with how many different signatures."""
    found = _by_method(known)
    several = sorted((name for name in found if len(found[name]) > 1), key=lambda name: (-len(found[name]), name))
    if several:
        rows = [_shared_row(name, found[name]) for name in several[:MOST_METHODS]]
        more = f"… and {len(several) - len(rows):,} more." if len(several) > len(rows) else ""
        grid = Grid(
            ("method", "classes", "signatures", "the most frequent", "defined by"), rows, frozenset({1, 2}), more
        )
        yield Section("Methods of several classes", "shared", [grid])


def _by_method(known: Mapping[ClassKey, Sequence[Signature]]) -> dict[str, list[tuple[ClassKey, Signature]]]:
    found: dict[str, list[tuple[ClassKey, Signature]]] = {}
    for key, own in known.items():
        for each in own:
            if not each.name.startswith("_"):
                found.setdefault(each.name, []).append((key, each))
    return found


def _shared_row(name: str, rows: Sequence[tuple[ClassKey, Signature]]) -> tuple[Phrase, ...]:
    texts = Counter(each.text for _, each in rows)
    owners = [Code(key.class_.rpartition(".")[2]) for key, _ in rows[:6]]
    more = f" and {len(rows) - 6} more" if len(rows) > 6 else ""
    return (Code(name), str(len(rows)), str(len(texts)), Code(texts.most_common(1)[0][0]), (*joined(owners), more))


def _common_base(wanted: Wanted, known: Mapping[ClassKey, Sequence[Signature]]) -> Iterator[Section]:
    """Per category: the methods that at least half of its classes define alike: what a base class would hold."""
    items: list[Phrase] = []
    for name, keys in categories(wanted.keys).items():
        texts = Counter(each.text for key in keys for each in known[key] if not each.name.startswith("_"))
        common = sorted(text for text, number in texts.items() if number > 1 and number * 2 >= len(keys))
        if common:
            items.append((f"{name}: ", *joined([Code(text) for text in common]), "."))
    if items:
        text = "At least half of a category's classes define these alike; a common base class can declare them:"
        yield Section("Proposed base class", "base", [Paragraph(text), Bullets(items)])


def _same_concept(wanted: Wanted) -> Iterator[Section]:
    """Names that are one but for words like Unified and Global."""
    found = grouped(wanted.keys, lambda key: _concept(key.class_.rpartition(".")[2]))
    several = sorted(name for name in found if name and len(found[name]) > 1)
    if several:
        items = [
            (Code(name), ": ", *joined([place(key.path, key.line) for key in found[name]]), ".") for name in several
        ]
        yield Section("Several implementations of one concept", "concepts", [Bullets(items)])


def _concept(name: str) -> str:
    for word in ("Unified", "Universal", "Global", "Enhanced", "Base", "Class"):
        name = name.replace(word, "")
    return name


def _events(edition: Edition, wanted: Wanted) -> Iterator[Section]:
    """For each event: who defines a method that emits or handles it, and where its name stands in a string."""
    if not wanted.events:
        return
    owners: dict[str, list[ClassKey]] = {}
    chosen = set(wanted.keys)
    for key in wanted.keys:
        for each in signatures(edition.analysis, key):
            owners.setdefault(each.name, []).append(key)
    texts = grouped(edition.analysis.strings, lambda use: use.value)
    rows: list[tuple[Phrase, ...]] = []
    for event in wanted.events:
        emitting = [
            key for verb in ("emit", "notify", "send") for key in owners.get(f"{verb}_{event}", ()) if key in chosen
        ]
        handling = [key for verb in ("on", "handle") for key in owners.get(f"{verb}_{event}", ())]
        rows.append((Code(event), _owners(emitting), _owners(handling), f"{len(texts[event]):,}"))
    grid = Grid(("event", "emitted by a method of", "handled by a method of", "strings"), rows, frozenset({3}))
    yield Section("Events", "events", [grid])


def _owners(keys: Sequence[ClassKey]) -> Phrase:
    return joined([Code(f"{key.class_.rpartition('.')[2]}") for key in keys]) if keys else "NOT FOUND"


def _scores(edition: Edition, wanted: Wanted) -> Iterator[Section]:
    """The audit of inheritance: violations by severity, diamonds, the average score, and the ten worst."""
    chosen = set(wanted.keys)
    scores = [score for score in edition.analysis.scores if score.key in chosen]
    if not scores:
        return
    issues = violations(edition, wanted)
    by_severity = Counter(str(issue.severity) for issue in issues)
    diamonds = sum(bool(score.diamonds) for score in scores)
    average = sum(score.score for score in scores) / len(scores)
    text = (
        f"{counted(len(scores), 'class', 'classes')} analysed, {len({issue.key for issue in issues}):,} with issues "
        f"({', '.join(f'{number} {name}' for name, number in sorted(by_severity.items())) or 'none'}), "
        f"{counted(diamonds, 'diamond')}, average score {average:.1f} of 100."
    )
    worst = sorted(scores, key=lambda score: (-score.score, score.key))[:10]
    rows: list[tuple[Phrase, ...]] = [
        (
            Code(s.key.class_),
            f"{s.score:.0f}",
            str(s.depth),
            str(s.parents),
            str(len(s.shadows)),
            place(s.key.path, s.key.line),
        )
        for s in worst
    ]
    head = ("class", "score", "ancestors", "bases", "hidden methods", "place")
    yield Section("Audit of inheritance", "audit", [Paragraph(text), Grid(head, rows, frozenset({1, 2, 3, 4}))])


def _consolidation(edition: Edition, wanted: Wanted) -> Iterator[Section]:
    """What the facts suggest for each class, where that is more than to keep it as it is."""
    items: list[Phrase] = []
    for key in wanted.keys:
        advice = conduct_of(edition, key).advice
        if advice.action and (advice.action != "keep" or advice.before or advice.steps or advice.after):
            reasons = "; ".join(advice.reasons)
            items.append(
                (Code(key.class_), f": {advice.action} (confidence {advice.confidence:.2f}). ", *prose(f"{reasons}."))
            )
            items[-1] = (
                *items[-1],
                *(
                    part
                    for step in (*advice.before, *advice.steps, *advice.after)
                    for part in (" ", *prose(f"{step}."))
                ),
            )
    if items:
        yield Section("Recommended consolidation", "consolidation", [Bullets(items)])
