"""What a plan says about small code bases."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.model.settings import AcceptRule, Settings
from tests.plans import SESSIONS, class_source, decisions, plan, two_managers


def test_the_class_that_is_used_more_stays_even_when_the_other_can_do_more(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, two_managers(importers=3)))
    assert found["shop.sessions.SessionManager"].action == "KEEP"
    assert found["shop.old_place.SessionManager"].action == "CONSOLIDATE"
    assert found["shop.old_place.SessionManager"].unique_members == ("extra_report",)
    assert "3 files outside tests import it" in found["shop.old_place.SessionManager"].reason


def test_a_line_that_names_a_class_twice_is_one_place_to_change(tmp_path: Path) -> None:
    twice = "from shop.old_place import SessionManager, SessionManager as Other\nprint(SessionManager(), Other)\n"
    made = plan(tmp_path, two_managers(**{"shop/single.py": twice}))
    places = [(row.what, row.path, row.line) for row in made.changes]
    assert ("import", "shop/single.py", 1) in places
    assert len(places) == len(set(places))


def test_namesakes_are_told_apart_in_words(tmp_path: Path) -> None:
    files = {"a/__init__.py": "", "a/b/__init__.py": "", "a/c/__init__.py": ""}
    files |= {f"a/{name}/sessions.py": class_source("SessionManager", *SESSIONS) for name in "bc"}
    files |= {"a/user.py": "from a.b.sessions import SessionManager\nSessionManager()\n"}
    assert decisions(plan(tmp_path, files))["a.c.sessions.SessionManager"].reason.startswith(
        "b.sessions.SessionManager does"
    )


def test_a_duplicate_that_nobody_uses_is_deleted(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, two_managers(**{"shop/single.py": ""})))
    assert found["shop.old_place.SessionManager"].action == "DELETE"
    assert "none imports its module" in found["shop.old_place.SessionManager"].reason


def test_what_a_text_names_is_not_deleted(tmp_path: Path) -> None:
    files = two_managers(**{"shop/single.py": "BACKEND = 'shop.old_place.SessionManager'\n"})
    assert decisions(plan(tmp_path, files))["shop.old_place.SessionManager"].action != "DELETE"


def test_what_its_own_module_gives_away_is_not_deleted(tmp_path: Path) -> None:
    source = class_source("SessionManager", *SESSIONS, "extra_report") + "\nBACKENDS = [('old', SessionManager)]\n"
    found = decisions(plan(tmp_path, two_managers(**{"shop/single.py": "", "shop/old_place.py": source})))
    assert found["shop.old_place.SessionManager"].action != "DELETE"


def test_what_a_framework_may_find_is_left_undecided(tmp_path: Path) -> None:
    methods = "".join(
        f"    def {name}(self, key):\n        self.run({name!r})\n        self.end()\n" for name in SESSIONS
    )
    old = f"import frame\n\nclass SessionManager(frame.Part):\n{methods}"
    files = two_managers(**{"shop/single.py": "", "shop/old_place.py": "", "shop/frames.py": old})
    found = decisions(plan(tmp_path, files))["shop.frames.SessionManager"]
    assert (found.action, "a framework may find it" in found.reason) == ("UNDECIDED", True)


def test_what_only_tests_use_is_deleted_and_the_tests_are_listed(tmp_path: Path) -> None:
    test = "from shop.old_place import SessionManager\n\ndef test_it():\n    assert SessionManager()\n"
    made = plan(tmp_path, two_managers(**{"shop/single.py": "", "tests/test_sessions.py": test}))
    assert decisions(made)["shop.old_place.SessionManager"].action == "DELETE"
    places = [(row.what, row.path, row.line) for row in made.changes]
    assert ("test import", "tests/test_sessions.py", 1) in places
    assert places[-1][:2] == ("remove", "shop/old_place.py")


def test_another_service_keeps_its_own(tmp_path: Path) -> None:
    files = {
        "billing/__init__.py": "",
        "billing/sessions.py": class_source("SessionManager", *SESSIONS),
        "billing/user.py": "from billing.sessions import SessionManager\nmanager = SessionManager()\n",
        "shop/__init__.py": "",
        "shop/sessions.py": class_source("SessionManager", *SESSIONS),
        "shop/user.py": "from shop.sessions import SessionManager\nmanager = SessionManager()\n",
    }
    found = decisions(plan(tmp_path, files))
    assert {each.action for each in found.values()} <= {"KEEP"}


def test_a_library_of_several_services_takes_over(tmp_path: Path) -> None:
    source = class_source("SessionManager", *SESSIONS)
    use = "from shared.sessions import SessionManager\nmanager = SessionManager()\n"
    files = {f"{name}/{file}.py": text for name in ("a", "b") for file, text in (("__init__", ""), ("user", use))}
    files |= {"shared/__init__.py": "", "shared/sessions.py": source, "a/sessions.py": source}
    files |= {"a/single.py": "from a.sessions import SessionManager\nmanager = SessionManager()\n"}
    assert decisions(plan(tmp_path, files))["a.sessions.SessionManager"].canonical == "shared.sessions.SessionManager"


def test_a_subclass_of_its_namesake_is_an_extension(tmp_path: Path) -> None:
    child = "from shop.sessions import SessionManager as Plain\n" + class_source(
        "SessionManager", "open_session", "audit", bases="Plain"
    )
    found = decisions(plan(tmp_path, two_managers(**{"shop/old_place.py": child})))
    assert all(not each.changes_code for each in found.values())


def test_one_instance_per_user_is_never_advised_into_one_for_all(tmp_path: Path) -> None:
    per_user = class_source("SessionManager", *SESSIONS, init="user_id")
    single = "from shop.old_place import SessionManager\ndef make(user_id): return SessionManager(user_id)\n"
    found = decisions(plan(tmp_path, two_managers(**{"shop/old_place.py": per_user, "shop/single.py": single})))
    assert found["shop.old_place.SessionManager"].action == "UNDECIDED"
    assert found["shop.old_place.SessionManager"].needs


def test_an_agreed_exception_is_kept_with_its_reason(tmp_path: Path) -> None:
    settings = Settings(today="2026-01-31", accept=(AcceptRule(("shop.old_place.*",), "the old shop keeps it"),))
    found = decisions(plan(tmp_path, two_managers(), settings))
    assert found["shop.old_place.SessionManager"].action == "KEEP"
    assert "the old shop keeps it" in found["shop.old_place.SessionManager"].reason


def test_an_exception_past_its_date_is_no_exception(tmp_path: Path) -> None:
    accept = AcceptRule(("shop.old_place.*",), "for a while", until="2025-12-31")
    found = decisions(plan(tmp_path, two_managers(), Settings(today="2026-01-31", accept=(accept,))))
    assert found["shop.old_place.SessionManager"].action == "CONSOLIDATE"


def test_contracts_that_differ_are_told_with_their_place(tmp_path: Path) -> None:
    source = class_source("SessionManager", *SESSIONS).replace(
        "def open_session(self, key)", "async def open_session(self, name)"
    )
    made = plan(tmp_path, two_managers(**{"shop/old_place.py": source}))
    told = {(row.member, row.difference): row.line for row in made.differences}
    assert told[("open_session", "async")] == told[("open_session", "parameters")] == 3
    assert "open_session" in decisions(made)["shop.old_place.SessionManager"].needs


@pytest.mark.parametrize(
    ("fields", "action"), [("A = 1\n    B = 2\n    C = 3\n    D = 4", "CONSOLIDATE"), ("X = 1\n    Y = 2", "")]
)
def test_enums_are_one_when_their_values_are(tmp_path: Path, fields: str, action: str) -> None:
    head = "import enum\nclass PaymentState(enum.Enum):\n    "
    files = {
        "shop/__init__.py": "",
        "shop/a.py": f"{head}A = 1\n    B = 2\n    C = 3\n    D = 4\n",
        "shop/b.py": f"{head}{fields}\n",
        "shop/user.py": "from shop.a import PaymentState\nprint(PaymentState.A)\n",
        "shop/other.py": "from shop.b import PaymentState\nprint(PaymentState)\n",
    }
    found = {each.action for each in decisions(plan(tmp_path, files)).values() if each.changes_code}
    assert found == ({action} if action else set())


def test_no_class_is_in_two_candidates_and_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    files = two_managers(importers=3) | {"shop/third.py": class_source("UnifiedSessionManager", *SESSIONS[:3])}
    one, other = plan(tmp_path / "a", files), plan(tmp_path / "b", dict(reversed(files.items())))
    assert one == other
    keys = [each.key for candidate in one.candidates for each in candidate.decisions]
    assert len(keys) == len(set(keys)) == 3


def test_an_async_edition_is_kept_beside_the_sync_one(tmp_path: Path) -> None:
    edition = class_source("AsyncSessionManager", *SESSIONS)
    found = decisions(plan(tmp_path, two_managers(**{"shop/old_place.py": edition, "shop/single.py": ""})))
    assert all(not each.changes_code for each in found.values())


def test_what_gets_no_advice_beside_the_best_is_tried_beside_the_next(tmp_path: Path) -> None:
    head = "from dataclasses import dataclass\n\n@dataclass\nclass ParcelFigures:\n    "
    twin = "late_parcels: int\n    lost_parcels: int\n    mean_weight: int\n    depot_name: str\n"
    other = "late_parcels: int\n" + "".join(f"    {name}_count: int\n" for name in ("van", "driver", "road", "ferry"))
    files = {"shop/__init__.py": "", "shop/a.py": head + twin, "shop/b.py": head + twin, "shop/c.py": head + other}
    files |= {f"shop/user{n}.py": "from shop.c import ParcelFigures\nprint(ParcelFigures)\n" for n in range(3)}
    files |= {"shop/one.py": "from shop.a import ParcelFigures\nfrom shop.b import ParcelFigures as Other\n"}
    found = {key: each for key, each in decisions(plan(tmp_path, files)).items() if each.changes_code}
    assert {(key, each.canonical) for key, each in found.items()} == {("shop.b.ParcelFigures", "shop.a.ParcelFigures")}


def test_a_deprecated_class_gives_way_though_it_is_used_more(tmp_path: Path) -> None:
    old = class_source("DepotManager", "close_depot").replace("DepotManager at work.", "Deprecated: use StockKeeper.")
    files = {"shop/__init__.py": "", "shop/old.py": old, "shop/new.py": class_source("StockKeeper", "reserve")}
    files |= {f"shop/user{n}.py": "from shop.old import DepotManager\nDepotManager()\n" for n in range(4)}
    found = decisions(plan(tmp_path, files))
    assert found["shop.old.DepotManager"].action == "CONSOLIDATE"
    assert found["shop.old.DepotManager"].canonical == "shop.new.StockKeeper"


def test_two_bases_of_one_name_are_rivals_though_one_has_no_code(tmp_path: Path) -> None:
    bare = "from abc import ABC\nclass StockHandler(ABC):\n" + "".join(
        f"    def {name}(self, key):\n        raise NotImplementedError\n" for name in ("accept", "refuse", "price")
    )
    files = {"shop/__init__.py": "", "shop/a.py": class_source("StockHandler", "accept", "refuse", "price")}
    files |= {"shop/b.py": bare, "shop/c.py": "from shop.a import StockHandler\nclass One(StockHandler): x = 1\n"}
    assert all(not each.changes_code for each in decisions(plan(tmp_path / "interface", files)).values())
    files |= {"shop/d.py": "from shop.b import StockHandler\nclass Two(StockHandler): x = 1\n"}
    assert any(each.changes_code for each in decisions(plan(tmp_path / "bases", files)).values())


def test_a_namesake_whose_life_is_not_known_is_asked_about_it(tmp_path: Path) -> None:
    per_user = class_source("SessionManager", *SESSIONS, init="user_id")
    files = two_managers(**{"shop/old_place.py": per_user})
    files |= {name: text.replace("manager = SessionManager()", "print(SessionManager)") for name, text in files.items()}
    files["shop/single.py"] = (
        "from shop.old_place import SessionManager\ndef make(user_id): return SessionManager(user_id)\n"
    )
    found = decisions(plan(tmp_path, files))["shop.old_place.SessionManager"]
    assert found.action == "CONSOLIDATE"
    assert "that sessions.SessionManager is made per user" in found.needs


def test_nothing_is_merged_into_a_class_that_is_used_less(tmp_path: Path) -> None:
    files = two_managers(importers=4)
    files |= {
        "shop/third.py": class_source("StockManager", "count_stock", "order_stock"),
        "shop/x.py": "import shop.third\n",
    }
    used = {"shop.sessions.SessionManager": 4, "shop.old_place.SessionManager": 1}
    for key, each in decisions(plan(tmp_path, files)).items():
        assert not each.goes_away or used[each.canonical] >= used[key]


@pytest.mark.parametrize("is_copy", [True, False])
def test_a_double_that_is_a_copy_gives_way_to_the_real_one(tmp_path: Path, is_copy: bool) -> None:
    methods = ("split_words", "count_words", "rank_words", "merge_words")
    double = "class MockWordCounter:\n    def split_words(self): return ['a']\n"
    double = class_source("MockWordCounter", *methods) if is_copy else double
    files = {"shop/__init__.py": "", "shop/words.py": class_source("WordCounter", *methods)}
    files |= {"shop/user.py": "from shop.words import WordCounter\nWordCounter()\n", "tests/__init__.py": ""}
    files |= {"tests/doubles.py": double, "tests/more_doubles.py": double}
    files |= {
        "tests/test_words.py": "from tests.doubles import MockWordCounter\ndef test_it(): assert MockWordCounter()\n"
    }
    found = decisions(plan(tmp_path, files))
    ways = {each.way for key, each in found.items() if key.startswith("tests.") and each.canonical.startswith("shop.")}
    assert ways == ({"real"} if is_copy else set())


STATES = (
    "from enum import Enum\n\nclass {0}(Enum):\n    QUEUED = 'queued'\n    LOADED = 'loaded'\n    SHIPPED = 'shipped'\n"
)


@pytest.mark.parametrize(("place", "action"), [("parcels", "UNDECIDED"), ("express", "CONSOLIDATE")])
def test_nothing_goes_into_what_is_narrower_by_name_and_not_by_its_place(
    tmp_path: Path, place: str, action: str
) -> None:
    """Where all is express, a state is an express state."""
    user = "from shop.states import ExpressParcelState\nkept = [ExpressParcelState]\n"
    files = {
        "shop/__init__.py": "",
        "shop/states.py": STATES.format("ExpressParcelState"),
        f"shop/{place}.py": STATES.format("ParcelState") + "kept = [ParcelState]\n",
        "shop/first.py": user,
        "shop/second.py": user,
    }
    assert decisions(plan(tmp_path, files))[f"shop.{place}.ParcelState"].action == action
