"""Indentation by tabs and blanks at once, and by characters that only look like blanks."""

import ast

import pytest

from archgraph.extract.recovery.recover import recover
from tests.recovered import expect

CLASS = """\
class A:
    def f(self):
        return 1

    def g(self):
        text = '''
\ta tab
'''
        return text
"""


def mixed(line, blank, tabbed):
    """The class with one line's indentation replaced, and a fault that makes it no Python."""
    lines = CLASS.split("\n")
    lines[line] = lines[line].replace(blank, tabbed, 1)
    return "\n".join(lines) + "x = = 1\n"


@pytest.mark.parametrize("line", [1, 2, 4, 8])
@pytest.mark.parametrize("tabbed", ["\t", " \t", "\xa0   ", "    \u200b"])
def test_a_tab_as_wide_as_a_step_or_a_blank_from_a_web_page_moves_nothing(line, tabbed):
    tree = recover(mixed(line, "    ", tabbed))
    assert ast.unparse(tree.body[0]) == ast.unparse(ast.parse(CLASS))


def test_a_tab_counts_eight_columns_where_that_is_what_fits():
    lines = CLASS.replace("        ", "\t").replace("'''\n\ta", "'''\n        a")
    assert ast.unparse(recover(f"{lines}x = = 1\n").body[0]) == ast.unparse(
        ast.parse(CLASS.replace("\ta tab", "        a tab"))
    )


def test_tabs_of_four_columns_do_not_put_one_function_into_another():
    expect(
        """
        def f():
            return 1


        def g():
        \tif f():
        \t\treturn 2
            return 3
        """,
        """
        def f():
            return 1

        def g():
            if f():
                return 2
            return 3
        """,
    )


def test_blanks_of_other_scripts_part_words_and_stay_in_strings():
    expect("def\xa0f(a,\u3000b):\n    return 'a\xa0b'\nx = = 1", "def f(a, b):\n    return 'a\xa0b'\nx = ...")


@pytest.mark.parametrize("character", ["\x01", "\x02", "\x1f", "\x7f", "\x85", "\ufeff"])
def test_a_line_that_begins_with_no_character_of_python_does_not_move_what_follows_its_string(character):
    tree = recover(f"{character} x = '''\ntext\n'''\n\n\ndef f():\n    return 1\n\n\ndef g(:\n    return 2\n")
    assert [(each.name, each.lineno) for each in tree.body if isinstance(each, ast.FunctionDef)] == [
        ("f", 6),
        ("g", 10),
    ]
