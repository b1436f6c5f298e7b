"""What others see of a file: which names tell of an edit, and which edits nobody can notice."""

from __future__ import annotations

import pytest

from archgraph.model.facts.outline import Outline
from archgraph.pipeline.face import changed_names, names_using
from tests.facts import facts_of

SOURCE = """
import os
from shop.base import Base

LIMIT = 1


def total(rows, start=0):
    kept = list(rows)
    print(kept)


def make():
    return Keeper()


class Keeper(Base):
    rows = ()

    def load(self, path):
        self.rows = path.read()

    def give(self):
        return Keeper
"""

NOTHING = {
    "a line above": lambda text: "# a remark\n" + text,
    "a statement in a function": lambda text: text.replace("print(kept)", "print(kept, kept)\n    other = list()"),
    "an import in a function": lambda text: text.replace("    print(kept)", "    import json\n    print(json)"),
    "an attribute of the object": lambda text: text.replace(
        "path.read()", "path.read()\n        self.path = str(path)"
    ),
    "a docstring": lambda text: '"""What it does."""\n' + text,
}
NAMES = {
    "a function more": (lambda text: text + "\n\ndef added(): ...\n", {"added"}),
    "a function less": (lambda text: text.replace("def total", "def whole"), {"total", "whole"}),
    "a parameter": (lambda text: text.replace("start=0", "start=1"), {"total"}),
    "what it returns": (lambda text: text.replace("return Keeper()", "return Base()"), {"make"}),
    "a return more": (lambda text: text.replace("print(kept)", "return LIMIT"), {"total"}),
    "a constant": (lambda text: text.replace("LIMIT = 1", "LIMIT = 2"), {"LIMIT"}),
    "a method more": (lambda text: text + "\n    def more(self): ...\n", {"more"}),
    "what a method returns": (lambda text: text.replace("return Keeper\n", "return Base\n"), {"give"}),
    "an attribute that may be a class": (lambda text: text.replace("self.rows =", "self.Rows ="), {"load", "Rows"}),
    "a base": (lambda text: text.replace("Keeper(Base)", "Keeper"), {"Keeper"}),
    "a class more, without its members": (lambda text: text + "\n\nclass More:\n    def get(self): ...\n", {"More"}),
    "a text that a class holds": (lambda text: text.replace("    rows = ()", "    rows = 'all'"), {"rows", "Keeper"}),
    "a branch": (lambda text: text.replace("LIMIT = 1", "if os.name:\n    LIMIT = 1"), {"LIMIT"}),
    "a global": (lambda text: text.replace("    kept =", "    global LIMIT\n    LIMIT = kept ="), {"total", "LIMIT"}),
}
MORE = {
    "an import": lambda text: "import json\n" + text,
    "a star": lambda text: text + "\nfrom shop.base import *\n",
    "an export": lambda text: text + "\n__all__ = ['make']\n",
    "a special method with another head": lambda text: text + "\n    def __call__(self): ...\n",
    "a raise": lambda text: text + "\nraise SystemExit\n",
    "another order": lambda text: text.replace("LIMIT = 1\n", "") + "\nLIMIT = 1\n",
    "a fault": lambda text: text + "\ndef (:\n",
}


def outline(text: str) -> Outline:
    return facts_of(text).outline


@pytest.mark.parametrize("edit", NOTHING.values(), ids=NOTHING)
def test_nobody_notices(edit: object) -> None:
    assert changed_names(outline(SOURCE), outline(edit(SOURCE))) == frozenset()  # type: ignore[operator]


@pytest.mark.parametrize(("edit", "names"), NAMES.values(), ids=NAMES)
def test_who_says_the_name_may_notice(edit: object, names: set[str]) -> None:
    assert changed_names(outline(SOURCE), outline(edit(SOURCE))) == names  # type: ignore[operator]


@pytest.mark.parametrize("edit", MORE.values(), ids=MORE)
def test_others_may_notice_without_a_name(edit: object) -> None:
    assert changed_names(outline(SOURCE), outline(edit(SOURCE))) is None  # type: ignore[operator]


def test_names_that_use_names() -> None:
    assert names_using(outline(SOURCE), {"Keeper"}) == {"make", "give"}
    assert names_using(outline(SOURCE), {"Base"}) == {"Base", "Keeper"}
    assert names_using(outline("from shop.base import Base as Root\n"), {"Base"}) == {"Root"}
    assert names_using(outline("if LIMIT:\n    import gone\n"), {"LIMIT"}) is None
    assert names_using(outline("__all__ = ['Base']\n"), {"Base"}) == frozenset()
    assert names_using(outline("def __getattr__(name):\n    return Base\n"), {"Base"}) is None
