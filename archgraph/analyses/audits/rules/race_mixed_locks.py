"""race-mixed-locks: one thing guarded by a lock of coroutines in one place and by one of threads in another."""

from __future__ import annotations

from archgraph.analyses.audits.races import raced
from archgraph.analyses.audits.rule import Example, Rule
from archgraph.model.results.findings import Severity

_HEAD = (
    "import asyncio\nimport threading\n\n\nclass Cart:\n    def __init__(self):\n        self._lock = threading.Lock()\n"
    "        self._alock = asyncio.Lock()\n        self._items = []\n\n"
)
_SYNC = "    def add(self, item):\n        with self._lock:\n            self._items.append(item)\n\n"

RULE = Rule(
    name="race-mixed-locks",
    severity=Severity.WARNING,
    summary="State is guarded by a lock of coroutines here and by one of threads there.",
    why="The two do not know each other: a thread changes what a coroutine is just changing, each under its own lock.",
    fix="Guard it by one lock: for threads and coroutines together a lock of threads, held for as long as nothing is awaited.",
    check=raced("mixed_locks"),
    examples=(
        Example(
            "Two locks for one list",
            {
                "cart.py": _HEAD
                + _SYNC
                + "    async def take(self):\n        async with self._alock:\n            self._items.pop()\n"
            },
            (("cart.py", 17),),
        ),
        Example(
            "Two locks for two things",
            {
                "cart.py": _HEAD
                + _SYNC
                + "    async def count(self):\n        async with self._alock:\n            self._number = 1\n"
            },
        ),
    ),
    limits="Locks that a class or module makes, inherited ones too; locks that are handed in are not known by their kind.",
)
