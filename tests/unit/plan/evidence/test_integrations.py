"""Packages around outside products, two sides of a protocol, and sets of namesakes."""

from __future__ import annotations

from pathlib import Path

from tests.plans import SESSIONS, class_source, decisions, plan

USES = "from shop.{0}.tracker import {1}\nx = {1}()\n"


def around(first: str, second: str, one: str, two: str, name: str = "StatusTracker") -> dict[str, str]:
    """Two packages, each named after a product that it imports, with a class of one name."""
    return {
        "shop/__init__.py": "",
        f"shop/{first}/__init__.py": "",
        f"shop/{second}/__init__.py": "",
        f"shop/{first}/tracker.py": f"import {first}\n{one}",
        f"shop/{second}/tracker.py": f"import {second}\n{two}",
        "shop/user.py": USES.format(first, name),
        "shop/other.py": USES.format(second, name),
    }


def test_copies_in_integrations_of_two_products_get_a_base_and_neither_goes(tmp_path: Path) -> None:
    source = class_source("StatusTracker", *SESSIONS, "start_task", "complete_task", "fail_task")
    found = decisions(plan(tmp_path, around("langmodel", "openmodel", source, source))).values()
    assert {each.way for each in found if each.changes_code} == {"base"}
    assert any("a base can stand that needs neither" in each.needs for each in found)


def test_likenesses_in_integrations_of_two_products_are_left_alone(tmp_path: Path) -> None:
    one = class_source("StatusTracker", *SESSIONS)
    two = class_source("StatusTracker", *SESSIONS[:3], "paint", "erase")
    found = decisions(plan(tmp_path, around("langmodel", "openmodel", one, two))).values()
    assert not any(each.changes_code for each in found)


def test_folders_that_are_named_alike_without_a_product_are_no_integrations(tmp_path: Path) -> None:
    source = class_source("StatusTracker", *SESSIONS)
    files = around("langmodel", "openmodel", source, source)
    files = {
        path: text.replace("import langmodel\n", "").replace("import openmodel\n", "") for path, text in files.items()
    }
    found = decisions(plan(tmp_path, files)).values()
    assert not any("can be had without the other" in each.reason for each in found)


def test_two_sides_of_a_protocol_are_undecided(tmp_path: Path) -> None:
    state = "class Ticket:\n    number: int\n    holder_name: str\n    opened_by: str\n    desk_of_origin: str\n"
    source = f"from dataclasses import dataclass\n@dataclass\n{state}"
    files = {"shop/__init__.py": "", "shop/client/__init__.py": "", "shop/server/__init__.py": ""}
    for side in ("client", "server"):
        files[f"shop/{side}/tickets.py"] = source
        files[f"shop/{side}_user.py"] = f"from shop.{side}.tickets import Ticket\nprint(Ticket)\n"
    found = decisions(plan(tmp_path, files)).values()
    assert {each.action for each in found} <= {"KEEP", "UNDECIDED"}


def test_two_modules_with_ten_namesakes_are_one_decision(tmp_path: Path) -> None:
    names = ("Alpha", "Beta", "Gamma", "Delta", "Kappa", "Sigma", "Theta", "Omega", "Lambda", "Zeta")
    fields = "    {0}_code: int\n    {0}_owner: str\n    {0}_place: str\n"
    record = "@dataclass\nclass {0}Record:\n" + fields
    source = "from dataclasses import dataclass\n" + "".join(record.format(name) for name in names)
    files = {"shop/__init__.py": "", "shop/one.py": source, "shop/two.py": source}
    files["shop/user.py"] = "import shop.one\nimport shop.two\nshop.one.AlphaRecord\nshop.two.AlphaRecord\n"
    found = decisions(plan(tmp_path, files)).values()
    assert found
    assert not any(each.changes_code for each in found)
    assert any("one decision for all of them" in each.reason for each in found)


def test_other_peoples_code_that_is_carried_along_is_not_compared(tmp_path: Path) -> None:
    source = class_source("SessionManager", *SESSIONS)
    files = {"shop/__init__.py": "", "shop/_vendor/__init__.py": "", "shop/_vendor/a.py": source, "shop/b.py": source}
    assert not plan(tmp_path, files).candidates


def test_what_implements_another_interface_is_kept(tmp_path: Path) -> None:
    methods = "".join(f"    def {name}(self, key): raise NotImplementedError\n" for name in SESSIONS)
    asked = f"class TicketStore:\n{methods}"
    files = {
        "shop/__init__.py": "",
        "shop/asked.py": asked,
        "shop/big.py": class_source("GrandSessionStore", *SESSIONS, "open_ticket"),
        "shop/small.py": "from shop.asked import TicketStore\n"
        + class_source("TrackingSessionStore", *SESSIONS, bases="TicketStore"),
        "shop/use.py": "from shop.big import GrandSessionStore\nx = GrandSessionStore()\n",
        "shop/use_small.py": "from shop.small import TrackingSessionStore\nx = TrackingSessionStore()\n",
    }
    found = decisions(plan(tmp_path, files))
    assert not any(each.changes_code for each in found.values())


def engines(count: int) -> dict[str, str]:
    """A folder of modules with an engine each, which nothing imports, and two of which have a type of their own, too."""
    base = "class BaseEngine:\n    def connect(self):\n        return 1\n"
    spec = (
        "from shop.base import BaseEngine\nclass {0}Engine(BaseEngine):\n    def connect(self):\n        return '{0}'\n"
    )
    names = [f"Stor{'abcdefgh'[number]}" for number in range(count)]
    files = {f"shop/specs/{name.lower()}.py": spec.format(name) for name in names}
    for name in names[:2]:
        files[f"shop/specs/{name.lower()}.py"] += class_source("BitmapColumn", *SESSIONS) + "x = BitmapColumn()\n"
    return {"shop/__init__.py": "", "shop/specs/__init__.py": "", "shop/base.py": base, **files}


def test_modules_that_are_found_by_looking_bring_their_own(tmp_path: Path) -> None:
    body = "    def {}(self, key):\n        for row in self.rows:\n            self.rows.remove(row)\n        self.rows = [key]\n"
    second = "class BitmapColumn:\n" + "".join(body.format(name) for name in SESSIONS) + "x = BitmapColumn()\n"
    advised = []
    for count in (2, 6):
        files = engines(count)
        files["shop/specs/storb.py"] = files["shop/specs/storb.py"].partition("class BitmapColumn")[0] + second
        found = decisions(plan(tmp_path / str(count), files)).values()
        advised.append(any(each.changes_code for each in found))
    assert advised == [True, False]


def test_endpoints_that_set_addresses_of_their_own_stay_side_by_side(tmp_path: Path) -> None:
    base = "class Servlet:\n    def serve(self):\n        return 1\n"
    files = {"shop/__init__.py": "", "shop/base.py": base}
    for at, more in (("admin", "on_delete"), ("public", "on_put")):
        source = class_source("RoomServlet", *SESSIONS[:3], more, bases="Servlet")
        source = source.replace('at work."""', f'at work."""\n    PATTERNS = ["/{at}/rooms"]')
        files[f"shop/{at}.py"] = f"from shop.base import Servlet\n{source}"
        files[f"shop/use_{at}.py"] = f"from shop.{at} import RoomServlet\nx = RoomServlet()\n"
    found = decisions(plan(tmp_path, files)).values()
    assert not any(each.changes_code for each in found)


def test_a_version_beside_the_first_one_is_undecided_while_both_are_in_use(tmp_path: Path) -> None:
    files = {"shop/__init__.py": ""}
    for at, name, more in (("one", "TraceParser", ("open_span",)), ("two", "TraceParserV2", ("close_span",))):
        files[f"shop/{at}.py"] = class_source(name, *SESSIONS, *more)
        files[f"shop/use_{at}.py"] = f"from shop.{at} import {name}\nx = {name}()\n"
    assert {each.action for each in decisions(plan(tmp_path, files)).values()} == {"KEEP", "UNDECIDED"}


def test_one_more_of_what_inherits_from_a_base_is_no_duplicate_of_the_base(tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/base.py": class_source("StoreRegistry", *SESSIONS)}
    for name in ("Alpha", "Beta", "Gamma"):
        files[f"shop/{name.lower()}.py"] = (
            f"from shop.base import StoreRegistry\nclass {name}(StoreRegistry):\n    kind = 1\n"
        )
    files["shop/other.py"] = class_source("LabelStoreRegistry", *SESSIONS) + "x = LabelStoreRegistry()\n"
    found = decisions(plan(tmp_path, files))["shop.other.LabelStoreRegistry"]
    assert found.action == "UNDECIDED"
    assert found.needs == "whether it can inherit from StoreRegistry"
