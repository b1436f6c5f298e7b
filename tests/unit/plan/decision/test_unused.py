"""What nothing uses goes, and nothing of it is carried over; of what tests are built of, tests are users."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import SESSIONS, class_source, decisions, plan, two_managers

BUILDER = (
    "class BasketFlowHelper:\n    '''Fills baskets.'''\n"
    "    def fill_basket(self, count):\n        return run_fill({0}, count)\n"
)
TAKES = "from tests.{0} import BasketFlowHelper\n\ndef test_filling():\n    assert BasketFlowHelper().fill_basket(1)\n"


def _helpers(user: str = "", **changes: str) -> dict[str, str]:
    """Two helpers of tests: the first used by a test, the second by what is given."""
    return {
        "tests/__init__.py": "",
        "tests/helpers.py": BUILDER.format("'new'"),
        "tests/older_helpers.py": BUILDER.format("'old'"),
        "tests/test_filling.py": TAKES.format("helpers"),
        "tests/test_older.py": user,
        **changes,
    }


def test_what_no_test_uses_is_deleted(tmp_path: Path) -> None:
    row = decisions(plan(tmp_path, _helpers()))["tests.older_helpers.BasketFlowHelper"]
    assert (row.action, row.carried) == ("DELETE", ())
    assert (
        "nothing, not even a test, imports, makes, subclasses or registers it, and none imports its module"
        in row.reason
    )


@pytest.mark.parametrize(
    "user",
    [TAKES.format("older_helpers"), "from tests.older_helpers import BasketFlowHelper\n"],
    ids=["made", "imported"],
)
def test_what_a_test_takes_is_not_deleted(tmp_path: Path, user: str) -> None:
    row = decisions(plan(tmp_path, _helpers(user)))["tests.older_helpers.BasketFlowHelper"]
    assert row.action != "DELETE"


def test_that_a_test_imports_its_module_is_told_by_less_confidence(tmp_path: Path) -> None:
    alone, taken = (
        decisions(plan(tmp_path / name, _helpers(user)))["tests.older_helpers.BasketFlowHelper"]
        for name, user in (("a", ""), ("b", "from tests import older_helpers\n"))
    )
    assert taken.confidence < alone.confidence
    assert "none imports its module" not in taken.reason


def test_a_test_that_only_imports_a_class_needs_nothing_of_it(tmp_path: Path) -> None:
    """What such a test calls is a method of something else."""
    importing = "from shop.old_place import SessionManager\n\ndef test_it(other):\n    assert other.extra_report('a')\n"
    old = class_source("SessionManager", *SESSIONS, "extra_report")
    files = two_managers(3, **{"shop/single.py": "", "shop/old_place.py": old, "tests/test_old.py": importing})
    row = decisions(plan(tmp_path, files))["shop.old_place.SessionManager"]
    assert (row.action, row.carried) == ("DELETE", ())


COURIERS = "class CourierService:\n    def {0}_parcel(self, parcel):\n        return {1}_one(parcel)\n"


def _couriers(**changes: str) -> dict[str, str]:
    """A service in use, and its namesake that only its own module uses, beside a module that is imported."""
    return {
        "shop/__init__.py": "",
        "shop/couriers.py": COURIERS.format("send", "post"),
        "shop/first.py": "from shop.couriers import CourierService\nservice = CourierService()\n",
        "shop/second.py": "from shop import first, third\nfrom shop.couriers import CourierService\n",
        "shop/third.py": "from shop import second\n",
        "shop/older.py": f"{COURIERS.format('send', 'carry')}\nservice = CourierService()\n",
        **changes,
    }


def test_what_only_a_module_uses_that_nothing_imports_goes_with_that(tmp_path: Path) -> None:
    made = plan(tmp_path, _couriers())
    row = decisions(made)["shop.older.CourierService"]
    assert (row.action, row.carried) == ("DELETE", ())
    assert "only its own module uses it, and nothing imports shop/older.py, not even a test" in row.reason
    assert row.needs.startswith("whether shop/older.py is to go as a whole")
    assert [(change.what, change.path) for change in made.changes] == [("remove", "shop/older.py")]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"shop/third.py": "LOADED = 'shop.older'\nfrom shop import second\n"}, id="a text names it"),
        pytest.param({f"shop/plugin{n}.py": "def run():\n    pass\n" for n in range(9)}, id="beside plugins"),
    ],
)
def test_a_module_that_something_may_load_is_not_left_over(tmp_path: Path, changes: dict[str, str]) -> None:
    row = decisions(plan(tmp_path, _couriers(**changes)))["shop.older.CourierService"]
    assert row.action != "DELETE"


def test_a_module_that_only_tests_import_goes_where_the_one_in_use_can_stand_in(tmp_path: Path) -> None:
    row = decisions(plan(tmp_path, _couriers(**{"tests/test_it.py": "import shop.older\n"})))[
        "shop.older.CourierService"
    ]
    assert (row.action, row.carried) == ("DELETE", ())
    assert "only tests/test_it.py imports shop/older.py" in row.reason
    assert "which tests go with it" in row.needs


def test_a_module_that_only_tests_import_is_asked_about_where_nothing_else_does_its_work(tmp_path: Path) -> None:
    mine = "".join(f"    def {name}(self, day):\n        return ask_{name}(day)\n" for name in ("tour", "crew", "toll"))
    theirs = "".join(
        f"    def {name}(self):\n        with {name}s() as all_:\n            yield all_\n"
        for name in ("seal", "bill", "rate")
    )
    other = f"{COURIERS.format('send', 'carry')}{mine}\nservice = CourierService()\n"
    kept = {"shop/couriers.py": f"{COURIERS.format('send', 'post')}{theirs}"}
    files = _couriers(**kept, **{"tests/test_it.py": "import shop.older\n", "shop/older.py": other})
    row = decisions(plan(tmp_path, files))["shop.older.CourierService"]
    assert row.action == "UNDECIDED"
    assert row.needs.startswith("whether shop/older.py is to go as a whole")


STATE = "from enum import Enum\nclass ParcelState(Enum):\n    OPEN = 1\n    SENT = 2\n    HELD = 3\n    GONE = 4\n"


@pytest.mark.parametrize(("test", "action"), [("", "DELETE"), ("import shop.older\n", "UNDECIDED")])
def test_an_enum_that_only_its_own_left_over_module_reads_goes_with_that_unless_tests_import_it(
    tmp_path: Path, test: str, action: str
) -> None:
    older = f"{STATE}    LOST = 5\ndef find(state):\n    return state is ParcelState.LOST\n"
    using = "from shop.states import ParcelState\nstate = ParcelState.OPEN\n"
    files = _couriers(
        **{"shop/older.py": older, "shop/states.py": STATE, "shop/third.py": f"{using}import shop.second\n"}
    )
    row = decisions(plan(tmp_path, {**files, "tests/test_it.py": test}))["shop.older.ParcelState"]
    assert (row.action, row.carried) == (action, ())
    assert "only it has LOST" in row.reason


def test_an_enum_of_a_module_that_nothing_imports_goes_with_that_also_where_the_other_has_all_of_it(
    tmp_path: Path,
) -> None:
    older = f"{STATE}def find(state):\n    return state is ParcelState.OPEN\n"
    using = "from shop.states import ParcelState\nstate = ParcelState.OPEN\n"
    files = _couriers(
        **{"shop/older.py": older, "shop/states.py": STATE, "shop/third.py": f"{using}import shop.second\n"}
    )
    row = decisions(plan(tmp_path, files))["shop.older.ParcelState"]
    assert (row.action, row.unique_members) == ("DELETE", ())
    assert row.needs.startswith("whether shop/older.py is to go as a whole")


def test_what_its_own_file_reads_of_a_class_of_tests_keeps_it_from_going(tmp_path: Path) -> None:
    reading = "def watch(helper: BasketFlowHelper):\n    return helper.weights\n"
    weights = BUILDER.format("'old'").replace(
        "    def fill", "    def __init__(self):\n        self.weights = []\n    def fill"
    )
    row = decisions(plan(tmp_path, _helpers(**{"tests/older_helpers.py": weights + reading})))[
        "tests.older_helpers.BasketFlowHelper"
    ]
    assert row.action == "UNDECIDED"
    assert "what tests/older_helpers.py:8 does without weights" in row.needs


def test_what_users_of_the_other_ask_of_it_and_only_this_one_has_is_asked_about(tmp_path: Path) -> None:
    """They may have imported the wrong one."""
    user = "from shop.sessions import SessionManager\nmanager = SessionManager()\nmanager.extra_report('a')\n"
    news = class_source("MonthlyNews", "extra_report")
    files = two_managers(2, **{"shop/single.py": "", "shop/user0.py": user, "shop/news.py": news})
    row = decisions(plan(tmp_path, files))["shop.old_place.SessionManager"]
    asked = "which SessionManager is meant at shop/user0.py:3, where extra_report is asked of sessions.SessionManager"
    assert (row.action, row.needs.startswith(asked)) == ("DELETE", True)
    assert row.confidence <= 0.6


RECORD = (
    "from dataclasses import dataclass\n@dataclass\nclass ParcelRecord:\n    'Parcels on their way.'\n"
    "    weight: int = 0\n    street: str = ''\n{0}"
)
PARTS = ("lid", "tape", "cord", "label", "stamp", "paper", "wax")


@pytest.mark.parametrize(
    ("own", "other", "action"),
    [("{}_count", "{}_count", "DELETE"), ("{}_count", "count_{}", "UNDECIDED")],
    ids=["alike", "little-in-common"],
)
def test_a_record_of_little_in_common_does_not_go_for_the_other(
    tmp_path: Path, own: str, other: str, action: str
) -> None:
    """Where only the words of their fields are the same."""
    mine, theirs = ("".join(f"    {form.format(part)}: int = 0\n" for part in PARTS) for form in (own, other))
    older = f"{RECORD.format(mine)}    glue: int = 0\ndef make():\n    return ParcelRecord()\n"
    using = "from shop.states import ParcelRecord\nfirst = ParcelRecord()\nimport shop.second\n"
    files = {"shop/older.py": older, "shop/states.py": RECORD.format(theirs), "shop/third.py": using}
    row = decisions(plan(tmp_path, _couriers(**files)))["shop.older.ParcelRecord"]
    assert row.action == action
    assert row.needs.startswith("whether shop/older.py is to go as a whole")


def test_a_copy_in_a_file_that_nothing_needs_asks_whether_that_is_to_go(tmp_path: Path) -> None:
    """An enum that tests need beside what hands it on is merged, and may go with its module."""
    handing = {"shop/parts/__init__.py": "from shop.parts.older import ParcelState\n", "shop/parts/older.py": STATE}
    using = "from shop.states import ParcelState\nstate = ParcelState.OPEN\n"
    test = "from shop.parts.older import ParcelState\n\ndef test_it():\n    assert ParcelState.OPEN\n"
    files = {"shop/states.py": STATE, "shop/third.py": f"{using}import shop.second\n", "tests/test_it.py": test}
    row = decisions(plan(tmp_path, _couriers(**handing, **files)))["shop.parts.older.ParcelState"]
    assert row.action == "CONSOLIDATE"
    assert "whether shop/parts/older.py is to go as a whole: nothing but tests needs it" in row.needs


def test_who_is_imported_by_nobody_is_no_user(tmp_path: Path) -> None:
    """Three modules take the older one, and nothing needs them."""
    users = {f"shop/left{n}.py": "from shop.older import CourierService\nkept = [CourierService]\n" for n in range(3)}
    taken = {f"shop/kept{n}.py": "from shop import second\n" for n in range(5)}
    needed = {"shop/second.py": "from shop import first, third\n" + "".join(f"import shop.kept{n}\n" for n in range(5))}
    found = decisions(plan(tmp_path, _couriers(**users, **taken, **needed)))
    assert found["shop.couriers.CourierService"].action == "KEEP"
    row, left = found["shop.older.CourierService"], "shop/left0.py, shop/left1.py, shop/left2.py"
    assert row.action == "DELETE"
    assert f"only {left} import shop/older.py, and nothing needs {left}" in row.reason
    assert row.needs.startswith(f"whether shop/older.py, {left} are to go as a whole")


@pytest.mark.parametrize(
    "users",
    [
        {"shop/run_server.py": "from shop.older import CourierService\nkept = [CourierService]\n"},
        {
            "shop/left.py": "if __name__ == '__main__':\n    from shop.older import CourierService\n    CourierService()\n"
        },
    ],
    ids=["by-its-name", "by-a-condition"],
)
def test_what_is_run_from_outside_needs_what_it_imports(tmp_path: Path, users: dict[str, str]) -> None:
    row = decisions(plan(tmp_path, _couriers(**users)))["shop.older.CourierService"]
    assert row.action != "DELETE"


@pytest.mark.parametrize("said", ["Deprecated: use shop.places.\n", "Places."])
def test_a_record_that_only_a_left_over_file_uses_goes_and_carries_nothing_into_a_class_without_fields(
    tmp_path: Path, said: str
) -> None:
    """Fields have no place in a class of static methods."""
    holder = (
        "class PlaceConfig:\n    '''Settings of places.'''\n"
        "    @staticmethod\n    def defaults_of_place(name):\n        return find_defaults(name)\n"
    )
    record = (
        "from dataclasses import dataclass\n\n@dataclass\nclass PlaceConfig:\n    '''Settings of places.'''\n"
        "    street: str = ''\n    city: str = ''\n"
        "    def defaults_of_place(self, name):\n        return find_defaults(name)\n\n"
        "def make():\n    return PlaceConfig('a', 'b')\n"
    )
    files = {
        "shop/__init__.py": "",
        "shop/places.py": holder,
        "shop/earlier.py": f'"""{said}"""\n{record}',
        "shop/till.py": "from shop.places import PlaceConfig\nfound = PlaceConfig.defaults_of_place('a')\n",
        "shop/desk.py": "import shop.till\n",
    }
    row = decisions(plan(tmp_path, files))["shop.earlier.PlaceConfig"]
    assert (row.action, row.carried) == ("DELETE", ())


def test_of_benchmarks_that_are_found_by_looking_neither_goes(tmp_path: Path) -> None:
    suites = {
        "shop_benchmarks/one.py": class_source("SessionSuite", *SESSIONS),
        "shop_benchmarks/two.py": class_source("SessionTimeSuite", *SESSIONS, init="rounds"),
    }
    found = decisions(plan(tmp_path, {"shop/__init__.py": "", "shop_benchmarks/__init__.py": "", **suites}))
    assert {row.action for row in found.values()} == {"KEEP", "UNDECIDED"}
    assert any("what runs them finds them" in row.reason for row in found.values())
