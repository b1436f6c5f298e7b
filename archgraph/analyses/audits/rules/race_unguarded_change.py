"""race-unguarded-change: shared state that is changed without the lock that guards it elsewhere."""

from __future__ import annotations

from archgraph.analyses.audits.races import raced
from archgraph.analyses.audits.rule import Example, Rule
from archgraph.model.results.findings import Severity

_HEAD = (
    "import threading\n\nclass Cart:\n    def __init__(self):\n        self._lock = threading.Lock()\n        self._items = []"
    "\n\n    def add(self, item):\n        with self._lock:\n            self._items.append(item)\n\n"
)

RULE = Rule(
    name="race-unguarded-change",
    severity=Severity.WARNING,
    summary="State is changed without the lock that guards it elsewhere.",
    why="A lock helps only when all take it: those who hold it still meet the one who does not.",
    fix="Take the lock, or say by the name (`_add_locked`) that the caller holds it.",
    check=raced("unguarded"),
    examples=(
        Example(
            "One method of two takes the lock",
            {"cart.py": _HEAD + "    def clear(self):\n        self._items.clear()\n"},
            (("cart.py", 13),),
        ),
        Example(
            "A private method that is called under the lock only, and a name that says so",
            {
                "cart.py": _HEAD + "    def clear(self):\n        with self._lock:\n            self._empty()\n\n"
                "    def _empty(self):\n        self._items.clear()\n\n    def drop_locked(self):\n        self._items.pop()\n"
            },
        ),
    ),
    limits="Under any other `with` nothing is judged: that may be a lock, too. Locks that callers hold are seen inside a class.",
)
