"""Comments and docstrings that say something about legacy, and suppressions."""

from __future__ import annotations

import pytest

from tests.facts import facts_of


def markers(source: str) -> list[tuple[str, str, int, int]]:
    return [(each.kind, each.source, each.line, each.scope) for each in facts_of(source).texts.markers]


@pytest.mark.parametrize(
    ("comment", "kinds"),
    [
        ("# TODO: more", ["todo"]),
        ("# FIXME(me) x", ["fixme"]),
        ("#HACK", ["hack"]),
        ("# XXX", ["xxx"]),
        ("# legacy path", ["legacy"]),
        ("# Deprecated: use y", ["deprecated"]),
        ("# sunset 2025-01-01", ["sunset"]),
        ("# kept for backward compatibility", ["backward_compatibility"]),
        ("# to be removed", ["remove"]),
        ("# remove after the migration", ["remove"]),
        ("# DEPRECATED, will be removed in v2", ["deprecated", "remove"]),
        ("# the todo list of a hacker", []),
        ("# remove the item", []),
        ("# delete it", []),
        ("x = 1", []),
    ],
)
def test_comments_say_what_they_mark(comment: str, kinds: list[str]) -> None:
    assert [kind for kind, _, _, _ in markers(f"x = 1  {comment}")] == kinds


def test_a_hash_inside_a_string_is_no_comment() -> None:
    source = '''
    a = "# TODO no"
    b = """
    # TODO no
    """
    c = b"# TODO no"
    d = f"{a} # TODO no"
    e = ("x"  # TODO yes
         "y")
    '''
    assert markers(source) == [("todo", "comment", 7, 0)]


def test_docstring_lines_count_and_know_their_line() -> None:
    source = '"""Module.\n\nLegacy module.\n"""\nclass C:\n    """C.\n\n    deprecated since 2.0\n    """'
    assert markers(source) == [("legacy", "docstring", 3, 0), ("deprecated", "docstring", 8, 1)]


def test_a_comment_belongs_to_the_innermost_scope_around_it() -> None:
    source = """
    # TODO
    class C:
        # TODO
        def f(self):
            x = 1  # TODO
            return x
        # TODO
        y = 1
    # TODO
    """
    assert [(line, scope) for _, _, line, scope in markers(source)] == [(1, 0), (3, 1), (5, 2), (7, 1), (9, 0)]


def test_comments_of_a_broken_file_are_read_too() -> None:
    assert markers("def f(:\n    pass\nx = '# TODO no'\n# TODO yes\n")[-1][:3] == ("todo", "comment", 4)


def test_suppressions_name_rules_and_a_reason() -> None:
    outline = facts_of("import x  # archgraph: ignore[a-b, c] it is fine\ny = 1  # archgraph: ignore\n").outline
    assert outline.suppressions == ((1, "a-b,c", "it is fine"), (2, "", ""))


def test_a_suppression_inside_a_string_is_none() -> None:
    assert facts_of("x = '# archgraph: ignore[a]'").outline.suppressions == ()


def test_suppressions_stand_beside_comments_for_other_tools() -> None:
    source = (
        "import a  # noqa: F401  # archgraph: ignore[x] why\n"
        "import b  # archgraph: ignore[y] because  # type: ignore\n"
        "c = 1  # write `# archgraph: ignore[z]` to silence it\n"
    )
    assert facts_of(source).outline.suppressions == ((1, "x", "why"), (2, "y", "because"))
