"""Recovery of broken files, for tests: in, source text; out, what is read from it, or an assertion about that."""

import ast
from textwrap import dedent

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
