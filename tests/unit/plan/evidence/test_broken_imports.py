"""Imports that fail say something of the classes that they look for, and of the module that they stand in."""

from __future__ import annotations

from pathlib import Path

from tests.plans import SESSIONS, class_source, decisions, plan

IN_USE = {f"shop/user_{n}.py": "from shop.first import SessionManager\nmanager = SessionManager()\n" for n in range(3)}

METHOD = """
    def {}(self, key, *more):
        with self.lock:
            for each in more:
                self.all[each] = key
"""
REWRITTEN = "class SessionManager:" + "".join(METHOD.format(name) for name in (*SESSIONS, "extra_report"))


def rivals(**more: str) -> dict[str, str]:
    """Two session managers: the first is used by three modules, the second by none, and has a method of its own."""
    second = class_source("SessionManager", *SESSIONS, "extra_report")
    files = {
        "shop/__init__.py": "",
        "shop/first.py": class_source("SessionManager", *SESSIONS),
        "shop/second.py": second,
    }
    return {**files, **IN_USE, **more}


def test_a_class_that_nobody_uses_goes(tmp_path: Path) -> None:
    assert decisions(plan(tmp_path, rivals()))["shop.second.SessionManager"].action == "DELETE"


def test_a_class_that_others_look_for_where_it_is_not_is_not_deleted(tmp_path: Path) -> None:
    for number, address in enumerate(("shop.gone", "shop.empty")):
        seeker = f"from {address} import SessionManager\nmanager = SessionManager()\n"
        files = rivals(**{"shop/empty.py": "x = 1\n", "shop/seeker.py": seeker, "shop/second.py": REWRITTEN})
        found = decisions(plan(tmp_path / str(number), files))["shop.second.SessionManager"]
        assert found.action == "UNDECIDED"
        assert "shop/seeker.py imports a SessionManager from where there is none" in found.reason
        assert found.needs == "which SessionManager is meant there; mend that import first"


def test_who_seeks_one_of_two_that_are_used_is_asked_about(tmp_path: Path) -> None:
    user = "from shop.second import SessionManager\nmanager = SessionManager()\n"
    seeker = "from shop.gone import SessionManager\n"
    found = decisions(plan(tmp_path, rivals(**{"shop/single.py": user, "shop/seeker.py": seeker})))
    asked = found["shop.second.SessionManager"].needs
    assert "which SessionManager is meant in shop/seeker.py, by an import that finds none" in asked


def test_between_two_that_are_used_alike_the_one_whose_module_can_be_loaded_stays(tmp_path: Path) -> None:
    files = {"shop/__init__.py": ""}
    for name, head in (("one", "from shop.gone import things\n"), ("two", "")):
        files[f"shop/{name}.py"] = head + class_source("SessionManager", *SESSIONS)
        files[f"shop/use_{name}.py"] = f"from shop.{name} import SessionManager\nmanager = SessionManager()\n"
    found = decisions(plan(tmp_path, files))
    assert found["shop.two.SessionManager"].action == "KEEP"
    assert (
        "its module can be loaded, and the other's imports what is not there" in found["shop.one.SessionManager"].reason
    )


def test_what_is_written_of_a_class_decides_between_two_that_are_used_nearly_alike(tmp_path: Path) -> None:
    files = {"shop/__init__.py": ""}
    for name in ("one", "two"):
        text = "The single source of truth for sessions." if name == "two" else "Sessions."
        files[f"shop/{name}.py"] = class_source("SessionManager", *SESSIONS).replace("SessionManager at work.", text)
        files[f"shop/use_{name}.py"] = f"from shop.{name} import SessionManager\nmanager = SessionManager()\n"
    files["shop/more.py"] = "from shop.one import SessionManager\nmanager = SessionManager()\n"
    found = decisions(plan(tmp_path, files))
    assert found["shop.two.SessionManager"].action == "KEEP"


def test_what_stands_in_a_package_that_cannot_be_loaded_cannot_be_either(tmp_path: Path) -> None:
    files = {"shop/__init__.py": ""}
    for name, head in (("one", "from shop.one.gone import things\n"), ("two", "")):
        files[f"shop/{name}/__init__.py"] = head
        files[f"shop/{name}/sessions.py"] = class_source("SessionManager", *SESSIONS)
        files[f"shop/use_{name}.py"] = f"from shop.{name}.sessions import SessionManager\nmanager = SessionManager()\n"
    assert decisions(plan(tmp_path, files))["shop.two.sessions.SessionManager"].action == "KEEP"


def test_that_the_module_of_the_one_in_use_cannot_be_loaded_is_asked_about(tmp_path: Path) -> None:
    first = "from shop.gone import things\n" + class_source("SessionManager", *SESSIONS)
    user = "from shop.second import SessionManager\nmanager = SessionManager()\n"
    row = decisions(plan(tmp_path, rivals(**{"shop/first.py": first, "shop/single.py": user})))[
        "shop.second.SessionManager"
    ]
    assert "that shop/first.py can be loaded: it, or a package above it, imports what is not there" in row.needs


def test_what_is_left_over_gives_way_to_nothing_that_cannot_be_loaded(tmp_path: Path) -> None:
    first = "from shop.gone import things\n" + class_source("SessionManager", *SESSIONS)
    left = f"{REWRITTEN}\nmanager = SessionManager()\n"
    changes = {"shop/first.py": first, "shop/second.py": left, "shop/user_3.py": "import shop.user_0, shop.user_1\n"}
    row = decisions(plan(tmp_path, rivals(**changes)))["shop.second.SessionManager"]
    assert row.action == "UNDECIDED"
    assert row.needs == "which of the two modules is needed at all"
