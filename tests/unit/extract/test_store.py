"""The store: sections on demand, whatever became of the cache meanwhile."""

from __future__ import annotations

from pathlib import Path

from archgraph.extract.cache import Cache
from archgraph.extract.store import Store, encode
from archgraph.model.facts.outline import Outline
from archgraph.model.facts.texts import Texts
from archgraph.model.facts.uses import Uses
from tests.facts import facts_of

FACTS = facts_of("import x\nx.f('text')\n")


def test_held_sections_need_no_cache() -> None:
    store = Store(["m.py"], Cache(None), {}, {"m.py": encode(FACTS)}, lambda path: [])
    assert store.outlines == {"m.py": FACTS.outline}
    assert store.section("m.py", Uses) == FACTS.uses
    assert list(store.sections(Texts)) == [("m.py", FACTS.texts)]


def test_an_entry_that_vanished_is_read_again(tmp_path: Path) -> None:
    asked = []

    def reread(path: str) -> list[bytes]:
        asked.append(path)
        return encode(FACTS)

    store = Store(["m.py"], Cache(tmp_path / "facts.sqlite"), {"m.py": 7}, {}, reread)
    assert store.section("m.py", Uses) == FACTS.uses
    assert asked == ["m.py"]


def test_a_damaged_entry_is_read_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "facts.sqlite")
    ids = cache.add([(b"k", [b"\xc1"] * 6)])
    store = Store(["m.py"], cache, {"m.py": ids[b"k"]}, {}, lambda path: encode(FACTS))
    assert store.outlines["m.py"] == FACTS.outline


def test_sections_come_in_the_order_of_the_paths() -> None:
    paths = [f"m{number}.py" for number in range(1000, 0, -1)]
    store = Store(paths, Cache(None), {}, {path: encode(FACTS) for path in paths}, lambda path: [])
    assert [path for path, _ in store.sections(Outline)] == paths


def test_sections_of_named_files_and_with_a_text_alone() -> None:
    other = facts_of("y = 'other'\n")
    held = {"a.py": encode(FACTS), "b.py": encode(other), "c.py": encode(FACTS)}
    store = Store(["a.py", "b.py", "c.py"], Cache(None), {}, held, lambda path: [])
    assert [path for path, _ in store.sections(Texts, {"c.py", "b.py", "gone.py"})] == ["b.py", "c.py"]
    assert [path for path, _ in store.sections(Texts, having="text")] == ["a.py", "c.py"]
    assert list(store.sections(Texts, {"a.py", "b.py"}, having="oth")) == [("b.py", other.texts)]
