"""Which class stays: the successor that the code names, the one that is needed as the program runs, the lower layer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import SESSIONS, class_source, decisions, plan, two_managers

STATES = "from enum import Enum\nclass OrderState(Enum):\n    OPEN = 'open'\n    PAID = 'paid'\n    SENT = 'sent'\n"


def rivals(importers: int = 2, **changes: str) -> dict[str, str]:
    """Two session managers, neither of them in a place that sounds old; `importers` modules use the first, one the second."""
    files = two_managers(importers, **{"shop/old_place.py": ""})
    second = class_source("SessionManager", *SESSIONS, "extra_report")
    user = "from shop.second import SessionManager\nmanager = SessionManager()\n"
    return {**files, "shop/single.py": user, "shop/second.py": second, **changes}


def test_a_class_that_modules_import_by_the_others_name_is_its_successor_and_stays(tmp_path: Path) -> None:
    taken = "from shop.hub import UnifiedSessionManager as SessionManager\nmanager = SessionManager()\n"
    hub = class_source("UnifiedSessionManager", "open_one", "close_one")
    files = two_managers(6, **{"shop/hub.py": hub, "shop/single.py": taken, "shop/other.py": taken})
    found = decisions(plan(tmp_path, files))
    assert found["shop.hub.UnifiedSessionManager"].action == "KEEP"
    assert found["shop.sessions.SessionManager"].canonical == "shop.hub.UnifiedSessionManager"
    assert found["shop.sessions.SessionManager"].changes_code


def test_one_module_that_imports_a_class_by_the_others_name_says_nothing(tmp_path: Path) -> None:
    taken = "from shop.hub import UnifiedSessionManager as SessionManager\nmanager = SessionManager()\n"
    hub = class_source("UnifiedSessionManager", "open_one", "close_one")
    made = plan(tmp_path, two_managers(6, **{"shop/hub.py": hub, "shop/single.py": taken}))
    assert "which says" not in str(made.candidates)


def test_the_successor_goes_before_a_namesake(tmp_path: Path) -> None:
    text = "Deprecated: Use UnifiedSessionHub instead."
    old = class_source("SessionManager", *SESSIONS).replace("SessionManager at work.", text)
    hub = class_source("UnifiedSessionHub", *SESSIONS)
    users = {
        f"shop/hub_{n}.py": "from shop.hub import UnifiedSessionHub\nhub = UnifiedSessionHub()\n" for n in range(9)
    }
    found = decisions(plan(tmp_path, rivals(**{"shop/second.py": old, "shop/hub.py": hub, **users})))
    assert found["shop.second.SessionManager"].canonical == "shop.hub.UnifiedSessionHub"


def test_what_has_another_successor_is_undecided_and_says_so(tmp_path: Path) -> None:
    text = "Deprecated: Use UnifiedSessionHub instead."
    old = class_source("SessionManager", *SESSIONS).replace("SessionManager at work.", text)
    hub = class_source("UnifiedSessionHub", *SESSIONS)
    found = decisions(plan(tmp_path, rivals(**{"shop/second.py": old, "shop/hub.py": hub})))
    assert found["shop.second.SessionManager"].action == "UNDECIDED"
    assert "names shop.hub.UnifiedSessionHub as its successor" in found["shop.second.SessionManager"].reason


def test_what_stands_behind_from_is_a_place_and_no_successor(tmp_path: Path) -> None:
    text = "Deprecated: Use SessionRecord from UnifiedSessionHub instead."
    files = {
        "shop/__init__.py": "",
        "shop/old.py": f'class SessionEntryOld:\n    """{text}"""\n    def look(self):\n        return 1\n',
        "shop/hub.py": class_source("UnifiedSessionHub", *SESSIONS),
    }
    assert "UnifiedSessionHub takes the place" not in str(plan(tmp_path, files).candidates)


def test_imports_for_type_checkers_do_not_outweigh_one_place_that_makes_it(tmp_path: Path) -> None:
    typed = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from shop.sessions import SessionManager\n"
        "def run(manager: 'SessionManager') -> None: ...\n"
    )
    files = rivals(0, **{f"shop/typed{number}.py": typed for number in range(4)})
    found = decisions(plan(tmp_path, files))
    assert found["shop.second.SessionManager"].action == "KEEP"
    assert "4 more for type checking only" in found["shop.sessions.SessionManager"].reason


@pytest.mark.parametrize(
    "said",
    [
        "Minimal functionality for test compatibility.",
        "Deprecated: use another.",
        "Legacy sessions.",
        "Compatibility layer.",
    ],
)
def test_a_class_whose_docstring_calls_it_old_does_not_stay(tmp_path: Path, said: str) -> None:
    old = class_source("SessionManager", *SESSIONS).replace("SessionManager at work.", said)
    found = decisions(plan(tmp_path, rivals(**{"shop/sessions.py": old})))
    assert found["shop.second.SessionManager"].action == "KEEP"
    assert "its docstring says that this one is old" in found["shop.sessions.SessionManager"].reason


def test_that_it_keeps_compatibility_calls_no_class_old(tmp_path: Path) -> None:
    text = "Sessions, with backward compatibility for all callers."
    source = class_source("SessionManager", *SESSIONS).replace("SessionManager at work.", text)
    found = decisions(plan(tmp_path, rivals(**{"shop/sessions.py": source})))
    assert found["shop.sessions.SessionManager"].action == "KEEP"


def test_where_nobody_uses_either_the_one_with_more_stays_and_that_is_said(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/a.py": STATES,
        "shop/b.py": f"{STATES}    BACK = 'back'\n",
        "shop/user.py": "import shop.a\nimport shop.b\n",
    }
    found = decisions(plan(tmp_path, files))
    assert found["shop.b.OrderState"].action == "KEEP"
    assert "it has all that the other has, and more" in found["shop.a.OrderState"].reason


def test_where_nobody_uses_either_the_one_in_a_module_in_use_stays(tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/a.py": f"{STATES}    BACK = 'back'\n", "shop/b.py": STATES}
    files["shop/user.py"] = "import shop.b\n"
    found = decisions(plan(tmp_path, files))
    assert found["shop.b.OrderState"].action == "KEEP"
    assert "production imports its module, and not the other's" in found["shop.a.OrderState"].reason


def test_a_lower_layer_is_not_told_to_import_a_higher_one_where_use_does_not_decide(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/base/__init__.py": "",
        "shop/data/__init__.py": "",
        "shop/base/states.py": STATES,
        "shop/data/alpha.py": f"import shop.base.states\n{STATES}",
        "shop/user.py": "import shop.data.alpha\nimport shop.base.states\n",
    }
    found = decisions(plan(tmp_path, files))
    assert found["shop.base.states.OrderState"].action == "KEEP"
    assert "shop.data imports shop.base" in found["shop.data.alpha.OrderState"].reason


def test_a_text_that_says_otherwise_than_use_is_asked_about(tmp_path: Path) -> None:
    source = class_source("SessionManager", *SESSIONS).replace("at work.", ": single source of truth for sessions.")
    found = decisions(plan(tmp_path, two_managers(**{"shop/old_place.py": "", "shop/second.py": source})))
    assert 'which of the two is meant to stay: "single source of truth"' in found["shop.second.SessionManager"].needs
    assert found["shop.second.SessionManager"].confidence < 0.8


OLD = "Sessions of the shop.\n\n    DEPRECATION WARNING: not for new code.\n    "
CLAIM = "Single source of truth for sessions, consolidates day_sessions.py."


def superseded(old: str = OLD, claim: str = CLAIM) -> dict[str, str]:
    """Two managers of other names, of which six modules use the one that `old` describes, and none the other."""
    users = {
        f"shop/u{n}.py": "from shop.day_sessions import SessionManager\nkept = SessionManager()\n" for n in range(6)
    }
    mine = class_source("SessionManager", *SESSIONS).replace("SessionManager at work.", old)
    other = class_source("CentralSessionManager", *SESSIONS).replace("CentralSessionManager at work.", claim)
    return {"shop/__init__.py": "", "shop/day_sessions.py": mine, "shop/central.py": other, **users}


def test_where_the_texts_of_both_agree_use_does_not_decide(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, superseded()))
    assert found["shop.central.CentralSessionManager"].action == "KEEP"
    assert found["shop.day_sessions.SessionManager"].changes_code


@pytest.mark.parametrize(
    ("old", "claim"),
    [
        pytest.param("Sessions of the shop.", CLAIM, id="only the one says so"),
        pytest.param(OLD, "Sessions in one place.", id="no successor speaks up"),
        pytest.param("Sessions.\n\n    .. deprecated:: 2.1 the argument `key`\n    ", CLAIM, id="an argument is old"),
    ],
)
def test_where_one_text_says_so_use_decides(tmp_path: Path, old: str, claim: str) -> None:
    found = decisions(plan(tmp_path, superseded(old, claim)))
    assert found["shop.day_sessions.SessionManager"].action == "KEEP"


@pytest.mark.parametrize(("known", "joins"), [("shop.far", False), ("shop.sessions", True)])
def test_a_class_whose_module_imports_a_namesake_goes_into_no_other(tmp_path: Path, known: str, joins: bool) -> None:
    taken = f"from {known} import SessionManager as Known\nKEPT = Known\n"
    far = "from enum import Enum\nclass SessionManager(Enum):\n    ONE = 1\n"
    files = rivals(6, **{"shop/far.py": far, "shop/second.py": taken + class_source("SessionManager", *SESSIONS)})
    found = decisions(plan(tmp_path, {**files, "shop/single.py": ""}))
    second = found.get("shop.second.SessionManager")
    assert (second is not None and second.canonical == "shop.sessions.SessionManager") is joins


def test_where_nothing_tells_two_copies_apart_that_is_said(tmp_path: Path) -> None:
    script = f"{class_source('SessionManager', *SESSIONS)}\nif __name__ == '__main__':\n    SessionManager()\n"
    found = decisions(plan(tmp_path, {"scripts/one.py": script, "scripts/two.py": script}))
    assert "one.SessionManager stays, with little to choose between them" in found["scripts.two.SessionManager"].reason


def test_of_two_in_no_use_the_one_in_the_lower_package_stays_whatever_the_other_has(tmp_path: Path) -> None:
    files = {f"shop/app/{name}__init__.py": "" for name in ("", "schemas/", "billing/")}
    files["shop/app/schemas/states.py"] = STATES
    files["shop/app/schemas/orders.py"] = "ORDERS = []\n"
    files["shop/app/billing/work.py"] = f"from shop.app.schemas.orders import ORDERS\n{STATES}    BACK = 'back'\n"
    files["shop/user.py"] = "import shop.app.billing.work\n"
    found = decisions(plan(tmp_path, {"shop/__init__.py": "", **files}))
    assert found["shop.app.schemas.states.OrderState"].action == "KEEP"
    assert "shop.app.billing imports shop.app.schemas" in found["shop.app.billing.work.OrderState"].reason


def test_copies_in_many_folders_that_nobody_imports_are_asked_a_place_of_their_own(tmp_path: Path) -> None:
    copy = class_source("SocketProbe", *SESSIONS) + "probe = SocketProbe()\n"
    files = {f"shop/{name}/work.py": copy for name in ("north", "south", "east", "west")}
    made = decisions(plan(tmp_path / "none", files))
    (kept,) = (each for each in made.values() if each.action == "KEEP")
    assert kept.needs == "whether a module of its own is to have it: 4 files have one, and nobody imports any of them"
    files["shop/user.py"] = "from shop.north.work import SocketProbe\nkept = SocketProbe()\n"
    assert not decisions(plan(tmp_path / "one", files))["shop.north.work.SocketProbe"].needs


def test_a_script_that_imports_the_file_beside_it_by_its_bare_name_keeps_the_class(tmp_path: Path) -> None:
    files = two_managers(4)
    files["shop/tools/sessions_of_old.py"] = files.pop("shop/old_place.py")
    del files["shop/single.py"]
    alone = decisions(plan(tmp_path / "alone", files))["shop.tools.sessions_of_old.SessionManager"]
    files["shop/tools/run.py"] = "from sessions_of_old import SessionManager\nmanager = SessionManager()\n"
    made = plan(tmp_path / "taken", files)
    taken = decisions(made)["shop.tools.sessions_of_old.SessionManager"]
    assert (alone.action, taken.action) == ("DELETE", "CONSOLIDATE")
    assert ("import", "shop/tools/run.py", 1) in [(c.what, c.path, c.line) for c in made.changes]
