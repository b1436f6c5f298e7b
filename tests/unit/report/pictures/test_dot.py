"""DOT: Graphviz reads it whatever the names, and takes no name for markup or escapes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from archgraph.report.pictures.dot import dot
from tests.unit.report.pictures.drawings import HOSTILE, drawing, hostile

READ_BACK = """
import json, sys, tempfile
from pygraphviz import AGraph
graph = AGraph(string=sys.stdin.buffer.read().decode())
print(json.dumps([len(graph.nodes()), len(graph.edges()), [n.attr["label"] for n in graph.nodes()]]))
"""


def read_back(source: str) -> list:
    done = subprocess.run([sys.executable, "-c", READ_BACK], input=source.encode(), capture_output=True, check=False)
    if b"ImportError: lib" in done.stderr:
        pytest.skip("this system has no GLib, which pygraphviz's module wants")
    return json.loads(done.stdout)


def test_names_are_ids_where_dot_takes_them() -> None:
    assert '"p.a" -> "p.b"' in dot(drawing("p.a p.b"))


def test_a_colon_is_no_port() -> None:
    assert "b0 -> b1" in dot(drawing("a:b c:d"))


def test_titles_and_notes_head_the_picture() -> None:
    assert "A title\nbelow it\nleft out" in dot(drawing("a b", notes=("left out",)))


def test_what_goes_against_the_order_does_not_decide_the_order() -> None:
    assert "constraint=false" in dot(drawing("a b alarm"))


def test_hidden_links_stay_invisible() -> None:
    assert "style=invis" in dot(drawing("a b hidden"))


def test_no_label_is_markup() -> None:
    assert "label=<" not in dot(hostile())


@pytest.mark.graphviz
def test_graphviz_reads_back_every_box_and_every_arrow() -> None:
    nodes, edges, labels = read_back(dot(hostile()))
    assert (nodes, edges) == (len(HOSTILE), len(HOSTILE) - 1)
    assert any("<script>" in label for label in labels)


def test_it_is_the_same_every_time() -> None:
    assert dot(hostile()) == dot(hostile())
