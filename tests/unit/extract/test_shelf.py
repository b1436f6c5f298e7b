"""What later stages keep beside the facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.extract.cache import Cache
from archgraph.extract.shelf import Shelf


def test_what_one_run_keeps_the_next_one_finds(tmp_path: Path) -> None:
    Shelf(Cache(tmp_path / "facts.sqlite"))["drawing"] = b"answer"
    found = Shelf(Cache(tmp_path / "facts.sqlite"))
    assert found["drawing"] == b"answer"
    assert found.get("other") is None


def test_without_a_cache_a_shelf_remembers_for_the_run_only() -> None:
    shelf = Shelf(Cache(None))
    shelf["drawing"] = b"answer"
    assert (shelf["drawing"], list(shelf), len(shelf)) == (b"answer", ["drawing"], 1)
    assert "drawing" not in Shelf(Cache(None))


def test_what_is_kept_cannot_be_deleted_one_by_one(tmp_path: Path) -> None:
    shelf = Shelf(Cache(tmp_path / "facts.sqlite"))
    shelf["drawing"] = b"answer"
    with pytest.raises(TypeError):
        del shelf["drawing"]


def test_what_the_cache_took_is_not_held_in_memory_too(tmp_path: Path) -> None:
    shelf = Shelf(Cache(tmp_path / "facts.sqlite"))
    shelf["drawing"] = b"answer"
    assert (len(shelf), shelf["drawing"]) == (0, b"answer")
