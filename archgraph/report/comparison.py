"""A comparison as text: Markdown for a pull request, all of it as JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Collection, Iterator, Sequence
from typing import Final

import msgspec

from archgraph.gate.change import WHAT, Change, Comparison
from archgraph.report.cells import guarded, visible
from archgraph.report.document import Block, Bullets, Code, Grid, Inline, Page, Paragraph, Phrase, Section, counted
from archgraph.report.formats.markdown import markdown
from archgraph.report.pages.scorecard import scorecard

NOTHING: Final = "nothing changed\n"
_MOST: Final = 10
_COLUMNS: Final = ("what", "subject", "path", "old", "new")
_LONGEST: Final = 160
_ARROW: Final = " -> "
"""What stands between the two modules of an import."""


def as_markdown(comparison: Comparison) -> str:
    """Short enough for a pull request: of each kind the first ten."""
    if comparison.nothing:
        return NOTHING
    counts = [(WHAT[what], len(found)) for what, found in _kinds(comparison)]
    blocks: list[Block] = [Paragraph(", ".join(f"{words}: {number:,}" for words, number in counts) + ".")]
    blocks += _unread(comparison)
    blocks += [_section(what, found) for what, found in _kinds(comparison)]
    blocks += scorecard(comparison.decisions)
    return markdown(Page("comparison.md", f"From {comparison.old} to {comparison.new}", blocks))


def as_json(comparison: Comparison) -> str:
    """Every change."""
    return json.dumps(msgspec.to_builtins(comparison), indent=1) + "\n"


def as_csv(comparison: Comparison) -> str:
    """Every change, a row each."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for change in comparison.changes:
        cells = (change.what, change.subject, change.path, change.old, change.new)
        writer.writerow([guarded(visible(cell)) for cell in cells])
    return text.getvalue()


def _kinds(comparison: Comparison) -> Iterator[tuple[str, list[Change]]]:
    """Changes by kind; what follows from a module that came or went stands behind what does not, and imports of the code
    base before those of other packages and of the standard library."""
    moving = {c.subject for c in comparison.changes if c.what in ("module_added", "module_gone")}
    own = {_top(c.subject) for c in comparison.changes if c.what.startswith("import_")}

    def rank(change: Change) -> tuple[int, bool]:
        ends = change.subject.split(_ARROW)
        return _distance(ends[-1], own) if len(ends) > 1 else 0, not moving.isdisjoint(ends)

    for what in WHAT:
        found = [change for change in comparison.changes if change.what == what]
        if found:
            yield what, sorted(found, key=rank)


def _distance(module: str, own: Collection[str]) -> int:
    """0: of the code base, 1: of another package, 2: of the standard library."""
    top = _top(module)
    return 0 if top in own else 1 + (top in sys.stdlib_module_names)


def _top(module: str) -> str:
    return module.partition(".")[0]


def _unread(comparison: Comparison) -> list[Block]:
    if not comparison.incomplete:
        return []
    return [
        Paragraph(f"{counted(len(comparison.incomplete), 'file')} could not be read: what they hold is not compared.")
    ]


def _section(what: str, found: Sequence[Change]) -> Section:
    anchor = what.replace("_", "-")
    more = f"… and {len(found) - _MOST:,} more{_of_libraries(found[_MOST:])}." if len(found) > _MOST else ""
    if what == "figure":
        rows = [(Code(change.subject), change.old, change.new, _difference(change)) for change in found]
        return Section(WHAT[what], anchor, [Grid(("figure", "before", "now", "change"), rows, frozenset({1, 2, 3}))])
    blocks: list[Block] = [Bullets([_line(change) for change in found[:_MOST]])]
    return Section(WHAT[what], anchor, [*blocks, *([Paragraph(more)] if more else [])])


def _of_libraries(rest: Sequence[Change]) -> str:
    modules = [change.subject.partition(_ARROW)[2] for change in rest]
    number = sum(_top(module) in sys.stdlib_module_names for module in modules if module)
    return f", {number:,} of them of the standard library" if number else ""


def _difference(change: Change) -> str:
    return f"{int(change.new) - int(change.old):+,}"


def _line(change: Change) -> Phrase:
    where: tuple[Inline, ...] = (f" ({change.path})",) if change.path and change.path not in change.subject else ()
    if change.what.startswith("mro_changed"):
        old, new = _without_common(change.old.split(" > "), change.new.split(" > "))
        return (Code(change.subject), *where, ": ", Code(_short(old)), " → ", Code(_short(new)))
    if change.what.startswith("landing_changed"):
        return (Code(change.subject), *where, ": ", Code(_short(change.old)), " → ", Code(_short(change.new)))
    if change.what.startswith("duplicate") and (others := change.new or change.old):
        was = "is" if change.new else "was"
        first, _, more = others.partition(" and ")
        rest = f" and {more}" if more else ""
        return (Code(_short(change.subject)), *where, f" {was} like ", Code(_short(first)), rest)
    if change.what.endswith(("_moved", "_renamed")):
        return (Code(change.old), " → ", Code(change.new))
    return (change.subject if change.what.startswith("finding") else Code(_short(change.subject)), *where)


def _without_common(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    """Two orders from where they differ to where they agree again, one name of what is common on each side; names without
    their modules, unless that makes two of them the same."""
    first = next(
        (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )
    ends = zip(reversed(old[first:]), reversed(new[first:]), strict=False)
    last = next((at for at, (one, other) in enumerate(ends) if one != other), min(len(old), len(new)) - first)
    names = {*old, *new}
    plain = len({_name(name) for name in names}) == len(names)
    return _between(old, first, last, plain), _between(new, first, last, plain)


def _between(order: Sequence[str], first: int, last: int, plain: bool) -> str:
    start, end = max(first - 1, 0), len(order) - max(last - 1, 0)
    shown = [_name(name) if plain else name for name in order[start:end]]
    return " > ".join([*(["…"] if start else []), *shown, *(["…"] if end < len(order) else [])])


def _name(dotted: str) -> str:
    return dotted.rpartition(".")[2]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 2] + " …"
