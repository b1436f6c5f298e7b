"""Clones are the same whether they are found here, in a process of their own, or were found before."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from archgraph import companion
from archgraph.analyses.clones.clusters import find_clones
from archgraph.analyses.clones.wording import with_lines
from archgraph.extract.texts import Texts
from archgraph.model.results.duplicates import CloneMember
from archgraph.model.settings import Settings
from archgraph.pipeline import clones_beside
from archgraph.pipeline.clones_beside import CloneSearch
from archgraph.pipeline.findings import inquire
from archgraph.pipeline.ground import Ground, understand
from archgraph.timing import Clock
from tests.builders import tree

COUNT = """def count(lines, word):
    total = 0
    for line in lines:
        if word in line:
            total += len(line)
    print(total, word)
    return total
"""
FILES = {
    "shop/__init__.py": "",
    "shop/a.py": COUNT,
    "shop/b.py": COUNT.replace("word", "term").replace("total += len(line)", "total += line.size()"),
}


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    tree(tmp_path / "code", FILES)
    return understand(tmp_path / "code", Settings(cache_dir=str(tmp_path / "cache")), Clock())


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Also a few files are searched in another process; the work that was given away."""
    given: list[object] = []
    monkeypatch.setattr(clones_beside, "_FEW_FILES", 0)
    monkeypatch.setattr(companion, "_can_fork", lambda: sys.platform == "linux")
    monkeypatch.setattr(
        clones_beside, "beside", lambda work, kinds: given.append(kinds) or companion.beside(work, kinds)
    )
    return given


def rows(ground: Ground) -> tuple[CloneMember, ...]:
    found = tuple(with_lines(find_clones(ground.codebase), Texts(ground.root).lines))
    assert len(found) == 2
    assert "len → size" in found[1].difference or "term" in found[1].difference
    return found


@pytest.mark.parametrize("jobs", [1, 2])
def test_clones_are_the_same_with_and_without_another_process(ground: Ground, forks: list[object], jobs: int) -> None:
    search = CloneSearch(ground.codebase, Texts(ground.root).lines)
    search.begin(jobs, lines=True)
    assert search.with_lines() == rows(ground)
    assert search.found == find_clones(ground.codebase)
    assert len(forks) == jobs - 1


def test_nothing_is_searched_beside_in_few_files(ground: Ground) -> None:
    search = CloneSearch(ground.codebase, Texts(ground.root).lines)
    search.begin(2, lines=True)
    assert search._results is None
    assert search.with_lines() == rows(ground)


def test_what_the_other_process_measured_is_kept_for_the_next_run(ground: Ground, forks: list[object]) -> None:
    shelf: dict[str, bytes] = {}
    search = CloneSearch(ground.codebase, Texts(ground.root).lines, shelf, "code")
    search.begin(2, lines=False)
    assert search.found == find_clones(ground.codebase)
    assert list(shelf) == ["likenesses code"]
    assert len(forks) == 1


def test_clones_that_are_known_have_only_their_lines_compared_beside(ground: Ground, forks: list[object]) -> None:
    first = inquire(ground, Clock())
    assert first.clones_with_lines == rows(ground)
    again = inquire(ground, Clock())
    again.look_for_clones(lines=True)
    assert again.clones_with_lines == rows(ground)
    assert forks == [(list[str],)]
