"""Outlines without what only functions see."""

from __future__ import annotations

from archgraph.extract.file import extract_file
from archgraph.extract.folded import folded
from archgraph.model.facts.outline import Outline
from archgraph.resolve.completed import completed

SOURCE = """
import os
def plain(a, b=os.path):
    c = make(a)
    def inner(d):
        return d
    return c
def makes(base):
    class Made(base):
        x = plain
    return Made
def changes():
    global made
    made = plain(1)
def lazily():
    import json
    try:
        import simplejson
    except ImportError:
        pass
class Holder:
    y = plain
    def method(self, e):
        self.Made = makes(e)
"""


def outline_of(source: str) -> Outline:
    return extract_file(source.encode(), "m.py").outline


def names(outline: Outline) -> list[str]:
    return [outline.scopes[number].name for number in outline.unread]


def test_functions_are_folded_unless_something_in_them_matters_outside() -> None:
    assert names(folded(outline_of(SOURCE))) == ["plain", "inner", "method"]


def test_what_modules_and_classes_say_is_kept_and_keeps_its_place() -> None:
    whole = outline_of(SOURCE)
    half = folded(whole)
    assert (half.imports, half.branches, half.classes) == (whole.imports, whole.branches, whole.classes)
    assert [(scope.name, scope.parent) for scope in half.scopes] == [
        (scope.name, scope.parent) for scope in whole.scopes
    ]
    kept = [binding for binding in whole.bindings if binding.scope not in half.unread]
    assert half.bindings == tuple(kept)
    assert {binding.name for binding in set(whole.bindings) - set(kept)} == {"c", "self.Made"}


def test_the_whole_outline_takes_the_place_of_a_folded_one() -> None:
    whole = outline_of(SOURCE)
    assert completed(folded(whole), 1, whole) is whole
