"""What the classes of an inventory have in common; in: an Edition, the classes and their signatures, out: sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from archgraph.model.codebase import ClassKey
from archgraph.model.results.strings import standing
from archgraph.report.artefact import Edition
from archgraph.report.document import Bullets, Code, Grid, Paragraph, Phrase, Section, counted, joined, place
from archgraph.report.lookup import grouped
from archgraph.report.pages.mro_wanted import MOST_METHODS, Wanted, categories, violations
from archgraph.report.pages.suggestion import full, in_short
from archgraph.report.signatures import Signature, signatures


def shared(wanted: Wanted, known: Mapping[ClassKey, Sequence[Signature]]) -> Iterator[Section]:
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


def common_base(wanted: Wanted, known: Mapping[ClassKey, Sequence[Signature]]) -> Iterator[Section]:
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


def same_concept(wanted: Wanted) -> Iterator[Section]:
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


def events(edition: Edition, wanted: Wanted) -> Iterator[Section]:
    """For each event: who defines a method that emits or handles it, and where its name stands in a string."""
    if not wanted.events:
        return
    owners: dict[str, list[ClassKey]] = {}
    chosen = set(wanted.keys)
    for key in wanted.keys:
        for each in signatures(edition.analysis, key):
            owners.setdefault(each.name, []).append(key)
    texts = {use.value: use.count for use in standing(edition.analysis.strings, wanted.events)}
    rows: list[tuple[Phrase, ...]] = []
    for event in wanted.events:
        emitting = [
            key for verb in ("emit", "notify", "send") for key in owners.get(f"{verb}_{event}", ()) if key in chosen
        ]
        handling = [key for verb in ("on", "handle") for key in owners.get(f"{verb}_{event}", ())]
        rows.append((Code(event), _owners(emitting), _owners(handling), f"{texts.get(event, 0):,}"))
    grid = Grid(("event", "emitted by a method of", "handled by a method of", "strings"), rows, frozenset({3}))
    yield Section("Events", "events", [grid])


def _owners(keys: Sequence[ClassKey]) -> Phrase:
    return joined([Code(f"{key.class_.rpartition('.')[2]}") for key in keys]) if keys else "NOT FOUND"


def scores(edition: Edition, wanted: Wanted) -> Iterator[Section]:
    """The audit of inheritance: violations by severity, diamonds, the average score, and the ten worst."""
    chosen = set(wanted.keys)
    scores = [score for score in edition.analysis.scores if score.key in chosen]
    if not scores:
        return
    issues = violations(edition, wanted)
    by_severity = Counter(str(issue.severity) for issue in issues)
    diamonds = sum(bool(score.diamonds) for score in scores)
    average = sum(score.score for score in scores) / len(scores)
    graded = ", ".join(f"{number:,} {name}" for name, number in sorted(by_severity.items()))
    found = f"{len({issue.key for issue in issues}):,} with issues ({graded})" if issues else "none with issues"
    text = f"{counted(len(scores), 'class', 'classes')} analysed, {found}, {counted(diamonds, 'diamond')}, "
    text += f"average score {average:.1f} of 100."
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


def consolidation(edition: Edition, wanted: Wanted) -> Iterator[Section]:
    """What the facts suggest for each class, where that is more than to keep it as it is."""
    items: list[Phrase] = []
    for key in wanted.keys:
        action, confidence, reasons, steps = in_short(edition, key)
        if action and (action != "keep" or steps):
            sentences = [part for text in (*reasons, *steps) for part in (" ", *full(text))]
            items.append((Code(key.class_), f": {action}, confidence {confidence:.2f}.", *sentences))
    if items:
        yield Section("Recommended consolidation", "consolidation", [Bullets(items)])
