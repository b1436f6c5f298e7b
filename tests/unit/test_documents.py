"""The documents of the project: their links lead somewhere, and they name options and rules that exist."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from archgraph.analyses.audits.audit import all_rules
from archgraph.cli.main import COMMANDS
from archgraph.report.figures import FIGURE_NAMES

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
OF_OTHERS = {"--auto-fix", "--index", "--last-failed", "--no-index"}
"""Options of git, pytest and the teams' older tools."""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files_and_headings_that_exist(document: Path) -> None:
    text = re.sub(r"(?ms)^```.*?^```|^    .*?$|`[^`\n]*`", "", document.read_text(encoding="utf-8"))
    broken = []
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        file = (document.parent / path) if path else document
        if not file.exists() or (anchor and anchor not in _anchors(file)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_options_that_are_named_exist(document: Path) -> None:
    named = set(OPTION.findall(document.read_text(encoding="utf-8")))
    assert named - _options() == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_rules_that_are_named_exist(document: Path) -> None:
    families = {rule.name.partition("-")[0] for rule in all_rules()} - {"module", "import", "test", "type", "event"}
    words = set(re.findall(rf"`((?:{'|'.join(sorted(families))})-[a-z-]+)`", document.read_text(encoding="utf-8")))
    known = {rule.name for rule in all_rules()} | set(FIGURE_NAMES) | _settings()
    assert {word for word in words if word not in known} == set()


def test_nobody_is_told_to_install_the_other_project_of_this_name() -> None:
    asks = re.compile(r"pip install (?:-\S+ )*[\"']?archgraph(?! @)\b")
    assert [path.name for path in DOCUMENTS if asks.search(path.read_text(encoding="utf-8"))] == []


def _anchors(file: Path) -> set[str]:
    """The addresses that GitHub gives the headings of a file."""
    headings = re.findall(r"(?m)^#+ (.+)$", file.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _options() -> set[str]:
    """The options of all commands, of the scripts, the tests' runner and the benchmarks."""
    found = {option for command in _commands() for parameter in command.params for option in parameter.opts}
    for folder in ("scripts", "tests", "tests/benchmarks", "tests/oracle", "archgraph/cli"):
        for file in (ROOT / folder).glob("*.py"):
            found |= set(OPTION.findall(file.read_text(encoding="utf-8")))
    return found | OF_OTHERS | {"--help", "--version"}


def _commands() -> list[click.Command]:
    return [import_module(f"archgraph.cli.{name}").command for name in COMMANDS]


def _settings() -> set[str]:
    text = (ROOT / "archgraph/config/default.toml").read_text(encoding="utf-8")
    return set(re.findall(r"(?m)^# ?\[?([a-z-]+)(?:\]| =)", text))
