"""What `archgraph audit` prints."""

import json
from pathlib import Path

from archgraph.report.terminal import summary
from tests.analyses import empty, shop


def test_the_text_names_the_figures_and_where_to_read_on() -> None:
    text = summary(shop(), Path("out"), "text", verbose=False)
    assert "  2  Manager classes in production, doubles left out" in text
    assert text.endswith("Read out/report.md or open out/report.html")


def test_figures_of_nothing_are_told_when_asked_for() -> None:
    assert "import cycles" not in summary(empty(), Path("out"), "text", verbose=False)
    assert "import cycles" in summary(empty(), Path("out"), "text", verbose=True)


def test_json_is_the_summary_with_the_folder() -> None:
    shown = json.loads(summary(shop(), Path("out"), "json", verbose=False))
    assert shown["out"] == "out"
    assert shown["figures"]["managers"]["value"] == 2


def test_names_cannot_act_on_the_terminal() -> None:
    assert "\x1b" not in summary(shop("\x1b[2J"), Path("out"), "text", verbose=True)
