from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.discover.files import list_files
from archgraph.discover.modules import name_files
from archgraph.model.settings import PathRule, Settings
from tests.builders import tree

LIBRARY = ("lib/__init__.py", "lib/core.py")


def placed(root: Path, *paths: str, spelled: tuple[str, ...] = (), zones: tuple[PathRule, ...] = ()) -> dict[str, str]:
    """Path → "zone kind" of a tree with these files."""
    settings = Settings(zones=zones)
    listing = list_files(tree(root, dict.fromkeys(paths, "")), settings)
    return {file.path: f"{file.zone} {file.kind}" for file in name_files(listing, frozenset(spelled), settings).files}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("lib/core.py", "production source"),
        ("tests/test_core.py", "test test"),
        ("tests/unit/core_test.py", "test test"),
        ("tests/__init__.py", "test test"),
        ("lib/tests/test_core.py", "test test"),
        ("lib/tests/__init__.py", "test test"),
        ("lib/tests.py", "test test"),
        ("test_loose.py", "test test"),
        ("integration_tests/flow.py", "test test"),
        ("e2e/flow.py", "test test"),
        ("conftest.py", "testinfra test"),
        ("lib/conftest.py", "testinfra test"),
        ("tests/helpers/client.py", "testinfra source"),
        ("tests/unit/mocks/broker.py", "testinfra source"),
        ("tests/user_factory.py", "testinfra source"),
        ("tests/mock_broker.py", "testinfra source"),
        ("test_framework/manager.py", "testinfra source"),
        ("test_framework/tests/test_manager.py", "test test"),
        ("lib/test_utils/client.py", "testinfra source"),
        ("testing/client.py", "testinfra source"),
        ("scripts/deploy.py", "tooling script"),
        ("lib/scripts/deploy.py", "tooling script"),
        ("bin/run.py", "tooling script"),
        (".github/check.py", "tooling script"),
        ("tools/gen.py", "tooling script"),
        ("dev_launcher/__init__.py", "tooling source"),
        ("dev_launcher/process.py", "tooling script"),
        ("shop_benchmarks/__init__.py", "tooling source"),
        ("examples/hello.py", "tooling script"),
        ("setup.py", "tooling script"),
        ("noxfile.py", "tooling script"),
        ("fix_everything.py", "tooling script"),
        ("app.py", "production source"),
        ("window.pyw", "tooling script"),
        ("lib/window.pyw", "production script"),
        ("notebooks/explore.ipynb", "tooling notebook"),
        ("explore.ipynb", "tooling notebook"),
        ("tests/explore.ipynb", "test notebook"),
    ],
)
def test_common_names_tell_the_zone_and_kind(tmp_path: Path, path: str, expected: str) -> None:
    assert placed(tmp_path, *LIBRARY, path)[path] == expected


@pytest.mark.parametrize(
    "path",
    [
        "lib/testing/client.py",
        "lib/test/runner.py",
        "lib/tools/agent.py",
        "lib/deployment/plan.py",
        "lib/test_data_source/reader.py",
        "src/tools/x.py",
    ],
)
def test_inside_a_package_a_doubtful_name_is_production(tmp_path: Path, path: str) -> None:
    around = ("lib/testing/__init__.py", "lib/test/__init__.py", "lib/tools/__init__.py", "lib/deployment/__init__.py")
    assert placed(tmp_path, *LIBRARY, *around, path)[path] == "production source"


def test_a_test_folder_inside_a_package_that_holds_tests_is_one(tmp_path: Path) -> None:
    found = placed(tmp_path, *LIBRARY, "lib/test/__init__.py", "lib/test/deep/test_x.py", "lib/test/tool.py")
    assert found["lib/test/tool.py"] == "test test"


def test_what_tests_import_is_a_helper_of_theirs(tmp_path: Path) -> None:
    paths = ["tests/flows.py", "tests/lonely.py", "tests/test_flows.py", "tests/test_utils.py"]
    found = placed(tmp_path, *paths, spelled=("tests.flows", "tests.test_flows", "tests.test_utils"))
    assert found == {
        "tests/flows.py": "testinfra source",
        "tests/lonely.py": "test test",
        "tests/test_flows.py": "test test",
        "tests/test_utils.py": "testinfra source",
    }


def test_a_test_in_a_folder_of_helpers_is_a_test_unless_it_is_imported(tmp_path: Path) -> None:
    found = placed(tmp_path, "tests/utils/test_a.py", "tests/utils/test_b.py", spelled=("tests.utils.test_b",))
    assert list(found.values()) == ["test test", "testinfra source"]


def test_tooling_that_is_imported_is_no_script(tmp_path: Path) -> None:
    found = placed(tmp_path, *LIBRARY, "scripts/run.py", "scripts/shared.py", spelled=("scripts.shared",))
    assert (found["scripts/run.py"], found["scripts/shared.py"]) == ("tooling script", "tooling source")


def test_a_loose_file_is_the_product_where_there_is_no_package(tmp_path: Path) -> None:
    assert set(placed(tmp_path, "one.py", "two.py").values()) == {"production source"}


def test_a_loose_file_that_is_imported_is_production(tmp_path: Path) -> None:
    found = placed(tmp_path, *LIBRARY, "six.py", "fix.py", spelled=("six",))
    assert (found["six.py"], found["fix.py"]) == ("production source", "tooling script")


def test_below_a_package_of_tests_everything_is_test(tmp_path: Path) -> None:
    tree(tmp_path, {"tests/__init__.py": ""})
    assert placed(tmp_path / "tests", "flow.py", "helpers/x.py") == {
        "__init__.py": "test test",
        "flow.py": "test test",
        "helpers/x.py": "testinfra source",
    }


def test_the_first_configured_rule_that_matches_decides(tmp_path: Path) -> None:
    zones = (PathRule("lib/fake_*.py", "testinfra"), PathRule("lib/", "tooling"), PathRule("tests/", "production"))
    found = placed(tmp_path, *LIBRARY, "lib/fake_db.py", "tests/test_a.py", zones=zones)
    assert found["lib/core.py"] == "tooling script"
    assert found["lib/fake_db.py"] == "testinfra source"
    assert found["tests/test_a.py"] == "production source"


def test_a_package_named_like_a_tool_is_the_product_where_there_is_no_other(tmp_path: Path) -> None:
    product = ["ansible/__init__.py", "ansible/cli.py", "ansible/utils/text.py"]
    found = placed(tmp_path / "alone", *product, "setup.py", "hacking/fix.py", "tests/test_cli.py")
    assert {found[path] for path in product} == {"production source"}
    assert found["setup.py"] == "tooling script"
    assert placed(tmp_path / "beside", *LIBRARY, *product)["ansible/utils/text.py"].startswith("tooling")
    assert placed(tmp_path / "app", "app.py", *product)["ansible/utils/text.py"].startswith("tooling")


def test_a_package_that_is_path_itself_is_no_tool(tmp_path: Path) -> None:
    found = placed(tmp_path / "docker", "__init__.py", "client.py", "tests/test_client.py")
    assert found["client.py"] == "production source"
    assert found["tests/test_client.py"] == "test test"
