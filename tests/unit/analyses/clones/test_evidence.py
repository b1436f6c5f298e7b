"""What is alike because everybody writes so is no copy."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from archgraph.analyses.clones.clusters import find_clones
from archgraph.analyses.clones.evidence import names_needed, names_of_edited, needed_for
from archgraph.model.results.duplicates import CloneMember
from tests.worlds import codebase

SERVICES = ["auth", "store", "clock", "mailer", "queue", "ledger", "cache", "tracer"]
THINGS = ["cart", "basket", "parcel", "pallet", "wagon", "freight", "cargo", "barrel"]


def clones(root: Path, **files: str) -> list[CloneMember]:
    """The rows for a package of these modules."""
    tree = {"shop/__init__.py": "", **{f"shop/{name}.py": text for name, text in files.items()}}
    return list(find_clones(codebase(root, tree)))


def constructor(name: str, services: list[str]) -> str:
    """A class that takes these services from a container."""
    lines = "".join(f"        self.{each} = world.get_{each}()\n" for each in services)
    return f"class {name}:\n    def __init__(self, world):\n        super().__init__()\n{lines}\n"


def test_constructors_that_take_other_services_from_one_container_are_no_copies(tmp_path: Path) -> None:
    many = [constructor(f"Other{n}", [f"thing{n}{letter}" for letter in "abcd"[: 2 + n % 3]]) for n in range(12)]
    two = [constructor("Sender", SERVICES[:6]), constructor("Driver", SERVICES[:3] + THINGS[:2])]
    assert clones(tmp_path, a="\n".join((*many, *two))) == []


def test_a_constructor_that_takes_the_same_services_and_one_more_is_a_copy(tmp_path: Path) -> None:
    two = constructor("Sender", SERVICES[:6]) + constructor("Driver", SERVICES[:7])
    assert [row.member for row in clones(tmp_path, a=two)] == ["shop.a.Sender.__init__", "shop.a.Driver.__init__"]


def listing(name: str, values: range) -> str:
    """A function that calls one other with many values."""
    return f"def {name}(check):\n" + "".join(f"    check(False, ('{each}', 'from {each}', ''))\n" for each in values)


def test_lists_of_one_call_with_other_values_are_no_copies(tmp_path: Path) -> None:
    assert clones(tmp_path, a=listing("one", range(12)), b=listing("two", range(20, 32))) == []


def test_a_list_of_calls_that_was_copied_with_its_values_is_a_copy(tmp_path: Path) -> None:
    rows = clones(tmp_path, a=listing("one", range(12)), b=listing("one", range(12)))
    assert [(row.member, row.clone_type) for row in rows] == [("shop.a.one", 1), ("shop.b.one", 1)]


FIXTURE = """
    def api(self):
        server = Server(port=8090, debug=True)
        with server.running() as running:
            client = running.client(timeout=5)
            client.login("root")
            yield client
            client.logout()
"""
SENDS = """
    def test_sends(self, api):
        answer = api.post("/events", json={"name": "x"})
        assert answer.status == 200
        for event in answer.events:
            assert event.sent
"""
FAILS = """
    def test_fails(self, api):
        broken = ["GET", "PUT", {"wrong": 1}]
        while broken:
            what = broken.pop()
            try:
                api.call(what)
            except ApiError as error:
                assert error.code in (400, 404)
"""


def test_groups_of_tests_of_one_file_that_share_a_fixture_are_no_copies(tmp_path: Path) -> None:
    two = f"class TestSending:{FIXTURE}{SENDS}\nclass TestErrors:{FIXTURE}{FAILS}"
    rows = find_clones(codebase(tmp_path, {"tests/test_api.py": two}))
    assert [row.kind for row in rows] == ["method", "method"]
    assert all(row.member.endswith(".api") for row in rows)


FACTORY = """
def {name}(bound, func):
    class Operator:
        level = bound
        def led(self, left, parser):
            self.first = left
            self.second = parser.expression(bound)
            self.log.append(left)
            return self
        def eval(self, context):
            try:
                return func(context, self.first, self.second)
            except LookupError:
                self.log.clear()
                return False
    return Operator
"""


def test_a_class_inside_two_copied_functions_is_not_told_beside_them(tmp_path: Path) -> None:
    rows = clones(tmp_path, a=FACTORY.format(name="infix"), b=FACTORY.format(name="outfix"))
    assert [row.member for row in rows] == ["shop.a.infix", "shop.b.outfix"]


BODY = """
    total = 0
    for item in items:
        price = item.price * item.amount
        if price > 100:
            price = price - discount
            log.append(price)
        total += price
    result = {"total": total, "count": len(items)}
    return result
"""


def test_the_first_member_is_one_of_those_that_are_equal(tmp_path: Path) -> None:
    other = BODY.replace("    return result", "    result.update(log)\n    print(result)\n    return sorted(result)")
    text = "".join(
        f"def {name}(items, discount, log):{body}\n" for name, body in (("a", other), ("b", BODY), ("c", BODY))
    )
    assert [row.member for row in clones(tmp_path, a=text)] == ["shop.a.b", "shop.a.a", "shop.a.c"]


READS = """
def read_prices(shelf, parcel):
    found = shelf.get(parcel)
    if not found:
        return None
    log(found, parcel)
    with shelf.open() as lines:
        yield from lines
"""
WRITES = """
def write_prices(shelf, crate):
    found = shelf.get(crate)
    if not found:
        return None
    log(found, crate)
    while shelf[crate] is not found:
        del shelf[crate], found.old
"""


def common_statements(times: int) -> str:
    """So many functions that have the statements of both, and are no copies of each other."""
    return "".join(
        f"def other{n}(a, b):\n    x = {'-' * n}1\n    y = a.get(b)\n    if not y:\n        z = {'not ' * n}y\n"
        f"        return {'+' * (n // 4)}z\n    w = ({'a, ' * n})\n    log(w, b)\n"
        for n in range(1, times + 1)
    )


def test_few_common_statements_that_many_have_are_no_copy(tmp_path: Path) -> None:
    two = ["shop.a.read_prices", "shop.b.write_prices"]
    assert [row.member for row in clones(tmp_path / "rare", a=READS, b=WRITES)] == two
    rows = clones(tmp_path / "common", a=READS, b=WRITES, c=common_statements(98))
    assert not {row.member for row in rows} & set(two)


def test_the_less_common_statements_tell_the_more_names_must_be_shared_up_to_three_in_four() -> None:
    bits, sizes = np.array([0.0, 8.0, 10.0, 14.0, 24.0, 60.0]), np.full(6, 5)
    assert np.allclose(names_needed(bits, sizes), [0.75, 0.75, 0.7, 0.6, 0.35, 0.0])
    assert np.allclose(names_needed(bits, sizes + 10), [0.65, 0.45, 0.4, 0.3, 0.05, 0.0])


def test_a_frame_in_two_files_is_no_copy_and_one_that_is_repeated_in_a_file_is(tmp_path: Path) -> None:
    two = {"read_prices", "write_prices"}
    some = common_statements(25)
    told = [row.member.rpartition(".")[2] for row in clones(tmp_path / "one", a=READS + WRITES, c=some)]
    assert two <= set(told)
    told = [row.member.rpartition(".")[2] for row in clones(tmp_path / "two", a=READS, b=WRITES, c=some)]
    assert not two & set(told)


def test_short_functions_of_two_files_that_differ_in_a_statement_share_most_names_where_little_tells() -> None:
    bits, sizes = np.array([10.0, 25.9, 26.0, 10.0]), np.array([6, 6, 6, 7])
    assert np.allclose(names_of_edited(bits, sizes), [0.7, 0.7, 0.0, 0.0])


def test_what_two_files_must_share_is_less_the_more_it_tells() -> None:
    assert np.allclose(needed_for(np.array([0.0, 1.0, 16.0, 32.0, 64.0, 128.0])), [3.4, 3.4, 1.8, 1.4, 1.0, 0.6])
