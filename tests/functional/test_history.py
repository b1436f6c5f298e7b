"""The burn-down through earlier commits of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph import reporting
from archgraph.discover.revision import latest_days
from archgraph.model.settings import Settings
from archgraph.timing import Clock
from tests.builders import tree
from tests.unit.discover.repositories import git, repository

OLD = "# sunset: 2027-01-31\ndef a(): ...\n\n\n# sunset: 2026-02-15\ndef b(): ...\n"
LESS = "# sunset: 2027-01-31\ndef a(): ...\n"


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which one of two dates was met on the second of three days."""
    root = tree(tmp_path / "code", {"shop/__init__.py": "", "shop/cart.py": OLD})
    repository(root, add="")
    for day, text in (
        ("2026-01-10", OLD),
        ("2026-02-10", OLD + "x = 1\n"),
        ("2026-03-10", LESS),
        ("2026-04-10", LESS + "y = 1\n"),
    ):
        (root / "shop/cart.py").write_text(text)
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message", day, f"--date={day}T10:00:00")
        _rewrite_day(root, day)
    return root


def _rewrite_day(root: Path, day: str) -> None:
    """git takes the day of a commit from the environment only."""
    line = f"tree {git(root, 'rev-parse', 'HEAD^{tree}')}\n"
    parent = git(root, "rev-list", "--parents", "-n1", "HEAD").split()[1:]
    seconds = git(root, "log", "-1", "--format=%at")
    who = f"a <a@example.org> {seconds} +0000"
    body = line + "".join(f"parent {each}\n" for each in parent) + f"author {who}\ncommitter {who}\n\n{day}\n"
    (root / ".git/commit.txt").write_text(body)
    made = git(root, "hash-object", "-t", "commit", "-w", ".git/commit.txt")
    git(root, "update-ref", "HEAD", made)


def audited(root: Path, out: Path, commits: int = 0) -> tuple[str, set[str]]:
    """The report of the legacy team, and the stages that the audit went through."""
    clock = Clock()
    chosen = Settings(cache_dir=str(out.parent / "cache"), today="2026-05-01", history_commits=commits)
    reporting.audit(root, out, chosen, clock)
    return (out / "audits/legacy.md").read_text(), {time.stage for time in clock.times()}


def test_the_last_commit_of_each_of_the_latest_days_counts_but_for_the_one_that_is_checked_out(code: Path) -> None:
    assert [day for _, day in latest_days(code, 2)] == ["2026-02-10", "2026-03-10"]
    assert [day for _, day in latest_days(code, 9)] == ["2026-01-10", "2026-02-10", "2026-03-10"]


def test_the_burn_down_goes_through_them_with_what_was_past_on_their_day(code: Path, tmp_path: Path) -> None:
    lines = audited(code, tmp_path / "out", 5)[0].splitlines()
    found = {line.split("|")[1].strip(): line.split("|")[2:4] for line in lines if line.startswith("| 2026-0")}
    counted = {day: tuple(cell.strip() for cell in cells) for day, cells in found.items()}
    assert counted["2026-02-10"] == ("2", "0")
    assert counted["2026-03-10"] == ("1", "0")
    assert counted["2026-05-01 (today)"] == ("1", "0")
    assert (tmp_path / "out/graphs/burn-down.svg").is_file()


def test_what_a_commit_had_is_worked_out_once(code: Path, tmp_path: Path) -> None:
    report, stages = audited(code, tmp_path / "out", 5)
    (code / "shop/more.py").write_text("z = 1\n")
    again, later = audited(code, tmp_path / "again", 5)
    assert again == report
    assert "history" in stages - later


def test_without_the_setting_or_a_repository_nothing_is_read(code: Path, tmp_path: Path) -> None:
    assert "2026-02-10" not in audited(code, tmp_path / "out")[0]
    plain = tree(tmp_path / "plain", {"shop.py": LESS})
    assert latest_days(plain, 5) == []
    assert "2026-05-01 (today)" in audited(plain, tmp_path / "second", 5)[0]
