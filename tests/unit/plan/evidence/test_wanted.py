"""Which class users mean: members that they call and one class alone has, and functions that turn old into new."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import SESSIONS, class_source, decisions, plan, two_managers

RECORD = "from dataclasses import dataclass\n@dataclass\nclass {0}:\n    name: str\n    width: int = {1}\n    height: int = 2\n"
TURNING = (
    "from shop.boxes import BoxConfig\nfrom shop.unified import UnifiedBoxConfig\n\n"
    'def turned(box: {0}) -> {1}:\n    """{2}"""\n    return {1}(name=box.name)\n'
)


def _in_vain(called: str, others: str = "") -> dict[str, str]:
    """Two managers; the one that three modules use lacks `extra_report`, and one of those calls what is said."""
    user = f"from shop.sessions import SessionManager\n\ndef run(manager: SessionManager) -> None:\n    manager.{called}(1)\n"
    rival = class_source("SessionManager", *SESSIONS, "extra_report")
    return two_managers(
        2, **{"shop/old_place.py": "", "shop/second.py": rival, "shop/single.py": others, "shop/a.py": user}
    )


def test_the_class_stays_that_has_what_users_of_its_namesake_call(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, _in_vain("extra_report")))
    assert found["shop.second.SessionManager"].action == "KEEP"
    assert "users of the other call extra_report, which only it has" in found["shop.sessions.SessionManager"].reason


def test_use_decides_where_users_call_what_it_has(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, _in_vain("open_session")))
    assert found["shop.sessions.SessionManager"].action == "KEEP"


def test_a_name_that_other_classes_have_may_be_called_on_those(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, _in_vain("extra_report", class_source("MonthlyNews", "extra_report"))))
    assert found["shop.sessions.SessionManager"].action == "KEEP"


@pytest.mark.parametrize(
    ("given", "made", "said", "kept"),
    [
        ("BoxConfig", "UnifiedBoxConfig", "Convert the legacy box.", "shop.unified.UnifiedBoxConfig"),
        ("BoxConfig", "UnifiedBoxConfig", "Convert the box.", "shop.boxes.BoxConfig"),
        ("UnifiedBoxConfig", "BoxConfig", "Convert the legacy box.", "shop.boxes.BoxConfig"),
    ],
)
def test_what_an_old_class_is_turned_into_stays(tmp_path: Path, given: str, made: str, said: str, kept: str) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/boxes.py": RECORD.format("BoxConfig", 1),
        "shop/unified.py": RECORD.format("UnifiedBoxConfig", 1),
        "shop/turning.py": TURNING.format(given, made, said),
    }
    for number in range(4):
        files[f"shop/user{number}.py"] = "from shop.boxes import BoxConfig\nbox = BoxConfig('a')\n"
    found = decisions(plan(tmp_path, files))
    assert found[kept].action == "KEEP"
    assert {each.canonical for each in found.values()} == {kept}
