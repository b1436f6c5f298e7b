"""The figures of a plan, before and after, are those of what it advises."""

from __future__ import annotations

from pathlib import Path

from archgraph.model.consolidation import Plan
from tests.plans import class_source, plan, two_managers

STORES = ("read_store", "write_store", "clear_store", "count_store")


def figures(made: Plan) -> dict[str, tuple[int, int]]:
    return {each.name: (each.before, each.after) for each in made.measures}


def test_managers_and_their_lines_go_down_by_what_goes(tmp_path: Path) -> None:
    made = plan(tmp_path, two_managers())
    found = figures(made)
    saved = sum(decision.lines_saved for candidate in made.candidates for decision in candidate.decisions)
    assert found["managers"] == (2, 1)
    assert saved > 0
    assert found["lines in managers"][0] - found["lines in managers"][1] == saved


def test_classes_of_which_nothing_is_advised_are_no_lines_of_the_plan(tmp_path: Path) -> None:
    alone = figures(plan(tmp_path / "alone", two_managers()))
    layered = "from shop.store import ItemStore as Below\n\n\n" + class_source("ItemStore", *STORES, bases="Below")
    more = {"shop/store.py": class_source("ItemStore", *STORES), "shop/layered.py": layered}
    made = plan(tmp_path / "more", two_managers(**more))
    named = {decision.key.class_: candidate for candidate in made.candidates for decision in candidate.decisions}
    assert not named["shop.layered.ItemStore"].is_advice
    assert figures(made)["lines of classes in candidates"] == alone["lines of classes in candidates"]
