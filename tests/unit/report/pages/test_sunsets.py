"""The ledger of sunset dates and the burn-down."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import pytest

from archgraph.config.history import read_history
from archgraph.errors import InputError
from archgraph.model.analysis import Analysis, Snapshot
from archgraph.model.results.legacy import LegacyItem
from archgraph.model.settings import Settings
from archgraph.model.source import Zone
from archgraph.report.artefact import Edition
from archgraph.report.document import Page
from archgraph.report.formats.markdown import markdown
from archgraph.report.pages.sunsets import burn_down, burn_down_picture, ledger
from archgraph.report.tables.sunsets import SUNSETS
from tests.analyses import empty


def item(sunset: str, subject: str, callers: int | None = None) -> LegacyItem:
    return LegacyItem("sunset", subject, "shop/a.py", 7, "", sunset, callers, Zone.PRODUCTION, subject)


def analysis(*items: LegacyItem, history: tuple[Snapshot, ...] = ()) -> Analysis:
    return msgspec.structs.replace(empty(), legacy=items, settings=Settings(today="2026-06-01"), history=history)


def text(edition: Edition) -> str:
    return markdown(Page("audits/legacy.md", "x", [ledger(edition), *burn_down(edition)]))


def test_dates_stand_in_order_with_the_days_left_and_the_callers() -> None:
    shown = text(Edition(analysis(item("2026-06-11", "OLD_KEY", 3), item("2026-05-30", "shop.a.b.old"))))
    assert "2 dates, 1 of them past on 2026-06-01; 1 is of something that other modules still use." in shown
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in shown.splitlines() if "shop/a.py:7" in line
    ]
    assert [row[:4] for row in rows] == [
        ["2026-05-30", "2 days ago", "`b.old`", "unknown"],
        ["2026-06-11", "in 10 days", "`OLD_KEY`", "3"],
    ]


def test_the_table_says_what_is_past_and_no_days_left() -> None:
    rows = list(SUNSETS.rows(analysis(item("2026-06-11", "OLD_KEY", 3), item("2026-05-30", "x"))))
    assert [row[:3] for row in rows] == [("2026-05-30", 1, "x"), ("2026-06-11", 0, "OLD_KEY")]


def test_a_table_of_one_day_is_no_burn_down() -> None:
    edition = Edition(analysis(item("2026-05-01", "shop.a.old")))
    assert list(burn_down(edition)) == []


def test_without_dates_the_ledger_says_how_to_give_one_and_there_is_no_burn_down() -> None:
    edition = Edition(analysis())
    assert "No date is given" in text(edition)
    assert list(burn_down(edition)) == []


def test_the_burn_down_goes_from_history_over_today_to_the_last_date() -> None:
    history = (Snapshot("2026-03-01", {"sunsets": 5, "sunsets-past": 2, "legacy-without-sunset": 9}),)
    edition = Edition(
        analysis(item("2026-06-11", "a"), item("2026-07-01", "b"), item("2026-05-01", "c"), history=history)
    )
    shown = text(edition)
    days = [line.strip("| ").split(" |")[0].strip() for line in shown.splitlines() if line.startswith("| 2026")]
    assert days[-4:] == ["2026-03-01", "2026-06-01 (today)", "2026-06-11", "2026-07-01"]
    picture = burn_down_picture(edition)
    assert picture is not None
    assert picture.svg is not None
    root = ET.fromstring(picture.svg)
    paths = [each for each in root.iter() if each.get("class") in ("planned", "sofar")]
    assert len([each for each in paths if each.tag.endswith("path")]) == 4  # two lines, and two in the legend
    assert picture.alt == "3 dates are open on 2026-06-01; 1 are left after 2026-07-01 when all are kept."


def test_one_day_makes_no_picture() -> None:
    edition = Edition(analysis(item("2026-05-01", "a")))
    assert burn_down_picture(edition) is None
    assert "graphs/burn-down.svg" not in text(edition)


def test_history_is_read_from_summaries_by_day(tmp_path: Path) -> None:
    for day, value in (("2026-02-01", 2), ("2026-01-01", 3)):
        (tmp_path / day).mkdir()
        summary = {"day": day, "figures": {"sunsets": {"value": value}}}
        (tmp_path / day / "summary.json").write_text(json.dumps(summary))
    found = read_history([str(tmp_path / "*" / "summary.json"), ""])
    assert [(each.day, each.figures["sunsets"]) for each in found] == [("2026-01-01", 3), ("2026-02-01", 2)]


def test_a_history_that_is_none_is_an_error_and_a_pattern_may_match_nothing(tmp_path: Path) -> None:
    assert read_history([str(tmp_path / "*.json")]) == ()
    with pytest.raises(InputError):
        read_history([str(tmp_path / "summary.json")])
