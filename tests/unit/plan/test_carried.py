"""What a merge carries over: what somebody uses, and of a class that nothing uses no more than tests need."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.model.consolidation import Plan
from tests.plans import SESSIONS, class_source, decisions, plan, two_managers

OTHER = "shop.old_place.SessionManager"
NEEDS_REPORT = (
    "from shop.old_place import SessionManager\ndef test_it():\n    assert SessionManager().extra_report('a')\n"
)


def with_user(root: Path, user: str, path: str = "tests/test_old.py") -> Plan:
    """Two managers; the older one has two methods of its own and no user but the one given."""
    old = class_source("SessionManager", *SESSIONS, "extra_report", "extra_count")
    changed = {"shop/single.py": "", "shop/old_place.py": old, path: user}
    return plan(root, two_managers(3, **changed))


def carried(made: Plan) -> list[str]:
    """The members that changes.csv carries over."""
    return [row.old.rpartition(".")[2] for row in made.changes if row.what == "carry over"]


def test_of_a_class_that_tests_alone_use_only_what_they_need_is_carried_over(tmp_path: Path) -> None:
    made = with_user(tmp_path, NEEDS_REPORT)
    decision = decisions(made)[OTHER]
    assert (decision.action, decision.carried, carried(made)) == ("CONSOLIDATE", ("extra_report",), ["extra_report"])
    assert decision.unique_members == ("extra_report", "extra_count")
    assert "only this one has extra_count, which nothing uses: not to be carried over" in decision.reason


@pytest.mark.parametrize(
    ("path", "user"),
    [
        pytest.param(
            "shop/user.py", "from shop.old_place import SessionManager\nmanager = SessionManager()\n", id="used"
        ),
        pytest.param("shop/seeker.py", "from shop import SessionManager\n", id="sought where there is none"),
    ],
)
def test_of_a_class_that_somebody_uses_or_seeks_everything_is_carried_over(
    tmp_path: Path, path: str, user: str
) -> None:
    old = class_source("SessionManager", *SESSIONS, "extra_report", "extra_count")
    changed = {"shop/single.py": "", "shop/old_place.py": old, "tests/test_old.py": NEEDS_REPORT, path: user}
    made = plan(tmp_path, two_managers(3, **changed))
    assert carried(made) == ["extra_report", "extra_count"]
    assert "not to be carried over" not in decisions(made)[OTHER].reason


def test_lines_that_go_with_a_dead_class_are_saved(tmp_path: Path) -> None:
    made = with_user(tmp_path, NEEDS_REPORT)
    lines = 2 + 3 * (len(SESSIONS) + 2)
    assert decisions(made)[OTHER].lines_saved == lines - 3 - 1  # `extra_report` stays, and one line imports the other
