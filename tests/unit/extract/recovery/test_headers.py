"""Headers that are broken: names, bases, parameters and clauses that can be read are kept."""

import sys

import pytest

from tests.recovered import expect


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


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="there it means two exceptions (PEP 758)")
def test_the_name_that_python_2_gave_an_exception_is_none():
    expect("try:\n    a()\nexcept ImportError, e:\n    b()\n", "try:\n    a()\nexcept ImportError:\n    b()\n")


def test_clauses_stay_with_their_statement():
    expect(
        """
        try:
            import a
        except (ImportError:
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
