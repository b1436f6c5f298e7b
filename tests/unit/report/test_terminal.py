"""What `archgraph audit` prints."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from archgraph.model.analysis import Analysis
from archgraph.report.figures import FIGURE_NAMES
from archgraph.report.measured import measure
from archgraph.report.terminal import summary
from archgraph.report.writer import write
from tests.analyses import empty, shop


def printed(analysis: Analysis, out: Path, output_format: str = "text", *, verbose: bool = False) -> str:
    write(analysis, out)
    return summary(out, output_format, verbose)


def test_the_text_names_the_figures_and_where_to_read_on(tmp_path: Path) -> None:
    text = printed(shop(), tmp_path)
    assert "  2  Manager classes in production, doubles left out" in text
    assert text.endswith(f"Read {tmp_path / 'report.md'} or open {tmp_path / 'report.html'}")


def test_one_is_told_in_the_singular_whatever_is_counted(tmp_path: Path) -> None:
    assert "  1  Registry class in production, doubles left out" in printed(shop(), tmp_path)
    figures = [item.figure for item in measure(empty(), FIGURE_NAMES)]
    assert [figure.name for figure in figures if not figure.one or figure.one == figure.meaning] == []


def test_figures_of_nothing_are_told_when_asked_for(tmp_path: Path) -> None:
    assert "import cycles" not in printed(empty(), tmp_path)
    assert "import cycles" in printed(empty(), tmp_path, verbose=True)


def test_json_is_the_summary_with_the_folder(tmp_path: Path) -> None:
    shown = json.loads(printed(shop(), tmp_path, "json"))
    assert shown["out"] == str(tmp_path)
    assert shown["figures"]["managers"]["value"] == 2


def test_names_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in printed(shop("\x1b[2J"), tmp_path, verbose=True)


def test_long_notes_are_wrapped_and_no_name_in_them_is_broken(tmp_path: Path) -> None:
    name = "a-long-folder/" * 9
    analysis = msgspec.structs.replace(shop(), notes=(f"One note of many words about {name} and more words.",))
    write(analysis, tmp_path)
    lines = summary(tmp_path, "text", False, 40).splitlines()
    at = lines.index("  One note of many words about")
    assert lines[at + 1 : at + 3] == [f"    {name}", "    and more words."]


def test_dates_past_stand_beside_the_dates_given() -> None:
    assert FIGURE_NAMES.index("sunsets-past") == FIGURE_NAMES.index("sunsets") + 1
    assert [item.figure.name for item in measure(empty(), FIGURE_NAMES)] == list(FIGURE_NAMES)
