"""`archgraph graph`: drawings, data and chains of imports."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import click
import networkx
import pytest
from click.testing import CliRunner

from archgraph.cli.graph import command
from archgraph.errors import InputError
from tests.builders import tree

WORLD = {
    "shop/__init__.py": "",
    "shop/web.py": "import shop.core\nclass Page: ...\nclass Form(Page): ...\n",
    "shop/core.py": "from shop import db\n",
    "shop/db.py": "def connect():\n    import shop.web\n",
    "bank/__init__.py": "",
    "bank/teller.py": "from shop.core import x\n",
}


def run(tmp_path: Path, *arguments: str) -> str:
    """What the command prints about the world below; errors come as exceptions."""
    code = tree(tmp_path / "code", WORLD)
    given = [str(code), *arguments, "--no-cache", "--jobs", "1"]
    result = CliRunner().invoke(command, given, standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.output


def test_whole_graphs_are_data_that_networkx_reads(tmp_path: Path) -> None:
    imports = networkx.node_link_graph(json.loads(run(tmp_path, "--output-format", "json")), edges="edges")
    assert set(imports.edges) >= {("shop.web", "shop.core"), ("shop.core", "shop.db"), ("bank.teller", "shop.core")}
    classes = networkx.parse_graphml(run(tmp_path, "--what", "inheritance", "--output-format", "graphml"))
    assert any(tail.endswith("Form") and head.endswith("Page") for tail, head in classes.edges)


def test_a_name_is_drawn_for_what_it_is(tmp_path: Path) -> None:
    assert "Form" in run(tmp_path, "Form", "--output-format", "mermaid")
    inside = run(tmp_path, "shop", "--output-format", "dot")
    assert "shop" in inside
    drawn = json.loads(run(tmp_path, "Form", "--output-format", "json"))
    assert {(node["label"], node["badge"]) for node in drawn["nodes"]} == {
        ("Form", "0"),
        ("Page", "1"),
        ("object", "2"),
    }


def test_the_ending_of_the_file_says_the_format(tmp_path: Path) -> None:
    assert run(tmp_path, "-o", str(tmp_path / "graph.graphml")) == ""
    assert ElementTree.parse(tmp_path / "graph.graphml").getroot().tag.endswith("graphml")


@pytest.mark.graphviz
def test_a_picture_is_svg(tmp_path: Path) -> None:
    assert ElementTree.fromstring(run(tmp_path, "Form")).tag.endswith("svg")


def test_chains_say_where_each_step_is_imported(tmp_path: Path) -> None:
    assert run(tmp_path, "--chain", "bank", "shop.db").splitlines() == [
        "bank.teller imports shop.core (bank/teller.py:1, runtime)",
        "shop.core imports shop.db (shop/core.py:1, runtime)",
    ]
    assert run(tmp_path, "--chain", "shop", "bank") == "shop does not reach bank.\n"


def test_layers_that_reach_upwards_are_told(tmp_path: Path) -> None:
    assert run(tmp_path, "--layers", "shop.db, bank").splitlines()[0].startswith("bank.teller imports shop.core")
    assert run(tmp_path, "--layers", "bank,shop") == "No layer imports one above it.\n"


def test_what_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such package, module or class"):
        run(tmp_path, "shop.Nobody")
    with pytest.raises(click.UsageError, match="Which class"):
        run(tmp_path, "--what", "class")
    with pytest.raises(InputError, match="no module or package"):
        run(tmp_path, "--chain", "shop", "nowhere")


def test_an_ending_that_says_no_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match=r"nothing is written as \.png; endings: \.svg, \.dot"):
        run(tmp_path, "-o", str(tmp_path / "graph.png"))
    assert run(tmp_path, "-o", str(tmp_path / "graph.png"), "--output-format", "dot") == ""
