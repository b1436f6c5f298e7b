"""When old code is to go: in: an Edition, out: the ledger of dates with the days left, and the burn-down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from archgraph.model.results.legacy import LegacyItem
from archgraph.report.artefact import Edition, Picture
from archgraph.report.days import days_left, today_of
from archgraph.report.document import (
    Code,
    Grid,
    Illustration,
    Paragraph,
    Phrase,
    Section,
    counted,
    nothing,
    place,
    rest,
    sentence,
)
from archgraph.report.pages.dotted import ending
from archgraph.report.pictures.burn_down import burn_down_svg
from archgraph.report.tables.sunsets import dated

PICTURE: Final = "burn-down"
_MOST: Final = 25
_COUNTED: Final = ("sunsets", "sunsets-past", "legacy-without-sunset")


def ledger(edition: Edition) -> Section:
    """Every date, the earliest first, with who still uses what is to go."""
    items = dated(edition.analysis)
    if not items:
        text = "No date is given for the end of anything. Write one where the old code stands: `sunset: 2030-01-31`."
        return nothing("Sunset ledger", "ledger", sentence(text))
    today = today_of(edition.analysis.settings)
    past = sum(days_left(item.sunset, today) < 0 for item in items)
    used = sum(bool(item.callers) for item in items)
    text = f"{counted(len(items), 'date')}, {past:,} of them past on {today.isoformat()}; "
    text += f"{used:,} {'is' if used == 1 else 'are'} of something that other modules still use."
    rows = [_row(item, days_left(item.sunset, today)) for item in items[:_MOST]]
    head = ("date", "when", "what", "callers left", "place", "says")
    grid = Grid(head, rows, frozenset({3}), rest(len(rows), len(items), "sunsets"))
    return Section("Sunset ledger", "ledger", [Paragraph(text), grid])


def burn_down(edition: Edition) -> Iterator[Section]:
    """What is left after each date when all are kept, and how it went so far; nothing without dates or history."""
    rows = [*_history(edition), *_plan(edition)]
    if len(rows) > 1:
        head = ("day", "dates given", "of these past", "old code without a date")
        text = "Above today what was counted, below it what is left when every date is kept from now on."
        picture = burn_down_picture(edition)
        grid = Grid(head, rows, frozenset({1, 2, 3}))
        yield Section("Burn-down", "burn-down", [Paragraph(text), grid, *([Illustration(picture)] if picture else [])])


def burn_down_picture(edition: Edition) -> Picture | None:
    """The same as a picture; None when it would show one day only."""
    today = today_of(edition.analysis.settings).isoformat()
    total = len(dated(edition.analysis))
    so_far = [(s.day, s.figures["sunsets"]) for s in edition.analysis.history if "sunsets" in s.figures]
    counted_ = [*(point for point in so_far if point[0] < today), (today, total)]
    planned = [(today, total), *_remaining(edition)]
    if len({day for day, _ in (*counted_, *planned)}) == 1:
        return None
    title = "Dates for the end of old code that are still open"
    alt = f"{total} dates are open on {today}; {planned[-1][1]} are left after {planned[-1][0]} when all are kept."
    return Picture(PICTURE, title, alt, burn_down_svg(title, alt, counted_, planned).encode())


def _row(item: LegacyItem, left: int) -> tuple[Phrase, ...]:
    said = "" if item.name == item.subject else Code(item.name if len(item.name) <= 80 else f"{item.name[:79]}…")
    callers = "unknown" if item.callers is None else f"{item.callers:,}"
    return (item.sunset, _when(left), Code(_short(item.subject)), callers, place(item.path, item.line), said)


def _when(left: int) -> str:
    """`601 days ago`, `today`, `in 30 days`."""
    days = counted(abs(left), "day")
    return f"in {days}" if left > 0 else f"{days} ago" if left else "today"


def _short(subject: str) -> str:
    """The last two parts of a dotted name; anything else as it stands."""
    return ending(subject, 2) if subject.replace(".", "").isidentifier() else subject


def _history(edition: Edition) -> Iterator[tuple[Phrase, ...]]:
    for snapshot in edition.analysis.history:
        yield (snapshot.day, *(_shown(snapshot.figures.get(name)) for name in _COUNTED))
    now = {item.figure.name: item.value for item in edition.figures}
    if any(now[name] for name in _COUNTED) or edition.analysis.history:
        today = today_of(edition.analysis.settings).isoformat()
        yield (f"{today} (today)", *(_shown(now[name]) for name in _COUNTED))


def _shown(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _plan(edition: Edition) -> Iterator[tuple[Phrase, ...]]:
    for day, left in _remaining(edition):
        yield (day, f"{left:,}", "", "")


def _remaining(edition: Edition) -> list[tuple[str, int]]:
    """(day, dates left after it) for each date from today on; what is past already stays until it is mended."""
    today = today_of(edition.analysis.settings).isoformat()
    items = dated(edition.analysis)
    left = len(items)
    points = []
    for day, number in sorted(Counter(item.sunset for item in items if item.sunset >= today).items()):
        left -= number
        points.append((day, left))
    return points
