"""Mermaid: no sign of a name is taken for syntax."""

from __future__ import annotations

import re

from archgraph.model.drawing import Box, Group
from archgraph.report.pictures.mermaid import mermaid
from tests.unit.report.pictures.drawings import HOSTILE, drawing, hostile


def test_boxes_and_arrows_are_lines() -> None:
    assert mermaid(drawing("a b")).splitlines() == [
        "flowchart TB",
        "  accTitle: A title",
        '  b0["a"]',
        '  b1["b"]',
        "  b0 --> b1",
    ]


def test_signs_that_could_be_syntax_are_written_as_numbers() -> None:
    assert '"a#34;#60;b#62;#35;"' in mermaid(drawing("a b", boxes=(Box("a", 'a"<b>#'), Box("b", "b"))))


def test_every_line_of_hostile_names_has_one_of_the_known_shapes() -> None:
    box = r'b\d+\["[^"<>]*(?:<br/>[^"<>]*)*"\](?::::\w+)?'
    arrow = r'b\d+ (?:-->|==>|-\.->|~~~)(?:\|"[^"<>|]*"\|)? b\d+'
    frame = r'subgraph g\d+\["[^"<>]*"\]|end'
    other = r"flowchart \w\w|accTitle: [^;#%]*|classDef [\w #:,;-]+|linkStyle [\d,]+ stroke:#\w+"
    for line in mermaid(hostile()).splitlines():
        assert re.fullmatch(rf"\s*(?:{box}|{arrow}|{frame}|{other})", line), line


def test_all_boxes_are_there() -> None:
    assert len(set(re.findall(r"(b\d+)\[", mermaid(hostile())))) == len(HOSTILE)


def test_alarming_arrows_are_red() -> None:
    assert "linkStyle 1 stroke:#" in mermaid(drawing("a b", "b a alarm"))


def test_frames_are_subgraphs() -> None:
    text = mermaid(drawing(boxes=(Box("a", "a", group="g"),), links=(), groups=(Group("g", "frame"),)))
    assert 'subgraph g0["frame"]' in text
