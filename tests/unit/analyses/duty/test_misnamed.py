"""Which Managers and Registries are none, and what they should be called."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.model.settings import AcceptRule, Settings
from tests.plans import decisions, plan

QUERIES = """
class CorpusManager:
    def get_corpus(self, db): return db.one()
    def list_corpora(self, db): return db.all()
"""
CHECKS = """
class TaxManager:
    @staticmethod
    def check_rate(rate): return rate
    @staticmethod
    def check_sum(x): return x
"""
MIXED = """
class ReportManager:
    def draw(self, x): return x
    def send(self, x): return self.draw(x)
"""
RECORD = """
from dataclasses import dataclass
@dataclass
class ServiceRegistry:
    name: str
    url: str
"""
ADAPTER = """
class MailManager:
    def __init__(self, client): self.client = client
    def send(self, x): return self.client.send(x)
    def close(self): return self.client.close()
"""
KEEPER = """
class StockManager:
    def __init__(self): self.stock = {}
    def take(self, x): return self.stock.pop(x)
    def put(self, x): self.stock[x] = 1
"""
CHILD = """
import abc
class StockManager(abc.ABC):
    def take(self, x): return x
    def put(self, x): return x
"""


@pytest.mark.parametrize(
    ("source", "becomes", "said"),
    [
        pytest.param(QUERIES, "CorpusQueries", "it keeps nothing: its 2 public methods are functions", id="reads only"),
        pytest.param(CHECKS, "TaxChecks", "check_rate, check_sum", id="static methods"),
        pytest.param(RECORD, "ServiceEntry", "it is a record (name, url) and no registry", id="a record"),
        pytest.param(ADAPTER, "MailAdapter", "hands on to client", id="hands on"),
    ],
)
def test_what_is_no_manager_is_converted_to_a_better_name(tmp_path: Path, source: str, becomes: str, said: str) -> None:
    files = {"shop/__init__.py": "", "shop/a.py": source}
    name = source.partition("class ")[2].partition(":")[0]
    files["shop/user.py"] = f"from shop.a import {name}\nprint({name})\n"
    made = plan(tmp_path, files)
    (found,) = decisions(made).values()
    assert (found.action, found.way, found.becomes) == ("CONVERT", "rename", becomes)
    assert said in found.reason
    assert ("rename", "shop/a.py", f"shop.a.{becomes}") in [(row.what, row.path, row.new) for row in made.changes]
    assert ("import", "shop/user.py", f"shop.a.{becomes}") in [(row.what, row.path, row.new) for row in made.changes]


@pytest.mark.parametrize("source", [pytest.param(KEEPER, id="keeps something"), pytest.param(CHILD, id="has a base")])
def test_what_may_be_a_manager_keeps_its_name(tmp_path: Path, source: str) -> None:
    assert decisions(plan(tmp_path, {"shop/__init__.py": "", "shop/a.py": source})) == {}


def test_a_record_by_decorator_that_does_more_than_it_holds_is_a_manager(tmp_path: Path) -> None:
    working = (
        RECORD + "    def call(self): return self.url\n    def stop(self): return 1\n    def start(self): return 2\n"
    )
    assert not plan(tmp_path, {"shop/__init__.py": "", "shop/registry.py": working}).candidates


def test_an_agreed_exception_keeps_its_name(tmp_path: Path) -> None:
    settings = Settings(accept=(AcceptRule(("shop.a.*",), "known by that name"),))
    assert decisions(plan(tmp_path, {"shop/__init__.py": "", "shop/a.py": QUERIES}, settings)) == {}


def test_what_no_name_tells_better_keeps_the_one_it_has(tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/a.py": MIXED, "shop/user.py": "from shop.a import ReportManager\n"}
    assert not plan(tmp_path, files).candidates


@pytest.mark.parametrize(("docstring", "confidence"), [("An ECR registry.", 0.6), ("A registry entry.", 0.8)])
def test_a_record_may_describe_a_registry_that_stands_elsewhere(
    tmp_path: Path, docstring: str, confidence: float
) -> None:
    source = RECORD.replace("    name: str", f'    """{docstring}"""\n    name: str')
    row = decisions(plan(tmp_path, {"shop/__init__.py": "", "shop/one.py": source}))["shop.one.ServiceRegistry"]
    assert (row.becomes, row.confidence) == ("ServiceEntry", confidence)
