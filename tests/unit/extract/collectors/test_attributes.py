"""Attributes that class bodies and methods set."""

from __future__ import annotations

from archgraph.model.expr import text_of
from tests.facts import facts_of


def attributes(source: str) -> list[tuple[str, int, str, str]]:
    found = facts_of(source).bodies.attributes
    return [(each.name, each.method, text_of(each.value), each.annotation) for each in found]


def test_attributes_come_from_the_class_body_and_from_self_and_cls() -> None:
    source = """
    class C:
        a = {}
        b: int
        def __init__(this, x):
            this.c = Lock(x)
            this.d, this.e = 1, f()
            this.a = 5
            this.c = None
            other.g = 1
        @classmethod
        def make(cls):
            cls.h: str = ""
        @staticmethod
        def no(self):
            self.i = 1
    """
    assert attributes(source) == [
        ("a", 0, "<dict>", ""),
        ("b", 0, "<none>", "int"),
        ("c", 2, "Lock(x)", ""),
        ("d", 2, "1", ""),
        ("e", 2, "f()", ""),
        ("a", 2, "5", ""),
        ("h", 3, "''", "str"),
    ]


def test_a_function_in_a_method_sets_attributes_of_the_same_object() -> None:
    assert attributes("class C:\n    def m(self):\n        def inner(x):\n            self.y = x") == [
        ("y", 3, "x", "")
    ]


def test_functions_outside_classes_set_none() -> None:
    assert attributes("def f(self):\n    self.x = 1\ny = 2") == []
