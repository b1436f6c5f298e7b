"""race-check-then-set: shared state that is looked at and then set, with nothing that keeps others out in between."""

from __future__ import annotations

from archgraph.analyses.audits.races import raced
from archgraph.analyses.audits.rule import Example, Rule
from archgraph.model.results.findings import Severity

_HEAD = "import threading\n\nclass Pool:\n    _one = None\n    _lock = threading.Lock()\n\n    @classmethod\n    def get(cls):\n"
_ONCE = "        if cls._one is None:\n            cls._one = cls()\n        return cls._one\n"
_TWICE = (
    "        if cls._one is None:\n            with cls._lock:\n                if cls._one is None:\n"
    "                    cls._one = cls()\n        return cls._one\n"
)
_LATE = "        if cls._one is None:\n            with cls._lock:\n                cls._one = cls()\n        return cls._one\n"

RULE = Rule(
    name="race-check-then-set",
    severity=Severity.WARNING,
    summary="Shared state is looked at and then set, and others can come in between.",
    why="Two threads, or two tasks around an await, both find nothing and both set: one of the two objects is lost, with what was"
    " put into it. It happens under load only.",
    fix="Hold the lock for both, or look again once it is held; for a mapping, use setdefault.",
    check=raced("check_then_set"),
    examples=(
        Example(
            "An instance made on first use, while the lock is not held", {"pool.py": _HEAD + _ONCE}, (("pool.py", 10),)
        ),
        Example(
            "The lock is taken too late, and nothing is looked at again", {"pool.py": _HEAD + _LATE}, (("pool.py", 11),)
        ),
        Example(
            "An await between looking and setting",
            {
                "pool.py": "_open = {}\n\nasync def get(name):\n    if name not in _open:\n        _open[name] = await make(name)"
                "\n    return _open[name]\n"
            },
            (("pool.py", 5),),
        ),
        Example("Looked at again under the lock", {"pool.py": _HEAD + _TWICE}),
        Example(
            "No threads, no await: nobody can come in between",
            {
                "pool.py": "_open = {}\n\n\ndef get(name):\n    if name not in _open:\n        _open[name] = make(name)\n"
                "    return _open[name]\n\n\nasync def put(name):\n    if name not in _open:\n        _open[name] = make(name)\n"
            },
        ),
    ),
    limits="Reported where a lock, an await or threads in the module say that others can come. Of several looks and settings in"
    " one function the first counts.",
)
