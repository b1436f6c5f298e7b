"""How functions touch the state around them."""

from __future__ import annotations

import pytest

from tests.facts import facts_of


def touches(source: str) -> list[tuple[str, str, str, str]]:
    return [(each.owner, each.attribute, each.how, each.guard) for each in facts_of(source).bodies.touches]


@pytest.mark.parametrize(
    ("statement", "how"),
    [
        ("print(self.x)", "read"),
        ("self.x = 1", "write"),
        ("self.x += 1", "write"),
        ("del self.x", "delete"),
        ("self.x[k]", "item_read"),
        ("self.x[k] = 1", "item_write"),
        ("self.x[k] += 1", "item_write"),
        ("self.x[k][l] = 1", "item_write"),
        ("del self.x[k]", "item_delete"),
        ("k in self.x", "contains"),
        ("k not in self.x", "contains"),
        ("for k in self.x: pass", "iterate"),
        ("[k for k in self.x]", "iterate"),
        ("return self.x", "return"),
        ("self.x.append(1)", "call:append"),
        ("self.x()", "call:__call__"),
    ],
)
def test_an_attribute_of_self_is_touched_as_its_parent_says(statement: str, how: str) -> None:
    assert touches(f"class C:\n    def m(self, k):\n        {statement}") == [("self", "x", how, "")]


def test_owners_are_self_cls_and_the_class_itself() -> None:
    source = """
    class C:
        def m(self):
            self.a; C.b; type(self).c; self.__class__.d; other.e
        @classmethod
        def n(klass):
            klass.f
        def __new__(c):
            c.g
        @staticmethod
        def s(self):
            self.h
    """
    found = [(owner, attribute) for owner, attribute, _, _ in touches(source) if attribute != "__class__"]
    assert found == [("self", "a"), ("C", "b"), ("cls", "c"), ("cls", "d"), ("cls", "f"), ("cls", "g")]


def test_the_guard_is_the_innermost_plain_name() -> None:
    source = """
    class C:
        async def m(self):
            async with self._lock:
                with open(p) as f:
                    self.x = 1
            with open(p):
                self.y = 1
                def later():
                    self.z = 1
    """
    assert touches(source) == [
        ("self", "_lock", "read", ""),
        ("self", "x", "write", "async self._lock"),
        ("self", "y", "write", "open(p)"),
        ("self", "z", "write", ""),
    ]


def test_state_of_the_module_counts_when_some_function_changes_it() -> None:
    source = """
    _CACHE = {}
    _FIXED = 1
    _READ_ONLY = {}
    _current = None
    def put(k, v):
        _CACHE[k] = v
    def get(k):
        return _CACHE[k] or _READ_ONLY[k] or _FIXED
    def use():
        global _current
        _current = 1
    def local():
        _CACHE = {}
        _CACHE[1] = 2
    def parameter(_CACHE):
        _CACHE.clear()
    """
    assert touches(source) == [
        ("", "_CACHE", "item_write", ""),
        ("", "_CACHE", "item_read", ""),
        ("", "_current", "write", ""),
    ]


def test_only_the_first_touch_of_a_sort_is_kept() -> None:
    (touch,) = facts_of("class C:\n    def m(self):\n        self.x\n        self.x").bodies.touches
    assert touch.line == 3
