"""Attributes read of other objects, and errors that are caught."""

from __future__ import annotations

from tests.facts import facts_of


def reads(source: str) -> list[tuple[str, int]]:
    return [(each.name, each.line) for each in facts_of(source).reads.reads]


def catches(source: str) -> list[tuple[tuple[str, ...], int, int]]:
    return [(each.names, each.first, each.last) for each in facts_of(source).reads.catches]


def test_a_dotted_name_is_told_as_a_whole_and_once_in_a_scope() -> None:
    assert reads("def f(c):\n    x = c.a.b\n    y = c.a.b\ndef g(c):\n    c.a.b = 1") == [("c.a.b", 2), ("c.a.b", 5)]


def test_what_is_called_is_told_by_the_call_and_its_arguments_are_read() -> None:
    assert reads("f(c.x)\nc.m(d.y).z\nc.n()") == [("c.x", 1), ("d.y", 2)]


def test_one_step_from_self_is_a_touch_and_two_are_a_read() -> None:
    source = "class A:\n    def f(self):\n        return self.x, self.client.tools"
    assert reads(source) == [("self.client.tools", 3)]


def test_annotations_read_nothing_and_members_of_enums_are_read() -> None:
    assert reads("def f(x: m.A):\n    match x:\n        case Color.RED:\n            return Color.BLUE") == [
        ("Color.RED", 3),
        ("Color.BLUE", 4),
    ]


def test_a_clause_names_what_it_catches_and_the_lines_that_it_watches() -> None:
    source = "try:\n    a()\n    b()\nexcept (E, m.F):\n    pass\nexcept:\n    pass"
    assert catches(source) == [(("E", "m.F"), 2, 3), ((), 2, 3)]


def test_in_a_broken_file_clauses_of_sound_parts_are_told() -> None:
    source = "def f():\n    try:\n        a()\n    except E:\n        pass\n\ndef g(:\n    pass\n"
    assert catches(source) == [(("E",), 3, 3)]


def test_classes_that_a_loop_or_a_call_goes_through_are_told() -> None:
    source = "for c in Color: pass\n[x for x in m.Color]\nlen(Color), list(colors), len(self.Kind)\nprint(Color)"
    wholes = [(each.name, each.line) for each in facts_of(source).reads.wholes]
    assert wholes == [("Color", 1), ("m.Color", 2), ("Color", 3), ("self.Kind", 3)]
