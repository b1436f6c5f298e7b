"""Reads of the environment through its owner."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.owner_reads import owner_reads
from archgraph.model.settings import Settings
from tests.worlds import codebase

OWNER = """import os

class Env:
    def get(self, key, default=None): return os.environ.get(key, default)

_env = Env()

def get_env() -> Env:
    return _env

def getenv(key, default=None):
    return _env.get(key, default)
"""


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from shop.settings import get_env\nget_env().get('A', '1')", [(2, "A", "'1'")]),
        ("from shop.settings import get_env as e\ne().get('A')", [(2, "A", "")]),
        ("from shop.settings import get_env\nenv = get_env()\nenv.get('A', default='1')", [(3, "A", "'1'")]),
        ("from shop.settings import get_env\ndef f():\n    env = get_env()\n    return env.get('A')", [(4, "A", "")]),
        ("from shop import settings\nsettings.getenv('A', '1')", [(2, "A", "'1'")]),
        ("from shop import settings\nsettings.get_env().get('A', '1')", [(2, "A", "'1'")]),
        ("from shop.settings import getenv\ngetenv('A', '1')", [(2, "A", "'1'")]),
        ("from shop.settings import Env\nEnv().get('A')", [(2, "A", "")]),
        ("from shop.settings import get_env\ncache = {}\ncache.get('A', '1')\nload().get('B')", []),
        ("from shop.settings import get_env\nget_env().get(key)", []),
        ("def get_env(): ...\nget_env().get('A')", []),
    ],
)
def test_a_read_is_known_by_what_gives_the_owner(
    tmp_path: Path, source: str, found: list[tuple[int, str, str]]
) -> None:
    files = {"shop/__init__.py": "", "shop/settings.py": OWNER, "shop/app.py": source}
    rows = owner_reads(codebase(tmp_path, files), Settings(environment_allowed=("shop.settings",)))
    assert [(row.line, row.key, row.default) for row in rows] == found
    assert all((row.path, row.surface) == ("shop/app.py", "owner") for row in rows)


def test_without_a_configured_owner_there_is_none(tmp_path: Path) -> None:
    files = {"settings.py": OWNER, "app.py": "from settings import get_env\nget_env().get('A')\n"}
    assert owner_reads(codebase(tmp_path, files), Settings()) == ()
