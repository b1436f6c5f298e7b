"""The topology of registries: in: an Edition, out: who fills, reads, empties and goes past each, and what a second key does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from archgraph.model.results.registrations import Registration
from archgraph.model.source import Zone
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    Code,
    Grid,
    Inline,
    Paragraph,
    Phrase,
    Section,
    counted,
    nothing,
    place,
    rest,
    some,
)
from archgraph.report.lookup import grouped
from archgraph.report.pages.dotted import ending

_MOST: Final = 15
_MOST_KEYS: Final = 4
_EMPTIES: Final = ("remove", "clear")


def topology(edition: Edition) -> Section:
    """A row for each registry that production fills or reads, the most used first."""
    production = [each for each in edition.analysis.registrations if each.zone is Zone.PRODUCTION]
    if not production:
        text = "No place of production was found that fills or reads a registry."
        return nothing("Who fills and reads which registry", "topology", text)
    by_registry = grouped(production, lambda each: each.registry)
    order = sorted(by_registry, key=lambda name: (-len(by_registry[name]), name))
    tests = Counter(each.registry for each in edition.analysis.registrations if each.zone is not Zone.PRODUCTION)
    unread = [name for name in order if {each.operation for each in by_registry[name]} == {"register"}]
    text = f"{counted(len(order), 'registry', 'registries')} in use by production"
    text += f"; {len(unread):,} of them filled and never read there. " if unread else ". "
    text += (
        "A call counts where what it is called on is known to be the registry; gone past is private state touched from "
        "outside, or a class made by hand that the registry hands out; a second key is what happens when the key is there."
    )
    rows = [_row(name, by_registry[name], tests[name]) for name in order[:_MOST]]
    head = ("registry", "filled", "read", "emptied", "gone past", "in tests", "a second key", "keys", "first filled at")
    grid = Grid(head, rows, frozenset({1, 2, 3, 4, 5}), rest(len(rows), len(order), "registrations"))
    return Section("Who fills and reads which registry", "topology", [Paragraph(text), grid])


def _row(name: str, uses: Sequence[Registration], tests: int) -> tuple[Phrase, ...]:
    counts = Counter(each.operation for each in uses)
    fills = [each for each in uses if each.operation == "register"]
    numbers = (counts["register"], counts["read"], sum(counts[each] for each in _EMPTIES), counts["bypass"], tests)
    does = sorted({each.on_duplicate for each in fills if each.on_duplicate})
    keys: list[Inline] = [Code(key) for key in sorted({each.key for each in fills if each.key})]
    first = place(fills[0].path, fills[0].line) if fills else "nowhere"
    shown = Code(ending(name, 2))
    said = ", ".join(does) or ("unknown" if fills else "")
    return (shown, *(f"{number:,}" for number in numbers), said, some(keys, _MOST_KEYS) if keys else "", first)
