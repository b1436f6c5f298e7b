"""Files with syntax errors: what can be read is there, at its place; nothing else is."""

import ast
from textwrap import dedent

import pytest

from archgraph.extract.file import extract_file
from archgraph.extract.recovery.recover import recover


def read(source):
    """The recovered module as Python writes it; `from x import <none>` where no name could be read."""
    tree = recover(dedent(source))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.names:
            node.names = [ast.alias("<none>")]
    return ast.unparse(tree)


def expect(source, expected):
    """Assert what is recovered from `source`."""
    expected = dedent(expected).strip()
    assert read(source) == (expected if "<none>" in expected else ast.unparse(ast.parse(expected)))


# ------------------------------------------------------------------------------------------------- brackets


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


# -------------------------------------------------------------------------------------------------- strings


def test_a_class_in_a_string_or_a_comment_is_no_class():
    expect(
        '''
        code = """
        class A:
            import x
        """
        # class B: pass
        text = 'class C: pass'
        def f(:
            """
            class D:
                pass
            """
        ''',
        '''
        code = """
        class A:
            import x
        """
        text = 'class C: pass'
        def f():
            """
            class D:
                pass
            """
        ''',
    )


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


def test_an_unterminated_string_ends_with_its_line():
    expect("x = foo('abc)\nimport a\ny = 'def\nclass A: pass\n", "x = foo('abc')\nimport a\ny = 'def'\nclass A: pass")


# ---------------------------------------------------------------------------------------------- indentation


def test_a_stray_line_does_not_cut_a_function_from_its_body():
    expect(
        """
        class A:
            def f(self):
                '''Text.'''
            pass
                from x import late
                return late

            def g(self):
            pass
                import later
        """,
        """
        class A:
            def f(self):
                '''Text.'''
                from x import late
                return late

            pass

            def g(self):
                import later
            pass
        """,
    )


def test_a_return_at_the_wrong_column_belongs_to_the_function_above():
    expect(
        """
        class A:
            def f(self):
                x = 1
            return x

            def g(self):
                return 2
        """,
        """
        class A:
            def f(self):
                x = 1
                return x

            def g(self):
                return 2
        """,
    )


@pytest.mark.parametrize("blank", ["", " ", "  ", "     ", "        "])
def test_a_method_header_that_slipped_is_still_a_method(blank):
    expect(
        f"""
class A:
    def f(self):
        return 1

{blank}def g(self):
        x = 1
        return 2

    def h(self):
        return 3
""",
        """
        class A:
            def f(self):
                return 1
            def g(self):
                x = 1
                return 2
            def h(self):
                return 3
        """,
    )


def test_a_decorator_tells_where_its_function_belongs():
    expect(
        """
        class A:
            @fixture
         def f():
            '''Text.'''
                return 1

            @fixture
            def g(self):
                return 2
        """,
        """
        class A:
            @fixture
            def f():
                return 1
            '''Text.'''
            @fixture
            def g(self):
                return 2
        """,
    )


def test_prose_that_begins_like_a_definition_is_none():
    expect(
        """
        class A:
            def f(self): pass
        class without a name
        def
            def g(self): pass
        """,
        """
        class A:
            def f(self): pass
            def g(self): pass
        """,
    )


def test_a_decorator_tells_where_a_function_on_one_line_belongs():
    expect(
        """
        class A:
            @overload
        def f(self, a: int) -> int: ...

            @overload
            def f(self, a: str) -> str: ...
        """,
        """
        class A:
            @overload
            def f(self, a: int) -> int: ...

            @overload
            def f(self, a: str) -> str: ...
        """,
    )


def test_tabs_and_blanks_mixed_are_measured_as_python_does():
    expect(
        "class A:\n    def f(self):\n\tx = 1\n        y = 2\n\treturn x\n    def g(self):\n        return 3\n",
        "class A:\n    def f(self):\n        x = 1\n        y = 2\n        return x\n    def g(self):\n        return 3\n",
    )


def test_a_function_of_comments_only_is_a_function_without_statements():
    expect("def f():\n    # later\n\ndef g():\n    return 1\n", "def f():\n    pass\ndef g():\n    return 1")


def test_a_function_goes_on_behind_a_dedented_line():
    expect(
        """
        def decorate(f):
            def wrapper(self):
                a = 1
         if a:
                    b = 2
                def inner():
                    pass
                return b
            return wrapper
        """,
        """
        def decorate(f):
            def wrapper(self):
                a = 1
                if a:
                    b = 2
                def inner():
                    pass
                return b
            return wrapper
        """,
    )


# -------------------------------------------------------------------------------------------------- headers


def test_missing_colons_are_seen_through():
    expect(
        """
        class A(B)
            def f(self) -> int
                if x
                    return 1
                return 2
        """,
        """
        class A(B):
            def f(self) -> int:
                if x:
                    return 1
                return 2
        """,
    )


def test_a_base_that_cannot_be_read_is_an_ellipsis():
    expect(
        "class A(B, =3, C, metaclass=M):\n    x = 1\nclass D(E:\n    y = 2\nclass F G:\n    z = 3\n",
        "class A(B, ..., C, metaclass=M):\n    x = 1\nclass D(E):\n    y = 2\nclass F(...):\n    z = 3\n",
    )


def test_parameters_that_can_be_read_are_kept():
    expect(
        "def f(a, b=, *, c: int = 1, **d) -> X:\n    return 1\ndef g(a b):\n    return 2\n",
        "def f(a, *, c: int = 1, **d) -> X:\n    return 1\ndef g(a, b):\n    return 2\n",
    )


def test_a_broken_decorator_takes_no_other_with_it():
    expect(
        "class A:\n    @property\n    @x = 1\n    def f(self:\n        return 1\n",
        "class A:\n    @property\n    def f(self):\n        return 1\n",
    )


def test_clauses_stay_with_their_statement():
    expect(
        """
        try:
            import a
        except ImportError, e:
            a = = None
        finally:
            b = 1
        if x y:
            import c
        elif z:
            d = )
        else:
            import e
        for f in g:
            h = )
        else:
            import i
        """,
        """
        try:
            import a
        except ImportError:
            a = ...
        finally:
            b = 1
        if ...:
            import c
        elif z:
            d = ...
        else:
            import e
        for f in g:
            h = ...
        else:
            import i
        """,
    )


def test_a_clause_without_its_statement_keeps_what_it_holds():
    expect("except ImportError:\n    import a\n)\n", "try:\n    pass\nexcept ImportError:\n    import a")


def test_an_inline_if_keeps_its_else():
    expect("if x: a = 1\nelse:\n    import b\n    c = )\n", "if x:\n    a = 1\nelse:\n    import b\n    c = ...")


def test_cases_of_a_broken_match_stay_together():
    expect(
        "match x:\n    case 1:\n        import a\n    case A(y):\n        b = )\n",
        "match x:\n    case 1:\n        import a\n    case A(y):\n        b = ...\n",
    )


# ----------------------------------------------------------------------------------------------- statements


def test_both_sides_of_a_merge_conflict_are_read():
    expect(
        """
        class A:
            def f(self):
        <<<<<<< HEAD
                return 1
        =======
                return 2
        >>>>>>> other

            def g(self):
                pass
        """,
        """
        class A:
            def f(self):
                return 1
                return 2

            def g(self):
                pass
        """,
    )


def test_python_2_is_read_as_far_as_it_means_the_same():
    expect(
        """
        print "home %s" % os.environ["HOME"]
        class A:
            def f(self):
                print self.x
                raise E, "message"
        """,
        """
        print("home %s" % os.environ["HOME"])
        class A:
            def f(self):
                print(self.x)
                raise E
        """,
    )


def test_a_function_keeps_the_statements_around_a_broken_one():
    expect(
        """
        def f():
            a = os.environ["A"]
            for x in y:
                import late
                b = = 1
                g(x)
            return h(a)
        """,
        """
        def f():
            a = os.environ["A"]
            for x in y:
                import late
                b = ...
                g(x)
            return h(a)
        """,
    )


@pytest.mark.parametrize("count", [5, 500])
def test_broken_statements_in_a_long_column_take_no_others_with_them(count):
    rows = [f"x{number} = f(\n    {number},\n)  # so\n" for number in range(count)]
    rows[1] = rows[-2] = "x = = 1\n# why\n\n"
    expected = [(f"x{number} = f({number})", 3 * number + 1) for number in range(count)]
    expected[1], expected[-2] = ("x = ...", 4), ("x = ...", 3 * count - 5)
    assert [(ast.unparse(each), each.lineno) for each in recover("".join(rows)).body] == expected


def test_statements_with_semicolons_are_read_one_by_one():
    expect("import a; import b; x = )\nimport c\n", "import a\nimport b\nx = ...\nimport c")


def test_names_of_an_import_that_can_be_read_are_kept():
    expect(
        "from a import (b, c-d, e as f)\nimport g.h as i, j k\nfrom .. import\n",
        "from a import b, e as f\nimport g.h as i\nfrom .. import <none>",
    )


def test_a_string_format_of_a_newer_python_does_not_lose_the_call():
    tree = recover("def f():\n    g(f\"{'\\n'.join(x)}\", os.environ['A'])\n    x = = 1\n")
    assert "os.environ['A']" in ast.unparse(tree)


def test_prose_is_nothing():
    assert recover("This is not Python at all.\nIt is prose, really.\n").body == []


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\n",
        "   ",
        "\t",
        "\\",
        "(",
        ")",
        '"',
        '"""',
        "@",
        ":",
        "\f",
        "\x0b",
        "def",
        "class",
        "#",
        "if x:",
        "\x01",
        "\x02",
    ],
)
def test_scraps_do_no_harm(source):
    assert isinstance(recover(source), ast.Module)


# ------------------------------------------------------------------------------------------------ positions


def test_all_lines_and_columns_are_those_of_the_file():
    broken = dedent(
        """
        import a

        class A(
            B
        ):
            '''Text.'''
            @decorate(1)
            def f(self, x=[1,
                           2]):
                y = g(x)
            pass
                return (y +
                        z)
        w = = 1
        """
    )
    original = broken.replace("\n    pass\n", "\n\n").replace("w = = 1", "")
    place = [
        (type(node).__name__, node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
        for node in _nodes(original)
    ]
    found = [
        (type(node).__name__, node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
        for node in _nodes(broken, recover)
    ]
    assert set(place) <= set(found)


def test_a_class_reaches_to_the_end_of_what_stands_in_it():
    tree = recover("class A:\n    def f(self):\n        x = 1\n    y = = 2\n        import b\n    z = )\n\nd = 3\n")
    assert [(node.lineno, node.end_lineno) for node in tree.body] == [(1, 6), (8, 8)]


def test_a_long_file_has_true_lines_too():
    count = 3000
    tree = recover("def f(x):\n    return x\n" * count + ")\n")
    assert [node.lineno for node in tree.body] == list(range(1, 2 * count, 2))
    assert [node.body[0].end_lineno for node in tree.body] == list(range(2, 2 * count + 1, 2))


def _nodes(source, reader=ast.parse):
    return [node for node in ast.walk(reader(source)) if isinstance(node, ast.stmt | ast.expr | ast.arg)]


def test_type_parameters_that_this_python_does_not_know_are_kept() -> None:
    """Python 3.11 refuses PEP 695; that a class has type parameters decides whether Generic is among its bases."""
    source = "class Box[T: (int, str), *Ts, **P](Base[T], metaclass=M):\n    def get[U](self) -> U: ...\nx = = 1\n"
    (found,) = extract_file(source.encode(), "m.py").outline.classes
    assert found.type_params == ("T", "Ts", "P")
    assert [name for name, _ in found.keywords] == ["metaclass"]
    assert len(found.bases) == 1
