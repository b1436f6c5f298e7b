"""The plan of code that did not change comes from the cache, and is the same to the last word."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.model.settings import Settings
from archgraph.planning import NamedPlan, plan_tree
from archgraph.timing import Clock
from tests.builders import tree
from tests.plans import two_managers


def planned(root: Path, *, use_cache: bool = True) -> tuple[NamedPlan, set[str]]:
    """The plan of a folder with its cache beside it, and the stages that were gone through."""
    clock, cache = Clock(), str(root.with_name("cache"))
    settings = Settings(cache_dir=cache, use_cache=use_cache, jobs=1, today="2026-01-31")
    return plan_tree(root, settings, clock), {time.stage for time in clock.times()}


def test_nothing_is_worked_out_again_when_nothing_changed(tmp_path: Path) -> None:
    root = tree(tmp_path / "shop", two_managers(3))
    first, stages = planned(root)
    assert {"clones", "families", "plan"} <= stages
    assert first.plan.candidates
    again, stages = planned(root)
    assert stages == {"discover", "cache"}
    assert again == first
    assert again.name == "shop"
    assert planned(root, use_cache=False)[0] == first


@pytest.mark.parametrize("edit", ["\n\nclass Other:\n    def run(self): ...\n", "\n# a remark\n"])
def test_after_an_edit_it_is_made_again(tmp_path: Path, edit: str) -> None:
    root = tree(tmp_path / "shop", two_managers(3))
    planned(root)
    file = next(root.rglob("sessions.py"))
    file.write_text(file.read_text(encoding="utf-8") + edit, encoding="utf-8")
    changed, stages = planned(root)
    assert "plan" in stages
    assert changed == planned(root, use_cache=False)[0]


def test_a_damaged_plan_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree(tmp_path / "shop", two_managers(3))
    monkeypatch.setattr("archgraph.planning._ENCODE", lambda kept: b"\xc1 no plan")
    first, _ = planned(root)
    again, stages = planned(root)
    assert "plan" in stages
    assert again == first


def test_names_that_are_no_text_are_planned_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(kept: object) -> bytes:
        raise UnicodeEncodeError("utf-8", "\udc80", 0, 1, "surrogates not allowed")

    root = tree(tmp_path / "shop", two_managers(3))
    monkeypatch.setattr("archgraph.planning._ENCODE", refuse)
    assert planned(root)[0].plan.candidates
    assert "plan" in planned(root)[1]
