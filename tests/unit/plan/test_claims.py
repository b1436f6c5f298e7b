"""What texts say of being the one that is meant to stay, and of which class."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import SESSIONS, class_source, decisions, plan, two_managers

ASKED = "which of the two is meant to stay"


def _needs(root: Path, said: str, name: str = "second") -> str:
    """What is asked of the manager that is used less, when its module's docstring says so."""
    files = two_managers(importers=9)
    files[f"shop/{name}.py"] = f'"""{said}"""\n{files.pop("shop/old_place.py")}'
    files["shop/single.py"] = files["shop/single.py"].replace("old_place", name)
    return decisions(plan(root, files))[f"shop.{name}.SessionManager"].needs


@pytest.mark.parametrize(
    ("module", "is_claim"),
    [
        ("Single source of truth for sessions.", True),
        ("Single source of truth for dispatching tools.", False),
        ("Sessions, consolidated from day and night sessions.", True),
        ("Consolidated filtering of sessions by mode.", False),
    ],
)
def test_what_a_module_says_counts_for_the_classes_that_it_is_about(
    tmp_path: Path, module: str, is_claim: bool
) -> None:
    assert (ASKED in _needs(tmp_path, module)) is is_claim


def test_a_module_of_types_speaks_for_all_of_them(tmp_path: Path) -> None:
    assert ASKED in _needs(tmp_path, "Single source of truth for all that is kept.", "shared_types")


def test_what_is_quoted_ends_with_a_word(tmp_path: Path) -> None:
    needs = _needs(tmp_path, "Consolidates the sessions of every shop in every country of the world")
    quoted = needs.partition(f'{ASKED}: "')[2].partition('"')[0]
    assert quoted == "Consolidates the sessions of every shop in every"


@pytest.mark.parametrize(
    "said", ["Sessions by the SSOT pattern.", "SSOT-compliant sessions.", "Sessions by SSOT principles."]
)
def test_who_follows_a_pattern_does_not_call_himself_the_one(tmp_path: Path, said: str) -> None:
    assert ASKED not in _needs(tmp_path, said)
    assert ASKED in _needs(tmp_path / "other", "SSOT of sessions.")


def test_whether_a_class_stays_that_another_says_it_takes_the_place_of_is_asked(tmp_path: Path) -> None:
    files = two_managers(importers=9)
    hub = class_source("UnifiedSessionHub", *SESSIONS)
    files["shop/old_place.py"] = hub.replace("UnifiedSessionHub at work.", "Consolidates SessionManager.")
    files["shop/single.py"] = "from shop.old_place import UnifiedSessionHub\nhub = UnifiedSessionHub()\n"
    needs = decisions(plan(tmp_path, files))["shop.old_place.UnifiedSessionHub"].needs
    assert f"{ASKED}: a docstring says that UnifiedSessionHub takes the place of SessionManager" in needs


def test_a_constructor_that_says_that_its_class_is_deprecated_speaks_for_it(tmp_path: Path) -> None:
    said = '        """Make one.\n\n        DEPRECATED: Use sessions.SessionManager instead.\n        """\n        self.kept'
    old = class_source("SessionManager", *SESSIONS, init="key").replace("        self.kept", said, 1)
    user = "from shop.second import SessionManager\nmanager = SessionManager('a')\n"
    files = {"shop/old_place.py": "", "shop/single.py": user, "shop/other.py": user, "shop/second.py": old}
    found = decisions(plan(tmp_path, two_managers(1, **files)))
    assert "its constructor's docstring says that this one is old" in found["shop.second.SessionManager"].reason


@pytest.mark.parametrize(
    ("said", "is_claim"),
    [
        ("Use SessionHub as the SSOT of sessions.", False),
        ("Sessions: SessionManager is the SSOT.", True),
        ("This script enforces SSOT session access.", False),
        ("Enforces the rules. The SSOT of sessions.", True),
        ("Violations of SSOT sessions are found here. It is the single source of truth on sessions.", True),
    ],
)
def test_a_claim_is_of_the_class_that_the_sentence_is_about(tmp_path: Path, said: str, is_claim: bool) -> None:
    assert (ASKED in _needs(tmp_path, said)) is is_claim


@pytest.mark.parametrize(
    ("around", "action"), [("core sessions", "UNDECIDED"), ("the shop sessions", "CONSOLIDATE"), ("", "CONSOLIDATE")]
)
def test_a_wrapper_around_something_else_does_not_go_into_a_namesake(tmp_path: Path, around: str, action: str) -> None:
    files = two_managers(importers=3)
    said = f"Sessions.\n\n- Legacy compatibility wrapper around {around}" if around else "Legacy sessions."
    files["shop/second.py"] = f'"""{said}"""\n{files.pop("shop/old_place.py")}'
    files["shop/single.py"] = files["shop/single.py"].replace("old_place", "second")
    row = decisions(plan(tmp_path, files))["shop.second.SessionManager"]
    assert row.action == action
    assert ("which class of core sessions is to take its place" in row.needs) is (action == "UNDECIDED")
