"""What `archgraph audit` prints."""

from __future__ import annotations

import json
from pathlib import Path

from archgraph.model.analysis import Analysis
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


def test_figures_of_nothing_are_told_when_asked_for(tmp_path: Path) -> None:
    assert "import cycles" not in printed(empty(), tmp_path)
    assert "import cycles" in printed(empty(), tmp_path, verbose=True)


def test_json_is_the_summary_with_the_folder(tmp_path: Path) -> None:
    shown = json.loads(printed(shop(), tmp_path, "json"))
    assert shown["out"] == str(tmp_path)
    assert shown["figures"]["managers"]["value"] == 2


def test_names_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in printed(shop("\x1b[2J"), tmp_path, verbose=True)
