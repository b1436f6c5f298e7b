from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Mapping
from pathlib import Path

import pytest

from archgraph.discover import environment as module
from archgraph.discover.environment import find_environment
from archgraph.errors import ConfigurationError
from archgraph.model.environment import Environment
from archgraph.model.settings import Settings
from tests.builders import tree

HERE = sys.version_info[:2]
NAME = f"python{HERE[0]}.{HERE[1]}"


@pytest.fixture(autouse=True)
def _no_active_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_DEFAULT_ENV", "PYENV_VERSION", "PYENV_ROOT"):
        monkeypatch.delenv(name, raising=False)


def found(root: Path, **settings: str) -> Environment:
    return find_environment(root, Settings(**settings))


def installation(folder: Path, version: str, *more: str) -> Path:
    """An installation as Python's own build makes it, without programs."""
    library = f"lib/python{version}"
    interpreter = f"bin/python{version}"
    return tree(folder, dict.fromkeys([f"{library}/os.py", f"{library}/site-packages/x.py", interpreter, *more], ""))


def environment(folder: Path, cfg: Mapping[str, str], *more: str, version: str = "3.12") -> Path:
    """A virtual environment, without programs."""
    text = "".join(f"{key} = {value}\n" for key, value in cfg.items())
    return tree(folder, {"pyvenv.cfg": text, **dict.fromkeys([f"lib/python{version}/site-packages/x.py", *more], "")})


def site_of(folder: Path, version: str = "3.12") -> str:
    return str(folder / f"lib/python{version}/site-packages")


# ------------------------------------------------------------------------------------------------ Python is the judge


def asked(interpreter: str | Path) -> tuple[str, list[str]]:
    """Standard library and site folders as the interpreter itself reports them."""
    code = "import json,site,sysconfig; print(json.dumps([sysconfig.get_path('stdlib'), site.getsitepackages()]))"
    done = subprocess.run([str(interpreter), "-I", "-c", code], check=True, capture_output=True, text=True)
    stdlib, sites = json.loads(done.stdout)
    return os.path.realpath(stdlib), [os.path.realpath(path) for path in sites if os.path.isdir(path)]


@pytest.mark.parametrize("options", [{}, {"system_site_packages": True}, {"symlinks": False}])
def test_a_virtual_environment_is_read_as_its_interpreter_sees_it(tmp_path: Path, options: dict[str, bool]) -> None:
    venv.create(tmp_path / "env", **{"symlinks": True, **options})
    interpreter = tmp_path / "env/bin/python"
    for named in (tmp_path / "env", interpreter):
        result = found(tmp_path, python=str(named))
        stdlib, sites = asked(interpreter)
        assert result.version == HERE
        assert [os.path.realpath(path) for path in result.stdlib] == [stdlib]
        assert [os.path.realpath(path) for path in result.site][: len(sites)] == sites
        assert result.source == "--python"


def test_the_interpreter_that_runs_is_read_as_it_sees_itself(tmp_path: Path) -> None:
    base = os.path.realpath(sys.executable)
    stdlib, sites = asked(base)
    result = found(tmp_path, python=base)
    assert [os.path.realpath(path) for path in result.stdlib] == [stdlib]
    assert set(sites) <= {os.path.realpath(path) for path in result.site}


# ------------------------------------------------------------------------------------------------- what can be named


def test_an_interpreter_is_followed_through_links_to_its_installation(tmp_path: Path) -> None:
    home = installation(tmp_path / "opt/3.12.1", "3.12")
    tree(tmp_path, {"usr/bin/": "", "usr/lib/python3.11/dist-packages/y.py": ""})
    (tmp_path / "usr/bin/python3").symlink_to("python3.12")
    (tmp_path / "usr/bin/python3.12").symlink_to(home / "bin/python3.12")
    result = found(tmp_path, python=str(tmp_path / "usr/bin/python3"))
    assert (result.version, result.stdlib) == ((3, 12), (str(home / "lib/python3.12"),))
    assert result.site == (site_of(home),)


def test_an_interpreter_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = installation(tmp_path / "home", "3.12")
    (home / "bin/python3.12").chmod(0o755)
    monkeypatch.setenv("PATH", str(home / "bin"))
    assert found(tmp_path, python="python3.12").site == (site_of(home),)


def test_debians_layout_is_known(tmp_path: Path) -> None:
    usr = tree(
        tmp_path / "usr",
        dict.fromkeys(
            [
                "bin/python3.12",
                "lib/python3.12/os.py",
                "lib/python3.13/os.py",
                "lib/python3/dist-packages/a.py",
                "local/lib/python3.12/dist-packages/b.py",
            ],
            "",
        ),
    )
    (usr / "bin/python3").symlink_to("python3.12")
    for named in (usr, usr / "bin/python3", usr / "bin/python3.12"):
        result = found(tmp_path, python=str(named))
        assert result.stdlib == (str(usr / "lib/python3.12"),)
        assert result.site == (
            str(usr / "local/lib/python3.12/dist-packages"),
            str(usr / "lib/python3/dist-packages"),
        )


def test_a_conda_environment_is_an_installation(tmp_path: Path) -> None:
    conda = installation(tmp_path / "conda", "3.12", "conda-meta/history")
    assert found(tmp_path, python=str(conda)).site == (site_of(conda),)


def test_pyenvs_shims_stand_for_the_version_it_is_set_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pyenv = tree(tmp_path / "pyenv", {"shims/python": "#!/bin/sh", "version": "3.12.1\n"})
    installation(pyenv / "versions/3.12.1", "3.12")
    installation(pyenv / "versions/3.11.9", "3.11")
    assert found(tmp_path, python=str(pyenv / "shims/python")).version == (3, 12)
    monkeypatch.setenv("PYENV_VERSION", "3.11.9")
    assert found(tmp_path, python=str(pyenv / "shims/python")).version == (3, 11)
    monkeypatch.setenv("PYENV_VERSION", "../..")
    with pytest.raises(ConfigurationError):
        found(tmp_path, python=str(pyenv / "shims/python"))


def test_windows_layout_is_known(tmp_path: Path) -> None:
    tree(tmp_path / "base", {"python.exe": "", "Lib/os.py": "", "Lib/site-packages/x.py": ""})
    cfg = f"home = {tmp_path / 'base'}\nversion = 3.12.1\n"
    env = tree(tmp_path / "env", {"pyvenv.cfg": cfg, "Scripts/python.exe": "", "Lib/site-packages/y.py": ""})
    for named in (env, env / "Scripts/python.exe"):
        result = found(tmp_path, python=str(named))
        assert result.version == (3, 12)
        assert result.stdlib == (str(tmp_path / "base/Lib"),)
        assert result.site == (str(env / "Lib/site-packages"),)


@pytest.mark.parametrize(("given", "sentence"), [("nowhere", "does not exist"), ("empty", "is no Python environment")])
def test_a_named_environment_that_is_none_is_an_error(tmp_path: Path, given: str, sentence: str) -> None:
    tree(tmp_path, {"empty/x.txt": ""})
    with pytest.raises(ConfigurationError, match=sentence) as caught:
        found(tmp_path, python=str(tmp_path / given))
    assert given in caught.value.subject


# ------------------------------------------------------------------------------------------------ what is not named


def test_without_any_environment_the_report_says_what_to_do(tmp_path: Path) -> None:
    result = found(tmp_path)
    assert (result.version, result.site, result.source) == (HERE, (), "running interpreter")
    assert [os.path.realpath(path) for path in result.stdlib] == [os.path.realpath(sysconfig.get_path("stdlib"))]
    (note,) = result.notes
    assert "--python" in note


def test_an_environment_inside_path_is_read_only_when_named(tmp_path: Path) -> None:
    inside = environment(tmp_path / ".venv", {"version": "3.12.1"})
    result = found(tmp_path)
    assert result.site == ()
    assert f"--python {inside}" in result.notes[-1]
    assert found(tmp_path, python=str(inside)).site == (site_of(inside),)


def test_an_active_environment_inside_path_counts_as_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = environment(tmp_path / ".venv", {"version": "3.12.1"})
    monkeypatch.setenv("VIRTUAL_ENV", str(inside))
    assert found(tmp_path).source == "VIRTUAL_ENV"


@pytest.mark.parametrize("path", ["pkg", "src/pkg"])
def test_an_environment_above_path_in_its_repository_is_read(tmp_path: Path, path: str) -> None:
    tree(tmp_path, {f"repo/{path}/x.py": "", "repo/.git/": ""})
    above = environment(tmp_path / "repo/.venv", {"version": "3.12.1"})
    result = found(tmp_path / "repo" / path)
    assert (result.source, result.site) == (".venv", (site_of(above),))


def test_an_environment_above_the_repository_is_not(tmp_path: Path) -> None:
    tree(tmp_path, {"home/repo/pkg/x.py": "", "home/repo/.git/": ""})
    environment(tmp_path / "home/.venv", {"version": "3.12.1"})
    assert found(tmp_path / "home/repo/pkg").site == ()
    assert found(tmp_path / "home/repo").source == ".venv"  # beside PATH


def test_an_installed_package_has_the_environment_it_is_installed_in(tmp_path: Path) -> None:
    home = installation(tmp_path / "home", "3.12")
    installation(home, "3.13")
    result = found(Path(site_of(home)) / "pkg")
    assert (result.version, result.site) == ((3, 12), (site_of(home),))
    assert result.source == "the environment around PATH"


def test_the_order_is_named_around_active_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, {"work/pkg/x.py": ""})
    named, around, active, conda, beside = (
        environment(tmp_path / name, {"version": "3.12.1"})
        for name in ("named", "env", "active", "conda", "work/.venv")
    )
    package = Path(site_of(around)) / "pkg"
    monkeypatch.setenv("VIRTUAL_ENV", str(active))
    monkeypatch.setenv("CONDA_PREFIX", str(conda))
    assert found(package, python=str(named)).site == (site_of(named),)
    assert found(package).site == (site_of(around),)
    assert found(tmp_path / "work/pkg").site == (site_of(active),)
    monkeypatch.delenv("VIRTUAL_ENV")
    assert found(tmp_path / "work/pkg").site == (site_of(conda),)
    monkeypatch.setenv("CONDA_DEFAULT_ENV", "base")
    assert found(tmp_path / "work/pkg").site == (site_of(beside),)


def test_archgraphs_own_environment_gives_way_and_is_named_when_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = environment(tmp_path / "own", {"version": "3.12.1"})
    tree(tmp_path, {"work/pkg/x.py": ""})
    monkeypatch.setattr(sys, "prefix", str(own))
    monkeypatch.setenv("VIRTUAL_ENV", str(own))
    result = found(tmp_path / "work/pkg")
    assert result.site == (site_of(own),)
    assert "archgraph's own environment" in result.notes[0]
    beside = environment(tmp_path / "work/.venv", {"version": "3.12.1"})
    assert found(tmp_path / "work/pkg").site == (site_of(beside),)


def test_an_active_environment_that_is_gone_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "gone"))
    assert found(tmp_path).notes[0] == f"VIRTUAL_ENV names {tmp_path / 'gone'}, which is no Python environment."


# ------------------------------------------------------------------------------------------- versions and libraries


@pytest.mark.parametrize(
    "cfg", [{"version": "3.12.1"}, {"version_info": "3.12.1.final.0"}, {"Version": "3.12"}, {"uv": "0.1"}]
)
def test_the_version_comes_from_pyvenv_cfg_or_the_librarys_name(tmp_path: Path, cfg: dict[str, str]) -> None:
    home = installation(tmp_path / "home", "3.12")
    env = environment(tmp_path / "env", {"home": str(home / "bin"), **cfg})
    result = found(tmp_path, python=str(env))
    assert (result.version, result.stdlib) == ((3, 12), (str(home / "lib/python3.12"),))


def test_home_may_hold_only_a_link_to_the_interpreter(tmp_path: Path) -> None:
    home = installation(tmp_path / "real", "3.12")
    tree(tmp_path, {"bin/": ""})
    (tmp_path / "bin/python3.12").symlink_to(home / "bin/python3.12")
    env = environment(tmp_path / "env", {"home": str(tmp_path / "bin"), "version": "3.12.1"})
    assert found(tmp_path, python=str(env)).stdlib == (str(home / "lib/python3.12"),)


def test_the_configured_version_wins_and_a_difference_is_noted(tmp_path: Path) -> None:
    home = installation(tmp_path / "home", "3.12")
    env = environment(tmp_path / "env", {"home": str(home / "bin"), "version": "3.12.1"})
    result = found(tmp_path, python=str(env), python_version="3.9")
    assert result.version == (3, 9)
    assert "python-version says 3.9, the environment has 3.12" in result.notes[0]


def test_the_configured_version_finds_its_library_on_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    for name in ("3.77.9", "3.77.10", "3.76.1"):
        installation(tmp_path / "versions" / name, "3.77" if "77" in name else "3.76")
    result = found(tmp_path, python_version="3.77")
    assert (result.version, result.source) == ((3, 77), "configuration")
    assert result.stdlib == (str(tmp_path / "versions/3.77.10/lib/python3.77"),)


def test_a_library_that_is_not_on_the_machine_is_replaced_by_the_running_one_and_noted(tmp_path: Path) -> None:
    result = found(tmp_path, python_version="3.99")
    assert result.stdlib == (sysconfig.get_path("stdlib"),)
    assert any("standard library of Python 3.99 is not on this machine" in note for note in result.notes)
    assert any("was read by Python" in note for note in result.notes)


def test_the_platform_is_the_configured_or_the_running_one(tmp_path: Path) -> None:
    assert found(tmp_path).platform == sys.platform
    assert found(tmp_path, platform="win32").platform == "win32"


# ------------------------------------------------------------------------------------------------------- .pth files


def test_pth_files_add_plain_paths_below_the_environment_only(tmp_path: Path) -> None:
    env = environment(tmp_path / "env", {"version": "3.12.1"}, "src/pkg/x.py", "later/x.py")
    site = Path(site_of(env))
    tree(tmp_path, {"outside/x.py": "", "mine/x.py": ""})
    code = f"# ../..\nimport os; os.mkdir('{tmp_path}/ran')\nimport\tos\n\n"
    lines = f"{code}gone\n../../../src\n{tmp_path}/outside\n{tmp_path}/mine\n"
    tree(site, {"a.pth": b"\xef\xbb\xbf../../../later\n", "b.pth": lines, ".hidden.pth": "../../../src", "c.txt": "x"})
    result = found(tmp_path / "mine", python=str(env))
    assert result.site == (str(site), str(env / "later"), str(env / "src"))
    assert not (tmp_path / "ran").exists()


def test_paths_that_lead_out_of_an_environment_nobody_named_are_noted_unless_they_are_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = environment(tmp_path / "env", {"version": "3.12.1"})
    tree(tmp_path, {"outside/x.py": "", "mine/src/x.py": ""})
    tree(Path(site_of(env)), {"a.pth": f"{tmp_path}/outside\n{tmp_path}/mine/src\n"})
    monkeypatch.setenv("VIRTUAL_ENV", str(env))
    notes = [note for note in found(tmp_path / "mine").notes if ".pth" in note]
    assert notes == [f"Paths of .pth files that lead out of the environment are not read: {tmp_path}/outside."]


def test_one_folder_with_two_names_is_searched_once(tmp_path: Path) -> None:
    env = environment(tmp_path / "env", {"version": "3.12.1"})
    (env / "lib64").symlink_to("lib")
    assert found(tmp_path, python=str(env)).site == (site_of(env),)


def test_nothing_of_the_environment_is_executed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    venv.create(tmp_path / "env", symlinks=True)
    for name in os.listdir(tmp_path / "env/bin"):
        (tmp_path / "env/bin" / name).unlink()
    script = tree(tmp_path / "env/bin", {"python": f"#!/bin/sh\ntouch {tmp_path}/ran\n"}) / "python"
    script.chmod(0o755)
    shutil.copy(script, script.with_name(NAME))
    assert found(tmp_path, python=str(script)).version == HERE
    assert not (tmp_path / "ran").exists()
    assert "subprocess" not in vars(module)
