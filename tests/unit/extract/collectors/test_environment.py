"""Accesses to the process environment."""

from __future__ import annotations

import pytest

from archgraph.model.expr import Expr, Literal, Sequence
from tests.facts import facts_of

Found = tuple[str, str, object, str]


def accesses(source: str) -> list[Found]:
    return [
        (each.operation, each.through, plain(each.key), each.surface) for each in facts_of(source).accesses.accesses
    ]


def plain(key: Expr | None) -> object:
    if isinstance(key, Literal):
        return key.value
    if isinstance(key, Sequence):
        return tuple(plain(item) for item in key.items)
    return key if key is None or isinstance(key, str) else "?"


@pytest.mark.parametrize(
    ("code", "operation", "key"),
    [
        ("os.environ['X']", "subscript", "X"),
        ("os.environ[name]", "subscript", "name"),
        ("os.environ['X'] = '1'", "write", "X"),
        ("os.environ['X'] += '1'", "write", "X"),
        ("del os.environ['X']", "delete", "X"),
        ("os.environ.get('X')", "get", "X"),
        ("os.environ.get(key='X')", "get", "X"),
        ("os.environ.setdefault('X', '1')", "setdefault", "X"),
        ("os.environ.pop('X', None)", "pop", "X"),
        ("os.environ.update({'X': '1'})", "update", "X"),
        ("os.environ.update(X='1', Y='2')", "update", ("X", "Y")),
        ("os.environ.update(other)", "update", None),
        ("os.environ |= {'X': '1'}", "update", "X"),
        ("os.environ.copy()", "copy", None),
        ("os.environ.keys()", "keys", None),
        ("os.environ.items()", "items", None),
        ("os.environ.values()", "items", None),
        ("os.environ.clear()", "clear", None),
        ("'X' in os.environ", "contains", "X"),
        ("'X' not in os.environ", "contains", "X"),
        ("for k in os.environ: pass", "iterate", None),
        ("[k for k in os.environ]", "iterate", None),
        ("f(**os.environ)", "pass", None),
        ("{**os.environ}", "pass", None),
        ("f(os.environ)", "pass", None),
        ("f(env=os.environ)", "pass", None),
        ("dict(os.environ)", "pass", None),
        ("f(os.environ.get)", "pass", None),
        ("os.environ = {}", "write", None),
        ("f'{os.environ[\"X\"]}'", "subscript", "X"),
        ("lambda: os.environ['X']", "subscript", "X"),
    ],
)
def test_every_form_of_os_environ_is_an_access(code: str, operation: str, key: object) -> None:
    assert accesses(f"import os\n{code}") == [(operation, "os.environ", key, "direct")]


@pytest.mark.parametrize(
    ("code", "operation", "through", "key"),
    [
        ("os.getenv('X', 'd')", "getenv", "os.getenv", "X"),
        ("os.putenv('X', '1')", "putenv", "os.putenv", "X"),
        ("os.unsetenv('X')", "unsetenv", "os.unsetenv", "X"),
        ("map(os.getenv, names)", "pass", "os.getenv", None),
    ],
)
def test_the_functions_of_os_are_accesses(code: str, operation: str, through: str, key: object) -> None:
    assert accesses(f"import os\n{code}") == [(operation, through, key, "direct")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from os import environ\nenviron['X']", ("subscript", "environ", "X", "direct")),
        ("from os import environ as e\ne['X']", ("subscript", "e", "X", "alias")),
        ("from os import getenv\ngetenv('X')", ("getenv", "getenv", "X", "direct")),
        ("from os import getenv as g\ng('X')", ("getenv", "g", "X", "alias")),
        ("import os as o\no.environ['X']", ("subscript", "o.environ", "X", "alias")),
        ("import subprocess\nsubprocess.os.environ['X']", ("subscript", "subprocess.os.environ", "X", "alias")),
        ("from settings import ENV\nENV['X']", ("subscript", "ENV", "X", "alias")),
        ("from settings import my_env\nmy_env.get('X')", ("get", "my_env", "X", "alias")),
    ],
)
def test_other_ways_to_reach_it_are_aliases(source: str, expected: Found) -> None:
    assert accesses(source) == [expected]


def test_a_local_alias_is_followed_even_before_its_line() -> None:
    source = """
    import os
    def early():
        return env.get("A")
    env = os.environ
    class C:
        def __init__(self):
            self._env = os.environ
        def get(self):
            return self._env["B"]
    """
    assert [(op, through, key) for op, through, key, _ in accesses(source)] == [
        ("get", "env", "A"),
        ("pass", "os.environ", None),
        ("pass", "os.environ", None),
        ("subscript", "self._env", "B"),
    ]


def test_a_parameter_that_defaults_to_it_is_an_alias() -> None:
    assert accesses("def f(x, e=os.environ):\n    return e['X']")[-1] == ("subscript", "e", "X", "alias")


@pytest.mark.parametrize(
    ("code", "operation", "key"),
    [
        ("monkeypatch.setenv('X', '1')", "setenv", "X"),
        ("monkeypatch.delenv('X', raising=False)", "delenv", "X"),
        ("monkeypatch.setitem(os.environ, 'X', '1')", "setenv", "X"),
        ("monkeypatch.delitem(os.environ, 'X')", "delenv", "X"),
        ("monkeypatch.setattr(os, 'environ', {})", "patch", None),
        ("monkeypatch.setattr('os.environ', {})", "patch", None),
        ("patch.dict(os.environ, {'X': '1'})", "patch", "X"),
        ("patch.dict('os.environ', {'X': '1', 'Y': '2'}, clear=True)", "patch", ("X", "Y")),
        ("mock.patch.dict(os.environ, X='1')", "patch", "X"),
        ("patch('os.getenv', return_value='1')", "patch", None),
        ("patch('module.os.environ.get')", "patch", None),
    ],
)
def test_patches_are_test_surface(code: str, operation: str, key: object) -> None:
    ((found, _, found_key, surface),) = accesses(code)
    assert (found, found_key, surface) == (operation, key, "test")


def test_the_line_is_that_of_the_name_itself() -> None:
    source = """
    value = (
        os
        .environ
        .get(
            "X",
            "default",
        )
    )
    text = f'''
    {os.environ["Y"]}
    '''
    """
    assert [each.line for each in facts_of(source).accesses.accesses] == [3, 10]


def test_defaults_are_kept() -> None:
    found = facts_of("os.getenv('X', 'd')\nos.environ.get('Y', default=None)\nos.environ.pop('Z')").accesses.accesses
    assert [each.default for each in found] == [Literal("d"), Literal(None), None]


@pytest.mark.parametrize(
    "source",
    [
        "# os.environ['X']",
        "'os.environ[\"X\"]'",
        '"""os.getenv("X")"""',
        "environment['X']",
        "get_environment().get('X')",
        "import os\ndef f(x: os.environ): pass",
        "from settings import env\nf(env)",
        "env = make()\nenv['X']",
    ],
)
def test_what_only_looks_like_it_is_none(source: str) -> None:
    assert accesses(source) == []
