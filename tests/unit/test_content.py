"""Files of a tree that can change while it is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archgraph.content import content_of
from archgraph.discover.files import list_files
from archgraph.discover.site import site_paths
from archgraph.extract.pool import extract
from archgraph.model.settings import Settings
from tests.builders import tree

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")


@pytest.mark.parametrize("data", [b"", b"x = 1\r\n\0\xff", b"#" * 200_000])
def test_a_file_is_read_as_it_is(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.py").write_bytes(data)
    assert content_of(tmp_path / "a.py") == content_of(str(tmp_path / "a.py")) == data


def test_folders_and_what_is_not_there_are_errors(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"regular file|denied"):  # Windows opens no folder
        content_of(tmp_path)
    with pytest.raises(FileNotFoundError):
        content_of(tmp_path / "gone.py")


@needs_pipes
def test_a_file_that_became_a_pipe_is_a_problem_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    root = tree(tmp_path, {"a.py": "", "b.py": "import os\n"})
    (root / "a.py").unlink()
    os.mkfifo(root / "a.py")
    store = extract(root, ("a.py", "b.py"), Settings(use_cache=False))
    assert [(problem.path, problem.message) for problem in store.problems] == [
        ("a.py", "cannot be read: it is no regular file")
    ]
    assert store.outlines["b.py"].imports


@needs_pipes
def test_a_project_file_that_is_a_pipe_declares_nothing(tmp_path: Path) -> None:
    root = tree(tmp_path, {"setup.py": "", "lib/a.py": ""})
    os.mkfifo(root / "setup.cfg")
    assert list_files(root, Settings()).roots == ()


def test_no_more_is_read_than_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"0123456789" * 20_000)
    assert content_of(tmp_path / "a.txt", 12) == b"012345678901"
    assert len(content_of(tmp_path / "a.txt", 100_001)) == 100_001


@needs_pipes
def test_a_path_file_that_is_a_pipe_adds_nothing(tmp_path: Path) -> None:
    site = tree(tmp_path / "lib/python3.11/site-packages", {"more/a.py": "", "b.pth": "more\n"})
    os.mkfifo(site / "a.pth")
    assert site_paths(str(tmp_path), [(str(site.parent), None)])[0] == (str(site), str(site / "more"))
