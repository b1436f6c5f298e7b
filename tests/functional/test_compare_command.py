"""`archgraph compare`: each test makes one change in a repository and asks what it did."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from archgraph.cli.compare import command
from archgraph.errors import ArchgraphError
from tests.builders import tree
from tests.functional.test_command_line import archgraph
from tests.unit.discover.repositories import git, repository

BASE = "class A:\n    def go(self): ...\n\n\nclass B:\n    def go(self): ...\n    def stop(self): ...\n"
WORLD = {
    "shop/__init__.py": "",
    "shop/base.py": BASE,
    "shop/mid.py": "from shop.base import A, B\n\n\nclass Mid(A, B): ...\n",
    "shop/leaf.py": "from shop.mid import Mid\n\n\nclass LeafManager(Mid):\n    def start(self): ...\n    def end(self): ...\n",
}


def changed(tmp_path: Path, changes: dict[str, str | None], world: dict[str, str] = WORLD) -> Path:
    """A repository with two commits: the world, and the world with these changes (None: deleted)."""
    code = repository(tree(tmp_path / "code", world))
    for path, text in changes.items():
        if text is None:
            (code / path).unlink()
    tree(code, {path: text for path, text in changes.items() if text is not None})
    git(code, "add", "-A")
    git(code, "commit", "-qm", "change", "--allow-empty")
    return code


def compare(code: Path, *arguments: str) -> str:
    given = ["HEAD~1", "HEAD", "--path", str(code), "--no-cache", "--today", "2026-01-31", *arguments]
    done = CliRunner().invoke(command, given, standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.output


def found(code: Path) -> set[tuple[str, str]]:
    """(what, subject) of every change."""
    rows = csv.DictReader(io.StringIO(compare(code, "--output-format", "csv")))
    return {(row["what"], row["subject"]) for row in rows}


def test_the_same_state_says_nothing_changed_and_nothing_else(tmp_path: Path) -> None:
    assert compare(changed(tmp_path, {})) == "nothing changed\n"


def test_comments_and_moved_lines_change_nothing(tmp_path: Path) -> None:
    assert compare(changed(tmp_path, {"shop/base.py": "# words\n\n\n" + BASE})) == "nothing changed\n"


def test_bases_that_are_merely_swapped_change_classes_in_files_that_nobody_touched(tmp_path: Path) -> None:
    code = changed(tmp_path, {"shop/mid.py": WORLD["shop/mid.py"].replace("A, B)", "B, A)")})
    assert found(code) == {
        ("mro_changed", "shop.mid.Mid"),
        ("landing_changed", "shop.mid.Mid.go"),
        ("mro_changed_from_afar", "shop.leaf.LeafManager"),
        ("landing_changed_from_afar", "shop.leaf.LeafManager.go"),
    }


def test_a_class_that_moves_is_not_one_gone_and_one_added(tmp_path: Path) -> None:
    code = changed(tmp_path, {"shop/leaf.py": None, "shop/tree.py": WORLD["shop/leaf.py"]})
    changes = found(code)
    assert ("class_moved", "shop.tree.LeafManager") in changes
    assert ("module_moved", "shop.tree") in changes
    assert not {what for what, _ in changes} & {
        "class_gone",
        "class_added",
        "manager_plus",
        "manager_minus",
        "mro_changed",
    }


def test_a_class_that_is_renamed_is_recognised_by_what_it_is_made_of(tmp_path: Path) -> None:
    code = changed(tmp_path, {"shop/leaf.py": WORLD["shop/leaf.py"].replace("LeafManager", "TwigManager")})
    changes = found(code)
    assert ("class_renamed", "shop.leaf.TwigManager") in changes
    assert not {what for what, _ in changes} & {
        "class_gone",
        "class_added",
        "manager_plus",
        "manager_minus",
        "mro_changed",
    }


def test_managers_more_and_less_are_counted_in_production_only(tmp_path: Path) -> None:
    manager = "class StockManager:\n    def open(self): ...\n    def close(self): ...\n"
    code = changed(tmp_path, {"shop/leaf.py": None, "shop/stock.py": manager, "tests/test_a.py": manager})
    changes = found(code)
    assert ("manager_plus", "shop.stock.StockManager") in changes
    assert ("manager_minus", "shop.leaf.LeafManager") in changes
    assert len([what for what, _ in changes if what == "manager_plus"]) == 1


def test_a_cycle_that_is_made_is_named_by_its_modules(tmp_path: Path) -> None:
    code = changed(tmp_path, {"shop/base.py": "import shop.leaf\n" + BASE})
    changes = found(code)
    assert ("cycle_made", "shop.base, shop.leaf, shop.mid") in changes
    assert ("import_added", "shop.base -> shop.leaf") in changes
    assert ("figure", "import-cycles") in changes


def test_a_violation_in_a_file_that_broke_is_out_of_sight_and_not_fixed(tmp_path: Path) -> None:
    world = {**WORLD, "shop/price.py": "import os\n\n\ndef price():\n    return os.environ['P']\n"}
    changes = found(changed(tmp_path, {"shop/price.py": "def price(:\n" + "(" * 30}, world))
    assert "finding_out_of_sight" in {what for what, _ in changes}
    assert "finding_fixed" not in {what for what, _ in changes}


def test_the_work_tree_is_not_touched_and_not_read(tmp_path: Path) -> None:
    code = changed(tmp_path, {"shop/mid.py": "class Mid: ...\n"})
    tree(code, {"shop/base.py": "this is (not Python"})
    before = {path: path.stat().st_mtime_ns for path in code.rglob("*") if ".git" not in path.parts}
    assert "class_gone" not in {what for what, _ in found(code)}
    assert {path: path.stat().st_mtime_ns for path in code.rglob("*") if ".git" not in path.parts} == before


def test_a_folder_below_the_repository_is_compared_alone(tmp_path: Path) -> None:
    code = changed(tmp_path, {"shop/base.py": BASE + "\n\nclass C: ...\n", "other/new.py": "class D: ...\n"})
    assert {subject for what, subject in found(code / "shop") if what == "class_added"} == {"shop.base.C"}


def test_everything_is_written_to_a_folder_with_a_picture_of_what_is_touched(tmp_path: Path) -> None:
    code = changed(tmp_path, {"shop/base.py": "import shop.leaf\n" + BASE})
    text = compare(code, "-o", str(tmp_path / "out"))
    assert text == (tmp_path / "out" / "comparison.md").read_text()
    assert len(text) < 4_000
    assert json.loads((tmp_path / "out" / "comparison.json").read_text())["changes"]
    assert "shop.leaf" in (tmp_path / "out" / "comparison.dot").read_text()
    assert "shop.mid" not in (tmp_path / "out" / "comparison.dot").read_text()


def test_imports_between_modules_that_stay_are_told_before_those_of_new_ones(tmp_path: Path) -> None:
    new = "".join(f"import package{number}\n" for number in range(30))
    code = changed(tmp_path, {"shop/a_new.py": new, "shop/base.py": "import shop.leaf\n" + BASE})
    section = compare(code).partition("## Imports added")[2]
    assert section.strip().startswith("- `shop.base -> shop.leaf`")
    assert "… and 21 more." in section


def test_what_a_reviewer_must_act_on_comes_first_and_imports_of_libraries_last(tmp_path: Path) -> None:
    source = "import os\nimport requests\nimport shop.leaf\nos.getenv('X')\n" + BASE
    text = compare(changed(tmp_path, {"shop/base.py": source, "shop/mid.py": None}))
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings[0] == "## New findings"
    assert headings.index("## Classes gone") < headings.index("## Imports added")
    section = text.partition("## Imports added")[2].partition("\n\n##")[0]
    assert [line.split(" -> ")[1].split("`")[0] for line in section.split("\n") if line] == [
        "shop.leaf",
        "requests",
        "os",
    ]


def test_imports_of_the_standard_library_that_are_not_shown_are_counted(tmp_path: Path) -> None:
    names = ["abc", "ast", "bz2", "cmath", "cmd", "csv", "dis", "gc", "io", "json", "os", "re"]
    text = compare(changed(tmp_path, {"shop/base.py": "".join(f"import {name}\n" for name in names) + BASE}))
    assert "… and 2 more, 2 of them of the standard library." in text


def test_a_duplicate_is_told_with_what_it_is_a_copy_of(tmp_path: Path) -> None:
    body = "".join(f"    total += items[{n}].price * {n}\n" for n in range(9))
    one, two, three = (
        f"def {name}(items):\n    total = 0\n{body}    return total\n" for name in ("ask", "bill", "cost")
    )
    code = changed(tmp_path, {"shop/one.py": one, "shop/two.py": two, "shop/three.py": three})
    assert "- `shop.one.ask` (shop/one.py) is like `shop.three.cost` and 1 more" in compare(code)
    rows = csv.DictReader(io.StringIO(compare(code, "--output-format", "csv")))
    assert {row["new"] for row in rows if row["what"] == "duplicate_made"} == {
        "shop.three.cost and 1 more",
        "shop.one.ask and 1 more",
    }


def test_two_audits_are_compared_like_two_revisions(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", WORLD)
    for out, mid in (("old", "A, B)"), ("new", "B, A)")):
        tree(code, {"shop/mid.py": WORLD["shop/mid.py"].replace("A, B)", mid)})
        assert archgraph("audit", code, "-o", tmp_path / out, "--no-cache", "--quiet").returncode == 0
    done = archgraph("compare", tmp_path / "old", tmp_path / "new")
    assert done.returncode == 0
    assert (
        "MROs that changed although their own file did not"
        not in archgraph("compare", tmp_path / "old", tmp_path / "old").stdout
    )
    assert "`shop.leaf.LeafManager.go` (shop/leaf.py): `shop.base.A` → `shop.base.B`" in done.stdout


@pytest.mark.parametrize("name", ["nowhere", "--upload-pack=x"])
def test_what_is_no_state_is_said_in_a_sentence(tmp_path: Path, name: str) -> None:
    code = changed(tmp_path, {})
    given = ["HEAD", "--path", str(code), "--no-cache", "--", name]
    done = CliRunner().invoke(command, given, standalone_mode=False)
    assert isinstance(done.exception, ArchgraphError)
    assert name in str(done.exception)


def test_a_file_that_cannot_be_read_leaves_the_comparison_open(tmp_path: Path) -> None:
    code = changed(tmp_path, {"shop/large.py": "x = 1\n" * 100, "archgraph.toml": "max-file-bytes = 500\n"})
    given = ["compare", "HEAD~1", "HEAD", "--path", code, "--no-cache"]
    done = archgraph(*given)
    assert (done.returncode, "shop/large.py" in done.stderr) == (2, True)
    assert archgraph(*given, "--allow-incomplete").returncode == 0


def test_a_cycle_that_grows_is_still_the_same_cycle(tmp_path: Path) -> None:
    world = {**WORLD, "shop/base.py": "import shop.mid\n" + BASE}
    code = changed(tmp_path, {"shop/base.py": "import shop.leaf\n" + BASE}, world)
    changes = found(code)
    assert ("cycle_changed", "3 modules, 2 before: + shop.leaf") in changes
    assert not {what for what, _ in changes} & {"cycle_made", "cycle_broken"}


def test_imports_of_a_module_that_moved_are_neither_gone_nor_new(tmp_path: Path) -> None:
    user = {"shop/use.py": "import shop.leaf\n"}
    changes = {"shop/leaf.py": None, "shop/tree.py": WORLD["shop/leaf.py"], "shop/use.py": "import shop.tree\n"}
    whats = {what for what, _ in found(changed(tmp_path, changes, {**WORLD, **user}))}
    assert "module_moved" in whats
    assert not whats & {"import_added", "import_gone"}


def test_of_a_long_order_only_what_differs_is_shown(tmp_path: Path) -> None:
    code = changed(tmp_path, {"shop/mid.py": WORLD["shop/mid.py"].replace("A, B)", "B, A)")})
    assert (
        "- `shop.leaf.LeafManager` (shop/leaf.py): `… > Mid > A > B > object` → `… > Mid > B > A > object`"
        in compare(code)
    )


def test_a_revision_is_worked_out_once_and_told_the_same_from_the_cache(tmp_path: Path) -> None:
    code = changed(tmp_path, {"shop/mid.py": WORLD["shop/mid.py"].replace("A, B)", "B, A)")})
    call = (
        "compare",
        "HEAD~1",
        "HEAD",
        "--path",
        code,
        "--cache-dir",
        tmp_path / "cache",
        "--stats",
        "--today",
        "2026-01-31",
    )
    first, second = archgraph(*call), archgraph(*call)
    assert (first.returncode, first.stdout) == (0, second.stdout)
    assert "clones" in first.stderr
    assert "clones" not in second.stderr
    (code / "archgraph.toml").write_text("ignore = ['mro-*']\n")
    assert "clones" in archgraph(*call).stderr
