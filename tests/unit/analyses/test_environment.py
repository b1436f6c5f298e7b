"""Accesses to the process environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.environment import environment, is_environment_name
from archgraph.model.results.environment import EnvironmentAccess
from archgraph.model.settings import Settings
from tests.worlds import codebase


def accesses(root: Path, source: str, settings: Settings | None = None, **files: str) -> tuple[EnvironmentAccess, ...]:
    """The accesses in one file of a small package."""
    tree = {"shop/__init__.py": "", "shop/app.py": source, **{f"shop/{name}.py": text for name, text in files.items()}}
    settings = settings or Settings()
    return tuple(row for row in environment(codebase(root, tree), settings) if row.path == "shop/app.py")


@pytest.mark.parametrize(
    ("source", "operation", "access", "key", "default"),
    [
        ("import os\nos.environ['A']", "subscript", "read", "A", ""),
        ("import os\nos.environ.get('A', 'x')", "get", "read", "A", "'x'"),
        ("import os\nos.getenv('A')", "getenv", "read", "A", ""),
        ("import os as o\no.getenv('A', None)", "getenv", "read", "A", "None"),
        ("import os\nos.environ['A'] = '1'", "write", "write", "A", ""),
        ("import os\ndel os.environ['A']", "delete", "delete", "A", ""),
        ("import os\nos.environ.pop('A', 1)", "pop", "delete", "A", "1"),
        ("import os\nos.environ.setdefault('A', '1')", "setdefault", "write", "A", "'1'"),
        ("import os\n'A' in os.environ", "contains", "read", "A", ""),
        ("import os\nos.putenv('A', '1')", "putenv", "write", "A", ""),
        ("from os import environ\nenviron['A']", "subscript", "read", "A", ""),
        ("from os import environ as e, getenv as g\ng('A')", "getenv", "read", "A", ""),
        ("import os\nenv = os.environ\nenv['A']", "subscript", "read", "A", ""),
        ("import os\nKEY = 'A'\nos.environ[KEY]", "subscript", "read", "A", ""),
        ("import os\nos.environ[f'{1}A']", "subscript", "read", "", ""),
    ],
)
def test_an_access_has_operation_key_and_default(
    tmp_path: Path, source: str, operation: str, access: str, key: str, default: str
) -> None:
    row = accesses(tmp_path, source)[-1]
    assert (row.operation, row.access, row.key, row.default) == (operation, access, key, default)
    assert row.line == source.count("\n") + 1


@pytest.mark.parametrize(
    "source",
    [
        "text = \"os.environ['A']\"  # os.getenv('A')",
        "class os:\n    environ = {}\nos.environ['A']",
        "environ = {}\nenviron['A']",
        "from shop.settings import environ\nenviron['A']",
        "def f(environ):\n    return environ['A']",
    ],
)
def test_what_only_looks_like_the_environment_is_none(tmp_path: Path, source: str) -> None:
    assert accesses(tmp_path, source, settings="environ = {}\n") == ()  # type: ignore[arg-type]


def test_the_environment_is_followed_through_other_modules(tmp_path: Path) -> None:
    rows = accesses(tmp_path, "from shop.ways import environ\nenviron['A']\n", ways="from os import environ\n")
    assert [(row.line, row.key) for row in rows] == [(2, "A")]


def test_the_function_and_the_permission_go_by_the_scope(tmp_path: Path) -> None:
    method = "class Env:\n    def get(self):\n        return os.environ['A']\n"
    source = f"import os\n{method}def f():\n    return os.environ['B']\n"
    rows = accesses(tmp_path, source, Settings(environment_allowed=("shop.app.Env",)))
    assert [(row.function, row.allowed) for row in rows] == [("Env.get", True), ("f", False)]
    assert all(row.allowed for row in accesses(tmp_path, source, Settings(environment_allowed=("shop/*.py",))))
    assert all(row.allowed for row in accesses(tmp_path, source, Settings(environment_allowed=("shop.app",))))


def test_test_surfaces_are_kept_apart(tmp_path: Path) -> None:
    source = "def test_a(monkeypatch):\n    monkeypatch.setenv('A', '1')\n"
    found = codebase(tmp_path, {"shop/__init__.py": "", "tests/test_app.py": source})
    (row,) = environment(found, Settings())
    assert (row.surface, row.operation, row.key) == ("test", "setenv", "A")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("os.environ", True),
        ("os._Environ", True),
        ("os.getenv", True),
        ("os.path", False),
        ("shop.environ", False),
        ("os", False),
    ],
)
def test_only_os_has_the_environment(name: str, expected: bool) -> None:
    assert is_environment_name(name) is expected


EXPORTS = {
    "shop/__init__.py": "",
    "shop/held.py": "import os\n\nstore = os.environ\nlookup = os.getenv\nask = os.environ.get\n",
    "shop/hop.py": "from shop.held import store as kept, lookup\nfrom shop.held import ask\n\nkept2 = kept\n",
}


@pytest.mark.parametrize(
    ("source", "operation", "key", "default"),
    [
        ("from shop.hop import kept2\nkept2.get('A', 'b')", "get", "A", "'b'"),
        ("from shop import hop\nhop.kept.setdefault('A', 'b')", "setdefault", "A", "'b'"),
        ("import shop.held\nshop.held.lookup('A')", "getenv", "A", ""),
        ("from shop.hop import ask\nask('A')", "get", "A", ""),
        ("from shop.held import *\nstore.pop('A')", "pop", "A", ""),
        ("from shop.hop import kept2 as k\nk.items()", "items", "", ""),
        ("from shop.hop import kept2\nkept2['A']", "subscript", "A", ""),
        ("from shop import hop\nhop.kept['A'] = '1'", "write", "A", ""),
        ("import shop.held\ndel shop.held.store['A']", "delete", "A", ""),
        ("from shop.held import store\n'A' in store", "contains", "A", ""),
    ],
)
def test_calls_of_names_that_another_module_gives_to_the_environment_are_accesses(
    tmp_path: Path, source: str, operation: str, key: str, default: str
) -> None:
    found = environment(codebase(tmp_path, {**EXPORTS, "shop/use.py": source + "\n"}), Settings())
    (row,) = (each for each in found if each.path == "shop/use.py")
    assert (row.line, row.operation, row.key, row.default, row.surface) == (2, operation, key, default, "alias")


FORMS = """
def load(name, extra):
    first = store["X"], store[name], store[f"{name}_X"], store[KEY]
    found = name in store and "X" not in store
    for key in store:
        print(key, [each for each in store])
    whole = dict(store)
    sizes = len(store), sorted(store)
    merged = {**store, "A": "1"}
    call(**store)
    call(store)
    call(name, env=store)
    subprocess.run(["x"], env={**store, "A": "1"})
    store[name] = store.get(name, "d")
    del store[name]
    store.update({"A": "1"})
    again = store
    other = (extra or store)["X"]
    joined = store | {"A": "1"}, extra | store, f(extra | (extra or store) | {})
    subprocess.run(["x"], env=store | {"A": "1"})
    text = "%(X)s %(Y)s" % store
    chosen = extra or store
    call(store if name else {}, *store)
    parts = [*store], list(map(call, store)), list(zip(store, extra))
    layered = ChainMap(extra, store), collections.ChainMap({}, store)
    copied = dict(**store), dict(store, A="1"), store.copy() | extra
    picked = {k: v for k, v in store.items()}, {k: store[k] for k in store}
    one = two = store
    match store:
        case {"X": value, "Y": "2"}:
            pass
    match store:
        case whole:
            pass
    return store


def change():
    global store
    store |= {"A": "1"}
    store |= extra
    store["B"] = "2"


store |= {"A": "1", "B": "2"}
store["C"]
"""


@pytest.mark.parametrize(
    "taken",
    [
        "from shop.held import store",
        "from shop.hop import kept2 as store",
        "from shop.depot import goods as store",
        "from shop.depot.deep import store",
        "from shop.held import *",
        "from shop.depot import goods\nstore = goods",
    ],
)
def test_what_is_done_with_an_exported_name_is_what_is_done_with_the_environment(tmp_path: Path, taken: str) -> None:
    def rows(head: str) -> list[tuple[str, ...]]:
        source = f"{head}\nKEY = 'Y'\n{FORMS}"
        deep = "from .. import held\nstore = held.store\n"
        depot = {"shop/depot/__init__.py": "from .deep import store as goods\n", "shop/depot/deep.py": deep}
        found = environment(codebase(tmp_path, {**EXPORTS, **depot, "shop/use.py": source}), Settings())
        start = source.index(FORMS)
        above = source.count("\n", 0, start)
        mine = (row for row in found if row.path == "shop/use.py" and row.line > above)
        return [(str(row.line - above), row.operation, row.key, row.default, row.through) for row in mine]

    spelled = rows("from os import environ as store")
    assert len(spelled) == 52
    assert rows(taken) == spelled


@pytest.mark.parametrize(
    "source",
    [
        "from shop.hop import kept2\nkept2 = {}\nkept2.get('A')",
        "from shop.other import store\nstore.get('A')",
        "def f(lookup):\n    return lookup('A')",
        "from shop import hop\nhop.other.get('A')",
        "from shop.other import store\nstore['A']\n'A' in store",
        "from shop.other import store\ndict(store)\nrun(store, env={**store})\nfor key in store: store[key]",
        "from shop.held import store\ndef f(store):\n    return dict(store), store[1]\nf(2)",
        "def f(store):\n    return store['A']",
        "from shop.other import store\nstore |= {'A': '1'}\nstore | {}\n[*store]\nf(store or {}, '%(A)s' % store)",
        "from shop.held import store\ndef f(store):\n    store |= {'A': '1'}\n    return store | {}\nf(2)",
        "from shop.other import store\ndef f():\n    global store\n    store |= {'A': '1'}",
    ],
)
def test_the_same_names_for_something_else_are_none(tmp_path: Path, source: str) -> None:
    files = {**EXPORTS, "shop/other.py": "store = {}\n", "shop/use.py": source + "\n"}
    found = environment(codebase(tmp_path, files), Settings())
    assert [each for each in found if each.path == "shop/use.py"] == []


@pytest.mark.parametrize(
    "source",
    [
        "NAME = 'A'\nos.environ[NAME]",
        "from shop import names\nos.environ[names.NAME]",
        "from shop.names import NAME\nos.getenv(NAME)",
        "from shop.names import Names\nos.environ.get(Names.NAME)",
        "class Reader:\n    NAME = 'A'\n    def read(self):\n        return os.environ[self.NAME]",
        "class Reader:\n    NAME = 'A'\n    read = os.environ[NAME]",
        "match os.environ:\n    case {'A': found}:\n        pass",
        "os.environb[b'A']",
    ],
)
def test_a_key_is_known_through_constants(tmp_path: Path, source: str) -> None:
    names = "NAME = 'A'\n\n\nclass Names:\n    NAME = 'A'\n"
    files = {"shop/__init__.py": "", "shop/names.py": names, "shop/use.py": f"import os\n{source}\n"}
    (row,) = environment(codebase(tmp_path, files), Settings())
    assert row.key == "A"


@pytest.mark.parametrize(
    "source",
    [
        "NAME = 'A'\ndef f(NAME):\n    return os.environ[NAME]",
        "NAME = 'A'\nNAME = 'B'\nos.environ[NAME]",
        "os.environ[f'A{x}']",
        "os.environ[names.NAME]",
    ],
)
def test_a_key_that_may_be_anything_is_empty(tmp_path: Path, source: str) -> None:
    files = {"shop/__init__.py": "", "shop/use.py": f"import os\n{source}\n"}
    (row,) = environment(codebase(tmp_path, files), Settings())
    assert row.key == ""


def test_a_parameter_is_not_the_name_of_the_module_around_it(tmp_path: Path) -> None:
    source = "import os\nx = os.environ\ndef f(x):\n    return x['A']\n"
    assert [(row.line, row.operation) for row in accesses(tmp_path, source)] == [(2, "pass")]


def test_the_environment_set_by_name_is_written(tmp_path: Path) -> None:
    rows = accesses(
        tmp_path, "import os\nsetattr(os, 'environ', {})\ngetattr(os, 'environ')\nsetattr(os, 'name', '')\n"
    )
    assert [(row.line, row.operation, row.surface) for row in rows] == [(2, "write", "direct"), (3, "pass", "direct")]


def test_what_a_function_makes_of_the_environment_is_not_the_environment(tmp_path: Path) -> None:
    merge = "def merge(one, two):\n    if one:\n        return two\n    return dict(one)\n"
    source = f"import os\n{merge}def f(config):\n    config = merge(config, os.environ)\n    return config['A']\n"
    assert [(row.line, row.operation) for row in accesses(tmp_path, source)] == [(7, "pass")]
