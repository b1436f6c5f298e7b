"""`archgraph check` as CI calls it: formats, exit codes, what is kept between runs, and what a change brought."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from archgraph.analyses.audits.audit import all_rules
from archgraph.gate.verdict import Verdict
from archgraph.model.results.findings import Finding, Severity
from archgraph.report.verdicts.sarif import as_sarif
from tests.builders import tree
from tests.functional.test_command_line import archgraph, said
from tests.functional.test_gate_tricks import WORLD, agreed, check
from tests.unit.discover.repositories import git

SCHEMA = json.loads((Path(__file__).parent.parent / "assets" / "sarif-2.1.0.json").read_text())
"""As Microsoft's SARIF Multitool ships it (MIT licence)."""


@pytest.fixture(autouse=True)
def _not_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


def sarif(code: Path) -> dict[str, Any]:
    log = json.loads(check(code, "--output-format", "sarif").text)
    jsonschema.validate(log, SCHEMA)
    return dict(log["runs"][0])


@pytest.mark.parametrize(
    ("files", "options", "code"),
    [
        ({"a.py": "x = 1\n"}, (), 0),
        (WORLD, (), 1),
        (WORLD, ("--select", "import-cycle"), 0),
        (WORLD, ("--select", "nonsense"), 2),
    ],
)
def test_the_exit_code_says_clean_violations_or_not_done(
    tmp_path: Path, files: dict[str, str], options: tuple[str, ...], code: int
) -> None:
    done = archgraph("check", tree(tmp_path / "code", files), "--no-cache", *options)
    assert done.returncode == code
    assert bool(said(done)) == (code == 2)


def test_a_warm_check_loads_neither_pandas_nor_networkx_nor_an_analysis(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", WORLD)
    script = (
        "import sys; from archgraph.cli.main import run\n"
        f"sys.argv = ['archgraph', 'check', {str(code)!r}, '--cache-dir', {str(tmp_path / 'cache')!r}]\n"
        "code = run()\n"
        "heavy = {'pandas', 'networkx', 'grimp', 'numpy', 'pygraphviz', 'archgraph.analyses.usages'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or code)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    for heavy_is_fine in (True, False):
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False
        )
        assert "pandas" not in done.stderr
        assert "networkx" not in done.stderr
        assert heavy_is_fine or (done.returncode, done.stderr) == (1, "")


def test_what_is_kept_between_runs_changes_with_everything_that_a_verdict_rests_on(tmp_path: Path) -> None:
    entry = '[[accept]]\nmembers = ["shop.cart.*"]\nreason = "a"\nuntil = 2026-01-31\n'
    code = tree(tmp_path / "code", {**WORLD, "archgraph.toml": entry})
    cache = ("--cache-dir", str(tmp_path / "cache"))

    def codes(*options: str) -> str:
        return archgraph("check", code, *cache, "--output-format", "json", *options).stdout

    first = codes("--today", "2026-01-31")
    assert codes("--today", "2026-01-31") == first
    assert codes("--today", "2026-02-01") != first
    assert codes("--today", "2026-01-31", "--no-cache") == first
    tree(code, {"shop/more.py": "import os\nos.getenv('X')\n"})
    second = codes("--today", "2026-01-31")
    assert "shop/more.py" in second
    assert codes("--today", "2026-01-31", "--no-cache") == second


# -------------------------------------------------------------------------------------------------------- formats


def test_sarif_is_valid_with_the_violations_of_the_gate_itself(tmp_path: Path) -> None:
    run = sarif(tree(tmp_path / "code", {**WORLD, "archgraph.toml": "[targets]\nphantom-imports = 0\n"}))
    assert {result["ruleId"] for result in run["results"]} == {"environment-access", "phantom-import", "gate-target"}
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == sorted({r["ruleId"] for r in run["results"]})


def test_sarif_puts_new_violations_first_and_knows_them_again(tmp_path: Path) -> None:
    code = agreed(tmp_path)
    tree(code, {"shop/zoo.py": "import os\nos.getenv('X')\n"})
    results = sarif(code)["results"]
    assert [result["baselineState"] for result in results] == ["new", "unchanged", "unchanged"]
    before = [result["partialFingerprints"] for result in results]
    tree(code, {"shop/zoo.py": "import os\n\n\n\nos.getenv('X')\n"})
    assert [result["partialFingerprints"] for result in sarif(code)["results"]] == before


def test_sarif_stays_within_what_github_shows(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", {"a.py": "import os\n" + "".join(f"os.getenv('K{i}')\n" for i in range(5_050))})
    code_names = check(code, "--output-format", "json")
    assert json.loads(code_names.text)["violations"] == 5_050
    run = sarif(code)
    assert len(run["results"]) == 5_000
    assert (
        "50 agreed or further violations" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    )


def test_sarif_stays_within_the_bytes_that_github_takes() -> None:
    finding = Finding(
        "a1", "environment-access", Severity.WARNING, "a.py", 1, None, "", "x" * 5_000, "", 1, "", "", "", ""
    )
    new = tuple(msgspec.structs.replace(finding, id=f"id{n}", symbol=f"shop.{n}") for n in range(400))
    verdict = Verdict("x", new, (), (), (), 0, 0, (), (), 1, 0, ())
    whole = json.loads(as_sarif(verdict, {}))["runs"][0]
    assert len(whole["results"]) == 400
    assert {len(result["message"]["text"]) for result in whole["results"]} == {1_000}
    text = as_sarif(verdict, {}, most_bytes=6_000)
    assert len(zlib.compress(text.encode(), 1)) <= 6_000
    cut = json.loads(text)["runs"][0]
    kept = len(cut["results"])
    assert 0 < kept < 400
    told = cut["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert told == f"{400 - kept} agreed or further violations are left out: GitHub takes 10 MB, packed."
    jsonschema.validate(json.loads(text), SCHEMA)


def test_what_rules_say_of_themselves_fits_into_githubs_fields() -> None:
    for rule in all_rules():
        assert max(len(rule.summary), len(rule.why)) <= 1_024


def test_hostile_names_are_no_commands_for_githubs_runner_and_no_other_uri(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", {"a,b:c%0A::set-env.py": "import os\nos.getenv('%0A::error::x')\n"})
    lines = check(code, "--output-format", "github").text.splitlines()
    assert lines[0].startswith(
        "::warning title=environment-access,file=a%2Cb%3Ac%250A%3A%3Aset-env.py,line=2,endLine=2::"
    )
    assert not any("::" in line for line in lines[1:])
    assert "%0A::" not in lines[0].partition("endLine=2::")[2].replace("%250A", "")
    location = sarif(code)["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "a%2Cb%3Ac%250A%3A%3Aset-env.py"


def test_what_github_does_not_annotate_is_said(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", {"a.py": "import os\n" + "".join(f"os.getenv('K{i}')\n" for i in range(14))})
    text = check(code, "--output-format", "github").text
    assert text.count("::warning ") == 14
    assert "Not annotated by GitHub, which shows 10 of each kind: 4 of 14 warnings." in text


def test_markdown_and_json_say_the_same_as_text(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", {**WORLD, "archgraph.toml": "[targets]\nphantom-imports = 0\n"})
    assert "Targets: no-go" in check(code, "--output-format", "markdown").text
    content = json.loads(check(code, "--output-format", "json").text)
    assert content["violations"] == 3
    assert content["decisions"][0]["go"] is False


# -------------------------------------------------------------------------------------------------- what a change brought


def test_changed_since_reports_what_a_change_brought_wherever_it_shows(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", {**WORLD, "shop/one.py": "from shop import two\n", "shop/two.py": "import shop\n"})
    git(code, "init", "-q")
    git(code, "add", "-A")
    git(code, "commit", "-qm", "start")
    assert check(code, "--changed-since", "HEAD").code == 0
    tree(code, {"shop/two.py": "from shop import one\n", "shop/cart.py": "\n\n" + WORLD["shop/cart.py"]})
    brought = check(code, "--changed-since", "HEAD")
    assert brought.code == 1
    assert "import-cycle" in brought.text
    assert "environment-access" not in brought.text
    assert check(code, "--changed-since", "no-such-branch").code == 2
    assert check(code, "--changed-since=--output=x").code == 2
    assert not (code / "x").exists()


# ------------------------------------------------------------------------------------------------------- the scorecard


def test_the_report_shows_now_before_target_and_who_acts(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", WORLD)
    assert archgraph("audit", code, "-o", tmp_path / "old", "--no-cache", "--quiet").returncode == 0
    targets = '[targets]\nenvironment-access = "-100 %"\n[targets.beta]\nphantom-imports = 5\n'
    tree(tmp_path, {"code/archgraph.toml": f'before = "{(tmp_path / "old" / "summary.json").as_posix()}"\n{targets}'})
    assert archgraph("audit", code, "-o", tmp_path / "new", "--no-cache", "--quiet").returncode == 0
    report = (tmp_path / "new" / "report.md").read_text()
    assert "**Targets: no-go**: environment-access is 1, the target is -100 % (at most 0)." in report
    assert "Team 1: environment access" in report
    assert "**beta: go**: all targets are met." in report
    assert "Scorecard" in (tmp_path / "new" / "report.html").read_text()


@pytest.mark.parametrize(
    "text", ["[targets]\nmanager = 1\n", '[targets]\nmanagers = "few"\n', 'before = "none.json"\n']
)
def test_a_target_that_means_nothing_is_said_before_the_work_begins(tmp_path: Path, text: str) -> None:
    code = tree(tmp_path / "code", {**WORLD, "archgraph.toml": text})
    done = archgraph("audit", code, "-o", tmp_path / "out", "--no-cache")
    assert done.returncode == 2
    assert said(done).startswith("error: ")
    assert not (tmp_path / "out").exists()


# --------------------------------------------------------------------------------------------------- pre-commit


def test_the_hook_of_pre_commit_stops_what_is_new_and_lets_pass_what_was_agreed(tmp_path: Path) -> None:
    hook = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text()
    said = dict(line.strip(" -").split(": ", 1) for line in hook.splitlines())
    assert (said["pass_filenames"], said["require_serial"]) == ("false", "true")
    assert said["always_run"].startswith("true")  # pre-commit skips others when files are only deleted
    _, command = said["entry"].split()
    code = agreed(tmp_path)
    assert archgraph(command, cwd=code).returncode == 0
    tree(code, {"shop/zoo.py": "import os\nos.getenv('X')\n"})
    done = archgraph(command, cwd=code)
    assert (done.returncode, "shop/zoo.py:2" in done.stdout) == (1, True)


def test_a_file_whose_name_is_no_text_is_judged_like_any_other(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", {os.fsdecode(b"\xff.py"): "import os\nos.getenv('X')\n", "a.py": "x = 1\n"})
    for options in ((), ("--cache-dir", str(tmp_path / "cache"))):
        for _ in range(2):
            done = check(code, *options)
            assert (done.code, "\\udcff reads the environment variable X" in done.text) == (1, True)
    git(code, "init", "-q")
    git(code, "add", "-A")
    git(code, "commit", "-qm", "one")
    compared = archgraph("compare", "HEAD", "HEAD", "--cache-dir", tmp_path / "cache", cwd=code)
    assert (compared.returncode, compared.stdout) == (0, "nothing changed\n")
    audited = archgraph("audit", ".", "-o", tmp_path / "out", "--cache-dir", tmp_path / "cache", "--quiet", cwd=code)
    assert audited.returncode == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_baseline_that_is_a_pipe_is_waited_for_only_when_it_is_named(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", {"a.py": "x = 1\n"})
    os.mkfifo(code / ".archgraph-baseline.json")
    done = archgraph("check", code, "--no-cache")
    assert (done.returncode, "cannot be read (it is no regular file)" in said(done)) == (2, True)
