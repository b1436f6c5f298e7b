"""Returns that can be names, and raises that end something."""

from __future__ import annotations

from archgraph.model.expr import text_of
from tests.facts import facts_of


def returns(source: str) -> list[str]:
    return [text_of(each.value) for each in facts_of(source).outline.returns]


def raises(source: str) -> list[tuple[str, int]]:
    return [(each.exception, each.scope) for each in facts_of(source).outline.raises]


def test_the_first_four_returns_are_kept_when_one_may_be_a_name() -> None:
    body = "\n".join(f"    if x: return {value}" for value in ("A", "1", "[]", "m.B", "f(x)", "C"))
    assert returns(f"def f():\n{body}") == ["A", "[]", "m.B", "f(x)"]


def test_returns_of_values_that_name_nothing_are_left_out() -> None:
    assert returns("def f():\n    if x: return [1]\n    return x + 1") == []


def test_a_function_that_makes_classes_keeps_all_returns() -> None:
    assert returns("def f(bases):\n    if x: return None\n    return 3") == ["None", "3"]
    assert len(returns("def f(bases):\n" + "    if x: return 3\n" * 20)) == 16


def test_a_raise_outside_functions_is_kept() -> None:
    assert raises("raise ImportError('x')\nif a:\n    raise m.E from e") == [("ImportError", 0), ("m.E", 0)]


def test_in_functions_only_a_raise_that_is_all_of_it_is_kept() -> None:
    assert raises('def f():\n    """Doc."""\n    raise E\ndef g():\n    x()\n    raise E\ndef h():\n    raise') == [
        ("E", 1),
        ("", 3),
    ]
