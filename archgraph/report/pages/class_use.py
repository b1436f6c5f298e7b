"""Who uses a class, and which others have its name; in: an Edition and the class, out: sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from archgraph.model.codebase import ClassKey, ClassRecord
from archgraph.model.results.roles import Profile, Usage
from archgraph.model.source import Zone
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    Block,
    Bullets,
    Code,
    Grid,
    Link,
    Paragraph,
    Phrase,
    Section,
    counted,
    joined,
    place,
    some,
)

_MOST_PLACES: Final = 8
_MOST_IN_TESTS: Final = 3
_KINDS: Final = ("import", "instantiate", "call", "subclass", "register", "annotate", "patch")
_DONE: Final = {
    "import": "Imported",
    "instantiate": "Instantiated",
    "call": "Called",
    "subclass": "Subclassed",
    "register": "Registered",
    "annotate": "Named in annotations",
    "patch": "Patched",
}
_TESTS: Final = (Zone.TEST, Zone.TESTINFRA)


def usage(edition: Edition, key: ClassKey, profile: Profile) -> Section:
    """Importers, instantiations, subclasses and the rest, production and tests apart."""
    usages = edition.lookup.usages[key.class_]
    blocks: list[Block] = [Paragraph(_summary(profile, usages))]
    if usages:
        blocks.append(_counts(usages))
        blocks.extend(_places(usages))
    if profile.subclasses:
        blocks.append(Paragraph(("Subclasses: ", *joined([Code(name) for name in profile.subclasses[:20]]), ".")))
    return Section("Use", "use", blocks)


def _summary(profile: Profile, usages: Sequence[Usage]) -> str:
    tooling = len({use.path for use in usages if use.what == "import" and use.zone is Zone.TOOLING})
    others = [
        counted(number, f"{side} module")
        for number, side in ((profile.importers_test, "test"), (tooling, "tooling"))
        if number
    ]
    made = f"Places that make an instance: {profile.instantiations_production:,} in production and "
    made += f"{profile.instantiations_test:,} in tests."
    if profile.importers_production:
        importers = [counted(profile.importers_production, "production module"), *others]
        return f"Imported, itself, an instance of it or its module, by {_listed(importers)}. {made}"
    if profile.instantiations_production:
        but = f"; it is imported by {_listed(others)}" if others else ""
        return f"No other production module imports it{but}. {made}"
    importing = f"it is imported by {_listed(others)}" if others else "nothing else imports it either"
    return f"Nothing in production imports it or makes an instance; {importing}."


def _listed(texts: Sequence[str]) -> str:
    return f"{', '.join(texts[:-1])} and {texts[-1]}" if len(texts) > 1 else texts[0]


def _counts(usages: Sequence[Usage]) -> Grid:
    counts = Counter((item.what, _side(item.zone)) for item in usages)
    aliased = Counter(item.what for item in usages if item.via_alias)
    kinds = [kind for kind in _KINDS if counts[kind, "production"] or counts[kind, "tests"] or counts[kind, "tooling"]]
    rows = [
        (kind, *(f"{counts[kind, side]:,}" for side in ("production", "tests", "tooling")), f"{aliased[kind]:,}")
        for kind in kinds
    ]
    return Grid(("use", "production", "tests", "tooling", "by another name"), rows, frozenset(range(1, 5)))


def _side(zone: Zone) -> str:
    return "tests" if zone in _TESTS else str(zone)


def _places(usages: Sequence[Usage]) -> Iterator[Block]:
    """Where it is used, by kind: production first, of tests a few places only."""
    items: list[Phrase] = []
    for kind in _KINDS:
        rows = [item for item in usages if item.what == kind]
        for side, most in (("production", _MOST_PLACES), ("tests", _MOST_IN_TESTS), ("tooling", _MOST_IN_TESTS)):
            found = list({(item.path, item.line): item for item in rows if _side(item.zone) == side}.values())
            if found:
                where = some([place(item.path, item.line) for item in _one_per_file(found, most)], most)
                more = len(found) - min(len(found), most)
                items.append(
                    (
                        f"{_DONE[kind]} in {side}: ",
                        *where,
                        f" and {counted(more, 'more place', 'more places')}." if more else ".",
                    )
                )
    if items:
        yield Bullets(items)
        table = Link("csv/usages.csv", "csv/usages.csv", True)
        yield Paragraph(("Every place, with the symbol around it: ", table, "."))


def _one_per_file(found: Sequence[Usage], most: int) -> list[Usage]:
    """As many places as are shown, from as many files as possible."""
    first = list({item.path: item for item in reversed(found)}.values())[::-1]
    rest = [item for item in found if item not in first]
    return sorted((*first, *rest)[:most], key=lambda item: (item.path, item.line))


def namesakes(edition: Edition, key: ClassKey) -> Iterator[Section]:
    """Other class statements of the same bare name."""
    others = [record for record in edition.lookup.namesakes[key.class_.rpartition(".")[2]] if record.key != key]
    if not others:
        return
    rows = [_namesake(edition, record) for record in others[:_MOST_PLACES]]
    text = f"{counted(len(others), 'other class has', 'other classes have')} this name."
    grid = Grid(("class", "service", "zone", "production importers", "place"), rows, frozenset({3}))
    more = [Paragraph(f"… and {len(others) - len(rows):,} more.")] if len(others) > len(rows) else []
    yield Section("Same name", "namesakes", [Paragraph(text), grid, *more])


def _namesake(edition: Edition, record: ClassRecord) -> tuple[Phrase, ...]:
    profiles = edition.lookup.profiles[record.key]
    name = Link(record.class_, edition.class_pages[record.key], True) if profiles else Code(record.class_)
    importers = f"{profiles[0].importers_production:,}" if profiles else ""
    return (name, record.service, str(record.zone), importers, place(record.path, record.line))
