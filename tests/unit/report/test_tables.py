"""Tables: the columns of the contract, documented, and rows that agree with them."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from archgraph.report.catalogue import TABLES, document_tables, table_named
from archgraph.report.renderers.csv_tables import csv_pieces
from archgraph.report.table import ColumnType, Table
from tests.analyses import codebase, empty, shop

CONTRACT = {
    "modules": ("module, path, root, service, kind, zone, lines, status, error, depth, ca, ce, instability, page_rank"),
    "packages": "package, service, modules, lines, classes, ca, ce, instability, abstractness, distance",
    "imports": "importer, imported, line, kind, scope, names, path",
    "cycles": "cycle, size, importer, imported, path, line, breaker, weak",
    "classes": (
        "class, module, name, path, line, end_line, last, bases, decorators, methods, roles, zone, double, "
        "service, mro_status, mro_reason, mro_depth"
    ),
    "inheritance": "class, path, line, order, base, scope",
    "mro": "class, path, line, position, ancestor, scope",
    "members": (
        "class, path, line, member, kind, defined_in, member_path, member_line, overrides, calls_super, change, count"
    ),
    "mro_conflicts": "class, path, line, orders, repair",
    "aliases": "name, class, class_path, how, hops, path, line, importers",
    "usages": "target, what, symbol, path, line, zone, via_alias",
    "managers": (
        "class, path, line, evidence, zone, double, service, domain, lines, public_methods, async_methods, "
        "state, locks, mutable_class_state, lifetime, subclasses, instances, importers_production, "
        "importers_test, instantiations_production, instantiations_test, mro, mro_status, mro_reason, family, "
        "action"
    ),
    "duplicates": "cluster, kind, clone_type, member, path, start_line, end_line, similarity",
    "environment": ("path, line, operation, access, key, default, zone, surface, through, function, service, allowed"),
    "legacy": "kind, name, path, line, twin, sunset, callers, zone",
    "strings": "value, category, path, line, count",
    "findings": (
        "id, rule, severity, path, line, end_line, symbol, message, evidence, confidence, fix, service, team, "
        "suppressed_by"
    ),
    "errors": "path, line, stage, message",
}
HOSTILE = '=cmd()|\n<script>alert("x")</script>\u202e`*_[x](y)\udc80,;'


def written(table: Table, name: str) -> list[dict[str, str]]:
    data = b"".join(csv_pieces(table.header, table.rows(shop(name))))
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@pytest.mark.parametrize("name", CONTRACT)
def test_a_table_has_the_columns_of_the_contract_first(name: str) -> None:
    promised = tuple(CONTRACT[name].split(", "))
    assert table_named(name).header[: len(promised)] == promised


def test_registries_have_the_columns_of_managers() -> None:
    assert table_named("registries").columns == table_named("managers").columns


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_row_has_a_cell_for_every_column(table: Table) -> None:
    rows = list(table.rows(shop()))
    assert rows
    assert {len(row) for row in rows} == {len(table.columns)}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_count_is_the_number_of_rows(table: Table) -> None:
    assert table.count(shop()) == len(list(table.rows(shop())))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_empty_code_base_gives_a_header_and_no_rows(table: Table) -> None:
    assert b"".join(csv_pieces(table.header, table.rows(empty()))).count(b"\r\n") == 1


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_cells_are_of_their_columns_type(table: Table) -> None:
    checks = {
        ColumnType.INTEGER: lambda cell: cell == "" or str(int(cell)) == cell,
        ColumnType.NUMBER: lambda cell: cell == "" or float(cell) is not None,
        ColumnType.FLAG: lambda cell: cell in ("", "0", "1"),
        ColumnType.LIST: lambda cell: all(isinstance(item, str) for item in json.loads(cell)),
    }
    for row in written(table, HOSTILE):
        for column in table.columns:
            assert checks.get(column.type, lambda cell: True)(row[column.name]), column


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_hostile_names_come_back_from_the_csv_module_as_visible_text(table: Table) -> None:
    data = b"".join(csv_pieces(table.header, table.rows(shop(HOSTILE))))
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert {len(row) for row in rows} == {len(table.columns)}
    assert data.count(b"\n") == data.count(b"\r") == len(rows)
    assert not any("\n" in cell or "\r" in cell for row in rows for cell in row)


def test_the_quote_stands_only_in_the_columns_that_the_contract_names() -> None:
    guarded = {column.name for table in TABLES for column in table.columns if "guarded" in column.type}
    assert guarded == {"value", "default", "message", "evidence", "decorators", "bases"}


def test_a_formula_as_a_string_literal_is_quoted() -> None:
    assert [row["value"] for row in written(table_named("strings"), "plain")] == ["plain", "'=cmd()"]


def test_a_recovered_file_tells_line_and_message() -> None:
    errors = {row["module"]: row["error"] for row in written(table_named("modules"), "x")}
    assert errors["shop.orders"] == "line 7: invalid syntax x"
    assert errors["shop.base"] == ""


def test_what_stands_in_no_line_has_an_empty_cell() -> None:
    (found, *_) = shop().findings
    nowhere = replace(found, path="", line=0, end_line=None)
    (row,) = table_named("findings").rows(empty(findings=(nowhere,)))
    assert row[3:6] == ("", "", "")


def test_methods_are_counted_once_per_name() -> None:
    methods = {row["class"]: row["methods"] for row in written(table_named("classes"), "OrderManager")}
    assert methods["shop.orders.OrderManager"] == "2"


def test_mro_holds_one_whole_class_after_the_other() -> None:
    rows = written(table_named("mro"), "OrderManager")
    assert [row["position"] for row in rows] == ["0", "1", "0", "1", "2", "0", "1", "0", "1", "2"]


def test_copied_lines_are_counted_once_and_not_for_the_first_member() -> None:
    rows = written(table_named("duplicates"), "copy")
    assert [row["duplicate_lines"] for row in rows] == ["0", "10"]


TEXT = st.text("a,\"'é= ")
MIXED = st.one_of(TEXT, st.integers(), st.just(""))


@given(st.lists(st.tuples(TEXT, st.integers(), st.floats(allow_nan=False), MIXED), max_size=600))
def test_pieces_are_the_same_bytes_as_of_the_csv_module(rows: list[tuple[str, int, float, str | int]]) -> None:
    target = io.StringIO(newline="")
    csv.writer(target).writerows([("a", "b", "c", "d"), *rows])
    assert b"".join(csv_pieces(("a", "b", "c", "d"), rows)) == target.getvalue().encode()


def test_a_file_of_undecodable_name_does_not_stop_a_table() -> None:
    analysis = empty(codebase=codebase(), problems=shop("\udcff\x85").problems)
    table = table_named("errors")
    data = b"".join(csv_pieces(table.header, table.rows(analysis)))
    assert b"\\udcff\\u0085" in data


def test_the_documentation_is_that_of_the_code() -> None:
    page = Path(__file__).parents[3] / "docs" / "tables.md"
    assert page.read_text(encoding="utf-8") == document_tables()
