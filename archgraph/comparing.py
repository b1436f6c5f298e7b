"""States for `compare`: in: a git revision, a folder of code or an audit's folder; out: what can be compared, and pictures."""

from __future__ import annotations

import csv
import gc
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from archgraph.discover.environment import find_environment
from archgraph.discover.revision import list_revision, sources
from archgraph.errors import InputError
from archgraph.extract.contents import extract_contents
from archgraph.extract.opened import Opened
from archgraph.extract.shelf import Shelf
from archgraph.extract.stamps import Stamp, are_unchanged, stamp
from archgraph.gate.change import Comparison
from archgraph.gate.judged import Judged, Measure
from archgraph.gate.state import COLUMNS, Record, State, is_whole, packed, unpacked
from archgraph.judging import judged_of
from archgraph.memory import give_back
from archgraph.model.damaged import DAMAGED
from archgraph.model.results.findings import Finding, Severity
from archgraph.model.settings import Settings
from archgraph.model.source import Problem
from archgraph.pipeline.ground import Ground, Tree, connect, understand
from archgraph.recalling import state_key
from archgraph.timing import Clock

if TYPE_CHECKING:
    from archgraph.model.analysis import Analysis
    from archgraph.report.table import Table


class Parcel(NamedTuple):
    """A state, packed: it takes little room while another one is worked out."""

    name: str
    contents: dict[str, str]
    data: bytes

    def opened(self) -> State:
        """The state; raises InputError when the data are damaged."""
        state = unpacked(self.data, self.name, self.contents)
        if state is None:
            raise InputError(self.name, "was kept, and is damaged now.", "Compare again with --no-cache.")
        return state


def revision_state(root: Path, name: str, settings: Settings, clock: Clock) -> State | Parcel:
    """A git revision of the code below `root`, read from the object database alone; the settings are those of now. It is kept
    beside the facts, as revisions do not change."""
    with clock.stage("discover"):
        revision = list_revision(root, name, settings)
        tree = Tree(root, settings, revision.listing, find_environment(root, settings))
        shelf, contents = Opened(settings, root).shelf, dict(revision.objects)
        key = state_key(tree, revision.commit)
        kept = _kept(shelf, f"state {key}", name, contents) if key else None
    if kept is not None:
        return kept
    with clock.stage("extract"):
        facts = extract_contents(root, sources(root, revision), settings)
    ground = connect(tree, clock, facts=facts)
    state, outside = _state(name, ground, contents, clock), ground.outside
    del ground, facts
    if not key:
        return state  # some name in it is no text, which can neither be kept nor packed
    with clock.stage("cache"):
        give_back()
        parcel = Parcel(name, contents, packed(state))
        shelf[f"state {key}"] = msgspec.msgpack.encode((stamp(outside), parcel.data))
    return parcel


def _kept(shelf: Shelf, key: str, name: str, contents: dict[str, str]) -> Parcel | None:
    """The state of an earlier run, unless what it rests on outside the code base has changed."""
    blob = shelf.get(key)
    try:
        outside, data = msgspec.msgpack.decode(blob, type=tuple[list[Stamp], bytes]) if blob else ([], b"")
    except DAMAGED:
        return None
    return Parcel(name, contents, data) if is_whole(data) and are_unchanged(outside) else None


def tree_state(root: Path, name: str, settings: Settings, clock: Clock) -> State:
    """The code below `root` as it stands on the disk."""
    return _state(name, understand(root, settings, clock), {}, clock)


def audit_state(out: Path) -> State:
    """What `archgraph audit` wrote to a folder; raises InputError when it is not all there."""
    try:
        summary = json.loads((out / "summary.json").read_bytes())
        cells = _Cells()
        tables = {name: cells.read(out / "csv" / f"{name}.csv", columns) for name, columns in COLUMNS.items()}
        figures = {name: Measure(item["value"], item["services"]) for name, item in summary["figures"].items()}
        return State(
            out.name or str(out),
            tables,
            _judged(_read_table(out / "csv" / "findings.csv"), tables["modules"], figures),
            {},
        )
    except OSError as error:
        raise InputError(str(error.filename or out), f"cannot be read ({error.strerror}).", "Audit it again.") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, csv.Error) as error:
        text = f"was not written by `archgraph audit` ({type(error).__name__}: {error})."
        raise InputError(str(out), text, "Audit it again.") from None


def picture_of(comparison: Comparison, seconds: float) -> list[tuple[str, bytes]]:
    """The touched neighbourhood as files: the .dot, and the .svg where it can be laid out; nothing when there is none."""
    from archgraph.graphs.drawings.difference import draw_changes
    from archgraph.report.layout import Layout
    from archgraph.report.pictures.publish import published

    drawing = draw_changes(comparison.changes)
    if drawing is None:
        return []
    files = [file for _, made in published(Layout([drawing], seconds).collect()) for file in made]
    return [(path.rpartition("/")[2], data) for path, data in files]


def _state(name: str, ground: Ground, contents: dict[str, str], clock: Clock) -> State:
    from archgraph.pipeline.parts import comparable
    from archgraph.report.catalogue import table_named
    from archgraph.report.figures import FIGURE_NAMES

    analysis = comparable(ground, clock)
    with clock.stage("tables"):
        cells = _Cells()
        tables = {name: cells.records(table_named(name), columns, analysis) for name, columns in COLUMNS.items()}
        return State(name, tables, judged_of(analysis, FIGURE_NAMES), contents)


def both(old: Callable[[], State | Parcel], new: Callable[[], State | Parcel]) -> tuple[State, State]:
    """Two states, judged one after the other: what the first one rests on is let go before the second one is read, and its
    tables wait packed, so that two code bases are never in memory at once."""
    first = old()
    gc.collect()
    give_back()
    second = new()
    gc.collect()
    return _opened(first), _opened(second)


def _opened(state: State | Parcel) -> State:
    return state.opened() if isinstance(state, Parcel) else state


class _Cells:
    """Makes records of rows; equal texts are one object, as most of them stand in many rows."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def records(self, table: Table, columns: Sequence[str], analysis: Analysis) -> list[Record]:
        """The rows of a table with some of their columns."""
        places = [(column, table.header.index(column)) for column in columns]
        return [{column: self._text(row[at]) for column, at in places} for row in table.rows(analysis)]

    def read(self, file: Path, columns: Sequence[str]) -> list[Record]:
        """The same from a CSV file."""
        with file.open(encoding="utf-8", newline="") as stream:
            return [{column: self._text(row[column]) for column in columns} for row in csv.DictReader(stream)]

    def _text(self, cell: object) -> str:
        text = str(cell)
        return self._known.setdefault(text, text)


def _read_table(file: Path) -> list[Record]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _judged(findings: Sequence[Record], modules: Sequence[Record], figures: dict[str, Measure]) -> Judged:
    return Judged(
        findings=tuple(_finding(row) for row in findings),
        figures=figures,
        files=tuple(row["path"] for row in modules),
        recovered=tuple(row["path"] for row in modules if row["status"] == "recovered"),
        failed=tuple(Problem(r["path"], None, "extract", r["error"]) for r in modules if r["status"] == "failed"),
        names={},
        services=tuple(sorted(figures["files"].services)) if "files" in figures else (),
    )


def _finding(row: Record) -> Finding:
    return Finding(
        id=row["id"],
        rule=row["rule"],
        severity=Severity(row["severity"]),
        path=row["path"],
        line=int(row["line"] or 0),
        end_line=int(row["end_line"]) if row["end_line"] else None,
        symbol=row["symbol"],
        message=row["message"],
        evidence=row["evidence"],
        confidence=float(row["confidence"]),
        fix=row["fix"],
        service=row["service"],
        team=row["team"],
        suppressed_by=row["suppressed_by"],
    )
