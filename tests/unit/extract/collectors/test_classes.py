"""Class statements and the scopes of a file."""

from __future__ import annotations

import pytest

from archgraph.model.expr import text_of
from archgraph.model.facts.outline import ClassFact
from archgraph.model.facts.scopes import qualified_name
from tests.facts import facts_of


def only_class(source: str) -> ClassFact:
    (found,) = facts_of(source).outline.classes
    return found


@pytest.mark.parametrize(
    "bases",
    [
        "A, m.B",
        "Generic[T], Protocol[K, V]",
        "make(A, name='x')",
        "*bases",
        "A if x else B",
        "type('A', (B,), {})",
        "A or B",
        "f(a)(b)[c].d",
    ],
)
def test_bases_keep_their_source(bases: str) -> None:
    assert ", ".join(map(text_of, only_class(f"class C({bases}): pass").bases)) == bases


def test_keywords_and_decorators_are_kept() -> None:
    found = only_class("@a.b\n@dataclass(slots=True)\nclass C(A, metaclass=M, **kw):\n    '''Doc.'''")
    assert [text_of(each) for each in found.decorators] == ["a.b", "dataclass(slots=True)"]
    assert [(name, text_of(value)) for name, value in found.keywords] == [("metaclass", "M"), ("", "kw")]
    assert found.docstring == "Doc."


def test_scopes_stand_in_source_order_with_their_lines() -> None:
    outline = facts_of(
        """
        @decorator
        class A:
            def f(self):
                class B: pass
            async def g(self): pass
        def h(): pass
        """
    ).outline
    names = [qualified_name(outline.scopes, index) for index in range(len(outline.scopes))]
    assert names == ["", "A", "A.f", "A.f.<locals>.B", "A.g", "h"]
    assert [(each.start_line, each.line, each.end_line) for each in outline.scopes[1:]] == [
        (1, 2, 5),
        (3, 3, 4),
        (4, 4, 4),
        (5, 5, 5),
        (6, 6, 6),
    ]
    assert [each.is_async for each in outline.scopes] == [False, False, False, False, True, False]


def test_a_class_declared_global_belongs_to_the_module() -> None:
    outline = facts_of("def f():\n    global C\n    class C:\n        def m(self): pass").outline
    assert [qualified_name(outline.scopes, index) for index in (2, 3)] == ["C", "C.m"]


def test_the_modules_docstring_is_kept() -> None:
    assert facts_of('"""What it is."""\nimport x').outline.docstring == "What it is."
