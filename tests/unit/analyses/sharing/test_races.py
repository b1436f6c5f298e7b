"""Races and growth on little worlds: what is reported, and what must not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.mro.linearize import linearize
from archgraph.analyses.sharing.growth import leaks
from archgraph.analyses.sharing.holders import holders, lock_name
from archgraph.analyses.sharing.races import Race, races
from tests.worlds import codebase

CLASS = """
import asyncio, threading

class Pool:
    _items = {{}}
    {locks}

    {body}
"""


def found(root: Path, source: str) -> list[Race]:
    """The races of one file of production."""
    base = codebase(root, {"shop/__init__.py": "", "shop/pool.py": source})
    return list(races(base, list(holders(base, linearize(base), base.modules))))


def pool(body: str, locks: str = "_lock = threading.Lock()") -> str:
    return CLASS.format(locks=locks, body=body.replace("\n", "\n    "))


LOOK = "def get(self, key):\n    if key not in self._items:\n        self._items[key] = 1"


@pytest.mark.parametrize(
    ("body", "locks", "kinds"),
    [
        (LOOK, "_lock = threading.Lock()", ["check_then_set"]),
        (LOOK, "_lock = threading.RLock()", ["check_then_set"]),
        (LOOK, "_lock = asyncio.Lock()", ["check_then_set"]),  # the module works with threads
        (LOOK.replace("def", "async def"), "_lock = asyncio.Lock()", []),
        (LOOK.replace("def", "async def").replace("= 1", "= await f()"), "_lock = asyncio.Lock()", ["check_then_set"]),
        (LOOK.replace("get(self", "get_locked(self"), "_lock = threading.Lock()", []),
        ("def get(self, key):\n    return self._items.setdefault(key, 1)", "_lock = threading.Lock()", []),
        (
            "def get(self, key):\n    with self._lock:\n        if key not in self._items:\n            self._items[key] = 1",
            "_lock = threading.Lock()",
            [],
        ),
        (
            "def get(self, key):\n    if key not in self._items:\n        with self._lock:\n            self._items[key] = 1",
            "_lock = threading.Lock()",
            ["check_then_set"],
        ),
        (
            "def get(self, key):\n    if key not in self._items:\n        with self._lock:"
            "\n            if key not in self._items:\n                self._items[key] = 1",
            "_lock = threading.Lock()",
            [],
        ),
        (LOOK.replace("_items", "_cache"), "_lock = threading.Lock(); _cache = {}", []),
    ],
)
def test_looking_and_setting_need_one_lock(tmp_path: Path, body: str, locks: str, kinds: list[str]) -> None:
    assert [race.kind for race in found(tmp_path, pool(body, locks))] == kinds


GUARDED = "def add(self, key):\n    with self._lock:\n        self._items[key] = 1\n"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (GUARDED + "def drop(self):\n    self._items.clear()", 1),
        (
            GUARDED
            + "def drop(self):\n    with self._lock:\n        self._empty()\ndef _empty(self):\n    self._items.clear()",
            0,
        ),
        (GUARDED + "def __init__(self):\n    self._start()\ndef _start(self):\n    self._items.clear()", 0),
        (GUARDED + "def drop(self):\n    with open('x'):\n        self._items.clear()", 0),
        (GUARDED + "def drop(self):\n    self._lock.acquire()\n    self._items.clear()\n    self._lock.release()", 0),
        (GUARDED + "def a(self):\n    self._items.clear()\ndef b(self):\n    self._items.pop(1)", 0),
        (GUARDED + "def count(self):\n    return len(self._items)", 0),
    ],
)
def test_most_decide_whether_state_is_guarded(tmp_path: Path, body: str, lines: int) -> None:
    assert [race.kind for race in found(tmp_path, pool(body))] == ["unguarded"] * lines


def test_a_semaphore_guards_nothing(tmp_path: Path) -> None:
    body = GUARDED.replace("_lock", "_slots") + "def drop(self):\n    self._items.clear()"
    assert found(tmp_path, pool(body, "_slots = threading.Semaphore(3)")) == []


def test_locks_are_found_in_base_classes(tmp_path: Path) -> None:
    source = (
        "import asyncio\nimport threading\n\n\nclass Base:\n    def __init__(self):\n        self._a = asyncio.Lock()\n"
        "        self._t = threading.Lock()\n\n\nclass Pool(Base):\n    items = []\n\n    def add(self):\n        with self._t:\n"
        "            self.items.append(1)\n\n    async def take(self):\n        async with self._a:"
        "\n            self.items.pop()\n"
    )
    assert [(race.kind, race.line) for race in found(tmp_path, source)] == [("mixed_locks", 20)]


def test_names_of_a_module_are_shared_too(tmp_path: Path) -> None:
    source = (
        "import threading\n\n_one = None\n_lock = threading.Lock()\n\n\ndef get():\n    global _one\n    if _one is None:\n"
        "        _one = object()\n    return _one\n\n\ndef close():\n    global _one\n    if _one:\n        _one = None\n"
    )
    assert [(race.kind, race.line, race.symbol) for race in found(tmp_path, source)] == [
        ("check_then_set", 10, "shop.pool.get")
    ]


def test_state_of_one_instance_without_a_lock_is_its_own(tmp_path: Path) -> None:
    source = (
        "import threading\n\n\nclass Own:\n    def __init__(self):\n        self.items = {}\n\n"
        + "    def get(self, key):\n"
    )
    assert found(tmp_path, source + "        if key not in self.items:\n            self.items[key] = 1\n") == []


@pytest.mark.parametrize(
    ("rest", "grows"),
    [
        ("", ["_by_user"]),
        ("    def end(self, u):\n        del self._by_user[u]\n", []),
        ("    def end(self):\n        self._by_user = {}\n", []),
    ],
)
def test_what_is_never_taken_out_of_grows(tmp_path: Path, rest: str, grows: list[str]) -> None:
    source = "class Feed:\n    _by_user = {}\n\n    def open(self, u):\n        self._by_user[u] = []\n\n"
    base = codebase(tmp_path, {"shop/__init__.py": "", "shop/feed.py": source + rest})
    assert [name for holder in holders(base, linearize(base), base.modules) for name, _ in leaks(holder)] == grows


@pytest.mark.parametrize(
    ("guard", "name"),
    [
        ("async self._lock", "_lock"),
        ("self._locks[key]", "_locks"),
        ("_lock", "_lock"),
        ("self._lock_of(k)", "_lock_of"),
    ],
)
def test_the_lock_of_a_guard_is_named(guard: str, name: str) -> None:
    assert lock_name(guard) == name
