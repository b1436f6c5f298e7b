"""A placeholder does not stay over the class that does the work, and takes nothing over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import decisions, plan

HEAD = "class RepositoryMetricsCollector:\n    '''Collects figures of the repository.'''\n"
EMPTY = HEAD + (
    "    def collect(self, path):\n        logger.debug('collecting')\n        return {'commits': 0}\n"
    "    def describe(self, path):\n        return 'repository'\n"
)
WORKING = HEAD + (
    "    def collect(self, path):\n        log = run_git(path, 'log')\n        authors = run_git(path, 'shortlog')\n"
    "        tags = run_git(path, 'tag')\n        count = parse_lines(log)\n"
    "        return {'commits': count, 'authors': parse_lines(authors), 'tags': parse_lines(tags)}\n"
    "    def describe(self, path):\n        return read_config(path).title\n"
)
NAME = "RepositoryMetricsCollector"


def _files(used: int, working: int, empty: str = EMPTY) -> dict[str, str]:
    """A collector that answers with constants, used by so many modules, and one that asks git, used by so many."""
    users = [("empty", number) for number in range(used)] + [("working", number) for number in range(working)]
    taking = "from shop.{0} import RepositoryMetricsCollector\ncollector = RepositoryMetricsCollector()\n"
    return {
        "shop/__init__.py": "",
        "shop/empty.py": empty,
        "shop/working.py": WORKING,
        **{f"shop/{kind}_user{number}.py": taking.format(kind) for kind, number in users},
    }


def test_the_class_that_does_the_work_stays_though_a_placeholder_is_used_more(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, _files(2, 1)))
    assert found[f"shop.working.{NAME}"].action == "KEEP"
    assert "the other calls nothing but its own methods" in found[f"shop.empty.{NAME}"].reason


@pytest.mark.parametrize("working", [0, 1])
def test_nothing_that_works_goes_into_a_placeholder_that_is_used(tmp_path: Path, working: int) -> None:
    row = decisions(plan(tmp_path, _files(6, working)))[f"shop.working.{NAME}"]
    assert (row.action, row.canonical) == ("UNDECIDED", f"shop.empty.{NAME}")
    assert "whether empty.RepositoryMetricsCollector is a placeholder" in row.needs


def test_what_calls_others_is_no_placeholder(tmp_path: Path) -> None:
    asking = EMPTY.replace("return 'repository'", "return read_title(path)")
    found = decisions(plan(tmp_path, _files(2, 1, asking)))
    assert found[f"shop.empty.{NAME}"].action == "KEEP"


def test_a_class_that_is_there_so_that_imports_work_says_so(tmp_path: Path) -> None:
    said = '"""Lets tests of collectors run without import errors."""\n' + EMPTY.replace(
        "'repository'", "read_title(path)"
    )
    found = decisions(plan(tmp_path, _files(2, 1, said)))
    assert found[f"shop.working.{NAME}"].action == "KEEP"
    assert 'the other says "without import errors" of itself' in found[f"shop.empty.{NAME}"].reason


def test_a_double_may_be_as_empty_as_it_likes(tmp_path: Path) -> None:
    files = {path.replace("shop/", "tests/"): text.replace("shop.", "tests.") for path, text in _files(2, 1).items()}
    doubles = {path: text.replace("Repository", "MockRepository") for path, text in files.items()}
    doubles = {path: text for path, text in doubles.items() if "user" not in path} | {
        f"tests/test_{path.rpartition('/')[2]}": text for path, text in doubles.items() if "user" in path
    }
    found = decisions(plan(tmp_path, doubles))
    assert found["tests.working.MockRepositoryMetricsCollector"].action != "KEEP"
