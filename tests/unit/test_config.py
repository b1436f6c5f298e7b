from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_origin

import msgspec
import pytest

from archgraph.config import default_config_text, load_settings
from archgraph.errors import ConfigurationError
from archgraph.model.settings import (
    AcceptRule,
    CriticalValue,
    ForbiddenRule,
    LayersRule,
    Limits,
    PathRule,
    RoleRule,
    Settings,
    Team,
)
from tests.builders import tree

FULL = """
name = "zen"
source-roots = ["lib"]
exclude = ["gen/"]
environment-allowed = ["core.env", "core/env/*.py"]
python = "python3.12"
python-version = "3.12"
platform = "win32"
select = ["environment-*"]
ignore = ["mro-*"]
before = "old.json"
history = ["audits/*/summary.json"]
history-commits = 4
max-file-bytes = 10
jobs = 3
use-cache = false
today = 2026-01-31
picture-nodes = 7
layout-seconds = 2
events = ["order_paid"]
events-canonical = ["shop.bus"]
zones = [{pattern = "ops/", value = "tooling"}]
services = [{pattern = "a/", value = "b"}]
roles = [{role = "repository", names = ["*Repo"]}]
teams = [{name = "t", title = "T", rules = ["x-*"]}]

[[accept]]
members = ["a.*"]
reason = "agreed"
until = 2026-12-31

[[layers]]
name = "shop"
layers = ["web", "a | b"]
containers = ["shop"]

[[forbidden]]
name = "core"
source-modules = ["shop.core"]
forbidden-modules = ["django"]
allow-indirect = true

[[critical]]
name = "API_URL"
values = ["https://*"]

[limits]
file = 500

[mro]
depth = 9
score = 50

[targets]
managers = "<10"
import-cycles = 0
events-required = ["a", "b"]
[targets.beta]
managers = 5
"""


def loaded(root: Path, text: str, **overrides: object) -> Settings:
    tree(root, {"archgraph.toml": text})
    return load_settings(root, None, overrides)


def refused(root: Path, text: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        loaded(root, text)
    return str(caught.value).removeprefix(f"{root}/archgraph.toml: ")


# ----------------------------------------------------------------------------------------------------------- reading


def test_without_a_configuration_everything_is_at_its_default(tmp_path: Path) -> None:
    assert load_settings(tmp_path, None, {}) == Settings()


def test_every_setting_can_be_written(tmp_path: Path) -> None:
    settings = loaded(tmp_path, FULL)
    assert settings.zones == (PathRule("ops/", "tooling"),)
    assert settings.services == (PathRule("a/", "b"),)
    assert settings.roles == (RoleRule("repository", ("*Repo",)),)
    assert settings.accept == (AcceptRule(("a.*",), "agreed", "2026-12-31"),)
    assert settings.teams == (Team("t", "T", ("x-*",)),)
    assert settings.layers == (LayersRule("shop", ("web", "a | b"), ("shop",)),)
    assert settings.forbidden == (ForbiddenRule("core", ("shop.core",), ("django",), allow_indirect=True),)
    assert settings.critical == (CriticalValue("API_URL", ("https://*",)),)
    assert settings.limits == Limits(file=500)
    assert (settings.mro.depth, settings.mro.score, settings.mro.shadows) == (9, 50.0, Settings().mro.shadows)
    assert settings.targets == (
        ("managers", "<10"),
        ("import-cycles", "0"),
        ("events-required", "a, b"),
        ("beta.managers", "5"),
    )
    assert (settings.today, settings.layout_seconds, settings.use_cache) == ("2026-01-31", 2.0, False)
    unchanged = [name for name in Settings.__struct_fields__ if getattr(settings, name) == getattr(Settings(), name)]
    assert unchanged == ["cache_dir"]


@pytest.mark.parametrize(
    ("layers", "said"),
    [
        ('["a | b : c"]', "mixes"),
        ('["a", "b | a"]', "twice"),
        ("[]", "or none"),
        ('["a"]\nexhaustive = true', "without `containers`"),
    ],
)
def test_layers_that_mean_nothing_are_refused(tmp_path: Path, layers: str, said: str) -> None:
    assert said in refused(tmp_path, f'[[layers]]\nname = "x"\nlayers = {layers}\n')


def test_the_cache_folder_is_taken_from_the_folder_of_the_configuration(tmp_path: Path) -> None:
    tree(tmp_path, {"archgraph.toml": 'cache-dir = "kept"', "code/a.py": ""})
    assert load_settings(tmp_path / "code", None, {}).cache_dir == str(tmp_path / "kept")


def test_pyproject_holds_the_same_keys_below_its_tool_table(tmp_path: Path) -> None:
    tree(tmp_path, {"pyproject.toml": "[tool.other]\nx = 1\n[tool.archgraph]\njobs = 2\n"})
    assert load_settings(tmp_path, None, {}).jobs == 2


def test_the_files_own_name_goes_before_pyproject(tmp_path: Path) -> None:
    tree(tmp_path, {"pyproject.toml": "[tool.archgraph]\njobs = 2\n", "archgraph.toml": "jobs = 3"})
    assert load_settings(tmp_path, None, {}).jobs == 3


def test_the_text_for_init_names_every_setting_at_its_default(tmp_path: Path) -> None:
    text = default_config_text()
    assert loaded(tmp_path, text) == Settings()
    plain = re.sub(r"^# (?=[a-z-]+ = |\[)", "", text.split("# --- tables")[0], flags=re.MULTILINE)
    assert loaded(tmp_path, plain) == Settings()
    every = re.sub(r"^# (?=[a-z-]+ = |\[)", "", text, flags=re.MULTILINE)
    assert {key.replace("-", "_") for key in tomllib.loads(every)} == set(Settings.__struct_fields__)
    assert loaded(tmp_path, every).mro == Settings().mro


# ----------------------------------------------------------------------------------------------------------- finding


@pytest.mark.parametrize(
    ("files", "jobs"),
    [
        ({"repo/.git/": "", "repo/archgraph.toml": "jobs = 1"}, 1),
        ({"repo/.git/": "", "repo/pyproject.toml": "[tool.archgraph]\njobs = 1", "repo/a/pyproject.toml": ""}, 1),
        ({"repo/.git/": "", "repo/archgraph.toml": "jobs = 1", "repo/a/archgraph.toml": "jobs = 2"}, 2),
        ({"repo/.git/": "", "archgraph.toml": "jobs = 1"}, 0),
        ({"repo/archgraph.toml": "jobs = 1"}, 1),
        ({"archgraph.toml": "jobs = 1", "repo/pyproject.toml": ""}, 0),
        ({"repo/.git/": "", "repo/archgraph.toml": "jobs = 1", "repo/a/pyvenv.cfg": ""}, 0),
    ],
)
def test_the_nearest_configuration_up_to_the_repositorys_top_is_taken(
    tmp_path: Path, files: dict[str, str], jobs: int
) -> None:
    tree(tmp_path, {"repo/a/b/x.py": "", **files})
    assert load_settings(tmp_path / "repo/a/b", None, {}).jobs == jobs
    assert load_settings(tmp_path / "repo/a/b/x.py", None, {}).jobs == jobs


def test_a_named_file_is_taken_wherever_it_stands(tmp_path: Path) -> None:
    tree(
        tmp_path,
        {"a/archgraph.toml": "jobs = 1", "mine.toml": "jobs = 2", "p/pyproject.toml": "[tool.archgraph]\njobs = 3"},
    )
    assert load_settings(tmp_path / "a", tmp_path / "mine.toml", {}).jobs == 2
    assert load_settings(tmp_path / "a", tmp_path / "p/pyproject.toml", {}).jobs == 3


def test_a_path_that_is_not_there_is_no_matter_of_the_configuration(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "missing", None, {}) == Settings()


def test_patterns_of_a_configuration_above_path_mean_the_same_places(tmp_path: Path) -> None:
    tree(
        tmp_path,
        {
            ".git/": "",
            "sub/x.py": "",
            "archgraph.toml": 'exclude = ["sub/gen/", "other/gen", "*_pb2.py"]\nsource-roots = ["sub/lib"]\n'
            'environment-allowed = ["sub/env.py", "core.env"]\n'
            'zones = [{pattern = "/sub/ops", value = "tooling"}, {pattern = "sub/", value = "test"}]\n',
        },
    )
    settings = load_settings(tmp_path / "sub", None, {"exclude": ("mine",)})
    assert settings.exclude == ("/gen/", "other/gen", "*_pb2.py", "mine")
    assert settings.source_roots == ("lib",)
    assert settings.environment_allowed == ("env.py", "core.env")
    assert settings.zones == (PathRule("/ops", "tooling"), PathRule("**", "test"))


# ------------------------------------------------------------------------------------------------------- command line


def test_the_command_line_wins_and_its_excludes_add(tmp_path: Path) -> None:
    settings = loaded(tmp_path, 'jobs = 1\nexclude = ["a"]\npython = "one"', jobs=4, exclude=("b",), python=None)
    assert (settings.jobs, settings.exclude, settings.python) == (4, ("a", "b"), "one")


def test_records_and_field_names_are_taken_from_python(tmp_path: Path) -> None:
    zones = (PathRule("a", "test"),)
    settings = load_settings(tmp_path, None, {"zones": zones, "python_version": "3.12", "targets": (("a", "1"),)})
    assert (settings.zones, settings.python_version, settings.targets) == (zones, "3.12", (("a", "1"),))


def test_an_unknown_option_is_an_error_too(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"the command line: `job` is no setting. Did you mean `jobs`\?"):
        load_settings(tmp_path, None, {"job": 1})


# -------------------------------------------------------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("exlude = []", "`exlude` is no setting. Did you mean `exclude`?"),
        ("source_roots = []", "`source_roots` is no setting. Did you mean `source-roots`?"),
        ("Jobs = 1", "`Jobs` is no setting. Did you mean `jobs`?"),
        ("exclude = 3", "`exclude` must be a list of strings, is 3."),
        ('exclude = "a"', "`exclude` must be a list of strings, is 'a'."),
        ('exclude = ["a", 1]', "`exclude` must be a list of strings, is ['a', 1]."),
        ("name = 1", "`name` must be a string, is 1."),
        ("jobs = true", "`jobs` must be an integer, is True."),
        ("jobs = 1.5", "`jobs` must be an integer, is 1.5."),
        ("jobs = -1", "`jobs` must be 0 or more, is -1."),
        ('layout-seconds = "x"', "`layout-seconds` must be a number, is 'x'."),
        ("jobs = 99999999999999999999", "`jobs` must be a number up to 9,223,372,036,854,775,807, is 999"),
        ("layout-seconds = 1" + "0" * 400, "`layout-seconds` must be a number up to 9,223,372,036,854,775,807, is 1"),
        ("layout-seconds = nan", "`layout-seconds` must be a finite number, is nan."),
        ('cache-dir = "a\\u0000"', "`cache-dir` must be a text without NUL, is 'a\\x00'."),
        ("use-cache = 1", "`use-cache` must be true or false, is 1."),
        ("mro = 3", "`mro` must be a table, is 3."),
        ("[mro]\ndept = 3", "`mro.dept` is no setting. Did you mean `depth`?"),
        ("targets = 3", "`targets` must be a table, is 3."),
        ("zones = 3", "`zones` must be a list of tables, is 3."),
        ("zones = [3]", "`zones[1]` must be a table, is 3."),
        ('[[zones]]\npattern = "a"', "`zones[1]` lacks `value`."),
        ('[[zones]]\npattern = "a"\nvalu = "b"', "`zones[1].valu` is no setting. Did you mean `value`?"),
        (
            '[[zones]]\npattern = "a"\nvalue = "tool"',
            "`zones` gives 'a' the value 'tool', no zone. Did you mean `tooling`?",
        ),
        ('python-version = "312"', "`python-version` must be a version like 3.12, is '312'."),
        ("python-version = 3.12", "`python-version` must be a string, is 3.12."),
        ('today = "soon"', "`today` must be a date like 2026-01-31, is 'soon'."),
        ('accept = [{members = ["a"], reason = " "}]', "`accept` needs members and a reason."),
        ('accept = [{members = ["a"], reason = "r", until = "never"}]', "`accept.until` must be a date"),
        (
            '[[roles]]\nrole = "a;b"\nnames = ["*"]',
            "`roles.role` must be a word without blanks and semicolons, is 'a;b'.",
        ),
        ('[[roles]]\nrole = "store"', "`roles` says of no class that it is 'store'. Add `names`"),
        ('cache-dir = "cache"', "`cache-dir` lies inside PATH"),
        ("x = " + "[" * 3000, "is no valid TOML"),
        ("jobs = 1\njobs = \n", "is no valid TOML: Invalid value (at line 2, column 8)."),
    ],
)
def test_a_wrong_configuration_is_a_sentence_that_names_the_key(tmp_path: Path, text: str, message: str) -> None:
    assert refused(tmp_path, text).startswith(message)


def test_a_long_value_is_cut_in_the_message(tmp_path: Path) -> None:
    assert len(refused(tmp_path, f"jobs = '{'x' * 500}'")) < 120


def test_an_unknown_key_without_a_near_one_lists_the_known(tmp_path: Path) -> None:
    message = refused(tmp_path, "zzzzzz = 1")
    assert "Known are: accept, " in message
    assert "cache-dir, critical, environment-allowed, events" in message


@pytest.mark.parametrize(
    ("content", "problem"),
    [(None, "cannot be read"), (b"\xff = 1", "is not UTF-8"), (b"tool.archgraph = 3", "a table")],
)
def test_a_named_file_that_cannot_be_used_is_an_error(tmp_path: Path, content: bytes | None, problem: str) -> None:
    if content is not None:
        tree(tmp_path, {"x.toml": content})
    with pytest.raises(ConfigurationError, match=problem) as caught:
        load_settings(tmp_path, tmp_path / "x.toml", {})
    assert caught.value.subject == str(tmp_path / "x.toml")


def test_a_named_pyproject_without_the_table_is_an_error(tmp_path: Path) -> None:
    tree(tmp_path, {"pyproject.toml": ""})
    with pytest.raises(ConfigurationError, match=r"has no \[tool.archgraph\] table"):
        load_settings(tmp_path, tmp_path / "pyproject.toml", {})


def test_all_settings_have_types_that_the_check_knows() -> None:
    for field in msgspec.structs.fields(Settings):
        is_record = isinstance(field.type, type) and issubclass(field.type, msgspec.Struct)
        assert field.type in {str, int, float, bool} or get_origin(field.type) is tuple or is_record, field.name


def test_settings_copied_with_their_table_count_in_a_file_of_their_own(tmp_path: Path) -> None:
    tree(tmp_path, {"archgraph.toml": "[tool.archgraph]\njobs = 3\n"})
    assert load_settings(tmp_path, None, {}).jobs == 3
