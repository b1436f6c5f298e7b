"""Answers are worked out when they are asked for, and once."""

from __future__ import annotations

from pathlib import Path

from archgraph.analyses.audits.audit import all_rules
from archgraph.analyses.mro.linearize import linearize
from archgraph.graphs.imports import analyse_imports
from archgraph.model.settings import Settings
from archgraph.pipeline.inquiry import Inquiry
from archgraph.timing import Clock
from tests.worlds import codebase

FILES = {"shop/__init__.py": "", "shop/stock.py": "import os\n\nMODE = os.environ['MODE']\n"}


def inquiry(root: Path) -> tuple[Inquiry, Clock]:
    clock = Clock()
    base = codebase(root, FILES)
    return Inquiry(base, Settings(), analyse_imports(base), linearize(base), clock), clock


def test_a_rule_makes_only_what_it_reads(tmp_path: Path) -> None:
    asked, clock = inquiry(tmp_path)
    rule = next(rule for rule in all_rules() if rule.name == "environment-access")
    assert [draft.path for draft in rule.check(asked)] == ["shop/stock.py"]
    assert {time.stage for time in clock.times()} == {"audits"}
    assert "clones" not in vars(asked)


def test_an_answer_is_the_same_object_each_time(tmp_path: Path) -> None:
    asked, _ = inquiry(tmp_path)
    assert asked.usages is asked.usages
    assert asked.scores is asked.scores


def test_a_stage_inside_another_is_counted_once(tmp_path: Path) -> None:
    del tmp_path
    clock = Clock()
    with clock.stage("outer"), clock.stage("inner"):
        sum(range(300_000))
    outer, inner = clock.times()
    assert (outer.stage, inner.stage) == ("outer", "inner")
    assert inner.wall > outer.wall
