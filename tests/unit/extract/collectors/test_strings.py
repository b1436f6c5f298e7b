"""String literals."""

from __future__ import annotations

from tests.facts import facts_of


def strings(source: str) -> list[tuple[str, int, int]]:
    return [(each.value, each.line, each.scope) for each in facts_of(source).texts.strings]


def test_strings_are_kept_with_line_and_scope() -> None:
    assert strings('x = "a"\ndef f(p="b"):\n    return {"c": ["d"]}') == [
        ("a", 1, 0),
        ("b", 2, 0),
        ("c", 3, 1),
        ("d", 3, 1),
    ]


def test_docstrings_annotations_bytes_and_empty_strings_are_left_out() -> None:
    source = (
        '"""M."""\nclass C:\n    """C."""\n    def f(self, a: "A") -> "B":\n        """F."""\n        return ("", b"x")'
    )
    assert strings(source) == []


def test_a_string_that_stands_alone_is_one() -> None:
    assert strings('x = 1\n"alone"') == [("alone", 2, 0)]


def test_only_literals_inside_the_fields_of_an_fstring_count() -> None:
    assert strings("f'text {d[\"key\"]} more'") == [("key", 1, 0)]


def test_long_strings_are_cut() -> None:
    ((value, _, _),) = strings(f"x = '{'a' * 1000}'")
    assert value == "a" * 300


def test_lone_surrogates_become_text() -> None:
    ((value, _, _),) = strings(r"x = 'a\ud800b'")
    assert value == "a\\ud800b"
