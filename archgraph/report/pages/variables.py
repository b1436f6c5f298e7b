"""Environment variables one by one: in: an Edition, out: who reads and writes each, and with which defaults."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from archgraph.model.results.environment import EnvironmentAccess
from archgraph.model.source import Zone
from archgraph.report.artefact import Edition
from archgraph.report.document import Code, Grid, Inline, Paragraph, Phrase, Section, counted, nothing, rest, some
from archgraph.report.lookup import grouped

_MOST: Final = 15
_MOST_DEFAULTS: Final = 3
_SURFACES: Final = ("direct", "alias")


def variables(edition: Edition) -> Section:
    """A row for each variable of production and tooling, the most scattered first."""
    items = [
        item
        for item in edition.analysis.environment
        if item.key and item.surface in _SURFACES and item.zone in (Zone.PRODUCTION, Zone.TOOLING)
    ]
    if not items:
        return nothing("Variables", "variables", "No variable is named outside tests.")
    by_key = grouped(items, lambda item: item.key)
    order = sorted(by_key, key=lambda key: (-len({item.path for item in by_key[key]}), -len(by_key[key]), key))
    several = sum(len(_defaults(group)) > 1 for group in by_key.values())
    written = sum(all(item.access != "read" for item in group) for group in by_key.values())
    text = f"{counted(len(order), 'variable')} outside tests: {several:,} read with different defaults, "
    text += f"{written:,} written and never read there."
    rows = [_row(key, by_key[key]) for key in order[:_MOST]]
    head = ("variable", "files", "reads", "writes", "not allowed", "services", "defaults")
    grid = Grid(head, rows, frozenset({1, 2, 3, 4, 5}), rest(len(rows), len(order), "environment"))
    return Section("Variables", "variables", [Paragraph(text), grid])


def _row(key: str, items: Sequence[EnvironmentAccess]) -> tuple[Phrase, ...]:
    numbers = (
        len({item.path for item in items}),
        sum(item.access == "read" for item in items),
        sum(item.access in ("write", "delete") for item in items),
        sum(not item.allowed for item in items),
        len({item.service for item in items}),
    )
    defaults: list[Inline] = [Code(default) for default in _defaults(items)]
    shown = some(defaults, _MOST_DEFAULTS) if defaults else ""
    return (Code(key), *(f"{number:,}" for number in numbers), shown)


def _defaults(items: Sequence[EnvironmentAccess]) -> list[str]:
    return sorted({item.default for item in items if item.default and item.access == "read"})
