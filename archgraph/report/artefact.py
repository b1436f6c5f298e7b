"""What renderers make: artefacts, from an edition; and how the writer finds the renderers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from archgraph.gate.scorecard import Decision
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey
from archgraph.report.catalogue import TABLES
from archgraph.report.cells import Cell
from archgraph.report.figures import FIGURE_NAMES, MEASURED
from archgraph.report.filenames import file_names
from archgraph.report.lookup import Lookup
from archgraph.report.measured import Measured, measure
from archgraph.report.scoring import decisions_of
from archgraph.report.table import Table

Made = TypeVar("Made")


class Picture(NamedTuple):
    """A drawing for pages: `svg` is None when no layout could be made, `note` then says why.

    `name` is its file name below graphs/ without the ending, `alt` says in words what it shows.
    """

    name: str
    title: str
    alt: str
    svg: bytes | None = None
    note: str = ""


@dataclass(frozen=True)
class Edition:
    """What a run publishes: the analysis, the pictures laid out for its pages, and what several pages need."""

    analysis: Analysis
    pictures: Sequence[Picture] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    """What each rule is about, in a sentence, by its name."""
    _rows: dict[str, list[tuple[Cell, ...]]] = field(default_factory=dict)
    _made: dict[Callable[[Edition], Any], Any] = field(default_factory=dict)

    @cached_property
    def figures(self) -> tuple[Measured, ...]:
        """The figures of summary.json, measured once."""
        return measure(self.analysis, FIGURE_NAMES, self.rows)

    def rows(self, table: Table) -> Iterable[tuple[Cell, ...]]:
        """The rows of a table; those that figures are measured on, and that are written as well, are made once."""
        if table.name not in MEASURED:
            return table.rows(self.analysis)
        if table.name not in self._rows:
            self._rows[table.name] = list(table.rows(self.analysis))
        return self._rows[table.name]

    def last_rows(self, table: Table) -> Iterable[tuple[Cell, ...]]:
        """The rows of a table for who asks last: they are not kept any longer."""
        self.figures  # noqa: B018  measured before their rows go
        return self._rows.pop(table.name, None) or self.rows(table)

    def once(self, make: Callable[[Edition], Made]) -> Made:
        """What `make` gives for this edition, a page in several formats for one: made when it is first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """The number of rows of each table, by its name."""
        return {table.name: table.count(self.analysis) for table in TABLES}

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """The scorecard, empty when nothing has a target."""
        return decisions_of(self.analysis, self.figures)

    @cached_property
    def lookup(self) -> Lookup:
        """The analysis by class, module and rule, indexed once."""
        return Lookup(self.analysis)

    @cached_property
    def class_pages(self) -> Mapping[ClassKey, str]:
        """Where below OUT the report of a Manager or Registry stands."""
        names = file_names(profile.key for profile in self.analysis.profiles)
        return {key: f"mro/{name}.md" for key, name in names.items()}


class Artefact(NamedTuple):
    """One file to write: its path below OUT, with `/`, and its content in pieces that are made as they are written."""

    path: str
    chunks: Iterable[bytes]


class Renderer(NamedTuple):
    """A plugin: one sort of artefact, each a pure function of the edition."""

    name: str
    render: Callable[[Edition], Iterable[Artefact]]
    shows_pictures: bool = True
    """Whether it needs the pictures: what does not is rendered while they are laid out."""
