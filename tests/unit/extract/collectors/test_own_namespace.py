"""Modules that make names which no statement shows."""

from __future__ import annotations

import pytest

from tests.facts import facts_of


@pytest.mark.parametrize(
    "source",
    [
        "globals()[name] = 1",
        "globals().update(a=1)",
        "for n in 'ab':\n    vars()[n] = n",
        "setattr(sys.modules[__name__], name, 1)",
        "sys.modules[__name__].__dict__.update(found)",
        "this = sys.modules[__name__]",
        "define(units, module=sys.modules[__name__])",
        "__all__ = export(globals())",
        "if a:\n    exec(code)",
    ],
)
def test_a_module_that_fills_its_own_namespace_is_open(source: str) -> None:
    assert facts_of(source).outline.opened == source.count("\n") + 1


@pytest.mark.parametrize(
    "source",
    [
        "names = [each for each in globals() if each]",
        "kinds = list(globals().values())",
        "found = getattr(sys.modules[__name__], name)",
        "def f():\n    globals()[name] = 1",
        "class A:\n    locals()['x'] = 1",
        "'globals()[name] = 1'",
        "sys.modules['other'] = 1",
    ],
)
def test_reading_the_namespace_or_filling_another_opens_nothing(source: str) -> None:
    assert facts_of(source).outline.opened == 0
