"""Cycles that a merge would close: they decide which class stays, and what is told fits where the class is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import SESSIONS, class_source, decisions, plan, two_managers

BELOW = class_source("SessionManager", *SESSIONS, "extra_report")
ABOVE = f"import shop.below\n{class_source('SessionManager', *SESSIONS)}"


def layers(home: str, importers: int = 1) -> dict[str, str]:
    """Two session managers; the one above imports the module of the one below and has the importers, and `home` is what
    the module below does with its own."""
    user = "from shop.above import SessionManager\nmanager = SessionManager()\n"
    users = {f"shop/user{number}.py": user for number in range(importers)}
    return {"shop/__init__.py": "", "shop/below.py": BELOW + home, "shop/above.py": ABOVE, **users}


def test_a_class_stays_that_could_not_import_the_other_without_a_cycle(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, layers("held: SessionManager = SessionManager()\n")))
    assert found["shop.below.SessionManager"].action == "KEEP"
    assert "importing that in turn would close a cycle" in found["shop.above.SessionManager"].reason


def test_use_decides_where_the_cycle_does_not_arise(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, layers("")))
    assert found["shop.above.SessionManager"].action == "KEEP"


def test_much_use_outweighs_a_cycle_and_the_cycle_is_told(tmp_path: Path) -> None:
    made = plan(tmp_path, layers("held: SessionManager = SessionManager()\n", importers=40))
    assert decisions(made)["shop.above.SessionManager"].action == "KEEP"
    assert any(
        effect.kind == "cycle" and "shop/below.py would import shop/above.py" in effect.text for effect in made.effects
    )


@pytest.mark.parametrize(
    ("home", "remedy"),
    [
        ("class Held(SessionManager): ...\n", "a module of its own"),
        ("def held(manager: SessionManager): ...\n", "a module of its own"),
        ("HELD = SessionManager()\n", "a module of its own"),
        ("def held():\n    return SessionManager()\n", "inside the function"),
    ],
)
def test_the_remedy_of_a_cycle_fits_where_the_class_is_needed(tmp_path: Path, home: str, remedy: str) -> None:
    (told,) = (e.text for e in plan(tmp_path, layers(home, importers=40)).effects if e.kind == "cycle")
    assert remedy in told


def test_an_import_inside_a_function_closes_no_cycle(tmp_path: Path) -> None:
    files = two_managers(importers=3)
    files["shop/sessions.py"] = f"import shop.single\n{files['shop/sessions.py']}"
    files["shop/single.py"] = "def run():\n    from shop.old_place import SessionManager\n    return SessionManager()\n"
    assert not [effect for effect in plan(tmp_path, files).effects if effect.kind == "cycle"]


def test_what_a_base_takes_over_is_not_called_lost(tmp_path: Path) -> None:
    body = "    def audit(self):\n        return self.extra_report(1)\n"
    child = f"from shop.old_place import SessionManager\nclass Audited(SessionManager):\n{body}"
    (told,) = (e.text for e in plan(tmp_path, two_managers(3, **{"shop/single.py": child})).effects if e.kind == "mro")
    assert "has shop.sessions.SessionManager in place" in told
    assert "no longer inherits" not in told


def test_who_gives_way_to_one_that_gives_way_to_another_goes_into_that(tmp_path: Path) -> None:
    claim = BELOW.replace("at work.", ": single source of truth for sessions.")
    files = layers("held: SessionManager = SessionManager()\n") | {
        "shop/a_claim.py": claim,
        "shop/taker.py": "import shop.a_claim\n",
    }
    found = decisions(plan(tmp_path, files))
    assert {each.canonical for each in found.values()} == {"shop.a_claim.SessionManager"}


FIELDS = "    name: str\n    width: int\n    height: int\n    depth: int\n"
RECORD = f"from dataclasses import dataclass\n@dataclass\nclass {{0}}:\n{FIELDS}"


def sides(*names: str, used: dict[str, int]) -> dict[str, str]:
    """Two modules with records of these names, each needed at home; `used`: importers by `module.Name`."""
    home = "\n".join(RECORD.format(name) + f"{name.lower()}: {name} = {name}('a', 1, 2, 3)\n" for name in names)
    files = {"shop/__init__.py": "", "shop/left.py": home, "shop/right.py": home}
    for place, count in used.items():
        module, _, name = place.partition(".")
        for number in range(count):
            files[f"shop/{module}_{name.lower()}_{number}.py"] = (
                f"from shop.{module} import {name}\nkept = {name}('a', 1, 2, 3)\n"
            )
    return files


def test_where_use_hardly_differs_a_class_goes_the_way_of_its_neighbours(tmp_path: Path) -> None:
    uses = {"right.PaperBox": 3, "right.SteelBox": 3}
    files = sides("PaperBox", "SteelBox", "WoodenBox", used=uses) | {"shop/look.py": "import shop.left\n"}
    found = decisions(plan(tmp_path, files))
    assert found["shop.right.WoodenBox"].action == "KEEP"
    assert "taken together, 3 namesakes of the two modules speak for its module" in found["shop.left.WoodenBox"].reason


def test_classes_of_two_modules_go_the_way_of_the_one_that_calls_itself_the_source(tmp_path: Path) -> None:
    uses = {"left.PaperBox": 1, "right.SteelBox": 2}
    files = sides("PaperBox", "SteelBox", "WoodenBox", used=uses)
    assert decisions(plan(tmp_path / "silent", files))["shop.right.WoodenBox"].action == "KEEP"
    files["shop/left.py"] = f'"""Single source of truth for all that is sent."""\n{files["shop/left.py"]}'
    assert decisions(plan(tmp_path / "said", files))["shop.left.WoodenBox"].action == "KEEP"


def test_where_use_differs_much_it_decides_and_the_cycle_of_both_candidates_is_told(tmp_path: Path) -> None:
    made = plan(tmp_path, sides("PaperBox", "WoodenBox", used={"left.PaperBox": 9, "right.WoodenBox": 5}))
    found = decisions(made)
    assert found["shop.left.PaperBox"].action == found["shop.right.WoodenBox"].action == "KEEP"
    told = [effect.text for effect in made.effects if effect.kind == "cycle"]
    assert len(told) == 2
    assert all("the other way round: let both classes go one way" in text for text in told)


def test_a_package_that_is_imported_for_the_first_time_is_told_once(tmp_path: Path) -> None:
    packages = {f"shop/{name}/__init__.py": "" for name in ("base", "data")}
    kept, gone = (class_source("SessionManager", *SESSIONS) for _ in range(2))
    users = {
        f"shop/base/use{n}.py": "from shop.base.old_sessions import SessionManager\nk = SessionManager()\n"
        for n in "ab"
    }
    many = {
        f"shop/user{n}.py": "from shop.data.sessions import SessionManager\nk = SessionManager()\n" for n in range(9)
    }
    files = {"shop/__init__.py": "", "shop/data/sessions.py": kept, "shop/base/old_sessions.py": gone}
    told = [effect.text for effect in plan(tmp_path, {**packages, **files, **users, **many}).effects]
    assert told == ["shop.base would import shop.data for the first time (shop/base/usea.py and 1 more)"]


@pytest.mark.parametrize(("back", "told"), [(12, True), (3, False)])
def test_an_import_against_nearly_all_others_between_two_packages_is_told(
    tmp_path: Path, back: int, told: bool
) -> None:
    """`shop.base` imports `shop.data` once today, and is imported by it so many times."""
    files = {f"shop/{name}__init__.py": "" for name in ("", "base/", "data/")}
    files |= {f"shop/data/own{n}.py": "import shop.base.words\n" for n in range(back)}
    files |= {"shop/base/words.py": "", "shop/base/once.py": "import shop.data.own0\n"}
    for place, count in (("data", 9), ("base", 1)):
        files[f"shop/{place}/sessions.py"] = class_source("SessionManager", *SESSIONS)
        taking = f"from shop.{place}.sessions import SessionManager\nk = SessionManager()\n"
        files |= {f"shop/{place}/use{n}.py": taking for n in range(count)}
    effects = [effect.text for effect in plan(tmp_path, files).effects if effect.kind == "layer"]
    text = "(shop/base/use0.py), as 1 time so far, and shop.data imports shop.base 12 times"
    assert effects == [f"shop.base would import shop.data once more {text}"] * told


def test_what_tests_are_built_of_breaks_no_layers_and_what_is_around_a_package_is_no_other(tmp_path: Path) -> None:
    fakes = {"tests/__init__.py": "", "tests/parts/__init__.py": ""}
    for place in ("helpers", "parts.helpers"):
        fakes[f"tests/{place.replace('.', '/')}.py"] = class_source("SessionFixtureBuilder", *SESSIONS)
    taken = "from tests.helpers import SessionFixtureBuilder\nbuilder = SessionFixtureBuilder()\n"
    fakes["tests/parts/use.py"] = taken.replace("tests.helpers", "tests.parts.helpers")
    fakes |= {f"tests/test_{number}.py": taken for number in range(4)}
    made = plan(tmp_path, {"shop/__init__.py": "", **fakes})
    assert any(each.changes_code for each in decisions(made).values())
    assert not made.effects


def test_where_use_is_the_same_classes_of_two_modules_go_where_there_is_more(tmp_path: Path) -> None:
    files = sides("PaperBox", "SteelBox", used={})
    files["shop/right.py"] = files["shop/right.py"].replace("class SteelBox:\n", "class SteelBox:\n    lid: str\n")
    found = decisions(plan(tmp_path, files))
    assert found["shop.right.PaperBox"].action == found["shop.right.SteelBox"].action == "KEEP"
