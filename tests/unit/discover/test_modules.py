from __future__ import annotations

import importlib
import os
from importlib.machinery import PathFinder
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archgraph.discover.files import list_files
from archgraph.discover.modules import name_files
from archgraph.model.settings import PathRule, Settings
from archgraph.model.source import Inventory, Listing
from archgraph.resolve.modules import winners
from tests.builders import tree

DEFAULT = Settings()


def named(root: Path, *spelled: str, settings: Settings = DEFAULT) -> Inventory:
    return name_files(list_files(root, settings), frozenset(spelled), settings)


def modules(inventory: Inventory) -> dict[str, str]:
    return {file.path: file.module for file in inventory.files}


def world(root: Path, *paths: str) -> Path:
    return tree(root, dict.fromkeys(paths, ""))


def found_by_python(root: Path, module: str) -> str | None:
    """The file that Python itself finds for a name with `root` on its search path; nothing is executed."""
    importlib.invalidate_caches()
    search = [os.path.normpath(root)]
    spec = None
    for part in module.split("."):
        spec = PathFinder.find_spec(part, search)
        if spec is None:
            return None
        search = list(spec.submodule_search_locations or ())
    return spec.origin if spec else None


def assert_python_agrees(root: Path, inventory: Inventory) -> None:
    for file in inventory.files:
        expected = str(root / file.path)
        assert found_by_python(root / file.root, file.module) == expected, file


# ---------------------------------------------------------------------------------------------------------- one world


def test_a_package_is_named_from_the_folder_around_its_highest_init(tmp_path: Path) -> None:
    world(tmp_path, "lib/pkg/__init__.py", "lib/pkg/sub/__init__.py", "lib/pkg/sub/mod.py")
    inventory = named(tmp_path)
    assert modules(inventory)["lib/pkg/sub/mod.py"] == "pkg.sub.mod"
    assert {file.root for file in inventory.files} == {"lib"}
    assert_python_agrees(tmp_path, inventory)


def test_a_loose_file_is_named_from_path(tmp_path: Path) -> None:
    inventory = named(world(tmp_path, "run.py", "scripts/x.py", "scripts/deep/y.py"))
    assert list(modules(inventory).values()) == ["run", "scripts.deep.y", "scripts.x"]
    assert inventory.namespaces == ("scripts", "scripts.deep")
    assert_python_agrees(tmp_path, inventory)


@pytest.mark.parametrize("project", ["", "services/billing/"])
def test_src_is_a_source_root_in_path_and_in_every_project(tmp_path: Path, project: str) -> None:
    world(tmp_path, f"{project}pyproject.toml", f"{project}src/loose.py", f"{project}src/space/mod.py")
    inventory = named(world(tmp_path, f"{project}src/pkg/__init__.py"))
    assert list(modules(inventory).values()) == ["loose", "pkg", "space.mod"]
    assert {file.root for file in inventory.files} == {f"{project}src"}
    assert_python_agrees(tmp_path, inventory)


def test_src_elsewhere_is_a_folder_like_any_other(tmp_path: Path) -> None:
    assert modules(named(world(tmp_path, "a/src/mod.py"))) == {"a/src/mod.py": "a.src.mod"}


def test_a_configured_source_root_counts(tmp_path: Path) -> None:
    world(tmp_path, "python/space/mod.py", "other.py")
    inventory = named(tmp_path, settings=Settings(source_roots=("./python/", "missing")))
    assert modules(inventory) == {"python/space/mod.py": "space.mod", "other.py": "other"}
    assert inventory.notes == ("The source root missing of the configuration holds no Python.",)


def test_a_bare_folder_that_imports_spell_from_path_has_path_as_its_root(tmp_path: Path) -> None:
    world(tmp_path, "scripts/x.py", "scripts/pkg/__init__.py", "scripts/pkg/mod.py", "scripts/lonely/__init__.py")
    inventory = named(tmp_path, "scripts.x", "scripts.pkg.mod", "scripts.pkg.mod.Thing")
    assert set(modules(inventory).values()) == {"scripts.x", "scripts.pkg", "scripts.pkg.mod", "scripts.lonely"}
    assert {file.root for file in inventory.files} == {"."}
    assert_python_agrees(tmp_path, inventory)


def test_without_such_imports_the_package_in_it_has_the_folder_as_its_root(tmp_path: Path) -> None:
    world(tmp_path, "scripts/x.py", "scripts/pkg/__init__.py", "scripts/pkg/mod.py")
    assert modules(named(tmp_path, "pkg.mod"))["scripts/pkg/mod.py"] == "pkg.mod"


def test_the_spelling_of_most_imports_decides(tmp_path: Path) -> None:
    world(tmp_path, "src/pkg/__init__.py", "src/pkg/a.py", "src/pkg/b.py")
    assert modules(named(tmp_path, "pkg.a", "pkg.b", "src.pkg.a"))["src/pkg/a.py"] == "pkg.a"
    assert modules(named(tmp_path, "src.pkg.a", "src.pkg.b", "pkg"))["src/pkg/a.py"] == "src.pkg.a"


def test_a_namespace_package_that_imports_spell_below_path_has_the_folder_above_as_its_root(tmp_path: Path) -> None:
    world(tmp_path, "backend/app/main.py", "backend/app/core/db.py", "backend/run.py", "tools/x.py")
    inventory = named(tmp_path, "app.core.db", "app.main")
    assert modules(inventory)["backend/app/core/db.py"] == "app.core.db"
    assert modules(inventory)["backend/run.py"] == "backend.run"
    assert_python_agrees(tmp_path, inventory)


def test_a_bare_name_of_a_scripts_neighbour_makes_no_root(tmp_path: Path) -> None:
    world(tmp_path, "scripts/run.py", "scripts/config.py")
    assert modules(named(tmp_path, "config", "logging"))["scripts/config.py"] == "scripts.config"


def test_a_name_of_the_standard_library_makes_no_root(tmp_path: Path) -> None:
    world(tmp_path, "app/logging/handlers.py", "app/x.py")
    assert modules(named(tmp_path, "logging.handlers"))["app/logging/handlers.py"] == "app.logging.handlers"


def test_a_name_that_path_explains_votes_for_no_other_folder(tmp_path: Path) -> None:
    world(tmp_path, "utils/__init__.py", "utils/text.py", "tests/unit/utils/text.py")
    assert modules(named(tmp_path, "utils.text"))["tests/unit/utils/text.py"] == "tests.unit.utils.text"


def test_a_folder_without_init_inside_a_package_is_a_namespace_of_it(tmp_path: Path) -> None:
    world(tmp_path, "pkg/__init__.py", "pkg/bare/mod.py", "pkg/bare/inner/__init__.py")
    inventory = named(tmp_path)
    assert modules(inventory)["pkg/bare/inner/__init__.py"] == "pkg.bare.inner"
    assert inventory.namespaces == ("pkg.bare",)
    assert_python_agrees(tmp_path, inventory)


def test_a_project_inside_a_package_has_roots_of_its_own(tmp_path: Path) -> None:
    world(tmp_path, "tests/__init__.py", "tests/data/proj/pyproject.toml", "tests/data/proj/src/foo/__init__.py")
    assert modules(named(tmp_path))["tests/data/proj/src/foo/__init__.py"] == "foo"


def test_a_setup_file_in_every_subpackage_does_not_cut_the_package(tmp_path: Path) -> None:
    world(tmp_path, "np/__init__.py", "np/core/__init__.py", "np/core/setup.py", "np/core/fft.py")
    assert modules(named(tmp_path))["np/core/fft.py"] == "np.core.fft"


def test_projects_side_by_side_keep_their_names_and_the_clash_is_a_problem(tmp_path: Path) -> None:
    paths = [f"{service}/{file}" for service in ("auth", "billing") for file in ("pyproject.toml", "app/__init__.py")]
    inventory = named(world(tmp_path, *paths))
    assert set(modules(inventory).values()) == {"app"}
    (problem,) = inventory.problems
    assert (problem.path, problem.stage) == ("billing/app/__init__.py", "discover")
    assert problem.message == "auth/app/__init__.py claims the same module name, app."
    assert [file.service for file in inventory.files] == ["auth/app", "billing/app"]


def test_a_module_and_a_package_of_one_name_are_both_kept_and_python_takes_the_package(tmp_path: Path) -> None:
    world(tmp_path, "a/__init__.py", "a/b.py", "a/b/__init__.py")
    inventory = named(tmp_path)
    assert [file.module for file in inventory.files] == ["a", "a.b", "a.b"]
    assert [problem.path for problem in inventory.problems] == ["a/b.py"]
    assert found_by_python(tmp_path, "a.b") == str(tmp_path / "a/b/__init__.py")


def test_a_notebook_gives_way_to_the_module_of_its_name(tmp_path: Path) -> None:
    inventory = named(world(tmp_path, "nb.ipynb", "nb.py", "nb.pyw"))
    assert [problem.path for problem in inventory.problems] == ["nb.ipynb", "nb.pyw"]


def test_a_copy_that_was_built_gives_way_to_the_code(tmp_path: Path) -> None:
    world(tmp_path, "shop/__init__.py", "setup.py", "build/lib/shop/__init__.py")
    inventory = named(tmp_path)
    assert [problem.path for problem in inventory.problems] == ["build/lib/shop/__init__.py"]


def test_parts_that_are_no_identifiers_stay_as_they_are(tmp_path: Path) -> None:
    paths = [
        "my-app/__init__.py",
        "my-app/0001_initial.py",
        "my-app/class.py",
        "my-app/a b.py",
        ".hid/x.py",
        "v1.2/m.py",
    ]
    assert list(modules(named(world(tmp_path, *paths))).values()) == [
        ".hid.x",
        "my-app.0001_initial",
        "my-app",
        "my-app.a b",
        "my-app.class",
        "v1.2.m",
    ]


def test_modules_that_hide_the_standard_library_are_noted(tmp_path: Path) -> None:
    world(tmp_path, "random.py", "types/__init__.py", "email/x.py", "pkg/__init__.py", "pkg/json.py")
    (note,) = named(tmp_path).notes
    assert note.endswith("(2): random.py, types/__init__.py.")


def test_modules_that_hide_a_folder_are_noted(tmp_path: Path) -> None:
    (note,) = named(world(tmp_path, "a.py", "a/x.py", "b.py", "b/__init__.py", "c/x.py")).notes
    assert note == "Modules that hide a folder of their name without __init__.py (1): a.py."
    assert found_by_python(tmp_path, "a.x") is None


def test_a_tree_may_be_deeper_than_pythons_stack() -> None:
    deep = "/".join(["d"] * 3000) + "/a.py"
    inventory = name_files(Listing((deep,), (), (), 0, root="/nowhere"), frozenset(), DEFAULT)
    assert inventory.files[0].module == deep.removesuffix(".py").replace("/", ".")


# ---------------------------------------------------------------------------------------------------- PATH in a package


@pytest.mark.parametrize(("path", "package", "root"), [("pkg", "pkg", ".."), ("pkg/sub", "pkg.sub", "../..")])
def test_below_a_packages_folder_all_names_begin_with_its_name(
    tmp_path: Path, path: str, package: str, root: str
) -> None:
    world(tmp_path, "pkg/__init__.py", "pkg/sub/__init__.py", "pkg/sub/mod.py", "pkg/sub/bare/deep/__init__.py")
    inventory = named(tmp_path / path, f"{package}.mod")
    assert {file.root for file in inventory.files} == {root}
    assert {"pkg.sub.mod", "pkg.sub.bare.deep"} <= set(modules(inventory).values())
    assert inventory.namespaces == ("pkg.sub.bare",)
    assert_python_agrees(tmp_path / path, inventory)


def test_a_package_that_imports_namesakes_of_its_modules_keeps_its_name(tmp_path: Path) -> None:
    world(tmp_path, "pkg/__init__.py", "pkg/redis.py", "pkg/logging.py")
    assert modules(named(tmp_path / "pkg", "redis", "logging"))["redis.py"] == "pkg.redis"


def test_an_init_at_the_top_of_a_project_does_not_rename_what_imports_spell_from_path(tmp_path: Path) -> None:
    world(tmp_path, "repo/__init__.py", "repo/pyproject.toml", "repo/app/__init__.py", "repo/app/db.py")
    assert modules(named(tmp_path / "repo", "app.db"))["app/db.py"] == "app.db"
    assert modules(named(tmp_path / "repo", "repo.app.db"))["app/db.py"] == "repo.app.db"
    assert modules(named(tmp_path / "repo"))["app/db.py"] == "repo.app.db"


def test_a_package_inside_a_namespace_is_named_as_imports_spell_it(tmp_path: Path) -> None:
    world(tmp_path, "google/cloud/storage/__init__.py", "google/cloud/storage/blob.py")
    inventory = named(tmp_path / "google/cloud/storage", "google.cloud.storage.blob")
    assert modules(inventory)["blob.py"] == "google.cloud.storage.blob"
    assert {file.root for file in inventory.files} == {"../../.."}
    assert_python_agrees(tmp_path / "google/cloud/storage", inventory)


def test_a_bare_folder_as_path_is_named_as_imports_spell_it(tmp_path: Path) -> None:
    world(tmp_path, "scripts/x.py", "scripts/lib/y.py")
    assert modules(named(tmp_path / "scripts", "scripts.lib.y"))["x.py"] == "scripts.x"
    assert modules(named(tmp_path / "scripts", "lib.y"))["x.py"] == "x"
    assert named(tmp_path / "scripts", "scripts.lib.y").namespaces == ("scripts", "scripts.lib")


# --------------------------------------------------------------------------------------------------------------- laws

PARTS = st.sampled_from(["a", "b", "src", "tests", "scripts"])
PATHS = st.builds(
    lambda folders, name: "/".join([*folders, name]),
    st.lists(PARTS, max_size=3),
    st.sampled_from(["__init__.py", "a.py", "m.py"]),
)
SPELLED = st.sets(
    st.lists(st.sampled_from(["a", "b", "m", "src", "tests"]), min_size=1, max_size=4).map(".".join), max_size=8
)


@given(paths=st.sets(PATHS, min_size=1, max_size=8), spelled=SPELLED)
def test_python_finds_every_file_by_its_name_from_its_root_unless_another_file_is_in_its_way(
    tmp_path_factory: pytest.TempPathFactory, paths: set[str], spelled: set[str]
) -> None:
    root = world(tmp_path_factory.mktemp("law"), *paths)
    inventory = named(root, *spelled)
    assert [file.path for file in inventory.files] == sorted(paths)
    names = [file.module for file in inventory.files]
    assert len(inventory.problems) == len(names) - len(set(names))
    for file in inventory.files:
        found = found_by_python(root / file.root, file.module)
        if found != str(root / file.path):
            others = [other for other in inventory.files if other.path != file.path]
            prefixes = {file.module[:end] for end in range(1, len(file.module) + 1)}
            is_in_the_way = any(other.module in prefixes or found == str(root / other.path) for other in others)
            assert is_in_the_way or file.module == "__init__"


def test_a_package_that_stands_beside_a_module_of_its_name_is_in_its_way(tmp_path: Path) -> None:
    root = world(tmp_path, "b/a/a.py", "b/a/a/__init__.py")
    assert modules(named(root)) == {"b/a/a.py": "b.a.a", "b/a/a/__init__.py": "a"}
    assert found_by_python(root, "b.a.a") == str(root / "b/a/a/__init__.py")


@given(paths=st.permutations(["a/__init__.py", "a/m.py", "src/b/m.py", "scripts/a.py", "tests/a/__init__.py"]))
def test_the_order_of_paths_and_names_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, paths: list[str]
) -> None:
    inventory = named(world(tmp_path_factory.mktemp("law"), *paths), "a.m", "b.m", "scripts.a")
    assert modules(inventory) == {
        "a/__init__.py": "a",
        "a/m.py": "a.m",
        "scripts/a.py": "scripts.a",
        "src/b/m.py": "b.m",
        "tests/a/__init__.py": "a",
    }


# ----------------------------------------------------------------------------------------------------------- services


def test_the_service_is_the_top_level_package_and_a_loose_file_has_none(tmp_path: Path) -> None:
    world(tmp_path, "pkg/__init__.py", "pkg/sub/x.py", "scripts/y.py", "z.py", "src/core/__init__.py")
    services = {file.path: file.service for file in named(tmp_path).files}
    assert services == {
        "pkg/__init__.py": "pkg",
        "pkg/sub/x.py": "pkg",
        "scripts/y.py": "scripts",
        "src/core/__init__.py": "core",
        "z.py": "",
    }


def test_below_a_packages_folder_the_service_is_that_package(tmp_path: Path) -> None:
    world(tmp_path, "pkg/__init__.py", "pkg/sub/__init__.py", "pkg/x.py")
    assert {file.service for file in named(tmp_path / "pkg").files} == {"pkg"}


def test_the_first_configured_service_that_matches_decides(tmp_path: Path) -> None:
    rules = (PathRule("app/billing/", "billing"), PathRule("app/**", "core"))
    inventory = named(world(tmp_path, "app/billing/x.py", "app/y.py", "z/z.py"), settings=Settings(services=rules))
    assert [file.service for file in inventory.files] == ["billing", "core", "z"]


def test_who_claims_a_name_is_the_same_to_discovery_and_to_resolution(tmp_path: Path) -> None:
    paths = (
        "a.ipynb",
        "a.py",
        "b.py",
        "b/__init__.py",
        "c/lib/d.py",
        "c/d/__init__.py",
        "build/d/__init__.py",
        "d/__init__.py",
    )
    inventory = named(world(tmp_path, *paths))
    losers = {problem.path for problem in inventory.problems}
    assert set(winners(inventory.files).values()) == {file.path for file in inventory.files} - losers
