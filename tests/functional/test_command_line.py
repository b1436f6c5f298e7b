"""The command as a user calls it: exit codes, sentences, files; each in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.builders import tree

PROJECT = str(Path(__file__).parents[2])
WORLD = {
    "shop/__init__.py": "",
    "shop/base.py": "class Manager:\n    def start(self): ...\n",
    "shop/stock.py": "from shop.base import Manager\n\nclass StockManager(Manager):\n    def start(self): ...\n",
    "shop/broken.py": "import os\nclass Half(Base:\n    def go(self):\n        return 1\n",
}


def archgraph(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command; caches nothing outside what the test names."""
    return subprocess.run(
        [sys.executable, "-m", "archgraph.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", **environment},
        check=False,
        timeout=120,
    )


def said(done: subprocess.CompletedProcess[str]) -> str:
    """What stderr says; a traceback is never among it."""
    assert "Traceback" not in done.stderr
    assert "mistake in archgraph" not in done.stderr
    return done.stderr


def test_audit_writes_every_artefact_and_says_where(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", WORLD)
    done = archgraph("audit", code, "-o", tmp_path / "out", "--no-cache")
    assert (done.returncode, said(done)) == (0, "")
    assert "report.html" in done.stdout
    written = {path.relative_to(tmp_path / "out").parts[0] for path in (tmp_path / "out").rglob("*")}
    assert {"report.html", "report.md", "summary.json", "audits", "mro", "graphs", "csv"} <= written
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert summary["figures"]["files"]["value"] == 4
    assert summary["figures"]["recovered"]["value"] == 1


def test_audit_without_out_writes_to_output_and_hides_it_from_git(tmp_path: Path) -> None:
    tree(tmp_path / "shopping", WORLD)
    done = archgraph("audit", "shopping", "--no-cache", cwd=tmp_path)
    assert (done.returncode, said(done)) == (0, "")
    assert (tmp_path / "output" / "shopping" / "report.md").is_file()
    assert (tmp_path / "output" / ".gitignore").read_text().startswith("*")


@pytest.mark.parametrize("name", ["..", "../..", "/tmp/elsewhere", "a/../../b", "..\\\\up"])
def test_a_configured_name_leads_nowhere_but_below_output(tmp_path: Path, name: str) -> None:
    tree(tmp_path, {"work/code/a.py": "", "work/code/archgraph.toml": f'name = "{name}"\n'})
    done = archgraph("audit", "code", cwd=tmp_path / "work")
    assert done.returncode == 0
    assert len(list((tmp_path / "work" / "output").glob("*/report.md"))) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["work"]


def test_json_on_stdout_is_the_summary(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", WORLD)
    done = archgraph("audit", code, "-o", tmp_path / "out", "--no-cache", "--output-format", "json")
    assert json.loads(done.stdout)["figures"]["classes"]["value"] == 3


def test_the_same_files_give_the_same_tables_whatever_the_workers_the_cache_and_the_hash_seed(tmp_path: Path) -> None:
    code = tree(
        tmp_path / "code", {**WORLD, **{f"shop/m{i}.py": f"import shop.m{(i + 1) % 40}\n" * 900 for i in range(40)}}
    )
    runs = (
        (("--no-cache", "--jobs", "1"), "0"),
        (("--cache-dir", str(tmp_path / "cache"), "--jobs", "2"), "1"),
        (("--cache-dir", str(tmp_path / "cache")), "2"),
    )
    tables = []
    for number, (options, seed) in enumerate(runs):
        out = tmp_path / f"out{number}"
        done = archgraph("audit", code, "-o", out, "--today", "2026-01-01", *options, PYTHONHASHSEED=seed)
        assert (done.returncode, said(done)) == (0, "")
        tables.append({path.name: path.read_bytes() for path in (out / "csv").iterdir()})
    assert tables[0] == tables[1] == tables[2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("audit", "nowhere"), ("nowhere", "does not exist")),
        (("audit", "empty"), ("empty", "Python")),
        (("audit", "circle"), ("circle", "does not exist")),
        (("mro", "circle"), ("circle", "does not exist")),
        (("audit", "x" * 300), ("xxx",)),
        (("audit", "code", "-o", "x" * 300), ("xxx", "too long")),
        (("audit", "notes.txt"), ("notes.txt", "Python")),
        (("audit", "code", "-o", "notes.txt"), ("notes.txt",)),
        (("audit", "code", "-o", "notes.txt/below"), ("notes.txt",)),
        (("audit", "code", "--config", "wrong.toml"), ("wrong.toml", "exclud", "exclude")),
        (("audit", "code", "--config", "missing.toml"), ("missing.toml",)),
        (("audit", "code", "--today", "tomorrow"), ("tomorrow",)),
        (("audit", "code", "--jobs", "0"), ("jobs",)),
        (("audti", "code"), ("audti", "audit")),
        (("explain", "phantom-imports"), ("phantom-imports", "phantom-import")),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_two(
    tmp_path: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    tree(tmp_path, {"code/a.py": "", "notes.txt": "", "wrong.toml": 'exclud = ["x"]\n', "empty/readme.md": ""})
    (tmp_path / "circle").symlink_to("circle")
    done = archgraph(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "mistake in archgraph" not in said(done)
    assert all(word in said(done) for word in words)
    assert (tmp_path / "notes.txt").read_text() == ""


def test_one_file_is_a_code_base(tmp_path: Path) -> None:
    tree(tmp_path, {"one.py": "class A: ...\n", "two.py": ""})
    done = archgraph("audit", tmp_path / "one.py", "-o", tmp_path / "out", "--no-cache")
    assert (done.returncode, said(done)) == (0, "")
    assert "A" in (tmp_path / "out" / "csv" / "classes.csv").read_text()
    assert len((tmp_path / "out" / "csv" / "modules.csv").read_text().splitlines()) == 2


def test_a_file_that_cannot_be_read_is_a_row_and_the_run_goes_on(tmp_path: Path) -> None:
    code = tree(
        tmp_path / "code", {"good.py": "class A: ...\n", "bytes.py": b"\x00\xff\xfe\x00\x80", "big.py": "x = 1\n"}
    )
    (code / "gone.py").symlink_to(code / "nothing.py")
    done = archgraph("audit", code, "-o", tmp_path / "out", "--no-cache")
    assert (done.returncode, said(done)) == (0, "")
    problems = (tmp_path / "out" / "csv" / "errors.csv").read_text()
    assert "bytes.py" in problems + (tmp_path / "out" / "csv" / "modules.csv").read_text()
    assert "A" in (tmp_path / "out" / "csv" / "classes.csv").read_text()


def test_hostile_names_reach_no_page_and_no_cell_unescaped(tmp_path: Path) -> None:
    name = "<script>alert(1)</script>"
    code = tree(tmp_path / "code", {"a.py": f'import os\nos.environ.get("=cmd()", "{name}")\nX = "{name}"\n'})
    done = archgraph("audit", code, "-o", tmp_path / "out", "--no-cache")
    assert (done.returncode, said(done)) == (0, "")
    assert name not in (tmp_path / "out" / "report.html").read_text()
    assert "=cmd()" in (tmp_path / "out" / "csv" / "environment.csv").read_text()


def test_analysed_code_is_never_executed(tmp_path: Path) -> None:
    trap = f"open({str(tmp_path / 'ran')!r}, 'w')\n"
    files = dict.fromkeys(("a.py", "conftest.py", "setup.py", "sitecustomize.py", "pkg/__init__.py", "ast.py"), trap)
    code = tree(tmp_path / "code", files)
    done = archgraph("audit", code, "-o", tmp_path / "out", "--no-cache", PYTHONPATH=os.pathsep.join(sys.path))
    assert (done.returncode, said(done)) == (0, "")
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_says_so_by_its_code_and_leaves_nothing_half_written(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    world = tree(tmp_path / "code", {f"m{i}.py": "def f(x):\n    return x + 1\n" * 3000 for i in range(150)})
    process = subprocess.Popen(
        [sys.executable, "-m", "archgraph.cli", "audit", str(world), "-o", str(tmp_path / "out"), "--no-cache"],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests in the background of a shell ignore it
    )
    time.sleep(1.2)  # it reads for ten seconds and more
    process.send_signal(number)
    _, error = process.communicate(timeout=60)
    assert process.returncode == code
    assert "Traceback" not in error
    assert not list((tmp_path / "out").rglob("report*")) if (tmp_path / "out").exists() else True


@pytest.mark.skipif(os.name == "nt", reason="needs locks on folders")
def test_two_projects_audited_at_once_into_one_folder_are_not_mixed(tmp_path: Path) -> None:
    """One is written whole; the other is refused before it begins, or comes after the first one is over."""
    many = {f"m{number}.py": "class Basket:\n    pass\n" for number in range(40)}
    worlds = [tree(tmp_path / name, {f"{name}/__init__.py": "", **many}) for name in ("first", "second")]
    out = tmp_path / "out"
    command = [sys.executable, "-m", "archgraph.cli", "audit", "-o", str(out), "--cache-dir", str(tmp_path / "cache")]
    runs = [
        subprocess.Popen([*command, str(w)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for w in worlds
    ]
    said = [run.communicate(timeout=120) for run in runs]
    refused = [(run.returncode, error) for run, (_, error) in zip(runs, said, strict=True) if run.returncode]
    assert len(refused) < 2
    assert all((code, "another folder with -o" in error) == (2, True) for code, error in refused)
    written = [name for name, run in zip(("first", "second"), runs, strict=True) if not run.returncode]
    modules = (out / "csv" / "modules.csv").read_text()
    assert sum(f"{name}/__init__.py" in modules for name in ("first", "second")) == 1
    assert any(f"{name}/__init__.py" in modules for name in written)
    assert not list(out.glob(".archgraph-staging*"))
    for name, world in zip(("first", "second"), worlds, strict=True):  # what the cache kept is each one's own
        assert archgraph("audit", world, "-o", out / name, "--cache-dir", tmp_path / "cache").returncode == 0
        assert f"{name}/__init__.py" in (out / name / "csv" / "modules.csv").read_text()


@pytest.mark.skipif(os.name == "nt", reason="needs locks on folders")
def test_a_folder_that_another_run_writes_is_refused_at_once(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", WORLD)
    holder = (
        "import sys, pathlib; from archgraph.report.writer import reserved\n"
        "with reserved(pathlib.Path(sys.argv[1]), 'other'): print('held', flush=True); sys.stdin.read()"
    )
    out = tmp_path / "out"
    other = subprocess.Popen([sys.executable, "-c", holder, str(out)], stdin=-1, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    done = archgraph("audit", code, "-o", out, "--no-cache")
    assert (done.returncode, done.stdout) == (2, "")
    sentence = "is being written by a run over another PATH. Wait until it is over, or name another folder with -o."
    assert said(done) == f"error: {out}: {sentence}\n"
    other.communicate("")
    assert not out.exists()
    assert archgraph("audit", code, "-o", out, "--no-cache").returncode == 0


def test_an_audit_that_finds_nothing_to_read_makes_no_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert archgraph("audit", tmp_path / "empty", "-o", tmp_path / "new" / "out", "--no-cache").returncode == 2
    assert not (tmp_path / "new").exists()


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from archgraph.cli import main\n"
        "sys.argv = ['archgraph', '--help']\n"
        "main.run()\n"
        "heavy = {'pandas', 'numpy', 'networkx', 'grimp', 'sqlite3', 'archgraph.pipeline'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "audit" in done.stdout


@pytest.mark.parametrize("command", ["audit", "check", "compare", "mro", "graph", "explain", "init"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = archgraph(command, "--help")
    assert done.returncode == 0
    assert f"archgraph {command}" in done.stdout


def test_commands_tell_the_version_too() -> None:
    assert archgraph("audit", "--version").stdout == archgraph("--version").stdout != ""


def test_init_writes_a_configuration_that_audit_accepts(tmp_path: Path) -> None:
    tree(tmp_path, {"a.py": ""})
    assert archgraph("init", tmp_path).returncode == 0
    assert archgraph("init", tmp_path).returncode == 2
    assert archgraph("audit", tmp_path, "-o", tmp_path / "out", "--no-cache").returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_an_answer_that_cannot_be_printed_is_not_done_and_said(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", WORLD)
    command = [sys.executable, "-m", "archgraph.cli", "mro", str(code), "StockManager", "--no-cache"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=120)
    assert done.returncode == 2
    assert "stdout: cannot be written (no space left on device)" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes descriptors")
def test_a_closed_stdout_is_no_error(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", WORLD)
    line = f'"{sys.executable}" -m archgraph.cli audit "{code}" -o "{tmp_path}/out" --no-cache >&-'
    done = subprocess.run(["sh", "-c", line], stderr=subprocess.PIPE, text=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out/report.html").exists()


def test_a_file_that_is_too_large_is_no_file_to_repair(tmp_path: Path) -> None:
    limit = "[tool.archgraph]\nmax-file-bytes = 100\n"
    code = tree(tmp_path, {"pyproject.toml": limit, "shop/__init__.py": "", "shop/table.py": "x = 1\n" * 50})
    done = archgraph("check", code, "--no-cache", "--select", "syntax-error", "--output-format", "json")
    (finding,) = json.loads(done.stdout)["new"]
    assert finding["message"] == "shop/table.py has 300 bytes, more than max-file-bytes (100): not read."
    assert finding["fix"] == "Make it readable (`max-file-bytes` is the limit of size), or leave it out with `exclude`."


@pytest.mark.skipif(os.name == "nt", reason="a folder that somebody is in cannot be removed there")
def test_a_folder_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    line = f'cd "{gone}" && rmdir "{gone}" && "{sys.executable}" -m archgraph.cli audit .'
    command = {"capture_output": True, "text": True, "check": False, "timeout": 120}
    done = subprocess.run(["sh", "-c", line], env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": PROJECT}, **command)
    assert (done.returncode, "the folder in which archgraph was started is gone" in said(done)) == (2, True)


@pytest.mark.parametrize("words", [("audit", ""), ("audit", "--out="), ("mro", "", "A"), ("check", "--baseline", "")])
def test_an_empty_name_is_not_the_current_folder(words: tuple[str, ...]) -> None:
    done = archgraph(*words)
    assert (done.returncode, "an empty name is no file and no folder" in said(done)) == (2, True)


def test_a_damaged_cache_is_told_once(tmp_path: Path) -> None:
    code, cache = tree(tmp_path / "code", WORLD), tree(tmp_path / "cache", {"facts.sqlite": "garbage"})
    told = [archgraph("audit", code, "-o", tmp_path / "out", "--cache-dir", cache).stdout for _ in range(3)]
    assert ["made anew" in each for each in told] == [True, False, False]


@pytest.mark.skipif(sys.platform != "linux", reason="needs locks on folders")
def test_runs_at_once_into_one_folder_do_not_disturb_each_other(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", WORLD)
    command = [sys.executable, "-m", "archgraph.cli", "audit", code, "-o", tmp_path / "out", "--quiet"]
    command += ["--cache-dir", tmp_path / "cache"]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    assert [(run.communicate(timeout=120)[1], run.returncode) for run in runs] == [("", 0)] * 4
    assert not list((tmp_path / "out").glob(".archgraph-staging*"))


@pytest.mark.parametrize(
    ("given", "is_colored"),
    [
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, False),
    ],
)
def test_colors_are_shown_as_the_user_asks(tmp_path: Path, given: dict[str, str], is_colored: bool) -> None:
    done = archgraph("audit", tmp_path / "nothing", **{"FORCE_COLOR": "", **given})
    assert ("\x1b[" in done.stderr, done.returncode) == (is_colored, 2)
