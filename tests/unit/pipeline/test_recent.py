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


class _Counting:
    """A store that tells what it was asked for."""

    def __init__(self, store: FactStore) -> None:
        self._store = store
        self.asked: list[str] = []

    def section(self, path: str, kind: type[Uses]) -> Uses:
        self.asked.append(path)
        return self._store.section(path, kind)


def test_as_many_are_kept_as_is_said_until_they_are_forgotten(tmp_path: Path) -> None:
    store = _Counting(facts(tmp_path))
    recent = Recent(store, 2)  # type: ignore[arg-type]
    for path in ("m0.py", "m1.py", "m0.py", "m2.py", "m0.py", "m1.py"):
        recent.section(path, Uses)
    assert store.asked == ["m0.py", "m1.py", "m2.py", "m1.py"]
    recent.forget()
    recent.section("m1.py", Uses)
    assert store.asked[4:] == ["m1.py"]
