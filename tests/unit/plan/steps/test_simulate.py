"""Moves made on the graph before anyone makes them in code."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.model.consolidation import Simulation
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


@pytest.mark.parametrize(("package", "told"), [("import shop.single\n", True), ("", False)])
def test_a_package_that_is_loaded_before_its_module_and_loads_the_user_makes_a_cycle(
    tmp_path: Path, package: str, told: bool
) -> None:
    moved = {
        path.replace("shop/sessions", "shop/kept/sessions"): text.replace("shop.sessions", "shop.kept.sessions")
        for path, text in two_managers(3).items()
    }
    effects = plan(tmp_path, {**moved, "shop/kept/__init__.py": package}).effects
    found = [effect.text for effect in effects if effect.kind == "cycle"]
    assert ["that loads shop/kept/__init__.py first, which reaches it" in text for text in found] == [True] * told


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


def _simulated(root: Path, files: dict[str, str], way: str) -> Simulation:
    """The move of the first candidate that has a decision of that way."""
    settings, clock = Settings(use_cache=False, jobs=1, today="2026-01-31"), Clock()
    ground = understand(tree(root, files), settings, clock)
    planned = with_plan(ground, clock)
    found = (c.candidate for c in planned.plan.candidates if any(way in (d.way, d.action) for d in c.decisions))
    return simulate(ground, planned, next(found), clock)


def test_a_common_base_gets_a_module_that_both_import_and_stands_in_both_mros(tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/more.py": "from shop.two import V2SessionParser\nV2SessionParser()\n"}
    for at, name in (("one", "V1SessionParser"), ("two", "V2SessionParser")):
        files[f"shop/{at}.py"] = class_source(name, *(f"read_{word}" for word in "abcdefghi"), bases="object")
        files[f"shop/use_{at}.py"] = f"from shop.{at} import {name}\n{name}()\n"
    files["shop/child.py"] = "from shop.one import V1SessionParser\nclass Child(V1SessionParser):\n    pass\n"
    made = _simulated(tmp_path, files, "base")
    base = "shop.session_parser_base.SessionParserBase"
    assert ("shop/one.py:1", "", base) in made.names
    assert ("shop/two.py:1", "", "shop.session_parser_base") in made.imports
    after = {name: order for name, _, order in made.mros}
    assert after["shop.two.V2SessionParser"] == f"shop.two.V2SessionParser > {base} > builtins.object"
    assert after["shop.child.Child"] == f"shop.child.Child > shop.one.V1SessionParser > {base} > builtins.object"
    assert {each.name: each.after - each.before for each in made.measures}["classes"] == 1


def test_a_better_name_is_seen_where_it_is_imported_and_in_mros(tmp_path: Path) -> None:
    source = "class InvoiceManager:\n"
    for verb in ("get_all", "list_open", "get_late", "find_old"):
        source += (
            f"    @staticmethod\n    def {verb}(rows):\n        kept = [row for row in rows]\n        return kept\n"
        )
    files = {
        "shop/__init__.py": "",
        "shop/invoices.py": source,
        "shop/user.py": "from shop.invoices import InvoiceManager\nInvoiceManager.get_all([])\n",
    }
    made = _simulated(tmp_path, files, "rename")
    new = made.names[0][2]
    assert ("shop/user.py:1", "shop.invoices.InvoiceManager", new) in made.names
    assert new.startswith("shop.invoices.Invoice")
    assert made.imports == ()


def test_users_of_an_alias_keep_their_imports(tmp_path: Path) -> None:
    shim = (
        "from shop.two import SessionManager\n\n\nclass OldSessionManager(SessionManager):\n"
        '    """Kept for backward compatibility."""\n'
    )
    files = {"shop/__init__.py": "", "shop/two.py": class_source("SessionManager", "open_one", "close_one")}
    files |= {"shop/old.py": shim, "shop/user.py": "from shop.old import OldSessionManager\nOldSessionManager()\n"}
    made = _simulated(tmp_path, files, "alias")
    assert ("shop/old.py:4", "shop.old.OldSessionManager", "shop.two.SessionManager") in made.names
    assert not [place for place, *_ in made.names if place.startswith("shop/user.py")]
    assert {each.name: each.after - each.before for each in made.measures}["classes"] == -1
