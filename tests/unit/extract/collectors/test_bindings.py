"""How names get their values."""

from __future__ import annotations

import ast

import pytest

from archgraph.model.expr import Call, Literal, Opaque, Sequence, text_of
from archgraph.model.facts.bindings import Binding
from tests.facts import facts_of


def bindings(source: str) -> tuple[Binding, ...]:
    return facts_of(source).outline.bindings


def pairs(source: str) -> list[tuple[str, str, str]]:
    return [(each.name, each.kind.value, text_of(each.value) if each.value else "") for each in bindings(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("B = A", [("B", "assign", "A")]),
        ("B = C = m.A", [("B", "assign", "m.A"), ("C", "assign", "m.A")]),
        ("a, b = x, y", [("a", "assign", "x"), ("b", "assign", "y")]),
        ("a, (b, c) = x, (y, z)", [("a", "assign", "x"), ("b", "assign", "y"), ("c", "assign", "z")]),
        ("a, *b = x, y, z", [("a", "assign", "<unpacked>"), ("b", "assign", "<unpacked>")]),
        ("a, b = f()", [("a", "assign", "<unpacked>"), ("b", "assign", "<unpacked>")]),
        ("x: int = 3", [("x", "annotate", "3")]),
        ("x: int", [("x", "annotate", "")]),
        ("__all__ += ['a']", [("__all__", "augment", "['a']")]),
        ("__all__.extend(sub.__all__)", [("__all__", "augment", "__all__.extend(sub.__all__)")]),
        ("for x in y: pass", [("x", "target", "<item>")]),
        ("with f() as x: pass", [("x", "target", "<with>")]),
        ("with f() as (x, y): pass", [("x", "target", "<with>"), ("y", "target", "<with>")]),
        ("try: pass\nexcept E as e: pass", [("e", "target", "<exception>")]),
        ("if (x := A): pass", [("x", "assign", "A")]),
        ("del x", [("x", "delete", "")]),
        ("match v:\n    case [a, *b]: pass", [("a", "target", "<capture>"), ("b", "target", "<capture>")]),
        ("match v:\n    case {'k': a, **r}: pass", [("r", "target", "<capture>"), ("a", "target", "<capture>")]),
        ("Outer.Inner = X", [("Outer.Inner", "assign", "X")]),
        ("sys.modules[__name__] = x", [("sys.modules[__name__]", "assign", "x")]),
        ("d['k'] = x", []),
        ("f().x = y", []),
    ],
)
def test_a_module_keeps_everything_that_binds_a_name(source: str, expected: list[tuple[str, str, str]]) -> None:
    assert pairs(source) == expected


def test_a_class_body_keeps_all_its_bindings_with_annotations() -> None:
    (first, second) = bindings("class C:\n    x: Dict[str, int] = {}\n    y = 1")
    assert (first.name, first.annotation, first.value, first.scope) == ("x", "Dict[str, int]", Opaque("dict"), 1)
    assert second.value == Literal(1)


def test_a_function_keeps_attributes_that_are_spelled_as_classes() -> None:
    source = (
        "def f(self):\n    self.Model = make(A)\n    self.model = make(A)\n    self.Empty = {}\n    self.a.Model = A"
    )
    assert pairs(source) == [("self.Model", "assign", "make(A)")]


def test_a_function_that_makes_classes_keeps_the_text_of_their_names() -> None:
    (name,) = bindings("def __class_getitem__(cls, item):\n    name = f'{cls.__name__}[{item}]'")
    assert name.value == Opaque("fstring", "f'{cls.__name__}[{item}]'")


def test_a_function_keeps_names_and_calls_of_names_only() -> None:
    source = """
    def f(p):
        a = m.A
        b = A(1)
        c = 3
        d = [A]
        e = x.y()()
        self.z = A
        p = 4
    """
    assert [(name, text) for name, _, text in pairs(source)] == [("a", "m.A"), ("b", "A(1)"), ("p", "4")]


@pytest.mark.parametrize(
    "header",
    [
        "def __getattr__(name)",
        "def f(bases)",
        "def f(*bases)",
        "def f(base)",
        "def f(metaclass)",
        "async def __new__(cls)",
    ],
)
def test_a_function_that_makes_classes_keeps_every_binding(header: str) -> None:
    assert pairs(f"{header}:\n    c = 3") == [("c", "assign", "3")]


def test_a_function_that_returns_a_class_of_typed_bases_keeps_every_binding() -> None:
    assert pairs("def f():\n    b = (A, g(B))\n    return type('T', b, {})") == [("b", "assign", "(A, g(B))")]
    assert pairs("def f():\n    b = (A, g(B))\n    return type(b)") == []


def test_a_function_with_a_class_in_it_keeps_also_what_stands_before_and_around() -> None:
    assert pairs("def f():\n    a = 3\n    def g():\n        b = 4\n        class C: pass") == [
        ("a", "assign", "3"),
        ("b", "assign", "4"),
    ]


def test_a_name_declared_global_is_kept_with_any_value() -> None:
    assert pairs("def f():\n    global x\n    x = 3") == [("x", "global", ""), ("x", "assign", "3")]


def test_values_are_converted_as_far_as_names_need() -> None:
    (binding,) = bindings("T = namedtuple('T', ['a', 'b'], rename=True)")
    assert binding.value == Call(
        "namedtuple",
        (Literal("T"), Sequence((Literal("a"), Literal("b")), "list")),
        (("rename", Literal(value=True)),),
    )


def test_a_binding_in_a_branch_knows_it() -> None:
    outline = facts_of(
        """
        if sys.platform == "win32":
            X = A
        elif B:
            X = B
        else:
            X = C
        """
    ).outline
    a, b, c = (outline.branches[each.branch] for each in outline.bindings)
    assert [each.kind.value for each in (a, b, c)] == ["if", "if", "else"]
    assert text_of(a.test) == "sys.platform == 'win32'"
    assert outline.branches[b.parent].kind.value == "else"
    assert b.group == c.group != a.group


def test_a_thousand_elif_are_no_depth() -> None:
    source = "if a == 0:\n    X = A0\n" + "".join(f"elif a == {n}:\n    X = A{n}\n" for n in range(1, 1000))
    assert len(bindings(source)) == 1000


def test_a_type_alias_binds_its_name_also_where_python_does_not_know_it() -> None:
    kind = "type_alias" if hasattr(ast, "TypeAlias") else "assign"
    assert pairs("type X[T] = list[T]") == [("X", kind, "list[T]")]
