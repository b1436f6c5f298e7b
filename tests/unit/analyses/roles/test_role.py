"""Roles: what classes are, what they are for, and which are doubles."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.mro.linearize import linearize
from archgraph.analyses.roles.role import classify
from archgraph.model.environment import Environment
from archgraph.model.results.roles import RoleRecord
from archgraph.model.settings import RoleRule, Settings
from tests import worlds
from tests.builders import tree
from tests.worlds import codebase


def roles(
    root: Path, source: str, path: str = "shop/app.py", settings: Settings | None = None
) -> dict[str, RoleRecord]:
    """The roles of the classes of one file, by bare name."""
    found = codebase(root, {"shop/__init__.py": "", "shop/real.py": REAL, path: source}, settings)
    records = classify(found, linearize(found), settings or Settings())
    return {key.class_.rpartition(".")[2]: record for key, record in records.items() if key.path == path}


REAL = """
class CartManager:
    def add(self, item):
        checked = self.check(item)
        self.items.append(checked)
        self.total += item.price
        return self.total
"""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("class CartManager: ...", "manager"),
        ("class BaseCartManager: ...", "manager"),
        ("class CartManagerV2: ...", "manager"),
        ("class CartRegistry: ...", "registry"),
        ("class CartManagerFactory: ...", ""),
        ("class CartManagerError(Exception): ...", "exception"),
        ("class ManagerError(RegistryError): ...", "exception"),
        ("from enum import Enum\nclass Manager(Enum): A = 1", "enum"),
        ("from typing import Protocol\nclass CartManager(Protocol): ...", "protocol"),
        ("from dataclasses import dataclass\n@dataclass\nclass CartManager: ...", "data"),
        ("import dataclasses as d\n@d.dataclass(frozen=True)\nclass CartManager: ...", "data"),
        ("import attr\n@attr.s\nclass CartManager: ...", "data"),
        ("from attrs import define\n@define\nclass CartManager: ...", "data"),
        ("from pydantic import BaseModel\nclass CartManager(BaseModel): ...", "data"),
        ("from pydantic import BaseModel\nclass B(BaseModel): ...\nclass CartManager(B): ...", "data"),
        ("from typing import NamedTuple\nclass CartManager(NamedTuple): x: int", "data"),
        ("from typing import TypedDict\nclass CartManager(TypedDict): x: int", "data"),
        ("from collections import namedtuple\nclass CartManager(namedtuple('C', 'a b')): ...", "data"),
        ("from sqlalchemy.orm import declarative_base\nclass Manager(declarative_base()): __tablename__ = 'm'", "data"),
        ("from pydantic_settings import BaseSettings\nclass CartManager(BaseSettings): ...", "settings"),
        ("class ManagerConfig: ...", "settings"),
        ("from shop.real import CartManager\nclass Carts(CartManager): ...", "manager"),
        ("from django.db import models\nclass Published(models.Manager): ...", "manager"),
        ("from contextlib import AbstractContextManager\nclass Opened(AbstractContextManager): ...", ""),
        ("class OpenContextManager:\n    def __enter__(self): ...\n    def __exit__(self, *a): ...", ""),
        ("class UserContextManager:\n    def create(self): ...", "manager"),
        ("class create_manager: ...", ""),
        ("class Managers: ...", ""),
    ],
)
def test_a_class_has_the_role_that_its_bases_decorators_and_name_say(
    tmp_path: Path, source: str, expected: str
) -> None:
    *_, record = roles(tmp_path, source).values()
    assert ";".join(record.roles) == expected
    assert bool(record.evidence) is bool(expected)


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("tests/test_cart.py", "class TestCartManager:\n    def test_add(self): ...", "pytest"),
        ("tests/test_cart.py", "class TestCartManager: ...", "pytest"),
        ("tests/config.py", "class TestCartManager:\n    def token(self): ...", "manager"),
        ("tests/test_cart.py", "class TestCartManager:\n    def __init__(self): self.a = 1", "manager"),
        ("tests/test_cart.py", "import unittest\nclass CartManager(unittest.TestCase): ...", "pytest"),
        ("tests/test_cart.py", "class A:\n    def test_a(self): ...\n    def test_b(self): ...", "pytest"),
    ],
)
def test_what_pytest_collects_is_a_test_class(tmp_path: Path, path: str, source: str, expected: str) -> None:
    *_, record = roles(tmp_path, source, path).values()
    assert ";".join(record.roles) == expected


@pytest.mark.parametrize(
    ("source", "is_registry"),
    [
        (
            "class Plugins:\n    def __init__(self): self._m = {}\n    def register(self, k, v): self._m[k] = v\n"
            "    def get(self, k): return self._m.get(k)",
            True,
        ),
        (
            "class Plugins:\n    _m = {}\n    @classmethod\n    def register(cls, k):\n        def wrap(f):\n"
            "            cls._m[k] = f\n            return f\n        return wrap\n"
            "    @classmethod\n    def get(cls, k): return cls._m[k]",
            True,
        ),
        (
            'class Tools:\n    """Registers tools."""\n    def register_tool(self, t): self.tools[t.name] = t\n'
            "    def get_tool(self, n): return self.tools[n]",
            True,
        ),
        (
            "class Tools:\n    def register_tool(self, t): self.tools[t.name] = t\n"
            "    def get_price(self, n): return self.tools[n].price",
            False,
        ),
        (
            "class Cart:\n    def register(self, k, v): self.m[k] = v\n    def get(self, k): return self.m[k]\n"
            "    def pay(self): ...\n    def send(self): ...\n    def bill(self): ...\n    def close(self): ...",
            False,
        ),
        (
            "class LoadMonitor:\n    def register(self, k, v): self.m[k] = v\n    def get(self, k): return self.m[k]",
            False,
        ),
        ("class Cart:\n    def register(self, k): self.m.append(k)\n    def get(self, k): return self.m[k]", False),
    ],
)
def test_a_registry_by_behaviour_fills_and_looks_up_one_mapping(tmp_path: Path, source: str, is_registry: bool) -> None:
    (record,) = roles(tmp_path, source).values()
    assert (record.roles == ("registry",)) is is_registry
    assert all("fills the mapping" in sentence for sentence in record.evidence)


@pytest.mark.parametrize(
    ("source", "is_double"),
    [
        ("class MockCartManager: ...", True),
        ("class CartManagerStub: ...", True),
        ("class _FakeCartManager: ...", True),
        ("class TestMockCartManager:\n    def __init__(self): ...", True),
        ('class CartManager:\n    """Mock cart manager for tests."""', True),
        ('class CartManager:\n    """Minimal cart manager - stub implementation."""', True),
        ('class CartManager:\n    """Cart manager (no mocks)."""\n    def a(self): ...', False),
        ('class CartManager:\n    """Manages carts, and mocks for them."""', False),
        ('class MockRegistry:\n    """Registry that tracks mock objects."""', False),
        ("from unittest.mock import MagicMock\nclass CartManager(MagicMock): ...", True),
        ("class FakeCartManager: ...\nclass CartManager(FakeCartManager): ...", True),
        ("try:\n    from shop.gone import CartManager\nexcept ImportError:\n    class CartManager: ...", True),
        ("try:\n    import gone\nexcept ImportError:\n    class Missing(Exception): ...", False),
        ("class CartManager:\n    def add(self, item): ...", False),
    ],
)
def test_a_double_says_so_or_is_hollow(tmp_path: Path, source: str, is_double: bool) -> None:
    *_, record = roles(tmp_path, source).values()
    assert record.double is is_double


def test_a_hollow_namesake_in_test_code_is_a_double_and_a_working_one_is_not(tmp_path: Path) -> None:
    hollow = (
        "class CartManager:\n    def add(self, item): return 1\nclass RealCartManager:\n    def add(self): return 1\n"
    )
    found = roles(tmp_path, hollow, "tests/test_cart.py")
    assert [record.double for record in found.values()] == [True, True]
    assert not roles(tmp_path / "b", REAL, "tests/test_cart.py")["CartManager"].double


def test_a_class_can_have_a_role_of_the_configuration_beside_its_own(tmp_path: Path) -> None:
    rule = RoleRule("service", names=("*Service",), bases=("*.Worker",), decorators=("handles",))
    source = (
        "class Worker: ...\nclass CartService: ...\nclass A(Worker): ...\n@handles('x')\nclass B: ...\nclass C: ...\n"
    )
    found = roles(tmp_path, source, settings=Settings(roles=(rule,)))
    assert [name for name, record in found.items() if record.roles == ("service",)] == ["A", "B", "CartService"]


def test_a_configured_rule_for_a_role_that_is_there_adds_to_it_and_takes_nothing_from_what_it_means(
    tmp_path: Path,
) -> None:
    rules = (RoleRule("data", names=("*Row",)), RoleRule("manager", names=("*Mgr",)))
    source = (
        "from dataclasses import dataclass\n@dataclass\nclass CartManager: ...\n"
        "class ManagerRow: ...\nclass CartMgr: ...\nclass Till(CartMgr): ...\n"
    )
    found = roles(tmp_path, source, settings=Settings(roles=rules))
    assert {name: record.roles for name, record in found.items()} == {
        "CartManager": ("data",),
        "ManagerRow": ("data",),
        "CartMgr": ("manager",),
        "Till": ("manager",),
    }


def test_every_class_has_a_record_and_the_evidence_names_the_place(tmp_path: Path) -> None:
    found = roles(tmp_path, "from shop.real import CartManager\nclass A(CartManager): ...\nclass B: ...\n")
    assert found["A"].evidence == ("manager: descends from shop.real.CartManager (shop/real.py:2)",)
    assert found["B"] == RoleRecord(found["B"].key, (), False, (), 1.0)


LIBRARY = """
class CallbackManager: ...
class Model(CallbackManager): ...
class TaskManager:
    @classmethod
    def with_rows(cls, rows):
        return type("Rows", (cls, rows), {})
"""


def test_a_class_from_outside_hands_on_its_own_duty_and_not_that_of_its_parents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree(tmp_path / "site", {"library.py": LIBRARY})
    here = worlds.RUNNING_PYTHON
    found = Environment(here.version, here.platform, here.stdlib, (str(tmp_path / "site"),), here.source)
    monkeypatch.setattr(worlds, "RUNNING_PYTHON", found)
    source = (
        "from library import CallbackManager, Model, TaskManager\n"
        "class Chart(Model): ...\nclass Bars(Chart): ...\nclass Calls(CallbackManager): ...\nclass Tasks(TaskManager): ...\n"
        "class Later(Tasks): ...\nclass Rows: ...\nclass Both(TaskManager.with_rows(Rows)): ...\n"
    )
    records = roles(tmp_path / "code", source)
    managers = [name for name, record in records.items() if record.roles == ("manager",)]
    assert sorted(managers) == ["Both", "Calls", "Later", "Tasks"]
