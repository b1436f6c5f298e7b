"""Docstrings that lost a quote or all of them: nothing between them is swallowed."""

import ast
from textwrap import dedent

import pytest

from archgraph.extract.recovery.recover import recover
from tests.recovered import expect


@pytest.mark.parametrize("broken", ['"""First.', '"""First.""', '""First."""', 'First."""', '"""First."'])
def test_a_missing_quote_of_a_docstring_spoils_only_its_docstring(broken):
    tree = recover(
        dedent(
            '''
            def f():
                """Text."""
                import a
                return a

            class A(B):
                DOC

                def g(self):
                    """More text here."""
                    import b
                    return b

            def h():
                """And the last."""
            '''
        ).replace("DOC", broken)
    )
    names = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    imports = [node.names[0].name for node in ast.walk(tree) if isinstance(node, ast.Import)]
    assert (sorted(names), sorted(imports)) == (["A", "f", "g", "h"], ["a", "b"])
    assert [node.name for node in tree.body] == ["f", "A", "h"]


def test_a_missing_opening_quote_is_found_by_the_prose_behind_it():
    expect(
        '''
        def f():
            Return the first thing.

            More text about it here.
            """
            return 1

        class A:
            """Text of A."""
        ''',
        '''
        def f():
            """Return the first thing.

            More text about it here.
            """
            return 1

        class A:
            """Text of A."""
        ''',
    )


def test_a_newline_that_stands_in_a_string_in_single_quotes_is_read_as_an_escape():
    expect(
        """
        def f():
            print("
        Hello")
            x = text.split('
        ')
            import a
            return x
        """,
        r"""
        def f():
            print("\nHello")
            x = text.split('\n')
            import a
            return x
        """,
    )


def names(source):
    """The classes and functions that are recovered, with the line of each."""
    found = [node for node in ast.walk(recover(source)) if isinstance(node, (ast.ClassDef, ast.FunctionDef))]
    return {(node.name, node.lineno) for node in found}


SHELF = '''"""Books on shelves.

    class Example:
        def shown(self): ...
"""
import os


class Shelf:
    """
    Holds books.
    """

    def first(self):
        """
        The first book.
        """
        return self.books[0]

    def last(self):
        """The last book."""
        return self.books[-1]


class Library(Shelf):
    """
    Holds shelves.
    """

    def count(self):
        return len(self.books)
'''


@pytest.mark.parametrize(("left", "distance"), [('""', 1), ('""""', 1), ("", 3)])
def test_two_ends_of_docstrings_that_are_lost_swallow_nothing_between_them(left, distance):
    whole = names(SHELF)
    ends = [place for place in range(len(SHELF)) if SHELF.startswith('"""', place)][1::2]
    for first, second in zip(ends, ends[distance:], strict=False):
        text = SHELF[:first] + left + SHELF[first + 3 : second] + left + SHELF[second + 3 :]
        assert names(text) == whole


def test_the_first_line_can_lack_its_opening_quotes():
    assert names(SHELF.removeprefix('"""')) == names(SHELF.removeprefix('"')) == names(SHELF)


def test_a_template_that_holds_definitions_is_no_lost_quote():
    expect(
        '''
        write(
            """
        class Shown:
            pass
        """
        )
        def broken(:
            pass
        ''',
        '''
        write("""
        class Shown:
            pass
        """)
        def broken():
            pass
        ''',
    )


def test_a_single_quote_does_not_end_at_a_docstring():
    assert names('def f(a=""x"):\n    """Told."""\n\n\ndef g():\n    """Told."""\n') == {("f", 1), ("g", 5)}
