"""Statements of other Pythons, merge conflicts and scraps: what can be read is there, nothing else."""

import ast

import pytest

from archgraph.extract.recovery.recover import recover
from tests.recovered import expect


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
