"""File names made from class names: any name gives a file that every system takes, and no two give the same."""

import re

from hypothesis import given
from hypothesis import strategies as st

from archgraph.model.codebase import ClassKey
from archgraph.report.filenames import file_names

KEYS = st.builds(ClassKey, st.text(max_size=200), st.text(max_size=9), st.integers(1, 3))


def name_of(dotted: str) -> str:
    return file_names([ClassKey(dotted, "a.py", 1)])[ClassKey(dotted, "a.py", 1)]


@given(st.lists(KEYS, max_size=12))
def test_names_are_safe_and_unique_where_case_is_ignored(keys: list[ClassKey]) -> None:
    names = file_names(keys)
    assert set(names) == set(keys)
    assert len({name.casefold() for name in names.values()}) == len(set(keys))
    assert all(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,160}", name) for name in names.values())


@given(st.lists(KEYS, unique=True, max_size=8).flatmap(lambda keys: st.tuples(st.just(keys), st.permutations(keys))))
def test_the_order_of_classes_does_not_matter(pair: tuple[list[ClassKey], list[ClassKey]]) -> None:
    assert file_names(pair[0]) == file_names(pair[1])


def test_a_plain_dotted_name_is_kept() -> None:
    assert name_of("shop.orders.OrderManager") == "shop.orders.OrderManager"


def test_reserved_hidden_and_foreign_names_are_changed() -> None:
    assert name_of("con.Manager") == "_con.Manager"
    assert name_of("index") == "_index"
    assert name_of("../../etc/passwd") == "_.._etc_passwd"
    assert name_of("make.<locals>.Made") == "make._locals_.Made"
    assert name_of("-o.Manager") == "_-o.Manager"


def test_lines_that_move_do_not_rename_a_report() -> None:
    before = [ClassKey("m.C", "a.py", 1), ClassKey("m.C", "a.py", 9), ClassKey("m.C", "b.py", 1)]
    after = [ClassKey("m.C", "a.py", 3), ClassKey("m.C", "a.py", 29), ClassKey("m.C", "b.py", 7)]
    assert list(file_names(before).values()) == list(file_names(after).values())
