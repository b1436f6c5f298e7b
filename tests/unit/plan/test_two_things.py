"""What shares a name is not merged where the code tells two things, and goes where nobody takes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.model.consolidation import Decision, Plan
from tests.plans import SESSIONS, class_source, decisions, plan

USER = "from shop.{0} import {1}\nmade = {1}()\n"


def of_two(root: Path, mine: str, other: str, user: str = "") -> Decision:
    """The decision on the first of two session managers, the second used more; `user`: more lines of what uses the first."""
    files = {
        "shop/__init__.py": "",
        "shop/impl.py": mine,
        "shop/sessions.py": other,
        "shop/single.py": USER.format("impl", "SessionManager") + user,
        **{f"shop/user{n}.py": USER.format("sessions", "SessionManager") for n in range(3)},
    }
    return decisions(plan(root, files))["shop.impl.SessionManager"]


def handed_on(root: Path, **files: str) -> Plan:
    """Two managers, of which a package hands on the older one and names it in `__all__`."""
    package = "from shop.desk.reception import SessionManager\n\n__all__ = [\n    'SessionManager',\n]\n"
    return plan(
        root,
        {
            "shop/__init__.py": "",
            "shop/desk/__init__.py": package,
            "shop/desk/reception.py": class_source("SessionManager", *SESSIONS),
            "shop/sessions.py": class_source("SessionManager", *SESSIONS),
            "shop/user.py": USER.format("sessions", "SessionManager"),
            **files,
        },
    )


def test_what_a_package_hands_on_and_nobody_takes_goes(tmp_path: Path) -> None:
    made = handed_on(tmp_path)
    found = decisions(made)["shop.desk.reception.SessionManager"]
    assert (found.action, found.carried) == ("DELETE", ())
    assert "subclasses or registers it but shop/desk/__init__.py, from where none takes it" in found.reason
    assert "whether others than this code take it from shop/desk/__init__.py" in found.needs
    rows = [(row.what, row.path, row.line, row.new) for row in made.changes]
    assert ("import", "shop/desk/__init__.py", 1, "") in rows
    assert ("export", "shop/desk/__init__.py", 4, "") in rows
    assert not [effect for effect in made.effects if effect.kind in ("cycle", "layer")]


def test_what_somebody_takes_from_the_package_does_not_go_by_itself(tmp_path: Path) -> None:
    made = handed_on(tmp_path, **{"shop/taker.py": USER.format("desk", "SessionManager")})
    assert decisions(made)["shop.desk.reception.SessionManager"].action != "DELETE"


ABOUT = 'class SessionManager:\n    """Keeps sessions of guests, by their seats and hours."""\n'


def test_namesakes_without_a_common_member_get_a_name_from_what_their_methods_are_about(tmp_path: Path) -> None:
    old = ABOUT + (
        "    def list_all_tables(self, key):\n        return self.kept[key]\n"
        "    def drop_old_tables(self, key):\n        del self.kept[key]\n"
    )
    new = ABOUT + (
        "    def greet_guest(self, key):\n        print(key)\n    def seat_guest(self, key):\n        self.held.add(key)\n"
    )
    found = of_two(tmp_path, old, new, "made.list_all_tables(1)\n")
    assert (found.action, found.becomes) == ("CONVERT", "SessionTableManager")


def test_many_members_are_not_carried_into_a_class_that_has_none_of_them(tmp_path: Path) -> None:
    names = ("guests", "seats", "hours")
    old = ABOUT + "".join(f"    def find_{name}(self, key):\n        return self.kept[key]\n" for name in names)
    new = ABOUT + "".join(f"    def drop_{name}(self, key):\n        del self.held[key]\n" for name in names)
    user = "".join(f"made.find_{name}(1)\n" for name in names)
    found = of_two(tmp_path, old, new, user)
    assert found.action == "UNDECIDED"
    assert "has no public member of it, and none does the same by another name" in found.reason


def test_what_hands_on_to_what_the_other_is_is_no_twin_of_it(tmp_path: Path) -> None:
    one = class_source("SessionManager", *SESSIONS)
    old = one + "    def send_order_started(self, key):\n        return self.box.put_order(key)\n"
    new = one + "    def notify_order_started(self, key):\n        return self.bridge.send_order_started(key)\n"
    found = of_two(tmp_path, old, new, "made.send_order_started(1)\n")
    assert found.carried == ("send_order_started",)


def test_an_adapter_with_members_of_its_own_stays(tmp_path: Path) -> None:
    old = "from shop.sessions import SessionManager as Kept\n" + (
        "class SessionManager:\n    def __init__(self):\n        self.kept = Kept()\n"
        "    def open_session(self, key):\n        seat = self.seat_of(key)\n        if seat:\n            seat = seat + 1\n"
        "        self.seen.append(seat)\n        return self.kept.open_session(seat)\n"
        "    def close_session(self, key):\n        seat = self.seat_of(key)\n        return self.kept.close_session(seat)\n"
        "    def seat_of(self, key):\n        return key\n"
    )
    found = of_two(tmp_path, old, class_source("SessionManager", *SESSIONS), "made.seat_of(1)\n")
    assert found.action == "KEEP"


def test_what_is_made_does_not_go_into_an_abstract_class(tmp_path: Path) -> None:
    new = "from abc import abstractmethod\n" + class_source("SessionManager", *SESSIONS)
    new += "    @abstractmethod\n    def choose_seat(self, key): ...\n"
    mine = "class SessionManager:\n" + "".join(
        f"    def {n}(self, key):\n        del self.kept[key]\n" for n in SESSIONS[:3]
    )
    found = of_two(tmp_path, mine, new)
    assert found.action == "UNDECIDED"
    assert "sessions.SessionManager is abstract (choose_seat is to be filled in)" in found.reason


ERRORS = "class OrderFailure(Exception): ...\n" + "".join(
    f"class {n}Error(OrderFailure): ...\n" for n in ("Late", "Lost")
)


@pytest.mark.parametrize(("above", "action"), [("OrderFailure", "UNDECIDED"), ("Exception", "CONSOLIDATE")])
def test_one_of_several_errors_below_a_base_stays_with_its_sort(tmp_path: Path, above: str, action: str) -> None:
    body = '    """Raised when the seat of an order is taken already."""\n'
    files = {
        "shop/__init__.py": "",
        "shop/failures.py": f"{ERRORS}class SeatTakenError({above}):\n{body}",
        "shop/errors.py": f"class SeatTakenError(Exception):\n{body}",
        "shop/one.py": "from shop.failures import SeatTakenError\nraise SeatTakenError()\n",
        **{f"shop/user{n}.py": "from shop.errors import SeatTakenError\nraise SeatTakenError()\n" for n in range(3)},
    }
    assert decisions(plan(tmp_path, files))["shop.failures.SeatTakenError"].action == action


RECORD = (
    "from dataclasses import dataclass, field\n@dataclass\nclass SeatRecord:\n"
    "    row: int = 0\n    number: int = 0\n    side: str = ''\n"
)
AT_HOME = "def find():\n    first = SeatRecord()\n    return first, SeatRecord()\n"


def seats(left: str, right: str, **files: str) -> dict[str, str]:
    """Two records; production imports the module of the first and not that of the second, which a test imports."""
    return {
        "shop/__init__.py": "",
        "shop/left.py": left,
        "shop/right.py": right,
        "shop/__main__.py": "import shop.left\n",
        "tests/test_right.py": "import shop.right\n",
        **files,
    }


def test_what_a_module_that_nothing_needs_does_with_its_own_is_no_use(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, seats(RECORD, RECORD + AT_HOME)))
    assert found["shop.left.SeatRecord"].action == "KEEP"
    assert (
        "0 places make one and 2 more in its own module, which nothing needs" in found["shop.right.SeatRecord"].reason
    )
    assert "production imports its module, and not the other's" in found["shop.right.SeatRecord"].reason


def test_the_only_fields_of_one_telling_type_are_asked_about_and_not_carried_over(tmp_path: Path) -> None:
    left, right = (f"{RECORD}    {name}: dict[str, str] = field(default_factory=dict)\n" for name in ("labels", "tags"))
    user = "from shop.right import SeatRecord\nSeatRecord(tags={})\n"
    taker = "from shop.left import SeatRecord\nSeatRecord()\n"
    files = {"shop/one.py": user, **{f"shop/two{n}.py": taker for n in range(3)}}
    found = decisions(plan(tmp_path, seats(left, right, **files)))["shop.right.SeatRecord"]
    assert (found.action, found.carried) == ("CONSOLIDATE", ())
    assert "whether tags is its labels" in found.needs


def enum(**values: str) -> str:
    """An enum of these names and values."""
    return "from enum import Enum\nclass SeatState(Enum):\n" + "".join(f"    {n} = '{v}'\n" for n, v in values.items())


@pytest.mark.parametrize(
    ("more", "carried"),
    [
        pytest.param("", (), id="nobody names it"),
        pytest.param("kept = SeatState.LOST\n", ("LOST",), id="named"),
        pytest.param("kept = list(SeatState)\n", ("LOST",), id="gone through"),
        pytest.param("kept = SeatState('lost')\n", ("LOST",), id="made of a value"),
    ],
)
def test_values_of_an_enum_are_carried_over_where_they_may_come(
    tmp_path: Path, more: str, carried: tuple[str, ...]
) -> None:
    both = {"FREE": "free", "TAKEN": "taken", "HELD": "held"}
    left, right = enum(**both), enum(**both, GONE="gone", LOST="lost")
    left = left.replace("HELD = 'held'", "HELD = 'held'\n    AWAY = 'gone'")
    user = f"from shop.right import SeatState\nfirst = SeatState.FREE\nlast = SeatState.GONE\n{more}"
    taker = "from shop.left import SeatState\nfirst = SeatState.FREE\n"
    files = {"shop/one.py": user, **{f"shop/two{n}.py": taker for n in range(3)}}
    found = decisions(plan(tmp_path, seats(left, right, **files)))["shop.right.SeatState"]
    assert (found.action, found.carried) == ("CONSOLIDATE", carried)
    assert "GONE is its AWAY, to be called by that name" in found.reason


@pytest.mark.parametrize(
    ("said", "stays"),
    [
        ("This module is being migrated to use UnifiedSessionManager as the SSOT.", "sessions.UnifiedSessionManager"),
        ("This module uses UnifiedSessionManager as a helper.", "reception.SessionManager"),
    ],
)
def test_a_text_elsewhere_says_which_one_is_meant_to_stay(tmp_path: Path, said: str, stays: str) -> None:
    users = {"shop/one.py": USER.format("sessions", "UnifiedSessionManager"), "shop/told.py": f'"""{said}"""\n'}
    files = {
        "shop/__init__.py": "",
        "shop/reception.py": class_source("SessionManager", *SESSIONS),
        "shop/sessions.py": class_source("UnifiedSessionManager", *SESSIONS),
        **{f"shop/{n}.py": USER.format("reception", "SessionManager") for n in ("two", "three", "four", "five")},
        **users,
    }
    kept = [key for key, each in decisions(plan(tmp_path, files)).items() if each.action == "KEEP"]
    assert kept == [f"shop.{stays}"]


def test_what_prints_and_compares_is_asked_about_where_it_is_lost(tmp_path: Path) -> None:
    mine = class_source("SessionManager", *SESSIONS) + (
        "    def __str__(self):\n        return 'a'\n    def __hash__(self):\n        return 1\n"
    )
    found = of_two(tmp_path, mine, class_source("SessionManager", *SESSIONS))
    assert "who needs __hash__, __str__: sessions.SessionManager has none" in found.needs


@pytest.mark.parametrize(
    ("head", "is_asked"),
    [
        pytest.param("", True, id="nothing on the path"),
        pytest.param("import sys\nsys.path.insert(0, '.')\n", False, id="puts it there"),
        pytest.param("from scripts import tables\n", False, id="finds the package already"),
    ],
)
def test_a_script_that_puts_no_folder_on_its_path_may_not_find_what_stays(
    tmp_path: Path, head: str, is_asked: bool
) -> None:
    source = class_source("SessionManager", *SESSIONS)
    files = {
        "scripts/__init__.py": "",
        "scripts/tables.py": "",
        "scripts/sessions.py": source,
        "scripts/check.py": f"{head}{source}\nif __name__ == '__main__':\n    SessionManager().open_session(1)\n",
        **{f"scripts/user{n}.py": "from scripts.sessions import SessionManager\nSessionManager()\n" for n in range(3)},
    }
    found = decisions(plan(tmp_path, files))["scripts.check.SessionManager"]
    asked = "whether scripts/check.py:" in found.needs and "run as a script, finds scripts.sessions" in found.needs
    assert (found.action, asked) == ("CONSOLIDATE", is_asked)
