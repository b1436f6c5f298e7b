"""The names that a class is known by, one line per bare name; in: an Edition and the class, out: a section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archgraph.model.codebase import Alias, ClassKey
from archgraph.report.artefact import Edition
from archgraph.report.document import Code, Grid, Link, Paragraph, Phrase, Section, counted, place, rest
from archgraph.report.lookup import grouped
from archgraph.report.pages.dotted import ending

_MOST_NAMES = 20


def names(edition: Edition, key: ClassKey) -> Iterator[Section]:
    """Every bare name that leads to the class, its own in other modules included, the most imported first."""
    aliases = edition.lookup.aliases[key.class_, key.path]
    if not aliases:
        return
    own = ending(key.class_, 1)
    by_name = grouped(aliases, lambda alias: ending(alias.name, 1))
    others = len(by_name) - (own in by_name)
    ordered = sorted(by_name, key=lambda name: (-sum(alias.importers for alias in by_name[name]), name))
    rows = [_row(name, by_name[name]) for name in ordered[:_MOST_NAMES]]
    head = ("name", "dotted names", "importers", "how", "most hops", "most imported as", "made at")
    grid = Grid(head, rows, frozenset({1, 2, 4}), rest(len(rows), len(ordered), "aliases"))
    reach = counted(len(aliases), "further dotted name")
    known = f"It goes by {counted(others, 'other name')}, and" if others else "It has no other name, but"
    table = Link("csv/aliases.csv", "csv/aliases.csv", code=True)
    text = (f"{known} can be reached by {reach}; each with its place: ", table, ".")
    yield Section("Names", "names", [Paragraph(text), grid])


def _row(name: str, aliases: Sequence[Alias]) -> tuple[Phrase, ...]:
    main = min(aliases, key=lambda alias: (-alias.importers, alias.hops, alias.name))
    how = ", ".join(sorted({alias.how.replace("re_export", "re-export").replace("_", " ") for alias in aliases}))
    importers = f"{sum(alias.importers for alias in aliases):,}"
    hops = f"{max(alias.hops for alias in aliases):,}"
    return (Code(name), f"{len(aliases):,}", importers, how, hops, Code(main.name), place(main.path, main.line))
