"""Classes that others count on apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import SESSIONS, class_source, decisions, plan

ADVICE = {"CONSOLIDATE", "DELETE"}


def world(classes: dict[str, str], **more: str) -> dict[str, str]:
    """A service with a class in each path, each made by a module of its own; `name` is that of the class in the source."""
    files = {"shop/__init__.py": "", **classes, **more}
    files |= {f"{path.rpartition('/')[0]}/__init__.py": "" for path in files if "/" in path}
    for number, (path, source) in enumerate(classes.items()):
        module, name = path.removesuffix(".py").replace("/", "."), source.partition("class ")[2].partition("(")[0]
        name = name.partition(":")[0]
        files[f"shop/use_{number}.py"] = f"from {module} import {name}\nmade = {name}()\n"
    return files


def actions(tmp_path: Path, files: dict[str, str]) -> set[str]:
    """What is advised, KEEP left out."""
    return {each.action for each in decisions(plan(tmp_path, files)).values()} - {"KEEP"}


def row(table: str) -> str:
    """A row of a database that does what others do, too."""
    fields = "    order_number = 1\n    order_total = 2\n    order_state = 3\n"
    head = f"class OrderEntry(Model):\n    __tablename__ = '{table}'\n{fields}"
    return head + class_source("X", *SESSIONS).partition("\n")[2].partition("\n")[2]


def test_rows_of_two_tables_are_not_merged_and_two_of_one_table_are(tmp_path: Path) -> None:
    model = {"shop/model.py": "class Model:\n    pass\n"}
    found = {}
    for other in ("orders", "old_orders"):
        classes = {
            f"shop/{place}.py": "from shop.model import Model\n" + row(name)
            for place, name in (("one", "orders"), ("two", other))
        }
        found[other] = decisions(plan(tmp_path / other, world(classes, **model)))
    assert {each.action for each in found["orders"].values()} == {"KEEP", "CONSOLIDATE"}
    asked = [each for each in found["old_orders"].values() if each.action != "KEEP"]
    assert [each.action for each in asked] == ["UNDECIDED"]
    assert "orders and old_orders" in asked[0].reason or "old_orders and orders" in asked[0].reason


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [("core_api", "worker_api", set()), ("v1", "v2", set()), ("orders", "billing", {"CONSOLIDATE"})],
)
def test_what_two_apis_send_is_kept_apart(tmp_path: Path, here: str, there: str, expected: set[str]) -> None:
    record = (
        "from dataclasses import dataclass\n@dataclass\nclass OrderAnswer:\n"
        "    order_number: int\n    order_total: int\n    order_state: str\n    order_owner: str\n"
    )
    assert actions(tmp_path, world({f"shop/{name}/answers.py": record for name in (here, there)})) == expected


def test_one_thing_and_several_of_it_in_one_module_stay(tmp_path: Path) -> None:
    one, many = (class_source(name, *SESSIONS) for name in ("SessionField", "SessionsField"))
    user = "from shop.fields import SessionField, SessionsField\nmade = SessionField(), SessionsField()\n"
    files = {"shop/__init__.py": "", "shop/fields.py": f"{one}\n\n{many}", "shop/user.py": user}
    assert not actions(tmp_path, files) & ADVICE


def test_copied_code_under_a_name_without_a_common_word_is_no_duplicate(tmp_path: Path) -> None:
    names = {"shop/one.py": "BlockList", "shop/two.py": "MapRemote"}
    few = world({path: class_source(name, *SESSIONS[:3]) for path, name in names.items()})
    much = {
        path: class_source(name, *SESSIONS, *(f"open_{n}_ticket" for n in range(12))) for path, name in names.items()
    }
    assert not actions(tmp_path / "few", few) & ADVICE
    assert actions(tmp_path / "much", world(much)) == {"CONVERT"}


def test_a_mixin_is_not_merged_with_a_class_that_could_inherit_from_it(tmp_path: Path) -> None:
    below = "from shop.mixin import SessionStoreMixin\nclass Tickets(SessionStoreMixin):\n    pass\n"
    classes = {
        "shop/mixin.py": class_source("SessionStoreMixin", *SESSIONS),
        "shop/store.py": class_source("SessionStore", *SESSIONS),
    }
    found = decisions(plan(tmp_path, world(classes, **{"shop/tickets.py": below}))).values()
    assert "UNDECIDED" in {each.action for each in found}
    assert not {each.action for each in found} & ADVICE


def test_of_many_below_one_base_two_of_one_name_are_kinds_of_it(tmp_path: Path) -> None:
    base = "class Placeholder:\n    def render(self):\n        return self.text()\n    def text(self):\n        return ''\n"
    kinds = "from shop.base import Placeholder\n" + "".join(
        f"class Kind{n}(Placeholder):\n    pass\n" for n in range(5)
    )
    classes = {
        f"shop/{name}/tags.py": "from shop.base import Placeholder\n"
        + class_source("LastNamePlaceholder", *SESSIONS, own, bases="Placeholder")
        for name, own in (("people", "show_people"), ("orders", "sum_orders"))
    }
    more = {"shop/base.py": base}
    assert actions(tmp_path / "few", world(classes, **more)) & ADVICE
    assert not actions(tmp_path / "many", world(classes, **more, **{"shop/kinds.py": kinds})) & ADVICE


def test_copies_below_two_bases_with_many_classes_each_stay(tmp_path: Path) -> None:
    bases = {
        f"shop/{name}_base.py": f"class {name.title()}Page:\n    def show(self):\n        return 1\n"
        + "".join(f"class {name.title()}{n}({name.title()}Page):\n    pass\n" for n in range(3))
        for name in ("paper", "talk")
    }
    classes = {
        f"shop/{name}/pages.py": f"from shop.{name}_base import {name.title()}Page\n"
        + class_source("QuestionPage", *SESSIONS, own, bases=f"{name.title()}Page")
        for name, own in (("paper", "print_paper"), ("talk", "record_talk"))
    }
    found = decisions(plan(tmp_path, world(classes, **bases)))
    assert {each.action for each in found.values()} == {"KEEP"}


def test_no_base_is_advised_for_a_class_in_a_module_that_nothing_imports(tmp_path: Path) -> None:
    base = "class SettingsProxyBase:\n    def check(self):\n        return 1\n"
    methods = (*SESSIONS, *(f"open_{n}_ticket" for n in range(6)))
    classes = {
        f"shop/{name}/settings.py": "from shop.base import SettingsProxyBase\n"
        + class_source(f"{name.title()}SettingsProxy", *methods, bases="SettingsProxyBase")
        for name in ("user", "category")
    }
    files = world(classes, **{"shop/base.py": base})
    assert actions(tmp_path / "used", files) == {"CONVERT"}
    assert not actions(tmp_path / "dead", {**files, "shop/use_1.py": ""})


def test_steps_of_a_tutorial_are_there_to_be_read(tmp_path: Path) -> None:
    steps = {"shop/__init__.py": ""}
    for place in ("example_theme/one", "example_theme/two"):
        steps |= {f"shop/{place}/__init__.py": "", f"shop/{place}/plugin.py": class_source("ThemePlugin", *SESSIONS)}
    assert not actions(tmp_path / "examples", {**steps, "shop/example_theme/__init__.py": ""})
    real = {path.replace("example_theme", "theme"): text for path, text in steps.items()}
    real |= {
        "shop/theme/__init__.py": "",
        "shop/use.py": "from shop.theme.one.plugin import ThemePlugin\nx = ThemePlugin()\n",
    }
    assert actions(tmp_path / "real", real) == {"DELETE"}


def test_interfaces_and_docstrings_are_nothing_that_a_base_would_hold(tmp_path: Path) -> None:
    doc = '"""What is done.' + "\n        More of it." * 6 + '\n        """'
    methods = "".join(
        f"    def {name}(self, key):\n        {doc}\n        return self.take(key)\n" for name in SESSIONS
    )
    classes = {f"shop/{name.lower()}.py": f"class {name}Factory:\n{methods}" for name in ("Redis", "Kafka")}
    assert not actions(tmp_path, world(classes))
