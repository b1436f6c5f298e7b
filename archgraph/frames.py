"""The notebook's door: in: a folder that `archgraph audit` wrote, or an Analysis; out: DataFrames and graphs.

The only module that knows pandas. Tables and graphs are made when first asked for.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas

from archgraph.errors import InputError
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import Base, ClassKey, ClassRecord, Codebase, ImportEdge, Module, Origin, Section, Target
from archgraph.model.expr import Expr
from archgraph.model.facts.outline import ImportKind, Outline, Status
from archgraph.model.source import FileKind, Zone
from archgraph.report.artefact import Edition
from archgraph.report.catalogue import TABLES
from archgraph.report.cells import unguarded, unguarded_code
from archgraph.report.renderers.csv_tables import csv_pieces
from archgraph.report.renderers.summary import summarize
from archgraph.report.table import ColumnType, Table

if TYPE_CHECKING:
    import grimp
    import networkx

_DTYPES = {ColumnType.INTEGER: "Int64", ColumnType.NUMBER: "Float64", ColumnType.FLAG: "boolean"}


class Tables(Mapping[str, pandas.DataFrame]):
    """The tables of one run, by item or by attribute: `tables["classes"]`, `tables.classes`.

    Integers, numbers and yes/no are nullable (`Int64`, `Float64`, `boolean`), JSON arrays are tuples, text is as it
    stands in the code but for control characters (`\\uXXXX`); `roles` stays joined by `;`.
    """

    def __init__(
        self,
        sources: Mapping[str, Callable[[], pandas.DataFrame]],
        summary: Callable[[], dict[str, Any]],
        codebase: Callable[[Tables], Codebase],
    ) -> None:
        self._sources = sources
        self._made: dict[str, pandas.DataFrame] = {}
        self._read_summary = summary
        self._make_codebase = codebase

    def __getitem__(self, name: str) -> pandas.DataFrame:
        if name not in self._made:
            self._made[name] = self._sources[name]()
        return self._made[name]

    def __getattr__(self, name: str) -> pandas.DataFrame:
        if name.startswith("_") or name not in self._sources:
            raise AttributeError(f"there is no table {name!r}; there are {', '.join(self._sources)}")
        return self[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._sources]

    def __repr__(self) -> str:
        return f"<archgraph tables of {self.summary.get('name', '?')}: {', '.join(self)}>"

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The content of summary.json."""
        return self._read_summary()

    def imports_graph(self) -> grimp.ImportGraph:
        """The import graph as grimp's: ask it for chains, layers, descendants."""
        from archgraph.graphs.imports import grimp_graph

        return grimp_graph(self._codebase)

    def inheritance_graph(self) -> networkx.DiGraph:
        """Classes and their bases as a networkx graph; nodes are (class, path, line), edges lead to the base."""
        from archgraph.graphs.inheritance import inheritance_graph

        return inheritance_graph(self._codebase)

    @cached_property
    def _codebase(self) -> Codebase:
        return self._make_codebase(self)


def load(out: str | Path) -> Tables:
    """The tables that `archgraph audit` wrote into `out`; InputError when that is no such folder."""
    folder = Path(out)
    files = {path.stem: path for path in sorted(folder.glob("csv/*.csv"))}
    if not files or not (folder / "summary.json").is_file():
        raise InputError(str(out), "holds no archgraph report.", f"Make one: archgraph audit PATH -o {out}")
    known = {table.name: table for table in TABLES}
    sources = {name: _reader(path, known.get(name)) for name, path in files.items()}
    return Tables(sources, lambda: _object((folder / "summary.json").read_bytes()), _codebase_of)


def tables_of(analysis: Analysis) -> Tables:
    """The same tables straight from an Analysis."""
    sources = {table.name: _maker(table, analysis) for table in TABLES}
    return Tables(sources, lambda: summarize(Edition(analysis)), lambda _: analysis.codebase)


def _object(text: bytes) -> dict[str, Any]:
    return dict(json.loads(text))


def _reader(path: Path, table: Table | None) -> Callable[[], pandas.DataFrame]:
    return lambda: _frame(path, table)


def _maker(table: Table, analysis: Analysis) -> Callable[[], pandas.DataFrame]:
    return lambda: _frame(io.BytesIO(b"".join(csv_pieces(table.header, table.rows(analysis)))), table)


def _frame(source: Path | io.BytesIO, table: Table | None) -> pandas.DataFrame:
    """One CSV as a DataFrame of typed columns; columns that are not known stay text."""
    columns = {column.name: column.type for column in table.columns} if table else {}
    typed = {name: _DTYPES[kind] for name, kind in columns.items() if kind in _DTYPES}
    header = list(pandas.read_csv(source, nrows=0))
    if isinstance(source, io.BytesIO):
        source.seek(0)
    dtypes = {name: typed.get(name, "str") for name in header}
    missing = {name: [""] for name in typed}
    frame = pandas.read_csv(source, dtype=dtypes, keep_default_na=False, na_values=missing, encoding="utf-8")
    for name, kind in columns.items():
        if name in frame and kind in _LISTS:
            frame[name] = pandas.Series([*map(_LISTS[kind], frame[name])], dtype=object)
        elif name in frame and kind in _GUARDED:
            frame[name] = frame[name].map(_GUARDED[kind])
    return frame


def _texts(cell: str) -> tuple[str, ...]:
    return tuple(json.loads(cell or "[]"))


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(map(unguarded_code, _texts(cell)))


_LISTS = {ColumnType.LIST: _texts, ColumnType.CODE_LIST: _codes}
_GUARDED = {ColumnType.GUARDED: unguarded, ColumnType.CODE: unguarded_code}


# ------------------------------------------------------------------------- the code base, as far as tables tell


class _NoFacts:
    """A store for a code base that was read from tables: facts are not in them."""

    def section(self, path: str, kind: type[Section]) -> Section:
        return kind()

    def sections(
        self, kind: type[Section], of: Collection[str] | None = None, having: str = ""
    ) -> Iterator[tuple[str, Section]]:
        return iter(())

    def resolve(self, path: str, scope: int, expr: Expr, line: int | None = None) -> Target:
        return Target("unknown", "", Origin.UNRESOLVED)


def _codebase_of(tables: Tables) -> Codebase:
    """What graphs need of a code base, made of modules.csv, imports.csv, classes.csv and inheritance.csv."""
    modules = {row.path: _module(row) for row in tables.modules.itertuples(index=False)}
    classes = _classes(tables)
    return Codebase(
        files=(),
        modules=modules,
        by_name={module.module: path for path, module in reversed(modules.items())},
        imports=tuple(_edge(row) for row in tables.imports.itertuples(index=False)),
        classes=classes,
        externals={},
        facts=_NoFacts(),
        names=_NoFacts(),
        problems=(),
        notes=(),
    )


def _module(row: Any) -> Module:
    status = Status(row.status)
    return Module(
        module=row.module,
        path=row.path,
        root=row.root,
        service=row.service,
        kind=FileKind(row.kind),
        zone=Zone(row.zone),
        is_package=row.path.endswith("__init__.py"),
        status=status,
        lines=int(row.lines),
        error=row.error,
        error_line=0,
        outline=Outline(status, int(row.lines)),
    )


def _edge(row: Any) -> ImportEdge:
    kind, scope = ImportKind(row.kind), Origin(row.scope)
    return ImportEdge(row.importer, row.imported, int(row.line), kind, scope, row.names, row.path)


def _classes(tables: Tables) -> dict[ClassKey, ClassRecord]:
    rows = tables.classes.rename(columns={"class": "class_"})
    keys = [ClassKey(row.class_, row.path, int(row.line)) for row in rows.itertuples(index=False)]
    winners = {key.class_: key for key, last in zip(keys, rows["last"], strict=True) if last}
    bases: dict[ClassKey, list[Base]] = {}
    for row in tables.inheritance.rename(columns={"class": "class_"}).itertuples(index=False):
        key = ClassKey(row.class_, row.path, int(row.line))
        base = Base(int(row.order), row.base, Origin(row.scope), winners.get(row.base))
        bases.setdefault(key, []).append(base)
    made = zip(keys, rows.itertuples(index=False), strict=True)
    return {key: _class(key, row, tuple(bases.get(key, ()))) for key, row in made}


def _class(key: ClassKey, row: Any, resolved: tuple[Base, ...]) -> ClassRecord:
    return ClassRecord(
        class_=key.class_,
        module=row.module,
        name=row.name,
        path=key.path,
        line=key.line,
        end_line=int(row.end_line),
        last=bool(row.last),
        live=True,
        bases=row.bases,
        decorators=row.decorators,
        resolved=resolved,
        scope=0,
        service=row.service,
        zone=Zone(row.zone),
    )
