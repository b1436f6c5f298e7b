"""What stands in the place of an access to the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.environment import environment
from archgraph.analyses.environment_source import source_of
from archgraph.model.settings import Settings
from tests.worlds import codebase

CLASS = """import os

class Env:
    def get(self, key, default=None): return os.environ.get(key, default)
    def set(self, key, value): os.environ[key] = value
    def delete(self, key): os.environ.pop(key, None)
    def get_all(self): return dict(os.environ)
"""
FUNCTION = CLASS + "\n_env = Env()\n\ndef get_env() -> Env:\n    return _env\n"
INSTANCE = CLASS + "\nenv = Env()\n"
SINGLETON = CLASS + "\n    @classmethod\n    def get_instance(cls): return cls()\n"
PLAIN = "import os\n\ndef variable(name):\n    return os.environ.get(name, '')\n\ndef variables():\n    return dict(os.environ)\n"


def replacement(root: Path, access: str, source: str, allowed: str = "shop.settings") -> str:
    """What takes the place of the one access of shop/app.py."""
    files = {"shop/__init__.py": "", "shop/settings.py": source, "shop/app.py": f"import os\n{access}\n"}
    settings = Settings(environment_allowed=(allowed,))
    base = codebase(root, files)
    row = next(row for row in environment(base, settings) if row.path == "shop/app.py")
    found = source_of(base, settings)
    return found.instead_of(row) if found else ""


@pytest.mark.parametrize(
    ("access", "code"),
    [
        ("os.environ.get('A', 'x')", "get_env().get(\"A\", 'x')"),
        ("os.environ['A']", 'get_env().get("A")'),
        ("os.getenv('A')", 'get_env().get("A")'),
        ("os.environ['A'] = '1'", 'get_env().set("A", value)'),
        ("del os.environ['A']", 'get_env().delete("A")'),
        ("os.environ.pop('A', None)", 'get_env().delete("A")'),
        ("'A' in os.environ", 'get_env().get("A") is not None'),
        ("dict(os.environ)", "get_env().get_all()"),
        ("os.environ.copy()", "get_env().get_all()"),
        ("os.getenv(name)", "get_env().get(key)"),
        ("os.environ.setdefault('A', '1')", 'if get_env().get("A") is None: get_env().set("A", \'1\')'),
    ],
)
def test_each_operation_has_its_method(tmp_path: Path, access: str, code: str) -> None:
    assert replacement(tmp_path, access, FUNCTION) == f"{code}  # from shop.settings import get_env"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (INSTANCE, 'env.get("A")  # from shop.settings import env'),
        (SINGLETON, 'Env.get_instance().get("A")  # from shop.settings import Env'),
        (PLAIN, 'variable("A")  # from shop.settings import variable'),
    ],
)
def test_the_owner_is_asked_as_its_public_names_allow(tmp_path: Path, source: str, line: str) -> None:
    allowed = "shop.settings.Env" if source is SINGLETON else "shop.settings"
    assert replacement(tmp_path, "os.environ['A']", source, allowed) == line


def test_a_default_that_the_owner_does_not_take_stands_behind(tmp_path: Path) -> None:
    found = replacement(tmp_path, "os.environ.get('A', 'x')", PLAIN)
    assert found == "variable(\"A\") or 'x'  # from shop.settings import variable"


@pytest.mark.parametrize("access", ["os.environ['A'] = '1'", "del os.environ['A']", "os.environ.clear()"])
def test_nothing_is_offered_that_does_not_stand_there(tmp_path: Path, access: str) -> None:
    assert replacement(tmp_path, access, PLAIN) == ""


def test_without_a_configured_owner_there_is_no_replacement(tmp_path: Path) -> None:
    assert source_of(codebase(tmp_path, {"app.py": FUNCTION}), Settings()) is None


def test_a_replacement_gives_what_the_access_gave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A", "7")
    line = replacement(tmp_path, "os.environ['A']", FUNCTION)
    code, _, taken = line.partition("  # ")
    monkeypatch.syspath_prepend(str(tmp_path))
    names: dict[str, object] = {}
    exec(taken, names)
    assert eval(code, names) == "7"
