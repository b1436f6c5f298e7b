"""Who a class is mistaken for, and with whom it clashes; in: an Edition and the class, out: sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archgraph.model.codebase import ClassKey
from archgraph.model.results.conduct import Clash, NearName
from archgraph.report.artefact import Edition
from archgraph.report.document import Block, Code, Grid, Link, Paragraph, Phrase, Section, counted, place
from archgraph.report.lookup import grouped
from archgraph.report.pages.class_conduct import conduct_of

_MOST = 10
_MOST_OTHERS = 4


def near_names(edition: Edition, key: ClassKey) -> Iterator[Section]:
    """Classes whose names are easily taken for its name, those of its own service first."""
    found = conduct_of(edition, key).near
    if found:
        service = edition.analysis.codebase.classes[key].service
        rows = [_near(edition, row, service) for row in found]
        grid = Grid(("class", "alike by", "service", "place"), rows)
        yield Section(
            "Near names", "near", [Paragraph("Easily taken for one another when reading or searching:"), grid]
        )


def _near(edition: Edition, row: NearName, service: str) -> tuple[Phrase, ...]:
    record = edition.analysis.codebase.classes[row.key]
    where = "the same" if record.service == service else record.service
    return (linked(edition, row.key), row.why, where, place(row.key.path, row.key.line))


def linked(edition: Edition, key: ClassKey) -> Code | Link:
    """The dotted name of a class, as a link where it has a report."""
    path = edition.class_pages.get(key)
    return Link(key.class_, path, code=True) if path else Code(key.class_)


def clashes(edition: Edition, key: ClassKey) -> Iterator[Section]:
    """Methods that others of the family have too, with another contract."""
    found = conduct_of(edition, key).clashes
    if not found:
        return
    members = len({clash.member for clash in found})
    others = len({clash.other for clash in found})
    text = (
        f"{counted(members, 'method')} of it {'is' if members == 1 else 'are'} also in "
        f"{counted(others, 'other class of its family', 'other classes of its family')} with another contract: "
        "whoever calls one cannot be given the other."
    )
    blocks: list[Block] = [Paragraph(text)]
    for other, group in list(grouped(found, lambda clash: clash.other).items())[:_MOST_OTHERS]:
        where = (
            linked(edition, other),
            " (",
            place(other.path, other.line),
            "): lines of ",
            Code(key.path),
            " and of that file.",
        )
        blocks += [Paragraph(("With ", *where)), _clash_grid(group)]
    if others > _MOST_OTHERS:
        blocks.append(Paragraph(f"… and with {counted(others - _MOST_OTHERS, 'more class', 'more classes')}."))
    yield Section("Not interchangeable", "clashes", blocks)


def _clash_grid(group: Sequence[Clash]) -> Grid:
    """The methods that clash with one other class."""
    rows: list[tuple[Phrase, ...]] = [
        (Code(clash.member), str(clash.line), str(clash.other_line), clash.difference) for clash in group[:_MOST]
    ]
    more = f"… and {counted(len(group) - len(rows), 'more method')}." if len(group) > len(rows) else ""
    return Grid(("method", "line here", "line there", "compared with that one, here"), rows, frozenset({1, 2}), more)


def phantoms(edition: Edition, key: ClassKey) -> Iterator[Section]:
    """Imports of the name from where it is not, by the module that is wrongly asked."""
    found = conduct_of(edition, key).phantoms
    if not found:
        return
    groups = grouped(found, lambda each: each.text.partition(" imports it from ")[2])
    ordered = sorted(groups, key=lambda text: (-len(groups[text]), text))
    rows: list[tuple[Phrase, ...]] = [
        (
            Code(text.split("`")[1]),
            text.partition(", which ")[2],
            f"{len(groups[text]):,}",
            place(groups[text][0].path, groups[text][0].line),
        )
        for text in ordered[:_MOST]
    ]
    text = f"{counted(len(found), 'import names', 'imports name')} it where it is not, and can only fail"
    name = key.class_.rpartition(".")[2]
    shared = len(edition.lookup.namesakes[name]) > 1
    meant = f"; which class named {name} was meant cannot be told." if shared else "."
    grid = Grid(("asked of", "which", "imports", "first place"), rows, frozenset({2}))
    yield Section("Imports that find nothing", "phantoms", [Paragraph(text + meant), grid])
