"""Lines and columns of what was recovered: those of the file."""

import ast
from textwrap import dedent

from archgraph.extract.file import extract_file
from archgraph.extract.recovery.recover import recover


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
