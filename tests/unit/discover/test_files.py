from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archgraph.discover.files import list_files, package_of
from archgraph.discover.gate import Gate
from archgraph.errors import ConfigurationError, InputError
from archgraph.model.settings import Settings
from archgraph.model.source import Listing
from tests.builders import tree
from tests.unit.discover.repositories import git, repository

DEFAULT = Settings()


def listed(root: Path, *exclude: str) -> list[str]:
    return list(list_files(root, Settings(exclude=exclude)).paths)


def messages(listing: Listing) -> dict[str, str]:
    return {problem.path: problem.message for problem in listing.problems}


# ------------------------------------------------------------------------------------------------------ without git


def test_python_files_and_notebooks_are_read_and_stubs_counted(tmp_path: Path) -> None:
    tree(tmp_path, {"b.py": "", "a/w.pyw": "", "a/n.ipynb": "{}", "s.pyi": "", "x.txt": "", "y.pyc": "", "p.PY": ""})
    listing = list_files(tmp_path, DEFAULT)
    assert listing.paths == ("a/n.ipynb", "a/w.pyw", "b.py")
    assert (listing.stubs, listing.git, listing.problems) == (1, "", ())
    assert listing.notes == ("Not read: 1 stub file (.pyi).",)


def test_documents_are_read_only_where_they_are_asked_for(tmp_path: Path) -> None:
    tree(tmp_path, {"a.py": "", "plan.yaml": "sunset: 2026-01-31\n", ".env": "LIMIT=3\n"})
    listing = list_files(tmp_path, DEFAULT)
    assert listing.dated
    assert listing.variables
    bare = list_files(tmp_path, DEFAULT, documents=False)
    assert (bare.paths, bare.dated, bare.variables) == (listing.paths, (), ())


def test_only_tool_folders_and_virtual_environments_are_left_out(tmp_path: Path) -> None:
    kept = [
        "build/a.py",
        "dist/a.py",
        "env/a.py",
        "lib/a.py",
        "venv/a.py",
        ".venv/a.py",
        ".tox/a.py",
        "site-packages/a.py",
    ]
    out = ["__pycache__/a.py", "n/node_modules/m/a.py", "e/lib/python3/site-packages/p/a.py", "x/.git/hooks/a.py"]
    tree(tmp_path, dict.fromkeys([*kept, *out, "e/pyvenv.cfg"], ""))
    assert listed(tmp_path) == sorted(kept)


def test_an_environment_that_path_itself_names_is_read(tmp_path: Path) -> None:
    tree(tmp_path, {"pyvenv.cfg": "", "lib/a.py": ""})
    assert listed(tmp_path) == ["lib/a.py"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("gen", ["a/b.py", "src/x.py"]),
        ("gen/", ["a/b.py", "src/x.py"]),
        ("src/gen", ["a/b.py", "gen/y.py", "src/x.py"]),
        ("./src/gen", ["a/b.py", "gen/y.py", "src/x.py"]),
        ("/gen", ["a/b.py", "src/gen/z.py", "src/x.py"]),
        ("*.py", []),
        ("**/[xyz].py", ["a/b.py"]),
        ("b.py", ["gen/y.py", "src/gen/z.py", "src/x.py"]),
    ],
)
def test_exclude_understands_the_patterns_of_gitignore(tmp_path: Path, pattern: str, left: list[str]) -> None:
    tree(tmp_path, dict.fromkeys(["a/b.py", "gen/y.py", "src/gen/z.py", "src/x.py", "keep.ipynb"], ""))
    assert listed(tmp_path, pattern) == sorted([*left, "keep.ipynb"])


def test_a_later_pattern_takes_back_an_earlier_one(tmp_path: Path) -> None:
    tree(tmp_path, {"a_gen.py": "", "keep_gen.py": "", "b.py": ""})
    assert listed(tmp_path, "*_gen.py", "!keep_gen.py") == ["b.py", "keep_gen.py"]


def test_a_pattern_without_meaning_is_an_error_that_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"^exclude: holds a pattern"):
        listed(tree(tmp_path, {"a.py": ""}), "!")


def test_odd_names_survive_as_data(tmp_path: Path) -> None:
    names = ["new\nline.py", "tab\t.py", "ctrl\x01.py", " .py", "ünï.py", "-rf.py", "'; rm.py", ".py"]
    tree(tmp_path, dict.fromkeys(names, ""))
    undecodable = os.fsdecode(b"\xff\xfe.py")
    (tmp_path / undecodable).write_text("")
    assert listed(tmp_path) == sorted([*names, undecodable])
    assert listed(repository(tmp_path)) == sorted([*names, undecodable])


def test_a_pipe_with_the_name_of_a_python_file_is_a_problem_and_not_read(tmp_path: Path) -> None:
    os.mkfifo(tree(tmp_path, {"a.py": ""}) / "pipe.py")
    listing = list_files(tmp_path, DEFAULT)
    assert listing.paths == ("a.py",)
    assert messages(listing) == {"pipe.py": "It cannot be read: it is no regular file."}


def test_a_folder_that_cannot_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, {"a.py": "", "closed/b.py": ""})
    scandir = os.scandir

    def refuse(path: str) -> object:  # file modes do not stop the superuser, who runs tests in containers
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    listing = list_files(tmp_path, DEFAULT)
    assert listing.paths == ("a.py",)
    assert messages(listing) == {"closed": "It cannot be read: Permission denied."}


def test_a_folder_may_be_deeper_than_pythons_stack(tmp_path: Path) -> None:
    gate = Gate(str(tmp_path), lambda path: path.endswith("/out/"))
    assert gate.enters("/".join(["d"] * 3000))
    assert not gate.keeps("e/out" + "/d" * 3000 + "/a.py")


# ------------------------------------------------------------------------------------------------------------ links


def test_a_file_that_a_link_reaches_again_is_read_once(tmp_path: Path) -> None:
    tree(tmp_path, {"pkg/real.py": "", "other/": ""})
    (tmp_path / "other/again.py").symlink_to(tmp_path / "pkg/real.py")
    (tmp_path / "script").write_text("")
    (tmp_path / "one.py").symlink_to("script")
    (tmp_path / "two.py").symlink_to("script")
    assert listed(tmp_path) == ["one.py", "pkg/real.py"]


def test_links_out_of_path_and_to_nowhere_are_problems(tmp_path: Path) -> None:
    tree(tmp_path, {"in/a.py": "", "out/secret.py": ""})
    (tmp_path / "in/leak.py").symlink_to(tmp_path / "out/secret.py")
    (tmp_path / "in/gone.py").symlink_to("nothing.py")
    (tmp_path / "in/self.py").symlink_to("self.py")
    listing = list_files(tmp_path / "in", DEFAULT)
    assert listing.paths == ("a.py",)
    assert messages(listing) == {
        "leak.py": "The link leads to a file outside PATH, which is not read.",
        "gone.py": "The link leads to no file.",
        "self.py": "The link leads to no file.",
    }


@pytest.mark.parametrize("with_git", [False, True])
def test_links_to_folders_are_not_followed_and_the_report_says_so(tmp_path: Path, with_git: bool) -> None:
    tree(tmp_path, {"a/b/c.py": ""})
    (tmp_path / "a/b/loop").symlink_to(tmp_path)
    if with_git:
        repository(tmp_path)
    listing = list_files(tmp_path, DEFAULT)
    assert listing.paths == ("a/b/c.py",)
    assert listing.notes == ("Links to folders are not followed (1): a/b/loop.",)


def test_a_folder_that_became_a_link_is_not_followed(tmp_path: Path) -> None:
    repository(tree(tmp_path / "repo", {"a.py": "", "pkg/x.py": ""}))
    tree(tmp_path, {"outside/x.py": "SECRET = 1"})
    (tmp_path / "repo/pkg/x.py").unlink()
    (tmp_path / "repo/pkg").rmdir()
    (tmp_path / "repo/pkg").symlink_to(tmp_path / "outside")
    assert listed(tmp_path / "repo") == ["a.py"]


def test_path_may_itself_be_a_link(tmp_path: Path) -> None:
    repository(tree(tmp_path / "real", {"a.py": "", "ignored.py": "", ".gitignore": "ignored.py"}))
    (tmp_path / "link").symlink_to("real")
    assert listed(tmp_path / "link") == ["a.py"]


# -------------------------------------------------------------------------------------------------------- with git


def test_tracked_and_new_files_are_read_and_ignored_ones_are_not(tmp_path: Path) -> None:
    tree(tmp_path, {"old.py": "", "gone.py": "", "forced.py": "", ".gitignore": "*_gen.py\nforced.py\nout/\n"})
    repository(tmp_path)
    git(tmp_path, "add", "--force", "forced.py")
    tree(tmp_path, {"new.py": "", "x_gen.py": "", "out/y.py": ""})
    (tmp_path / "gone.py").unlink()
    listing = list_files(tmp_path, DEFAULT)
    assert listing.paths == ("forced.py", "new.py", "old.py")
    assert listing.git == git(tmp_path, "rev-parse", "HEAD")


def test_a_repository_without_a_commit_has_no_commit(tmp_path: Path) -> None:
    repository(tree(tmp_path, {"a.py": "", "b.py": "", ".gitignore": "b.py"}), add="")
    listing = list_files(tmp_path, DEFAULT)
    assert (listing.paths, listing.git) == (("a.py",), "")


def test_only_files_below_path_are_read(tmp_path: Path) -> None:
    repository(tree(tmp_path, {"a.py": "", "pkg/b.py": "", "pkg/sub/c.py": "", ".gitignore": "skip.py"}))
    tree(tmp_path, {"pkg/skip.py": ""})
    listing = list_files(tmp_path / "pkg", DEFAULT)
    assert (listing.paths, bool(listing.git)) == (("b.py", "sub/c.py"), True)


@pytest.mark.parametrize("ignore", ["copy/", "*.txt"])
def test_a_path_that_is_foreign_to_the_repository_around_it_has_none_of_its_rules(tmp_path: Path, ignore: str) -> None:
    repository(tree(tmp_path, {"a.py": "", ".gitignore": f"{ignore}\nx.py\n"}))
    tree(tmp_path, {"copy/x.py": "", "copy/y.py": ""})
    listing = list_files(tmp_path / "copy", DEFAULT)
    assert (listing.paths, listing.git) == (("x.py", "y.py"), "")
    assert "rules do not apply" in listing.notes[0]


def test_a_path_with_tracked_files_is_not_foreign_though_a_rule_names_it(tmp_path: Path) -> None:
    repository(tree(tmp_path, {"copy/x.py": "", "copy/y.py": ""}), add="copy/x.py")
    tree(tmp_path, {".gitignore": "copy/\n"})
    assert listed(tmp_path / "copy") == ["x.py"]


def test_the_walk_is_used_and_the_report_says_so_when_git_leaves_no_python(tmp_path: Path) -> None:
    repository(tree(tmp_path, {"README": "", ".gitignore": "*.py\n"}))
    tree(tmp_path, {"a.py": ""})
    listing = list_files(tmp_path, DEFAULT)
    assert (listing.paths, listing.git) == (("a.py",), "")
    assert listing.notes == ("git ignores every Python file below PATH, so PATH was read without git.",)


def test_repositories_inside_path_are_read_by_their_own_rules(tmp_path: Path) -> None:
    repository(tree(tmp_path / "library", {"s.py": "", "s_gen.py": "", ".gitignore": "*_gen.py"}))
    top = repository(tree(tmp_path / "top", {"a.py": "", ".gitignore": "hidden/"}))
    git(top, "submodule", "--quiet", "add", str(tmp_path / "library"), "sub")
    repository(tree(top / "nested", {"n.py": "", "x.py": "", ".gitignore": "x.py"}))
    repository(tree(top / "hidden", {"h.py": ""}))
    tree(top, {"sub/s_gen.py": "", "sub/new.py": ""})
    assert listed(top) == ["a.py", "nested/n.py", "sub/new.py", "sub/s.py"]
    assert listed(top, "nested/") == ["a.py", "sub/new.py", "sub/s.py"]


def test_a_further_work_tree_of_the_repository_is_not_read_and_the_report_says_so(tmp_path: Path) -> None:
    top = repository(tree(tmp_path / "top", {"a.py": ""}))
    git(top, "worktree", "add", "--quiet", "trees/fix")
    listing = list_files(top, Settings())
    assert (listing.paths, list_files(top / "trees/fix", Settings()).paths) == (("a.py",), ("a.py",))
    assert listing.notes == ("Further work trees of the repository are not read (1): trees/fix.",)


def test_tracked_files_in_left_out_folders_are_left_out(tmp_path: Path) -> None:
    repository(tree(tmp_path, {"a.py": "", "node_modules/x.py": "", "env/pyvenv.cfg": "", "env/lib/y.py": ""}))
    assert listed(tmp_path) == ["a.py"]


def test_an_unmerged_file_is_read_once(tmp_path: Path) -> None:
    repository(tree(tmp_path, {"a.py": "1"}))
    git(tmp_path, "checkout", "--quiet", "-b", "other")
    tree(tmp_path, {"a.py": "2"})
    git(tmp_path, "commit", "--quiet", "-am", "2")
    git(tmp_path, "checkout", "--quiet", "-")
    tree(tmp_path, {"a.py": "3"})
    git(tmp_path, "commit", "--quiet", "-am", "3")
    with pytest.raises(Exception, match="merge"):
        git(tmp_path, "merge", "other")
    assert listed(tmp_path) == ["a.py"]


def test_without_git_on_this_machine_the_folder_is_walked_and_the_report_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(tree(tmp_path, {"a.py": "", "b.py": "", ".gitignore": "b.py"}))
    monkeypatch.setenv("PATH", os.devnull)
    listing = list_files(tmp_path, DEFAULT)
    assert listing.paths == ("a.py", "b.py")
    assert listing.notes == ("PATH was read without git, ignored files included: git is not installed.",)


def test_a_damaged_repository_is_walked_and_the_report_says_so(tmp_path: Path) -> None:
    tree(tmp_path, {"a.py": "", ".git": "gitdir: nowhere"})
    listing = list_files(tmp_path, DEFAULT)
    assert listing.paths == ("a.py",)
    assert listing.notes[0].startswith("PATH was read without git, ignored files included: git refused (fatal:")


@given(names=st.sets(st.text("ab_é -", min_size=1, max_size=3), max_size=8), ignored=st.sets(st.integers(0, 7)))
def test_what_git_ignores_is_all_that_the_two_ways_differ_in(
    tmp_path_factory: pytest.TempPathFactory, names: set[str], ignored: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("law")
    files = [f"{name}/{name}.py" for name in sorted(names)] + ["always.py"]
    tree(folder, dict.fromkeys(files, ""))
    walked = set(listed(folder))
    skipped = {files[place] for place in ignored if place < len(names)}
    tree(folder, {".gitignore": "".join(f"/{path}\n" for path in skipped)})
    assert set(listed(repository(folder))) == walked - skipped


# ------------------------------------------------------------------------------------------------------- PATH itself


def test_one_file_is_read_from_its_own_folder(tmp_path: Path) -> None:
    tree(tmp_path, {"pkg/__init__.py": "", "pkg/mod.py": "", "pkg/other.py": ""})
    listing = list_files(tmp_path / "pkg/mod.py", DEFAULT)
    assert (listing.paths, listing.root, listing.package) == (("mod.py",), str(tmp_path / "pkg"), "pkg")


def test_a_path_that_is_neither_folder_nor_file_is_an_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    with pytest.raises(InputError, match="is no folder and no regular file"):
        list_files(tmp_path / "pipe.py", DEFAULT)


@pytest.mark.parametrize(
    ("files", "path", "sentence"),
    [
        ({}, "missing", "does not exist, or cannot be seen."),
        ({"a.txt": ""}, "a.txt", "is no Python file."),
        ({"a.txt": ""}, ".", r"holds no Python file \(.py, .pyw, .ipynb\)."),
        ({"a.pyi": ""}, ".", "holds no Python but stubs"),
        ({"e/pyvenv.cfg": "", "node_modules/a.py": ""}, ".", "holds no Python file"),
    ],
)
def test_a_path_with_nothing_to_read_is_an_error_with_a_remedy(
    tmp_path: Path, files: dict[str, str], path: str, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence) as caught:
        list_files(tree(tmp_path, files) / path, DEFAULT)
    assert caught.value.remedy


def test_excluding_everything_is_an_error_that_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="every one of them is left out") as caught:
        listed(tree(tmp_path, {"a.py": ""}), "*.py")
    assert "exclude" in caught.value.remedy
    with pytest.raises(InputError, match="beside what `exclude` leaves out"):
        listed(tree(tmp_path / "below", {"app/b.py": ""}), "app")


def test_the_package_of_a_folder_goes_up_through_every_init(tmp_path: Path) -> None:
    tree(tmp_path, {"a/__init__.py": "", "a/b/__init__.py": "", "a/b/c/x.py": "", "d/x.py": ""})
    assert [package_of(str(tmp_path / path)) for path in ("a", "a/b", "a/b/c", "d")] == ["a", "a.b", "", ""]


def test_compiled_modules_and_stubs_are_known_by_their_places(tmp_path: Path) -> None:
    names = ("lib/_fast.cpython-311-x86_64-linux-gnu.so", "lib/wire.pyx", "lib/rust/__init__.pyi", "top.pyd")
    code = tree(tmp_path, {"lib/__init__.py": "", **dict.fromkeys(names, "")})
    assert list_files(code, Settings()).compiled == ("lib/_fast", "lib/rust", "lib/wire", "top")
    git(code, "init", "-q")
    git(code, "add", "lib/__init__.py", "lib/wire.pyx")
    assert list_files(code, Settings(exclude=("*.so", "*.pyd"))).compiled == ("lib/rust", "lib/wire")
