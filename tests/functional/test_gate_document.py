"""docs/gate.md: the consolidation that it tells, from baseline to green, done again step by step; its output is the real one."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NamedTuple

from tests.builders import tree
from tests.functional.test_command_line import archgraph
from tests.unit.discover.repositories import git

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "gate.md"

START = {
    "archgraph.toml": """\
select = ["environment-*", "manager-same-name", "phantom-import"]
environment-allowed = ["shop.settings"]

[targets]
managers = 1
environment-access = 0
""",
    "shop/__init__.py": "",
    "shop/settings.py": "import os\n\nCURRENCY = os.environ.get('CURRENCY', 'EUR')\n",
    "shop/sessions.py": """\
class SessionManager:
    def __init__(self):
        self.sessions = {}

    def open(self, user):
        self.sessions[user] = []
""",
    "shop/users.py": """\
class SessionManager:
    def __init__(self):
        self.sessions = {}

    def close(self, user):
        self.sessions.pop(user)
""",
    "shop/cart.py": """\
import os
from shop.sessions import SessionManager

manager = SessionManager()

def price(amount):
    return f"{amount} {os.environ['CURRENCY']}"
""",
    "shop/web.py": "from shop.users import SessionManager\n\nmanager = SessionManager()\n",
}
NEW_READ = {"shop/tax.py": "import os\n\n\ndef rate():\n    return float(os.environ['TAX_RATE'])\n"}
MERGED = {
    "shop/sessions.py": START["shop/sessions.py"] + "\n    def close(self, user):\n        self.sessions.pop(user)\n",
    "shop/web.py": "from shop.sessions import SessionManager\n\nmanager = SessionManager()\n",
    "shop/cart.py": """\
from shop.sessions import SessionManager
from shop.settings import CURRENCY

manager = SessionManager()

def price(amount):
    return f"{amount} {CURRENCY}"
""",
}


class Step(NamedTuple):
    """What changes in the tree (None: deleted), and what is called with which exit code."""

    files: dict[str, str | None]
    call: str
    code: int


STEPS = (
    Step(dict(START), "check", 1),
    Step({}, "check --update-baseline --reason 'the state on the first day'", 0),
    Step(dict(NEW_READ), "check", 1),
    Step({"shop/tax.py": None, "shop/users.py": None, **MERGED}, "check", 0),
    Step({}, "check --update-baseline", 0),
    Step({}, "check", 0),
    Step({}, "compare start HEAD", 0),
)


def told(folder: Path) -> list[tuple[Step, int, str]]:
    """Every step with its exit code and what it prints."""
    said = []
    for number, step in enumerate(STEPS):
        for path, text in step.files.items():
            if text is None:
                (folder / path).unlink()
        tree(folder, {path: text for path, text in step.files.items() if text is not None})
        done = archgraph(*shlex.split(step.call), "--no-cache", "--today", "2026-01-31", cwd=folder, CI="")
        said.append((step, done.returncode, done.stdout + done.stderr))
        if number in (1, 4):
            commit(folder, "start" if number == 1 else "merged")
    return said


def commit(folder: Path, tag: str) -> None:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", tag)
    git(folder, "tag", tag)


def test_the_worked_example_prints_what_the_document_shows(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    document = DOCUMENT.read_text(encoding="utf-8")
    for step, code, output in told(folder):
        shown = re.sub(r"Wrote \S*/repository/", "Wrote ", output)
        assert code == step.code, output
        assert f"$ archgraph {step.call}\n{shown}".rstrip() in document
