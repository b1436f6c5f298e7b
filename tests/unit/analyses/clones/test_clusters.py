"""Clone clusters of types 1 and 2."""

from __future__ import annotations

from pathlib import Path

from archgraph.analyses.clones.clusters import find_clones
from archgraph.model.results import CloneMember
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


def clones(root: Path, **files: str) -> list[CloneMember]:
    """The rows for a package of these modules."""
    tree = {"shop/__init__.py": "", **{f"shop/{name}.py": text for name, text in files.items()}}
    return list(find_clones(codebase(root, tree)))


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
    rows = clones(tmp_path, a="class A:\n" + method("total"), b="class B:\n" + method("total"))
    assert [(r.member, r.kind) for r in rows] == [("shop.a.A", "class"), ("shop.b.B", "class")]


def test_a_further_copy_outside_the_cloned_classes_is_told_with_those_inside(tmp_path: Path) -> None:
    other = f"def total(self, items, discount, log):{BODY}\n"
    rows = clones(
        tmp_path,
        a="class A:\n" + method("total"),
        b="class B:\n" + method("total"),
        c="class C:\n    x = 1\n" + method("total") + method("other", RENAMED.replace("+=", "-=")),
        d=other,
    )
    members = {r.member for r in rows if r.cluster == rows[-1].cluster or r.kind != "class"}
    assert {"shop.a.A.total", "shop.b.B.total", "shop.c.C.total", "shop.d.total"} <= members


def test_overrides_of_one_inherited_method_are_relatives(tmp_path: Path) -> None:
    base = "class Base:\n    def total(self, items, discount, log):\n        raise NotImplementedError\n"
    a = f"from shop.base import Base\nclass A(Base):\n    x = 1\n{method('total')}"
    b = f"from shop.base import Base\nclass B(Base):\n    y: int\n{method('total')}"
    assert [r for r in clones(tmp_path, base=base, a=a, b=b) if r.kind == "method"] == []


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
