"""The notebook's door: tables with their types, from files or from memory, and the graphs."""

import csv
from pathlib import Path

import pandas
import pytest

from archgraph.config import load_settings
from archgraph.errors import InputError
from archgraph.frames import Tables, load, tables_of
from archgraph.pipeline.ground import understand
from archgraph.pipeline.whole import analyse
from archgraph.report.catalogue import TABLES
from archgraph.report.renderers.csv_tables import csv_pieces
from archgraph.report.tables.classes import CLASSES
from archgraph.report.writer import write
from archgraph.timing import Clock
from tests.analyses import empty, shop

HOSTILE = '=cmd()|"quoted", and\n<b>\udc80'


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    write(shop(), tmp_path)
    return load(tmp_path)


@pytest.mark.parametrize("name", ["OrderManager", HOSTILE])
def test_tables_from_files_equal_those_from_memory(tmp_path: Path, name: str) -> None:
    write(shop(name), tmp_path)
    read, made = load(tmp_path), tables_of(shop(name))
    assert set(read) == set(made) == {table.name for table in TABLES}
    for table in made:
        pandas.testing.assert_frame_equal(read[table], made[table])


def test_columns_have_the_types_that_the_contract_gives_them(tables: Tables) -> None:
    assert tables.classes["line"].dtype == "Int64"
    assert tables.classes["double"].dtype == "boolean"
    assert tables.modules["instability"].dtype == "Float64"
    assert tables.classes["bases"][1] == ("Manager",)


def test_unknown_is_missing_in_figures_and_empty_in_text(tables: Tables) -> None:
    legacy = tables.legacy
    assert legacy["callers"].isna().tolist() == [True, False]
    assert legacy["sunset"].tolist() == ["", "2025-12-31"]


def test_the_leading_quote_is_taken_off(tables: Tables) -> None:
    assert "=cmd()" in set(tables.strings["value"])
    assert tables.environment["default"].tolist() == ["=1+1"]


def test_bases_and_decorators_that_a_spreadsheet_might_run_are_guarded_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text("class Cart(Base, -Shelf, metaclass=M): ...\n\n\n@-audited\nclass Till: ...\n")
    settings = load_settings(tmp_path, None, {"use_cache": False})
    analysis = analyse(understand(tmp_path, settings, Clock()), Clock())
    rows = list(csv.reader(b"".join(csv_pieces(CLASSES.header, CLASSES.rows(analysis))).decode().splitlines()))
    assert [row[7:9] for row in rows[1:]] == [['["Base","\'-Shelf"]', "[]"], ["[]", '["\'-audited"]']]
    classes = tables_of(analysis).classes
    assert [*classes["bases"], *classes["decorators"]] == [("Base", "-Shelf"), (), (), ("-audited",)]


def test_a_table_of_no_rows_keeps_its_types(tmp_path: Path) -> None:
    write(empty(), tmp_path)
    classes = load(tmp_path).classes
    assert len(classes) == 0
    assert classes["line"].dtype == "Int64"


def test_tables_are_reached_by_item_and_by_attribute(tables: Tables) -> None:
    assert tables.classes is tables["classes"]
    assert "classes" in dir(tables)
    with pytest.raises(AttributeError, match="there is no table 'clases'"):
        _ = tables.clases
    with pytest.raises(KeyError):
        tables["clases"]


def test_every_figure_is_the_answer_to_its_query(tables: Tables) -> None:
    figures = tables.summary["figures"]
    assert figures
    for name, figure in figures.items():
        assert answer(tables, figure["query"], figure) == figure["value"], name
        for service, value in figure["services"].items():
            assert answer(tables, f"{figure['query']} and service == {service!r}", figure) == value, (name, service)


def answer(tables: Tables, query: str, figure: dict[str, str]) -> int:
    rows = tables[figure["table"]].query(query)
    measure, _, column = figure["measure"].partition(" ")
    return int(
        {"rows": len, "distinct": lambda _: rows[column].nunique(), "sum": lambda _: rows[column].sum()}[measure](rows)
    )


def test_the_import_graph_comes_from_the_tables_as_from_the_analysis(tables: Tables) -> None:
    read, made = tables.imports_graph(), tables_of(shop()).imports_graph()
    assert read.modules == made.modules
    assert read.find_modules_directly_imported_by("shop.orders") == made.find_modules_directly_imported_by(
        "shop.orders"
    )
    assert read.direct_import_exists(importer="shop.orders", imported="shop.base")


def test_the_inheritance_graph_comes_from_the_tables_as_from_the_analysis(tables: Tables) -> None:
    read, made = tables.inheritance_graph(), tables_of(shop()).inheritance_graph()
    assert set(read.edges) == set(made.edges)
    assert set(read) == set(made)


@pytest.mark.parametrize(
    "make", [lambda path: None, lambda path: path.mkdir(), lambda path: (path / "csv").mkdir(parents=True)]
)
def test_a_folder_without_a_report_is_a_sentence(tmp_path: Path, make: object) -> None:
    make(tmp_path / "out")  # type: ignore[operator]
    with pytest.raises(InputError, match="holds no archgraph report"):
        load(tmp_path / "out")
