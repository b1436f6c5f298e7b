from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from archgraph.discover import git as asked
from archgraph.discover.files import list_files
from archgraph.model.settings import Settings
from tests.builders import tree
from tests.unit.discover.repositories import git, repository


def test_a_repository_cannot_make_git_start_a_program(tmp_path: Path) -> None:
    trap, mark = tmp_path / "trap.sh", tmp_path / "started"
    trap.write_text(f"#!/bin/sh\ntouch {mark}\n")
    trap.chmod(0o755)
    top = repository(tree(tmp_path / "repo", {"a.py": "", ".gitattributes": "*.py filter=trap"}))
    for key in ("core.fsmonitor", "core.pager", "filter.trap.clean", "gpg.program", "core.sshCommand", "core.askPass"):
        git(top, "config", key, str(trap))
    git(top, "config", "log.showSignature", "true")
    git(top, "config", "core.hooksPath", str(tmp_path))
    shutil.copy(trap, tmp_path / "post-index-change")
    tree(top, {"a.py": "changed", "b.py": ""})
    assert list_files(top, Settings()).paths == ("a.py", "b.py")
    assert not mark.exists()


def test_a_work_tree_elsewhere_brings_no_files_from_there(tmp_path: Path) -> None:
    tree(tmp_path, {"elsewhere/secret.py": "", "repo/a.py": ""})
    repository(tmp_path / "repo", add="")
    git(tmp_path / "repo", "config", "core.worktree", str(tmp_path / "elsewhere"))
    assert list_files(tmp_path / "repo", Settings()).paths == ("a.py",)


def test_the_variables_of_a_running_hook_do_not_lead_git_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = repository(tree(tmp_path / "other", {"o.py": ""}))
    top = repository(tree(tmp_path / "top", {"a.py": "", "x.py": "", ".gitignore": "x.py"}))
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    assert list_files(top, Settings()).paths == ("a.py",)


def test_reading_changes_nothing_in_the_repository(tmp_path: Path) -> None:
    top = repository(tree(tmp_path, {"a.py": ""}))
    os.utime(top / "a.py")
    before = {path: path.stat().st_mtime_ns for path in (top / ".git").rglob("*")}
    list_files(top, Settings())
    assert {path: path.stat().st_mtime_ns for path in (top / ".git").rglob("*")} == before


def test_a_git_that_does_not_answer_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tree(tmp_path, {"bin/git": "#!/bin/sh\nexec sleep 60\n", "repo/a.py": "", "repo/.git/": ""}) / "bin/git"
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(asked, "TIMEOUT", 0.05)
    listing = list_files(tmp_path / "repo", Settings())
    assert listing.paths == ("a.py",)
    assert listing.notes == ("PATH was read without git, ignored files included: git gave no answer within 0 s.",)


def test_a_git_found_by_a_relative_entry_of_the_search_path_is_not_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree(tmp_path, {"bin/git": "#!/bin/sh\ntouch started\n", "a.py": "", ".git/": ""})
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "bin")
    assert list_files(tmp_path, Settings()).paths == ("a.py",)
    assert not (tmp_path / "started").exists()


def test_warnings_of_git_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "#!/bin/sh\necho \"warning: could not open directory 'x/': Permission denied\" >&2\nprintf '? a.py\\0'\n"
    tree(tmp_path, {"bin/git": script, "repo/a.py": "", "repo/.git/": ""})
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    (problem,) = list_files(tmp_path / "repo", Settings()).problems
    assert problem.message == "It cannot be read: git says: warning: could not open directory 'x/': Permission denied."


def test_how_often_files_changed_is_told_by_path_below_the_folder(tmp_path: Path) -> None:
    top = repository(tree(tmp_path, {"shop/a.py": "", "shop/b b.py": "", "other.py": ""}))
    tree(top, {"shop/a.py": "x = 1\n"})
    git(top, "commit", "--quiet", "--all", "--message", "second", "--date", "2026-01-31T12:00:00")
    told = asked.activity(str(top / "shop"))
    assert {path: count for path, (count, _) in told.items()} == {"a.py": 2, "b b.py": 1}
    assert all(len(day) == len("2026-01-31") for _, day in told.values())


def test_a_repository_without_commits_tells_nothing(tmp_path: Path) -> None:
    with pytest.raises(asked.GitError):
        asked.activity(str(repository(tree(tmp_path, {"a.py": ""}), add="")))
