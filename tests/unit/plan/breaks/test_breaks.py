"""What a merge would break is asked, and its places stand in contracts.csv."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.model.consolidation import Decision, Plan
from tests.plans import SESSIONS, class_source, decisions, plan

GONE, KEPT = "shop.two.SessionManager", "shop.one.SessionManager"


def managers(gone: str, kept: str, user: str = "", more: str = "") -> dict[str, str]:
    """Two session managers with these further lines; the kept one has three users, the other one, with these lines."""
    body = class_source("SessionManager", *SESSIONS)
    files = {"shop/__init__.py": "", "shop/one.py": more + body + kept, "shop/two.py": more + body + gone}
    for n in range(3):
        files[f"shop/user{n}.py"] = "from shop.one import SessionManager\nmanager = SessionManager()\n"
    files["shop/single.py"] = f"from shop.two import SessionManager\n{user or 'manager = SessionManager()'}\n"
    return files


def merged(root: Path, files: dict[str, str]) -> tuple[Plan, Decision]:
    made = plan(root, files)
    decision = decisions(made)[GONE]
    assert decision.action == "CONSOLIDATE", decision.reason
    return made, decision


def rows(made: Plan, difference: str) -> list[tuple[str, str, int]]:
    return [(d.member, d.path, d.line) for d in made.differences if d.difference == difference]


INIT = "    def __init__(self):\n        self.tools = []\n"
READERS = {
    "of what a call gives": ("manager = SessionManager()\nprint(manager.tools)", 3),
    "of a parameter": ("def f(m: SessionManager):\n    return m.tools", 3),
    "of what may be none": ("def f(m: 'SessionManager | None'):\n    return m.tools[0].x", 3),
    "of an attribute": (
        "class A:\n    def __init__(self):\n        self.m = SessionManager()\n    def f(self):\n        self.m.tools.pop()",
        6,
    ),
    "of an attribute set from a parameter": (
        "class A:\n    def __init__(self, m: SessionManager):\n        self.m = m\n    def f(self):\n        return self.m.tools",
        6,
    ),
    "of what a function gives": (
        "def make() -> SessionManager:\n    return SessionManager()\ndef f():\n    m = make()\n    return m.tools",
        6,
    ),
    "of itself, below": ("class Below(SessionManager):\n    def f(self):\n        return self.tools", 4),
}


@pytest.mark.parametrize(("user", "line"), READERS.values(), ids=READERS.keys())
def test_an_attribute_that_users_read_and_the_other_has_not_is_asked_about(
    tmp_path: Path, user: str, line: int
) -> None:
    made, decision = merged(tmp_path, managers(INIT, "", user))
    assert f"shop/single.py:{line} does without tools: one.SessionManager has none" in decision.needs
    assert rows(made, "attribute") == [("tools", "shop/single.py", line)]


@pytest.mark.parametrize(
    ("kept", "user"),
    [
        (INIT, READERS["of a parameter"][0]),
        ("    def __getattr__(self, name):\n        return name\n", READERS["of a parameter"][0]),
        ("", "def f(m: list[SessionManager], n):\n    return m.tools, n.tools"),
    ],
)
def test_an_attribute_that_is_there_or_read_of_something_else_is_not(tmp_path: Path, kept: str, user: str) -> None:
    made, decision = merged(tmp_path, managers(INIT, kept, user))
    assert "without tools" not in decision.needs
    assert rows(made, "attribute") == []


ERRORS = "class OrderError(Exception): pass\nclass WrongKey(KeyError): pass\n"


def check(error: str) -> str:
    init = "    def __init__(self, key=None):\n        self._check(key)\n"
    return f"{init}    def _check(self, key):\n        raise {error}('no')\n"


@pytest.mark.parametrize(
    ("user", "kept", "is_asked"),
    [
        ("try:\n    SessionManager()\nexcept KeyError:\n    pass", "OrderError", True),
        ("try:\n    SessionManager()\nexcept KeyError:\n    pass", "WrongKey", False),
        ("try:\n    SessionManager()\nexcept KeyError:\n    pass\nexcept Exception:\n    pass", "OrderError", False),
        ("try:\n    print()\nexcept KeyError:\n    SessionManager()", "OrderError", False),
        ("import pytest\ndef f():\n    with pytest.raises(KeyError):\n        SessionManager()", "OrderError", True),
    ],
)
def test_an_error_that_is_caught_and_becomes_another_is_asked_about(
    tmp_path: Path, user: str, kept: str, is_asked: bool
) -> None:
    made, decision = merged(tmp_path, managers(check("KeyError"), check(kept), user, ERRORS))
    assert (f"one.SessionManager raises {kept}" in decision.needs) is is_asked
    assert [row[0] for row in rows(made, "exceptions") if row[1] == "shop/single.py"] == ["__init__"] * is_asked


def test_a_class_that_refuses_something_where_the_other_took_all_is_asked_about(tmp_path: Path) -> None:
    asked = [
        merged(tmp_path / str(n), managers(gone, check("ValueError")))[1].needs
        for n, gone in enumerate(("", check("TypeError")))
    ]
    assert ["what one.SessionManager refuses: shop/one.py" in needs for needs in asked] == [True, False]


def test_bases_that_are_lost_are_asked_about_with_what_comes_from_them(tmp_path: Path) -> None:
    files = managers("", "")
    base = "class Payload:\n    def stamp(self):\n        return 1\n"
    files["shop/two.py"] = base + class_source("SessionManager", *SESSIONS, bases="Payload")
    _, decision = merged(tmp_path, files)
    assert (
        "who takes it for a Payload: one.SessionManager is none, and does not have stamp from there" in decision.needs
    )


def test_a_base_of_one_name_that_is_another_class_is_asked_about(tmp_path: Path) -> None:
    files = managers("", "")
    for name in ("one", "two"):
        base = f"class Payload:\n    def {name}_stamp(self):\n        return 1\n"
        files[f"shop/{name}.py"] = base + class_source("SessionManager", *SESSIONS, bases="Payload")
    made, decision = merged(tmp_path, files)
    assert "which Payload is meant: that of shop.two here, that of shop.one there" in decision.needs
    assert [row[:2] for row in rows(made, "type")] == [("Payload", "shop/two.py")]


CARRIED = """    def count_all(self):
        return helper(self._seen, Kind.ALL)
    def __init__(self):
        self._seen = []
"""


def test_what_a_carried_method_needs_of_its_class_and_module_is_asked_about(tmp_path: Path) -> None:
    files = managers(CARRIED, "", "manager = SessionManager()\nmanager.count_all()")
    files["shop/two.py"] += "class Kind:\n    ALL = 1\ndef helper(a, b): pass\n"
    made, decision = merged(tmp_path, files)
    assert decision.carried == ("count_all",)
    told = "count_all, once carried over, comes by _seen, which only this one sets, and by Kind, helper of shop/two.py"
    assert told in decision.needs
    assert {row[0] for row in rows(made, "carried")} == {"count_all"}


def test_what_a_carried_method_needs_is_not_asked_about_where_the_other_has_it(tmp_path: Path) -> None:
    kept = "    def __init__(self):\n        self._seen = []\nclass Kind:\n    ALL = 1\ndef helper(a, b): pass\n"
    files = managers(CARRIED, kept, "manager = SessionManager()\nmanager.count_all()")
    files["shop/two.py"] += "class Kind:\n    ALL = 1\ndef helper(a, b): pass\n"
    assert "carried over, comes" not in merged(tmp_path, files)[1].needs


def test_a_module_that_a_carried_method_needs_and_that_loads_the_other_is_a_cycle(tmp_path: Path) -> None:
    method = "    def count_all(self):\n        return describe(self)\n"
    files = managers(method, "", "manager = SessionManager()\nmanager.count_all()")
    files["shop/two.py"] = f"from shop.helping import describe\n{files['shop/two.py']}"
    files["shop/helping.py"] = "from shop.one import SessionManager\ndef describe(m): pass\n"
    _, decision = merged(tmp_path, files)
    assert "comes by describe, whose module loads shop/one.py (a cycle)" in decision.needs


def test_places_on_one_line_of_many_files_have_one_order_whatever_the_hash_seed(tmp_path: Path) -> None:
    files = managers(INIT, "")
    names = [f"shop/reader_{letter}.py" for letter in "hgfedcba"]
    for name in names:
        files[name] = "from shop.two import SessionManager\nmanager = SessionManager()\nprint(manager.tools)\n"
    for n in range(3, 12):
        files[f"shop/user{n}.py"] = files["shop/user0.py"]
    made, _ = merged(tmp_path, files)
    assert rows(made, "attribute") == [("tools", name, 3) for name in sorted(names)]


@pytest.mark.parametrize(("read", "action"), [("watcher.seen", "UNDECIDED"), ("watcher.start_watch(1)", "CONSOLIDATE")])
def test_what_has_few_of_the_members_and_not_what_users_read_takes_nobodys_place(
    tmp_path: Path, read: str, action: str
) -> None:
    own = "class StockWatcher:\n    def __init__(self):\n        self.seen = []\n"
    own += "".join(
        f"    def {name}_watch(self, key):\n        return {name}_all(key)\n"
        for name in ("start", "check", "name", "stop")
    )
    other = (
        "class StockWatcher:\n    def start_watch(self, key):\n        self.at = key\n"
        "    def find_leak(self, key):\n        yield key\n"
    )
    files = {"shop/__init__.py": "", "shop/one.py": other, "shop/two.py": own}
    files |= {f"shop/user{n}.py": "from shop.one import StockWatcher\nx = StockWatcher()\n" for n in range(3)}
    files["shop/single.py"] = f"from shop.two import StockWatcher\nwatcher = StockWatcher()\nprint({read})\n"
    row = decisions(plan(tmp_path, files))["shop.two.StockWatcher"]
    assert (row.action, row.carried) == (action, ())


@pytest.mark.parametrize(("name", "action"), [("MarketStockClient", "UNDECIDED"), ("StockClient", "CONSOLIDATE")])
def test_what_is_called_and_made_otherwise_and_works_on_other_things_is_no_duplicate(
    tmp_path: Path, name: str, action: str
) -> None:
    same = "".join(
        f"    def {verb}_stock(self, key: str) -> bool:\n        return ask_{verb}(self.config, key)\n"
        for verb in ("check", "renew", "close")
    )
    own = "    def get_token(self):\n        return self.tokens.get(self.config)\n"
    plain = "".join(
        f"    def {verb}_stock(self, key: str) -> bool:\n        yield key\n" for verb in ("check", "renew", "close")
    )
    kept = f"class StockClient:\n    def __init__(self, address):\n        self.address = address\n{plain}"
    gone = f"class {name}:\n    def __init__(self):\n        self.tokens = {{}}\n        self.config = read()\n"
    files = {"shop/__init__.py": "", "shop/one.py": kept, "shop/two.py": f"{gone}{same}{own}"}
    files |= {f"shop/user{n}.py": "from shop.one import StockClient\nx = StockClient('a')\n" for n in range(4)}
    files["shop/single.py"] = f"from shop.two import {name}\nprint({name}().get_token())\n"
    row = decisions(plan(tmp_path, files))[f"shop.two.{name}"]
    assert (row.action, row.carried) == (action, () if action == "UNDECIDED" else ("get_token",))


@pytest.mark.parametrize(
    ("init", "told"), [("self", True), ("self, *given", False), ("self, one=1, two=2", False), ("self, *, one=1", True)]
)
def test_values_given_by_place_that_the_other_does_not_take_are_told(tmp_path: Path, init: str, told: bool) -> None:
    kept = class_source("SessionManager", *SESSIONS) + f"    def __init__({init}):\n        self.held = []\n"
    gone = class_source("SessionManager", *SESSIONS, init="limit, names")
    files = {"shop/__init__.py": "", "shop/one.py": kept, "shop/two.py": gone}
    files |= {f"shop/user{n}.py": "from shop.one import SessionManager\nx = SessionManager()\n" for n in range(4)}
    files["shop/single.py"] = "from shop.two import SessionManager\nx = SessionManager(read_limit(), NAMES)\n"
    made = plan(tmp_path, files)
    asked = "takes 0 of the 2 values given by place"
    assert (asked in decisions(made)["shop.two.SessionManager"].needs) is told
    rows = [each for each in made.differences if each.difference == "making" and "by place" in each.text]
    assert [(each.path, each.line) for each in rows] == [("shop/single.py", 2)] * told
