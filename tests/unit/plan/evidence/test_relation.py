"""What the one that stays is made of, however far away, is no duplicate of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import SESSIONS, class_source, decisions, plan

MAKES = (
    "class SessionManager:\n    '''{0}.'''\n    def __init__(self):\n"
    "        from {1} import SessionManager as Inner\n"
    "        self.inner = Inner()\n"
)
TAKES = "class SessionManager:\n    '''{0}.'''\n    def __init__(self, inner):\n        self.inner = inner\n"
WORKS = """    def {0}(self, key):
        self.count += 1
        for each in self.watching:
            each.before_{0}(key)
        found = self.inner.{0}(key)
        self.last = found
        return found
"""


@pytest.mark.parametrize(("gate", "is_told"), [(MAKES, True), (TAKES, False)], ids=["made", "given"])
def test_what_the_one_that_stays_makes_through_another_class_stays(tmp_path: Path, gate: str, is_told: bool) -> None:
    """The front makes a gate, which makes a store: in place of the store the front would make itself, without end."""
    work = "".join(WORKS.format(name) for name in SESSIONS)
    files = {
        "shop/__init__.py": "",
        "shop/store.py": class_source("SessionManager", *SESSIONS),
        "shop/gate.py": gate.format("Gate", "shop.store") + work,
        "shop/front.py": MAKES.format("Front", "shop.gate") + work,
        **{f"shop/use{n}.py": "from shop.front import SessionManager\nx = SessionManager()\n" for n in range(9)},
    }
    row = decisions(plan(tmp_path, files))["shop.store.SessionManager"]
    assert ((row.action, "is used by it" in row.reason) == ("KEEP", True)) is is_told
