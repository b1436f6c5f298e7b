"""What callers would meet when a class takes another's place: it is asked before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import SESSIONS, class_source, decisions, plan, two_managers

FIELDS = ("    order_number: int\n", "    buyer_name: str\n", "    ship_address: str\n", "    unit_price: float\n")
USER = "from shop.{0} import OrderRecord\nx = OrderRecord({1})\n"


def two_records(first: str, second: str) -> dict[str, str]:
    """Two records of one name; two modules use the second, one the first."""
    return {
        "shop/__init__.py": "",
        "shop/one.py": first,
        "shop/two.py": second,
        "shop/user.py": USER.format("two", ""),
        "shop/more.py": USER.format("two", ""),
        "shop/single.py": USER.format("one", ""),
    }


def record(*more: str, head: str = "@dataclass\nclass OrderRecord:\n", fields: tuple[str, ...] = FIELDS) -> str:
    """A record's module."""
    start = "from dataclasses import dataclass\nfrom pydantic import BaseModel\nfrom datetime import datetime\n"
    return start + head + "".join((*fields, *more))


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        pytest.param(record(), record("    tax_code: str\n"), "what callers are to give for tax_code", id="required"),
        pytest.param(
            record(),
            record(head="class OrderRecord(BaseModel):\n"),
            "who needs that this is a dataclass: two.OrderRecord is a BaseModel",
            id="form",
        ),
        pytest.param(record(), record(head="@dataclass(frozen=True)\nclass OrderRecord:\n"), "are frozen", id="frozen"),
        pytest.param(
            record("    timeout: int = 3\n"),
            record("    timeout_ms: int = 3\n"),
            "whether timeout is its timeout_ms",
            id="near names",
        ),
    ],
)
def test_what_differs_between_records_is_asked(tmp_path: Path, first: str, second: str, asked: str) -> None:
    found = decisions(plan(tmp_path, two_records(first, second)))["shop.one.OrderRecord"]
    assert found.action == "CONSOLIDATE"
    assert asked in found.needs


def test_a_default_asks_nobody_for_anything(tmp_path: Path) -> None:
    found = decisions(plan(tmp_path, two_records(record(), record("    tax_code: str = ''\n"))))
    assert "what callers are to give" not in found["shop.one.OrderRecord"].needs


def test_records_whose_fields_are_of_other_types_are_doubtful(tmp_path: Path) -> None:
    other = ("    order_number: str\n", "    buyer_name: datetime\n", "    ship_address: bytes\n", FIELDS[3])
    found = decisions(plan(tmp_path, two_records(record(fields=other), record())))["shop.one.OrderRecord"]
    assert found.confidence < 0.5
    assert "of which type order_number (str, there int), buyer_name (datetime, there str)" in found.needs


def test_what_may_be_absent_is_no_other_type(tmp_path: Path) -> None:
    other = tuple(f"{line.rstrip()} | None = None\n" for line in FIELDS)
    found = decisions(plan(tmp_path, two_records(record(fields=other), record())))["shop.one.OrderRecord"]
    assert found.action == "CONSOLIDATE"


SENDS = """    def send_session(self, key):
        found = self.socket.{0}(key)
        self.socket.{1}(found)
        return found
"""


def test_methods_of_one_name_that_call_other_things_are_told_and_no_high_confidence_is_given(tmp_path: Path) -> None:
    one = class_source("SessionManager", *SESSIONS) + SENDS.format("write_frame", "flush_frames")
    two = class_source("SessionManager", *SESSIONS) + SENDS.format("publish_event", "await_reply")
    found = decisions(plan(tmp_path, two_managers(**{"shop/old_place.py": one, "shop/sessions.py": two})))
    member = found["shop.old_place.SessionManager"]
    assert "send_session (here flush_frames and write_frame, there await_reply and publish_event)" in member.needs
    assert member.confidence <= 0.7


def test_what_comes_back_of_another_type_is_asked(tmp_path: Path) -> None:
    typed = class_source("SessionManager", *SESSIONS).replace(
        "def open_session(self, key):", "def open_session(self, key) -> {}:"
    )
    files = {"shop/old_place.py": typed.format("bytes"), "shop/sessions.py": typed.format("str")}
    found = decisions(plan(tmp_path, two_managers(**files)))["shop.old_place.SessionManager"]
    assert "what callers do with what open_session returns" in found.needs


def test_of_a_class_to_delete_whose_own_members_tests_call_these_are_told(tmp_path: Path) -> None:
    files = two_managers(**{"shop/single.py": ""})
    test = "from shop.old_place import SessionManager\ndef test_it():\n    assert SessionManager().{}(1)\n"
    called = decisions(plan(tmp_path / "a", {**files, "tests/test_a.py": test.format("extra_report")}))
    other = decisions(plan(tmp_path / "b", {**files, "tests/test_a.py": test.format("open_session")}))
    rows = [found["shop.old_place.SessionManager"] for found in (called, other)]
    assert [row.action for row in rows] == ["DELETE", "DELETE"]
    assert ["some need extra_report" in row.needs for row in rows] == [True, False]
    assert rows[0].confidence < rows[1].confidence


def test_a_file_that_does_not_parse_is_named(tmp_path: Path) -> None:
    broken = class_source("SessionManager", *SESSIONS) + "\ndef broken(:\n    pass\n"
    found = decisions(plan(tmp_path, two_managers(**{"shop/old_place.py": broken})))["shop.old_place.SessionManager"]
    assert "shop/old_place.py, which does not parse" in found.needs


def test_archived_code_that_nothing_imports_goes_with_its_module(tmp_path: Path) -> None:
    source = class_source("SessionManager", *SESSIONS, "extra_report")
    files = two_managers(**{"shop/old_place.py": "", "shop/single.py": "", "shop/archived/__init__.py": ""})
    found = decisions(plan(tmp_path, {**files, "shop/archived/first.py": source}))["shop.archived.first.SessionManager"]
    assert found.action == "DELETE"
    assert "it is archived" in found.reason
    assert found.unique_members == ("extra_report",)


def test_a_base_saves_the_lines_that_it_would_hold(tmp_path: Path) -> None:
    methods = (*SESSIONS, "open_ticket", "close_ticket", "renew_ticket", "list_tickets")
    files = {"shop/__init__.py": ""}
    for at, name in (("one", "V1SessionParser"), ("two", "V2SessionParser")):
        files[f"shop/{at}.py"] = class_source(name, *methods)
        files[f"shop/use_{at}.py"] = f"from shop.{at} import {name}\nx = {name}()\n"
    (found,) = [each for each in decisions(plan(tmp_path, files)).values() if each.way == "base"]
    assert found.lines_saved == 3 * len(methods)


def test_code_that_is_alike_in_shape_only_gets_no_base(tmp_path: Path) -> None:
    files = {"shop/__init__.py": ""}
    for at, name, ending in (("one", "OrderTemplates", "order"), ("two", "ReturnTemplates", "return")):
        files[f"shop/{at}.py"] = class_source(name, *(f"{each}_{ending}" for each in (*SESSIONS, "a", "b", "c", "d")))
        files[f"shop/use_{at}.py"] = f"from shop.{at} import {name}\nx = {name}()\n"
    assert not any(each.way == "base" for each in decisions(plan(tmp_path, files)).values())


def test_enums_with_few_values_in_common_are_undecided(tmp_path: Path) -> None:
    head = "from enum import Enum\nclass FailureKind(Enum):\n"
    words = ("TIMEOUT", "NETWORK", "MODEL", "DOCUMENT", "QUOTA", "SCHEMA", "POLICY", "SAFETY", "BUDGET")
    others = ("TIMEOUT", "NETWORK", "SOCKET", "HTTP", "TRIPPED")
    sources = [head + "".join(f"    {word} = '{word.lower()}'\n" for word in each) for each in (words, others)]
    files = {"shop/__init__.py": "", "shop/one.py": sources[0], "shop/two.py": sources[1]}
    files |= {f"shop/use_{at}.py": f"from shop.{at} import FailureKind\nprint(FailureKind)\n" for at in ("one", "two")}
    assert not any(each.changes_code for each in decisions(plan(tmp_path, files)).values())


def test_a_doubtful_member_waits_for_what_would_decide_it_beside_a_sure_one(tmp_path: Path) -> None:
    weak = class_source("SessionManager", "paint", "erase")
    files = two_managers(
        **{"shop/weak.py": weak, "shop/weak_user.py": "from shop.weak import SessionManager\nSessionManager()\n"}
    )
    found = decisions(plan(tmp_path, files))
    assert found["shop.old_place.SessionManager"].action == "CONSOLIDATE"
    assert found["shop.weak.SessionManager"].action == "UNDECIDED"
    assert found["shop.weak.SessionManager"].needs


def test_a_better_name_that_changes_many_files_is_no_advice(tmp_path: Path) -> None:
    source = (
        "class TaxManager:\n    def get_rate(self, x): return x\n    def list_rates(self, x): return self.get_rate(x)\n"
    )
    few = {"shop/__init__.py": "", "shop/a.py": source, "shop/u.py": "from shop.a import TaxManager\n"}
    many = {**few, **{f"shop/u{n}.py": "from shop.a import TaxManager\n" for n in range(6)}}
    assert [each.becomes for each in decisions(plan(tmp_path / "few", few)).values()] == ["TaxQueries"]
    assert not plan(tmp_path / "many", many).candidates


def test_a_null_object_of_a_manager_is_rightly_named(tmp_path: Path) -> None:
    null = "class _NullRateManager:\n    def get_rate(self, x): return 0\n    def list_rates(self, x): return ()\n"
    real = (
        "class RateManager:\n    def __init__(self, rates): self.rates = rates\n"
        "    def get_rate(self, x):\n        return self.rates[x]\n"
        "    def list_rates(self, x):\n        return list(self.rates)\n"
    )
    files = {
        "shop/__init__.py": "",
        "shop/a.py": null + real,
        "shop/u.py": "from shop.a import RateManager, _NullRateManager\n",
    }
    assert not any(each.way == "rename" for each in decisions(plan(tmp_path, files)).values())


LIFE = (
    """class DatabaseWatchMonitor:
    def start_watch(self):
        for row in self.rows:
            row.probe(self.pool)
        self.on = len(self.rows)
    def stop_watch(self):
        self.pool.drain()
        return self.on
""",
    """class DatabaseWatchMonitor:
    def start_watch(self):
        with self.lock:
            self.task = listen(self.queue)
        return self.task
    def stop_watch(self):
        if self.task:
            leave(self.task)
        self.task = None
        self.queue = []
""",
)


def test_what_starts_and_ends_things_is_no_duty(tmp_path: Path) -> None:
    files = {"shop/__init__.py": ""}
    for at, source in zip(("one", "two"), LIFE, strict=True):
        files[f"shop/{at}.py"] = source
        files[f"shop/use_{at}.py"] = f"from shop.{at} import DatabaseWatchMonitor\nx = DatabaseWatchMonitor()\n"
    (found,) = [each for each in decisions(plan(tmp_path, files)).values() if each.changes_code]
    assert "only what starts and ends things" in found.needs
    assert found.confidence <= 0.55


@pytest.mark.parametrize("test", ["", "from scripts.first import ImportIssue\n"], ids=["not-tested", "tested"])
def test_records_of_two_scripts_that_nothing_but_tests_imports_are_undecided(tmp_path: Path, test: str) -> None:
    start = (
        "from dataclasses import dataclass\n@dataclass\nclass ImportIssue:\n    file_path: str\n    line_number: int\n"
    )
    files = {"tests/__init__.py": "", "tests/test_first.py": test}
    for at, own in (("first", "suggested_fix"), ("second", "expected_name")):
        source = f"{start}    issue_kind: str\n    {own}: str\nif __name__ == '__main__':\n    print(ImportIssue)\n"
        files[f"scripts/{at}.py"] = source
    found = decisions(plan(tmp_path, files)).values()
    assert "UNDECIDED" in {each.action for each in found}
    assert not any(each.changes_code for each in found)


def test_a_script_needs_no_record_of_another_that_only_has_more(tmp_path: Path) -> None:
    start = (
        "from dataclasses import dataclass\n@dataclass\nclass ServiceAddresses:\n    backend: str\n    frontend: str\n"
    )
    end = "if __name__ == '__main__':\n    print(ServiceAddresses)\n"
    files = {"scripts/first.py": f"{start}{end}", "scripts/second.py": f"{start}    socket: str = ''\n{end}"}
    found = decisions(plan(tmp_path, files))
    assert found["scripts.first.ServiceAddresses"].action == "UNDECIDED"
    assert "not all fields are the same: neither needs the other" in found["scripts.first.ServiceAddresses"].reason


def test_what_a_base_would_hold_is_called_one_text_only_where_names_are_the_same(tmp_path: Path) -> None:
    shared = [f"open_{name}" for name in ("ticket", "session", "basket", "letter", "parcel", "folder", "window")]
    one = class_source("RedisFactory", *shared)
    other = class_source("KafkaFactory", *shared).replace("self.look_open_ticket", "self.seek_open_ticket")
    other = other.replace("or 'open_session'", "or 'another text'")
    one, other = (text.replace("        return", "        self.seen = value\n        return") for text in (one, other))
    files = {"shop/__init__.py": "", "shop/one.py": one, "shop/two.py": other}
    files |= {
        f"shop/use_{at}.py": f"from shop.{at} import {name}\nx = {name}()\n"
        for at, name in (("one", "RedisFactory"), ("two", "KafkaFactory"))
    }
    told = next(each for each in decisions(plan(tmp_path, files)).values() if each.way == "base").reason
    exact, _, alike = told.partition("one text")
    assert "open_basket" in exact
    assert "open_ticket" not in exact
    assert "open_session" not in exact
    assert "open_session, open_ticket are alike but for names or a statement" in alike


@pytest.mark.parametrize(
    ("here", "there", "told"),
    [
        ("self, regform, row", "self, person, event, **rest", "also needs person, event"),
        ("self, regform", "self, **rest", ""),
        ("self, *given", "self, person", ""),
        ("self, regform, **rest", "self, person=None", "does not take regform"),
    ],
)
def test_what_takes_anything_may_need_something_all_the_same(tmp_path: Path, here: str, there: str, told: str) -> None:
    source = class_source("SessionManager", *SESSIONS)
    files = {
        f"shop/{place}.py": source.replace("def open_session(self, key)", f"def open_session({given})")
        for place, given in (("old_place", here), ("sessions", there))
    }
    made = plan(tmp_path, two_managers(**files))
    found = [row.text for row in made.differences if row.difference == "parameters"]
    assert found == ([told] if told else [])


def test_a_constructor_alone_is_worth_no_base(tmp_path: Path) -> None:
    names = [f"part_{n}" for n in range(24)]
    init = "".join(f"        self.{name} = {name} or self.seek(key)\n" for name in names)
    source = f"class %s:\n    def __init__(self, key, {', '.join(f'{name}=None' for name in names)}):\n{init}"
    files = {"shop/__init__.py": ""}
    bodies = ("return self.part_1", "self.seen = key\n        return [self.part_1]")
    for at, name, body in zip(("one", "two"), ("RedisSessionFactory", "KafkaSessionFactory"), bodies, strict=True):
        own = f"    def open_session(self, key):\n        {body}\n"
        files |= {
            f"shop/{at}.py": source % name + own,
            f"shop/use_{at}.py": f"from shop.{at} import {name}\nx = {name}(1)\n",
        }
    found = plan(tmp_path, files)
    assert found.candidates
    assert not {each.way for each in decisions(found).values()} & {"base"}
