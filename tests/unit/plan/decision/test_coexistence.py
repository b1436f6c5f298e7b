"""Classes that are alike and needed side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import SESSIONS, class_source, decisions, plan

OPEN = ("open_ticket", "close_ticket", "renew_ticket", "list_tickets")

EDITIONS = {"one": "SessionManager", "two": "WindowsSessionManager"}


def side_by_side(
    first: str, second: str, *, methods: tuple[str, ...] = (*SESSIONS, *OPEN), **more: str
) -> dict[str, str]:
    """Two modules of one service with a class each, both of them used."""
    classes = {"one": first, "two": second}
    files = {f"shop/{at}.py": class_source(name, *methods) for at, name in classes.items()}
    files |= {f"shop/use_{at}.py": f"from shop.{at} import {name}\nx = {name}()\n" for at, name in classes.items()}
    return {"shop/__init__.py": "", **files, **more}


def test_two_numbered_versions_that_are_both_in_use_get_a_base_and_neither_goes(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, side_by_side("V1SessionParser", "V2SessionParser"))).values()
    assert {each.way for each in found if each.changes_code} == {"base"}


def test_a_numbered_version_that_nobody_uses_goes(tmp_path: Path) -> None:
    files = side_by_side("V1SessionParser", "V2SessionParser", **{"shop/use_one.py": ""})
    assert decisions(plan(tmp_path, files))["shop.one.V1SessionParser"].action == "DELETE"


def test_the_edition_for_one_platform_stays_beside_the_other(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, side_by_side("SessionManager", "WindowsSessionManager"))).values()
    assert {each.action for each in found} == {"KEEP", "CONVERT"}
    assert {each.way for each in found} == {"", "base"}


def test_two_that_nothing_makes_get_no_base(tmp_path: Path) -> None:
    """Other modules only import them, and name them in annotations."""
    named = {f"shop/use_{n}.py": f"from shop.{n} import {c}\ndef f(x: {c}): return x\n" for n, c in EDITIONS.items()}
    found = decisions(plan(tmp_path, side_by_side(*EDITIONS.values(), **named))).values()
    assert {each.action for each in found} == {"KEEP", "UNDECIDED"}
    assert {each.needs for each in found} == {"", "whether both are to go, or what is to make them"}


def test_a_few_lines_in_common_are_not_worth_a_base(tmp_path: Path) -> None:
    found = decisions(
        plan(tmp_path, side_by_side("SessionManager", "WindowsSessionManager", methods=SESSIONS))
    ).values()
    assert {each.action for each in found} <= {"KEEP"}


def test_an_adapter_of_its_namesake_is_kept_unless_it_is_there_for_old_callers(tmp_path: Path) -> None:
    actions = []
    for docs in ("Sessions of agents.", "Sessions of agents, for backward compatibility."):
        wrapper = (
            "from shop.two import SessionManager as Core\nclass SessionManager:\n"
            f'    """{docs}"""\n    def __init__(self):\n        self.core = Core()\n'
            "    def open_user_session(self, key):\n        found = self.core.open_session(key)\n"
            "        self.seen = (key, found)\n        self.last = key\n        return found\n"
            "    def close_user_session(self, key):\n        self.seen = None\n        self.core.close_session(key)\n"
            "        self.last = key\n        return key\n"
        )
        files = side_by_side("SessionManager", "SessionManager", **{"shop/one.py": wrapper})
        files["shop/more.py"] = "from shop.two import SessionManager\nmanager = SessionManager()\n"
        found = decisions(plan(tmp_path / str(len(docs)), files))
        actions.append(found["shop.one.SessionManager"].action)
    assert actions == ["KEEP", "CONSOLIDATE"]


def test_repositories_of_two_tables_are_no_duplicates_whatever_they_are_called(tmp_path: Path) -> None:
    base = "from typing import Generic, TypeVar\nT = TypeVar('T')\nclass Repository(Generic[T]):\n    pass\n"
    files = {"shop/base.py": base}
    for at, row in (("one", "Invoice"), ("two", "Parcel")):
        source = class_source("ClientRepository", *SESSIONS, bases=f"Repository[{row}]")
        files[f"shop/{at}.py"] = f"from shop.base import Repository\nclass {row}:\n    pass\n{source}"
    found = decisions(plan(tmp_path, side_by_side("ClientRepository", "ClientRepository", **files))).values()
    assert {each.action for each in found} <= {"KEEP"}


@pytest.mark.parametrize(
    "declares", [("class Store:\n    pass\n", "(Store)"), ("from zope.interface import implementer\n", "")]
)
def test_implementations_of_one_interface_keep_their_names(tmp_path: Path, declares: tuple[str, str]) -> None:
    head, bases = declares
    mark = "" if bases else "@implementer(IStore)\n"
    files = {"shop/store.py": head}
    for at, name, methods in (("one", "PollDateSessions", SESSIONS), ("two", "SelectDateSessions", SESSIONS)):
        taken = "from shop.store import Store\n" if bases else head
        files[f"shop/{at}.py"] = taken + mark + class_source(name, *methods, bases=bases.strip("()"))
    found = decisions(plan(tmp_path, side_by_side("PollDateSessions", "SelectDateSessions", **files))).values()
    assert not [each for each in found if each.action in ("CONSOLIDATE", "DELETE")]


def test_packages_made_side_by_side_are_not_merged_class_by_class(tmp_path: Path) -> None:
    names = ("SessionParser", "TicketReader", "InvoiceWriter", "ParcelTracker")
    files = {"lang/__init__.py": ""}
    for package in ("c", "cpp"):
        sources = [class_source(name, f"read_{name.lower()}", f"write_{name.lower()}", "reset_all") for name in names]
        files[f"lang/{package}/__init__.py"] = ""
        files[f"lang/{package}/tree.py"] = "\n".join(sources)
        uses = "\n".join(f"{name}()" for name in names)
        files[f"lang/{package}_user.py"] = f"from lang.{package}.tree import {', '.join(names)}\n{uses}\n"
    found = decisions(plan(tmp_path, files)).values()
    assert {each.way for each in found if each.changes_code} <= {"base"}


def test_a_worker_and_a_queue_with_one_text_get_it_from_one_place(tmp_path: Path) -> None:
    bases = {"shop/bases.py": "class Queue:\n    def put(self): return 1\nclass Worker:\n    def run(self): return 2\n"}
    for at, name, base in (("one", "JobQueue", "Queue"), ("two", "JobWorker", "Worker")):
        source = class_source(name, *SESSIONS, *OPEN, bases=base)
        bases[f"shop/{at}.py"] = f"from shop.bases import {base}\n{source}"
    found = decisions(plan(tmp_path, side_by_side("JobQueue", "JobWorker", **bases))).values()
    assert not [each for each in found if each.action in ("CONSOLIDATE", "DELETE")]


def test_a_plugin_that_nobody_imports_is_not_deleted(tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/base.py": "class ShellBase:\n    name = ''\n", "shop/shells/__init__.py": ""}
    for name in ("bash", "fish", "dash"):
        source = class_source("ShellModule", *SESSIONS, bases="ShellBase")
        files[f"shop/shells/{name}.py"] = f"from shop.base import ShellBase\n{source}"
    files["shop/user.py"] = "from shop.shells.bash import ShellModule\nShellModule()\n"
    assert {each.action for each in decisions(plan(tmp_path, files)).values()} <= {"KEEP"}


def _hierarchy(at: str, base: str, name: str, children: int) -> dict[str, str]:
    """A base with ten methods, a class below it, and more classes below that."""
    methods = [f"{at}_{number}_step" for number in range(10)]
    source = class_source(base, *methods) + class_source(name, *SESSIONS[:2], bases=base)
    source += "".join(f"class {at.title()}Child{number}({name}):\n    pass\n" for number in range(children))
    return {f"shop/{at}.py": source}


def test_classes_of_two_hierarchies_are_what_they_inherit(tmp_path: Path) -> None:
    files = _hierarchy("one", "Column", "SessionField", 0) | _hierarchy("two", "Widget", "SessionField", 0)
    found = decisions(plan(tmp_path, side_by_side("SessionField", "SessionField", **files))).values()
    assert {each.action for each in found} <= {"KEEP"}


def test_two_roots_with_classes_below_each_are_asked_about(tmp_path: Path) -> None:
    files = {}
    for at, own in (("one", ("paint", "erase")), ("two", ("store", "load"))):
        below = (f"class {at.title()}Child{number}(DateTimeSessions):\n    pass\n" for number in range(3))
        files[f"shop/{at}.py"] = class_source("DateTimeSessions", *SESSIONS[:2], *own) + "".join(below)
    found = decisions(plan(tmp_path, side_by_side("DateTimeSessions", "DateTimeSessions", **files))).values()
    assert {each.action for each in found} == {"KEEP", "UNDECIDED"}


def test_what_declares_an_interface_is_not_merged_into_it(tmp_path: Path) -> None:
    interface = class_source("IDateSessions", *SESSIONS)
    store = "from zope.interface import implementer\nfrom shop.one import IDateSessions\n@implementer(IDateSessions)\n"
    files = {"shop/one.py": interface, "shop/two.py": store + class_source("DateSessions", *SESSIONS)}
    found = decisions(plan(tmp_path, side_by_side("IDateSessions", "DateSessions", **files))).values()
    assert {each.action for each in found} <= {"KEEP"}


def test_what_hands_every_call_on_to_fit_an_interface_is_an_adapter(tmp_path: Path) -> None:
    actions = []
    for bases in ("", "(Opening)"):
        shim = (
            "from shop.two import SessionManager as Core\nclass Opening:\n    def ready(self):\n        return 1\n"
            f"class SessionManager{bases}:\n    def __init__(self):\n        self.core = Core()\n"
            "    def open_session(self, key):\n        return self.core.open_session(key)\n"
            "    def close_session(self, key):\n        return self.core.close_session(key)\n"
        )
        files = side_by_side("SessionManager", "SessionManager", **{"shop/one.py": shim})
        files["shop/more.py"] = "from shop.two import SessionManager\nmanager = SessionManager()\n"
        actions.append(decisions(plan(tmp_path / (bases or "none"), files))["shop.one.SessionManager"].action)
    assert actions == ["CONVERT", "KEEP"]


def test_what_the_class_to_keep_is_made_of_stays_though_they_share_a_name(tmp_path: Path) -> None:
    front = "from shop.two import SessionManager as Inner\nclass SessionManager:\n    def __init__(self):\n"
    front += "        self.inner = Inner()\n"
    for method in SESSIONS:
        front += f"    def {method}(self, key):\n        self.last = key\n        found = self.inner.{method}(key)\n"
        front += "        self.seen = found\n        return found\n"
    files = side_by_side("SessionManager", "SessionManager", **{"shop/one.py": front, "shop/use_two.py": ""})
    files["shop/more.py"] = "from shop.one import SessionManager\nmanager = SessionManager()\n"
    found = decisions(plan(tmp_path, files))
    assert {each.action for each in found.values()} <= {"KEEP"}


def test_two_classes_that_stand_in_one_module_and_are_both_used_stay_two(tmp_path: Path) -> None:
    methods = "".join(
        f"    def {name}(self, key):\n        self.{{0}}_{name}(key)\n        self.end()\n" for name in SESSIONS
    )
    source = "".join(
        f"class {name}:\n{methods.format(name.lower())}\n" for name in ("DateSessions", "DateTimeSessions")
    )
    files = {
        "shop/__init__.py": "",
        "shop/keep.py": source,
        "shop/one.py": "from shop.keep import DateSessions\nDateSessions()\n",
        "shop/two.py": "from shop.keep import DateTimeSessions\nDateTimeSessions()\n",
    }
    found = decisions(plan(tmp_path, files))
    assert not [each for each in found.values() if each.action in ("CONSOLIDATE", "DELETE")]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("shop/management/commands/list_goods.py", "shop/management/commands/list_users.py"),
        ("shop/migrations/first_step.py", "shop/store.py"),
        ("shop/2021_01_20_goods.py", "shop/store.py"),
    ],
)
def test_what_is_run_by_its_files_name_is_merged_into_nothing(tmp_path: Path, one: str, two: str) -> None:
    files = {path: class_source("GoodsManager", *SESSIONS, *OPEN) + "x = GoodsManager()\n" for path in (one, two)}
    found = decisions(plan(tmp_path, {"shop/__init__.py": "", **files})).values()
    assert not any(each.changes_code for each in found)


def test_modules_told_apart_by_a_version_are_for_different_users(tmp_path: Path) -> None:
    files = {"shop/__init__.py": ""}
    for at, more in (("tracing", "open_span"), ("tracing_v2", "close_span")):
        files[f"shop/{at}.py"] = class_source("SessionManager", *SESSIONS[:3], more)
        files[f"shop/use_{at}.py"] = f"from shop.{at} import SessionManager\nx = SessionManager()\n"
    found = decisions(plan(tmp_path, files)).values()
    assert {each.action for each in found} == {"KEEP", "UNDECIDED"}
    assert any("told apart by a number" in each.reason for each in found)


def test_folders_side_by_side_with_one_class_each_keep_their_own(tmp_path: Path) -> None:
    advised = []
    for count in (2, 3):
        files = {"shop/__init__.py": ""}
        for name in ("alpha", "beta", "gamma")[:count]:
            files |= {
                f"shop/{name}/__init__.py": "",
                f"shop/use_{name}.py": f"from shop.{name}.log import LogManager\nx = LogManager()\n",
            }
            files[f"shop/{name}/log.py"] = class_source("LogManager", *SESSIONS[:3], f"send_{name}")
        found = decisions(plan(tmp_path / str(count), files)).values()
        advised.append(any(each.changes_code for each in found))
    assert advised == [True, False]


def test_what_drives_two_of_a_kind_is_no_alias_of_it(tmp_path: Path) -> None:
    methods = "".join(f"    def {name}(self, key):\n        return self.one.{name}(key)\n" for name in SESSIONS)
    found = []
    for given in ("one: SessionTimer", "one: SessionTimer, two: SessionTimer"):
        double = (
            f"from shop.one import SessionTimer\nclass DualSessionTimer:\n    def __init__(self, {given}):\n"
            f"        self.one = one\n{methods}"
        )
        files = side_by_side("SessionTimer", "DualSessionTimer", methods=SESSIONS, **{"shop/two.py": double})
        actions = decisions(plan(tmp_path / str(len(given)), files))
        found.append({each.action for each in actions.values()})
    assert found == [{"KEEP", "CONVERT"}, {"KEEP"}]


def test_what_goes_anyway_gets_no_base(tmp_path: Path) -> None:
    files = side_by_side("SessionFactory", "TicketFactory")
    assert {each.action for each in decisions(plan(tmp_path / "both", files)).values()} == {"KEEP", "CONVERT"}
    old = files["shop/two.py"].replace("TicketFactory at work.", "Deprecated.")
    found = decisions(plan(tmp_path / "old", {**files, "shop/two.py": old}))
    assert not {each.way for each in found.values()} & {"base"}


def test_a_record_that_can_be_made_of_another_is_no_alias_of_it(tmp_path: Path) -> None:
    source = (
        "from shop.one import SessionSelector\nclass UserSessionSelector:\n    def __init__(self, key):\n        self.key = key\n"
        "    @staticmethod\n    def of(selector: SessionSelector):\n        return UserSessionSelector(selector.key)\n"
    ) + "".join(f"    def {name}(self, key):\n        return self.key.{name}(key)\n" for name in SESSIONS)
    files = side_by_side("SessionSelector", "UserSessionSelector", methods=SESSIONS, **{"shop/two.py": source})
    assert {each.way for each in decisions(plan(tmp_path, files)).values()} == {""}
