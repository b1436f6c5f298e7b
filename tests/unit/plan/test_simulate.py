"""Moves made on the graph before anyone makes them in code."""

from __future__ import annotations

from pathlib import Path

from archgraph.model.settings import Settings
from archgraph.pipeline.ground import understand
from archgraph.pipeline.planning import simulate, with_plan
from archgraph.timing import Clock
from tests.builders import tree
from tests.plans import class_source, plan, two_managers


def _circle() -> dict[str, str]:
    """A move would let shop.single import shop.sessions, which reaches shop.single."""
    sessions = "import shop.single\n" + two_managers()["shop/sessions.py"]
    child = "from shop.old_place import SessionManager\n" + class_source("Audited", "audit", bases="SessionManager")
    return two_managers(importers=3) | {"shop/sessions.py": sessions, "shop/single.py": child}


def test_a_cycle_that_the_move_would_make_is_told_before(tmp_path: Path) -> None:
    effects = {(effect.kind, "shop/single.py" in effect.text) for effect in plan(tmp_path, _circle()).effects}
    assert ("cycle", True) in effects
    assert ("mro", True) in effects


def test_the_move_is_made_on_imports_and_mros(tmp_path: Path) -> None:
    settings, clock = Settings(use_cache=False, jobs=1, today="2026-01-31"), Clock()
    ground = understand(tree(tmp_path, _circle()), settings, clock)
    planned = with_plan(ground, clock)
    made = simulate(ground, planned, planned.plan.candidates[0].candidate, clock)
    measures = {each.name: (each.before, each.after) for each in made.measures}
    assert measures["import cycles"] == (0, 1)
    assert made.cycles == (("shop.sessions", "shop.single"),)
    assert made.imports == (("shop/single.py:1", "shop.old_place", "shop.sessions"),)
    ((name, before, after),) = made.mros
    assert (name, before) == (
        "shop.single.Audited",
        "shop.single.Audited > shop.old_place.SessionManager > builtins.object",
    )
    assert after == "shop.single.Audited > shop.sessions.SessionManager > builtins.object"
