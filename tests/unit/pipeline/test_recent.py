"""Sections that were asked for a moment ago are not decoded again, and there are never many of them."""

from __future__ import annotations

from pathlib import Path

from archgraph.model.codebase import FactStore
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.uses import Uses
from archgraph.pipeline.recent import KEPT, Recent
from tests.worlds import codebase


def facts(root: Path, count: int = 3) -> FactStore:
    return codebase(root, {f"m{number}.py": f"def f{number}(): return g()\n" for number in range(count)}).facts


def test_the_same_section_is_the_same_object(tmp_path: Path) -> None:
    store = Recent(facts(tmp_path))
    assert store.section("m1.py", Bodies) is store.section("m1.py", Bodies)
    assert store.section("m1.py", Uses).calls[0].func == "g"


def test_it_says_what_the_store_says(tmp_path: Path) -> None:
    store = facts(tmp_path, KEPT + 9)
    recent = Recent(store)
    for _ in range(2):
        assert [recent.section(path, Bodies) for path, _ in store.sections(Bodies)] == [
            b for _, b in store.sections(Bodies)
        ]
    assert list(recent.sections(Uses)) == list(store.sections(Uses))
    assert len(recent._sections) == KEPT
