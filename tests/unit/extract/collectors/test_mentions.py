"""Names in annotations and in texts that are patched."""

from __future__ import annotations

import pytest

from tests.facts import facts_of


def mentions(source: str) -> list[tuple[str, str]]:
    return [(each.name, each.what) for each in facts_of(source).uses.mentions]


@pytest.mark.parametrize(
    ("annotation", "names"),
    [
        ("Manager", ["Manager"]),
        ("m.Manager", ["m.Manager"]),
        ("dict[str, list[Manager]]", ["Manager"]),
        ("Manager | Other | None", ["Manager", "Other"]),
        ("'Manager'", ["Manager"]),
        ("'dict[str, m.Manager]'", ["m.Manager"]),
        ("Callable[[A], B]", ["Callable", "A", "B"]),
        ("Literal['Manager']", ["Literal"]),
        ("Annotated[A, Depends(B)]", ["Annotated", "A"]),
        ("int", []),
    ],
)
def test_every_name_of_an_annotation_is_mentioned(annotation: str, names: list[str]) -> None:
    assert mentions(f"def f(x: {annotation}): pass") == [(name, "annotate") for name in names]


def test_annotations_stand_in_parameters_returns_and_assignments() -> None:
    assert [name for name, _ in mentions("def f(*a: A, b: B, **c: C) -> D:\n    e: E = 1\nclass K:\n    g: G")] == [
        *"ABCDEG"
    ]


def test_names_of_typing_mention_nothing() -> None:
    assert mentions("from typing import Optional as O, Any\nx: O[A]\ny: Any") == [("A", "annotate")]


@pytest.mark.parametrize(
    "call",
    [
        "patch('a.b.C')",
        "mock.patch('a.b.C', new=1)",
        "mocker.patch.object('a.b.C', 'x')",
        "monkeypatch.setattr('a.b.C', 1)",
    ],
)
def test_patched_texts_are_mentions(call: str) -> None:
    assert mentions(call) == [("a.b.C", "patch")]


@pytest.mark.parametrize(
    "call", ["setattr(x, 'a.b', 1)", "patch('no dots')", "dispatch('a.b')", "patch(name)", "log('a.b')"]
)
def test_other_texts_are_none(call: str) -> None:
    assert mentions(call) == []
