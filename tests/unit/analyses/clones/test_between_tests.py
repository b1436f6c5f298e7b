"""Which copies among tests are told, and how many clusters they make."""

from __future__ import annotations

from pathlib import Path

from archgraph.analyses.clones.clusters import find_clones
from tests.worlds import codebase

ARRANGED = [
    "basket = make_basket(customer)",
    "voucher = customer.vouchers.create(code='{}')",
    "basket.apply(voucher, by=clerk)",
    "reply = shop.checkout(basket, voucher.code)",
    "assert reply.status == '{}'",
    "assert voucher.used_by == customer.number",
]
LONG = [
    *ARRANGED,
    *(f"shelf_{number} = shop.shelves[{number}].count(basket.items)" for number in range(4)),
    *(f"assert shelf_{number} < voucher.limits.of_shelf({number}, clerk)" for number in range(4)),
    "journal = shop.journal.entries_since(basket.opened_at)",
    "for entry in journal:\n        assert entry.clerk is clerk",
    "receipt, copy = shop.printer.print_twice(reply.number)",
]


def a_test(name: str, lines: list[str], data: str, dropped: int = 0, added: str = "") -> str:
    """A test with these statements, some dropped from their end and one added."""
    body = [line.format(data, data) for line in lines[: len(lines) - dropped]] + ([added] if added else [])
    return f"def test_{name}(customer, clerk, shop):\n    " + "\n    ".join(body) + "\n\n"


def clusters(root: Path, **files: str) -> list[list[str]]:
    """The names of the members of each cluster, for a package of these modules."""
    tree = {"pkg/__init__.py": "", **{f"pkg/{name}.py": text for name, text in files.items()}}
    rows = find_clones(codebase(root, tree))
    names = {row.cluster for row in rows}
    return sorted(sorted(row.member.split("_", 2)[-1] for row in rows if row.cluster == name) for name in names)


def test_short_tests_that_differ_in_their_data_are_told(tmp_path: Path) -> None:
    assert clusters(tmp_path, test_a=a_test("one", ARRANGED, "x") + a_test("two", ARRANGED, "y")) == [
        ["one", "two"],
    ]


def test_short_tests_that_differ_in_a_statement_may_be_explicit(tmp_path: Path) -> None:
    other = a_test("two", ARRANGED, "y", added="assert basket.is_empty()")
    assert clusters(tmp_path / "tests", test_a=a_test("one", ARRANGED, "x") + other) == []
    production = (a_test("one", ARRANGED, "x") + other).replace("assert ", "yield ")
    assert clusters(tmp_path / "production", shop=production) == [["one", "two"]]


def test_a_short_test_that_differs_in_a_statement_is_told_in_a_family_that_is_there(tmp_path: Path) -> None:
    family = a_test("one", ARRANGED, "x") + a_test("two", ARRANGED, "y")
    cousin = a_test("three", ARRANGED, "z", added="assert basket.is_empty()")
    assert clusters(tmp_path, test_a=family + cousin) == [["one", "three", "two"]]


def test_long_tests_that_differ_in_a_statement_are_told(tmp_path: Path) -> None:
    other = a_test("two", LONG, "y", added="assert basket.is_empty()")
    assert clusters(tmp_path, test_a=a_test("one", LONG, "x") + other) == [["one", "two"]]


def test_tests_of_one_file_that_share_most_statements_are_one_family(tmp_path: Path) -> None:
    one = a_test("one", LONG, "x") + a_test("two", LONG, "y")
    shorter = "assert shop.till.counted_by(customer)"
    other = a_test("three", LONG, "x", 5, shorter) + a_test("four", LONG, "y", 5, shorter)
    assert clusters(tmp_path, test_a=one + other) == [["four", "one", "three", "two"]]


def test_one_more_copy_never_hides_what_was_told(tmp_path: Path) -> None:
    tests = [a_test(f"t{number}", LONG, "x", added=f"assert basket.{name}()") for number, name in enumerate("abcdefg")]
    told = [clusters(tmp_path / str(count), test_a="".join(tests[:count])) for count in range(2, 8)]
    assert told == [[[f"t{number}" for number in range(count)]] for count in range(2, 8)]
