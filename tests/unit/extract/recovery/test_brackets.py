"""Brackets that were never closed or never opened: what stands around them is kept."""

import ast

from archgraph.extract.recovery.recover import recover
from tests.recovered import expect


def test_an_unclosed_import_keeps_its_names_and_swallows_nothing():
    expect(
        """
        from x import (
            a,
            b as c,

        import os

        class A(B):
            pass
        """,
        """
        from x import a, b as c
        import os
        class A(B):
            pass
        """,
    )


def test_an_import_without_any_name_is_still_an_import():
    (statement, following) = recover("from .x import (\nclass A: pass\n").body
    assert isinstance(statement, ast.ImportFrom)
    assert (statement.module, statement.level, statement.names, statement.lineno) == ("x", 1, [], 1)
    assert isinstance(following, ast.ClassDef)


def test_an_import_that_other_imports_interrupt_gets_its_names_back():
    expect(
        """
        from x import (
        import asyncio
        from y import z
            A,
            B as C,
        )
        class K:
            pass
        """,
        """
        from x import A, B as C
        import asyncio
        from y import z
        class K:
            pass
        """,
    )


def test_an_unclosed_bracket_ends_where_no_expression_goes_on():
    expect(
        """
        class A:
            x = [1, 2
            y = foo(3

            def f(self):
                return g(4
        z = 5
        """,
        """
        class A:
            x = [1, 2]
            y = foo(3)

            def f(self):
                return g(4)
        z = 5
        """,
    )


def test_an_unmatched_bracket_costs_at_most_its_statement():
    expect("a = 1\nb = foo(), c)\nd = 2\n", "a = 1\nb = foo(), c\nd = 2")


def test_a_closing_bracket_alone_on_a_line_ends_no_block():
    expect(
        """
        class A:
            def f(self):
                x = 1
        )
                return x
            def g(self):
                pass
        """,
        """
        class A:
            def f(self):
                x = 1
                return x
            def g(self):
                pass
        """,
    )


def test_arguments_whose_bracket_was_never_opened_are_no_statements():
    expect(
        "def f():\n    return 1\n\nx = foo\n    a=1,\n    b=2,\n)\ny = 2\n", "def f():\n    return 1\nx = foo\ny = 2"
    )
