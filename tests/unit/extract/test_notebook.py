"""Notebooks: the code cells as one module, line by line."""

import ast
import json

import pytest

from archgraph.extract.parse import parse
from archgraph.model.facts.outline import Status


def notebook(*cells, **metadata):
    """A notebook of format 4 with these code cells."""
    made = [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in cells]
    return json.dumps({"nbformat": 4, "metadata": metadata, "cells": made}).encode()


def code(data):
    """The statements of a notebook as Python writes them."""
    return [ast.unparse(statement) for statement in parse(data, "a.ipynb").tree.body]


def test_code_cells_become_one_module_in_order():
    parsed = parse(notebook("import a", ["import b\n", "x = 1\n"]), "a.ipynb")
    assert (parsed.status, parsed.text, parsed.lines) == (Status.PARSED, "import a\nimport b\nx = 1\n", 3)


def test_text_cells_are_left_out():
    cells = [{"cell_type": "markdown", "source": "import a"}, {"cell_type": "code", "source": "import b"}]
    assert code(json.dumps({"cells": cells}).encode()) == ["import b"]


def test_worksheets_of_format_3_are_read():
    cells = [
        {"cell_type": "code", "language": "python", "input": ["import a\n", "x = 1"]},
        {"cell_type": "code", "language": "julia", "input": "using B"},
    ]
    assert code(json.dumps({"worksheets": [{"cells": cells}]}).encode()) == ["import a", "x = 1"]


def test_magics_shell_lines_and_questions_become_comments_and_lines_stay():
    parsed = parse(notebook("%matplotlib inline\nimport a\n!pip install b \\\n    c\na.b?\n?a\nimport d"), "a.ipynb")
    assert parsed.status is Status.PARSED
    assert [(statement.lineno, ast.unparse(statement)) for statement in parsed.tree.body] == [
        (2, "import a"),
        (7, "import d"),
    ]


def test_what_a_shell_line_gives_is_bound_to_something_unknown():
    assert code(notebook("files = !ls\ntime = %timeit -o f()")) == ["files = ...", "time = ..."]


def test_a_shell_line_alone_in_a_block_leaves_the_block_whole():
    assert code(notebook("if x:\n    !rm -r y\nz = 1")) == ["if x:\n    pass", "z = 1"]


def test_a_percent_sign_in_a_string_or_an_expression_is_no_magic():
    cell = "!ls\nx = '''\n%a\n!b\n'''\ny = (a\n  % b)"
    assert code(notebook(cell)) == ["x = '\\n%a\\n!b\\n'", "y = a % b"]


def test_a_cell_in_another_language_is_comments_and_a_timed_one_is_code():
    parsed = parse(notebook("%%bash\nimport a\nls", "%%time\nimport b"), "a.ipynb")
    assert (parsed.status, parsed.lines) == (Status.PARSED, 5)
    assert [ast.unparse(statement) for statement in parsed.tree.body] == ["import b"]


def test_a_broken_cell_does_not_take_the_others_with_it():
    parsed = parse(notebook("import a", "def f(:\n    import b", "import c"), "a.ipynb")
    assert (parsed.status, parsed.error_line) == (Status.RECOVERED, 2)
    assert code(notebook("import a", "def f(:\n    import b", "import c")) == [
        "import a",
        "def f():\n    import b",
        "import c",
    ]


def test_a_notebook_of_another_language_is_a_module_without_lines():
    parsed = parse(notebook("x <- 1", kernelspec={"language": "R", "name": "ir"}), "a.ipynb")
    assert (parsed.status, parsed.lines, parsed.tree.body) == (Status.PARSED, 0, [])


def test_a_coding_line_in_a_cell_means_nothing():
    assert code(notebook("# coding: latin-1\nx = 'é'")) == ["x = 'é'"]


@pytest.mark.parametrize("data", [b"", b'{"cells": [', b"[]", b"1", b"{}", b"\xff\xfe\x00", b"[" * 100_000])
def test_what_is_no_notebook_has_failed_with_a_reason(data):
    parsed = parse(data, "a.ipynb")
    assert (parsed.status, parsed.tree.body) == (Status.FAILED, [])
    assert parsed.error


@pytest.mark.parametrize(
    "cells", [None, 1, [None, 1, "x"], [{"cell_type": "code"}], [{"cell_type": "code", "source": [1, None]}]]
)
def test_odd_cells_hold_no_code(cells):
    assert parse(json.dumps({"cells": cells}).encode(), "a.ipynb").text == ""


def test_a_lone_surrogate_does_not_stop_the_rest():
    assert code(b'{"cells": [{"cell_type": "code", "source": "x = \'\\ud800\'\\nimport a"}]}')[1:] == ["import a"]
