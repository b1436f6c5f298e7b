"""`archgraph plan` as a user calls it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from archgraph.cli.plan import command
from archgraph.errors import InputError
from tests.builders import tree
from tests.plans import two_managers


def _run(root: Path, *arguments: str) -> str:
    done = CliRunner().invoke(command, [str(tree(root, two_managers())), "--no-cache", "--jobs", "1", *arguments])
    if done.exception:
        raise done.exception
    return done.output


def test_the_text_names_who_stays_and_who_goes(tmp_path: Path) -> None:
    text = _run(tmp_path)
    assert "KEEP        shop.sessions.SessionManager (shop/sessions.py:1)" in text
    assert "CONSOLIDATEshop.old_place" in text.replace("CONSOLIDATE ", "CONSOLIDATE")
    assert "undo: restore shop/old_place.py" in text


def test_csv_has_the_columns_of_the_table_and_the_team(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(_run(tmp_path, "--output-format", "csv", "--teams", "2"))))
    assert {row["action"] for row in rows} == {"KEEP", "CONSOLIDATE"}
    assert {row["team"] for row in rows} == {"1"}


def test_json_has_every_place_to_change(tmp_path: Path) -> None:
    found = json.loads(_run(tmp_path, "--output-format", "json"))
    assert [row["what"] for row in found["changes"]] == ["carry over", "import", "instantiate", "call", "remove"]
    assert found["candidates"][0]["wave"] == found["waves"] == found["least_waves"] == 1


def test_markdown_ends_with_a_gantt(tmp_path: Path) -> None:
    text = _run(tmp_path, "--output-format", "markdown", "--teams", "3")
    assert "```mermaid\ngantt\n" in text
    assert "section Team 1" in text


def test_what_is_asked_for_is_all_that_is_shown(tmp_path: Path) -> None:
    assert "0 candidates" in _run(tmp_path, "--action", "delete")
    assert "0 candidates" in _run(tmp_path, "--service", "billing")
    assert "1 candidate, " in _run(tmp_path, "--family", "session", "--service", "shop", "--action", "CONSOLIDATE")


def test_a_plan_of_nothing_says_so(tmp_path: Path) -> None:
    code = tree(tmp_path, {"shop/__init__.py": "", "shop/one.py": "class Order: ...\n"})
    done = CliRunner().invoke(command, [str(code), "--no-cache"])
    assert done.stdout.strip() == "0 candidates: no classes were found that could be one"


def test_a_simulation_shows_before_and_after(tmp_path: Path) -> None:
    name = json.loads(_run(tmp_path, "--output-format", "json"))["candidates"][0]["candidate"]
    text = _run(tmp_path, "--simulate", name)
    assert "shop/single.py:1: shop.old_place → shop.sessions" in text
    with pytest.raises(InputError, match="there is no such candidate"):
        _run(tmp_path, "--simulate", "p-nothing")


def test_where_git_tells_it_the_class_that_is_worked_on_stays(tmp_path: Path) -> None:
    from tests.unit.discover.repositories import git, repository

    user = "from shop.{0} import SessionManager\nmanager = SessionManager()\n"
    files = two_managers(importers=0) | {"shop/old_place.py": "", "shop/single.py": user.format("fresh")}
    files |= {"shop/fresh.py": two_managers()["shop/sessions.py"], "shop/user.py": user.format("sessions")}
    top = repository(tree(tmp_path, files))
    for number in range(3):
        tree(top, {"shop/sessions.py": f"# {number}\n" + files["shop/sessions.py"]})
        git(top, "commit", "--quiet", "--all", "--message", f"change {number}")
    done = CliRunner().invoke(command, [str(top), "--no-cache", "--jobs", "1"])
    assert "KEEP        shop.sessions.SessionManager" in done.output
    assert "its file changed in 4 commits, last on" in done.output


def test_a_service_without_candidates_is_told_with_those_that_have_some(tmp_path: Path) -> None:
    root = str(tree(tmp_path, two_managers()))
    options = ["--no-cache", "--jobs", "1", "--output-format", "json"]
    done = CliRunner().invoke(command, [root, *options, "--service", "shpo"], catch_exceptions=False)
    assert json.loads(done.stdout)["candidates"] == []
    assert done.stderr == "No such candidate is in the service shpo; there are some in: shop.\n"
    quiet = CliRunner().invoke(command, [root, *options, "--service", "shpo", "--quiet"], catch_exceptions=False)
    assert quiet.stderr == ""
