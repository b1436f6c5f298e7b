"""Clone clusters of types 1 and 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.clones.clusters import find_clones
from archgraph.model.results.duplicates import CloneMember
from tests.worlds import codebase

BODY = """
    total = 0
    for item in items:
        price = item.price * item.amount
        if price > 100:
            price = price - discount
            log.append(price)
        total += price
        count = len(items) + total
    result = {"total": total, "count": count}
    return result
"""
RENAMED = BODY.replace("price", "weight").replace("items", "boxes").replace("100", "7")
GREETING = """
    if not items:
        raise ValueError("nobody to greet")
    greeted = set()
    for person in items:
        log.send(f"hello {person.name}", to=person.address)
        greeted.add(person.address.lower())
    return sorted(greeted - discount)
"""


def clones(root: Path, **files: str) -> list[CloneMember]:
    """The rows for a package of these modules."""
    tree = {"shop/__init__.py": "", **{f"shop/{name}.py": text for name, text in files.items()}}
    return list(find_clones(codebase(root, tree)))


def clusters(rows: list[CloneMember]) -> list[list[str]]:
    """The members of each cluster."""
    names = {row.cluster for row in rows}
    return sorted(sorted(row.member for row in rows if row.cluster == name) for name in names)


def method(name: str, body: str = BODY) -> str:
    """A method with this body."""
    return f"    def {name}(self, items, discount, log):" + body.replace("\n", "\n    ") + "\n"


def test_equal_functions_are_type_1_and_renamed_ones_type_2(tmp_path: Path) -> None:
    a = f"def total(items, discount, log):{BODY}"
    b = f"def total(items, discount, log):{BODY}\n\ndef weigh(boxes, discount, log):{RENAMED}"
    rows = clones(tmp_path, a=a, b=b)
    assert [(r.member, r.kind, r.clone_type) for r in rows] == [
        ("shop.a.total", "function", 1),
        ("shop.b.total", "function", 1),
        ("shop.b.weigh", "function", 2),
    ]
    assert len({row.cluster for row in rows}) == 1
    assert (rows[0].start_line, rows[0].end_line, rows[0].similarity) == (1, 11, 1.0)


def test_methods_of_cloned_classes_are_not_told_again(tmp_path: Path) -> None:
    two = method("total") + method("greet", GREETING)
    rows = clones(tmp_path, a=f"class A:\n{two}", b=f"class B:\n{two}")
    assert [(r.member, r.kind) for r in rows] == [("shop.a.A", "class"), ("shop.b.B", "class")]


def test_a_further_copy_outside_the_cloned_classes_is_told_with_those_inside(tmp_path: Path) -> None:
    two = method("total") + method("greet", GREETING)
    rows = clones(
        tmp_path, a=f"class A:\n{two}", b=f"class B:\n{two}", c=f"def total(self, items, discount, log):{BODY}"
    )
    inside = [r.member for r in rows if r.kind != "class"]
    assert sorted(inside) == ["shop.a.A.total", "shop.b.B.total", "shop.c.total"]


def test_overrides_of_one_inherited_method_are_relatives(tmp_path: Path) -> None:
    base = "class Base:\n    def total(self, items, discount, log):\n        raise NotImplementedError\n"
    a = f"from shop.base import Base\nclass A(Base):\n    x = 1\n{method('total')}"
    b = f"from shop.base import Base\nclass B(Base):\n    y: int\n{method('total')}"
    assert [r for r in clones(tmp_path, base=base, a=a, b=b) if r.kind == "method"] == []


def test_overrides_stay_apart_though_a_third_function_is_a_copy_of_both(tmp_path: Path) -> None:
    base = "class Base:\n    def total(self, items, discount, log):\n        raise NotImplementedError\n"
    b = f"from shop.base import Base\nclass B(Base):\n    x = 1\n{method('total')}"
    c = f"from shop.base import Base\nclass C(Base):\n    y: int\n{method('total')}"
    rows = clones(tmp_path, base=base, a=f"def total(items, discount, log):{BODY}", b=b, c=c)
    assert clusters(rows) == [["shop.a.total", "shop.b.B.total"], ["shop.a.total", "shop.c.C.total"]]


def test_a_copy_under_other_names_stays_with_its_original(tmp_path: Path) -> None:
    cousin = BODY.replace("        count = len(items) + total\n", "").replace("log.append(price)", "del log[price]")
    other = cousin.replace("items", "things").replace("price", "cost").replace("log", "out").replace("total", "sum")
    rows = clones(
        tmp_path,
        a=f"def total(items, discount, log):{BODY}",
        b=f"def weigh(boxes, less, log):{RENAMED.replace('total', 'all').replace('discount', 'less').replace('log', 'out')}",
        c=f"def sum_up(items, discount, log):{cousin}",
        d=f"def add(things, discount, out):{other}",
    )
    assert clusters(rows) == [["shop.a.total", "shop.b.weigh"], ["shop.c.sum_up", "shop.d.add"]]


def test_small_and_generated_code_is_left_out(tmp_path: Path) -> None:
    small = "def f(a):\n    b = a\n    return b\n"
    fields = (
        "class {}:\n    a: int = 1\n    b: int = 2\n    c: int = 3\n    d: int = 4\n    e: int = 5\n    f: int = 6\n"
    )
    assert clones(tmp_path, a=small, b=small) == []
    renamed = fields.format("B").replace("a:", "x:")
    assert clones(tmp_path / "2", a=fields.format("A"), b=renamed) == []
    assert clones(tmp_path / "3", a_pb2=f"def f(items):{BODY}", b_pb2=f"def f(items):{BODY}") == []


def test_ids_depend_on_names_not_on_lines(tmp_path: Path) -> None:
    code = f"def total(items, discount, log):{BODY}"
    first = clones(tmp_path / "1", a=code, b=code)
    moved = clones(tmp_path / "2", a="\n\n\nx = 1\n" + code, b=code)
    assert {row.cluster for row in first} == {row.cluster for row in moved}


def test_production_comes_first(tmp_path: Path) -> None:
    code = f"def total(items, discount, log):{BODY}"
    tree = {"shop/__init__.py": "", "shop/z.py": code, "a_tests/test_a.py": code, "tests/test_a.py": code}
    rows = find_clones(codebase(tmp_path, tree))
    assert rows[0].member == "shop.z.total"


def test_statements_added_dropped_and_changed_make_type_3(tmp_path: Path) -> None:
    edited = BODY.replace("            log.append(price)\n", "").replace(
        "    return result", "    log.flush()\n    return result"
    )
    rows = clones(
        tmp_path,
        a=f"def total(items, discount, log):{BODY}",
        b=f"def sums(items, discount, log):{edited}",
    )
    assert [r.clone_type for r in rows] == [3, 3]
    assert rows[1].similarity == 0.9
    assert rows[1].difference == "lacks 1 of 10 statements; has 1 of its own"


def test_sync_and_async_code_are_copies(tmp_path: Path) -> None:
    waiting = BODY.replace("len(items)", "await len(items)")
    rows = clones(
        tmp_path, a=f"def total(items, discount, log):{BODY}", b=f"async def total(items, discount, log):{waiting}"
    )
    assert [(r.member, r.similarity, r.difference) for r in rows] == [
        ("shop.a.total", 1.0, ""),
        ("shop.b.total", 1.0, "async"),
    ]


def test_a_class_with_methods_in_another_order_is_a_copy(tmp_path: Path) -> None:
    total, greet = method("total"), method("greet", GREETING)
    rows = clones(tmp_path, a=f"class A:\n{total}{greet}", b=f"class B:\n{greet}{total}")
    assert [(r.member, r.similarity) for r in rows] == [("shop.a.A", 1.0), ("shop.b.B", 1.0)]


def test_a_drifted_class_is_a_copy_and_the_difference_names_its_methods(tmp_path: Path) -> None:
    edited = method("greet", GREETING.replace("person", "guest").replace("    greeted = set()\n", ""))
    close = "    def close(self):\n        self.log.flush()\n        self.log = None\n"
    stop = "    def stop(self):\n        for each in self.waiting:\n            each.cancel()\n"
    rows = clones(
        tmp_path,
        a=f"class Shop:\n{method('total')}{method('greet', GREETING)}{close}",
        b=f"class Store:\n{stop}{edited}{method('total', RENAMED)}",
    )
    assert [(r.member, r.kind) for r in rows] == [("shop.a.Shop", "class"), ("shop.b.Store", "class")]
    assert rows[1].difference == "adds stop; lacks close; edited greet"


def test_a_class_that_lost_its_longest_method_is_a_copy_by_the_others(tmp_path: Path) -> None:
    steps = "\n".join(f"        self.step_{number} = items[{number}].{'a' * (number + 1)}()" for number in range(150))
    longest = f"    def __init__(self, items):\n{steps}\n"
    close = "    def close_the_till(self):\n        self.log.flush()\n        self.log = None\n"
    rows = clones(
        tmp_path,
        a=f"class Shop:\n{longest}{method('total_of')}{method('greet_all', GREETING)}{close}",
        b=f"class Store:\n{method('total_of')}{method('greet_all', GREETING)}{close}",
    )
    assert [(r.member, r.kind) for r in rows] == [("shop.a.Shop", "class"), ("shop.b.Store", "class")]
    assert rows[1].difference == "lacks __init__"


def test_names_that_no_other_class_has_make_up_for_little_code(tmp_path: Path) -> None:
    def interface(*names: str) -> str:
        return "".join(f"    def {name}(self):\n        return None\n" for name in names)

    kept = interface("open_till", "close_till", "count_coins", "wipe_desk")
    shop = {
        "a": f"class Till:\n{kept}{interface('lock')}",
        "b": f"class Desk:\n{kept}{method('total')}{method('x', GREETING)}",
    }
    assert clusters(clones(tmp_path / "own", **shop)) == [["shop.a.Till", "shop.b.Desk"]]
    common = {f"m{number}": f"class Other{number}:\n{kept}" for number in range(5)}
    rows = clones(tmp_path / "common", **shop, **common)
    assert not any({"shop.a.Till", "shop.b.Desk"} <= set(cluster) for cluster in clusters(rows))


def test_a_method_written_anew_under_its_name_is_told_as_another_one(tmp_path: Path) -> None:
    close = "    def close(self):\n        self.log.flush()\n        self.log = None\n"
    other = "    def close(self):\n        for each in self.waiting:\n            each.cancel(now=True)\n"
    kept = method("total") + method("greet", GREETING)
    rows = clones(tmp_path, a=f"class Shop:\n{kept}{close}", b=f"class Store:\n{kept}{other}")
    assert rows[1].difference == "has another close"


def test_a_method_that_was_copied_under_another_name_and_written_anew_is_told_as_another_one(tmp_path: Path) -> None:
    first = f"class Box:\n{method('send')}{method('greet', GREETING)}"
    anew = "    def send(self, what):\n        with self.lock:\n            yield what\n"
    other = f"class Case:\n{method('probe')}{method('greet', GREETING)}{anew}"
    _, row = clones(tmp_path, a=first, b=other)
    assert row.difference == "has another send; renamed send → probe"


def test_classes_that_fill_in_one_contract_in_other_words_are_relatives(tmp_path: Path) -> None:
    def field(kind: str, words: str) -> str:
        first, second, third = words.split()
        parse = (
            f"    def parse(self, {first}):\n        if not {first}:\n            return\n        {second}({first})\n"
        )
        show = f"    def show(self):\n        {third} = self.{second}_{kind}\n        return {third}.{first}()\n"
        check = (
            f"    def check_{kind}(self, {third}):\n        {first} = {third}[{second}]\n        self.{kind}({first})\n"
        )
        return f"from shop.base import Field\nclass {kind.title()}(Field):\n{parse}{show}{check}"

    base = "class Field:\n    def parse(self, text):\n        pass\n    def show(self):\n        pass\n"
    own = "    def open(self, port):\n        with port as host:\n            host.ring()\n        return host\n"
    alone = {"a": field("date", "day month year"), "b": field("link", "host port path") + own}
    free = {name: text.replace("(Field)", "") for name, text in alone.items()}
    assert clusters(clones(tmp_path / "free", **free)) == [["shop.a.Date", "shop.b.Link"]]
    assert clusters(clones(tmp_path / "kept", base=base, **alone)) == []


def test_a_function_is_no_copy_of_the_one_around_it(tmp_path: Path) -> None:
    inner = f"def inner(items, discount, log):{BODY}".replace("\n", "\n    ")
    assert clones(tmp_path, a=f"def outer(items):\n    {inner}\n    return inner\n") == []


def test_many_copies_are_one_cluster(tmp_path: Path) -> None:
    files = {f"m{number:03}": f"def total_{number}(items, discount, log):{BODY}" for number in range(100)}
    rows = clones(tmp_path, **files)
    assert len(rows) == 100
    assert len({row.cluster for row in rows}) == 1


def test_many_copies_of_a_class_are_one_cluster(tmp_path: Path) -> None:
    text = f"class Cart:\n{method('total')}{method('greet', GREETING)}"
    rows = clones(tmp_path, **{f"m{number:02}": text for number in range(60)})
    assert len(clusters(rows)) == 1
    assert len(rows) == 60


def test_a_chain_of_likeness_does_not_make_one_cluster(tmp_path: Path) -> None:
    lines = [f"    step_{number}(items[{number}], {'+'.join('x' * (number + 1))})" for number in range(24)]
    files = {
        f"m{start}": f"def run_{start}(items, x):\n" + "\n".join(lines[start : start + 12]) + "\n"
        for start in range(0, 13, 3)
    }
    rows = clones(tmp_path, **files)
    clusters = {row.cluster: {r.member for r in rows if r.cluster == row.cluster} for row in rows}
    assert all(len(members) < 4 for members in clusters.values())


def test_tests_of_two_files_are_copies_sooner_than_those_of_one(tmp_path: Path) -> None:
    def test(name: str, body: str) -> str:
        return f"def test_{name}(items, discount, log):{body}\n\n"

    renamed = BODY
    for old, new in (("total", "all"), ("item", "box"), ("price", "size"), ("log", "out"), ("discount", "less")):
        renamed = renamed.replace(old, new)
    apart = {"test_a": test("total", BODY), "test_b": test("size", renamed)}
    assert clusters(clones(tmp_path / "two", **apart)) == [["shop.test_a.test_total", "shop.test_b.test_size"]]
    assert clusters(clones(tmp_path / "one", test_a=apart["test_a"] + apart["test_b"])) == []


CHECK = """
        findings = []
        for {0} in {0}_client.all_{0}:
            report = Report(self.metadata(), {0})
            report.status = "PASS"
            if not {0}.is_{0}_safe:
                report.status = "FAIL"
                report.text = f"{0} {{{0}.{0}_name}} is not safe"
            findings.append(report)
        return findings
"""


@pytest.mark.parametrize("edit", ["", '                report.more = "ask"\n'], ids=["letter by letter", "edited"])
def test_a_copy_is_found_among_hundreds_of_functions_of_the_same_statements(tmp_path: Path, edit: str) -> None:
    words = [
        f"{one}{two}" for one in "abcdefghijklmno" for two in ("mail", "disk", "rule", "host", "key", "log", "vm", "db")
    ]
    checks = {f"c_{word}": f"class C_{word}(Check):\n    def execute(self):{CHECK.format(word)}" for word in words}
    copy = CHECK.format("hhost").replace("            findings", f"{edit}            findings")
    rows = clones(tmp_path, **checks, zz_copy=f"class Other:\n    def judge(self):{copy}")
    (found,) = {row.cluster for row in rows if row.member == "shop.zz_copy.Other.judge"}
    assert "shop.c_hhost.C_hhost.execute" in {row.member for row in rows if row.cluster == found}
