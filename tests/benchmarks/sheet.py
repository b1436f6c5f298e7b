"""What a benchmark found: figures, some with a bound, in; Markdown and an exit code out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NoReturn

HELD, MISSED, NOT_DONE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Figure:
    """One number; `at_most` or `at_least` is its bound. A value of None could not be measured: it holds no bound."""

    name: str
    value: float | None
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def bound(self) -> str:
        """The bound as shown, "" when there is none."""
        if self.at_most is not None:
            return f"≤ {number(self.at_most)}"
        return f"≥ {number(self.at_least)}" if self.at_least is not None else ""

    @property
    def holds(self) -> bool:
        """Whether the value is within its bound."""
        if not self.bound:
            return True
        if self.value is None:
            return False
        over = self.at_most is not None and self.value > self.at_most
        return not over and not (self.at_least is not None and self.value < self.at_least)

    def cells(self) -> tuple[str, str, str]:
        """name, value with unit, bound with the verdict."""
        value = "not measured" if self.value is None else f"{number(self.value)} {self.unit}".strip()
        return self.name, value, f"{self.bound} {'held' if self.holds else '**missed**'}" if self.bound else ""


@dataclass(slots=True)
class Sheet:
    """The result of one benchmark: a title, its input in words, figures, and Markdown that explains or lists more."""

    title: str
    source: str
    figures: list[Figure] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def add(self, name: str, value: float | None, unit: str = "", **bound: float | None) -> None:
        """Add a figure; `bound` is `at_most` or `at_least`."""
        self.figures.append(Figure(name, value, unit, **bound))

    def markdown(self) -> str:
        """The sheet as a section of a page."""
        rows = table(("figure", "measured", "bound"), [figure.cells() for figure in self.figures])
        parts = [f"### {self.title}", f"Input: {self.source}.", *([rows] if self.figures else []), *self.text]
        return "\n\n".join(parts) + "\n"

    def finish(self) -> NoReturn:
        """Print the sheet and exit: 1 when a bound was missed."""
        print(self.markdown())
        missed = [figure.name for figure in self.figures if not figure.holds]
        for name in missed:
            print(f"missed: {name}", file=sys.stderr)
        sys.exit(MISSED if missed else HELD)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def number(value: float | None) -> str:
    """As people write it: three digits that matter, thousands apart, n/a for what is not known."""
    if value is None:
        return "n/a"
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    if 0.99 < abs(value) < 1:
        return f"{value:.4f}"
    return f"{value:.2g}" if abs(value) < 0.1 else f"{value:.2f}" if abs(value) < 100 else f"{value:.0f}"


def ratio(part: float, whole: float) -> float | None:
    """`part / whole`, None when there is no whole."""
    return part / whole if whole else None
