"""Classes that kept short methods word for word are copies, whatever became of the long ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.clones.clusters import find_clones
from tests.worlds import codebase

KEPT = """
    def open_till(self, drawer):
        \"\"\"Opens the till.\"\"\"
        return drawer.unlock(self.key)

    def close_till(self, drawer):
        \"\"\"Closes the till.\"\"\"
        return drawer.lock(self.key)
"""
LONG = """
    def count(self, drawer):
        total = 0
        for coin in drawer.coins:
            if coin.worth > 100:
                coin.worth -= self.fee
            total += coin.worth
        self.log.append(total)
        return total
"""
ANEW = """
    def report(self, printer, lines=()):
        with printer.page("till") as page:
            while lines:
                page.write(lines.pop())
            try:
                page.send()
            except PrinterError as error:
                raise NoPaper(page) from error
        yield from page.numbers
"""


def told(root: Path, *classes: str, path: str = "shop/{}.py") -> list[str]:
    """The classes told as copies; each stands in a module of its own."""
    files = {path.format(f"m{number}"): text for number, text in enumerate(classes)}
    rows = find_clones(codebase(root, {"shop/__init__.py": "", **files}))
    return [row.member.rpartition(".")[2] for row in rows if row.kind == "class"]


def test_a_class_whose_long_method_was_replaced_is_a_copy_for_the_short_ones_that_it_kept(tmp_path: Path) -> None:
    assert told(tmp_path, f"class Till:{KEPT}{LONG}", f"class Desk:{KEPT}{ANEW}") == ["Till", "Desk"]


@pytest.mark.parametrize(("old", "new"), [("drawer", "box"), ("Opens the", "Unlocks a"), ("open_till", "start")])
def test_other_names_words_or_docstrings_are_not_word_for_word(tmp_path: Path, old: str, new: str) -> None:
    assert told(tmp_path, f"class Till:{KEPT}{LONG}", f"class Desk:{KEPT.replace(old, new)}{ANEW}") == []


def test_methods_that_many_classes_have_word_for_word_prove_nothing(tmp_path: Path) -> None:
    others = [f"class Other{n}:{KEPT}" + f"    def own{n}(self):\n        return {'-' * n}1\n" * 2 for n in range(1, 6)]
    assert not {"Till", "Desk"} <= set(told(tmp_path, f"class Till:{KEPT}{LONG}", f"class Desk:{KEPT}{ANEW}", *others))


def test_what_a_framework_or_a_base_asks_for_is_no_copy_for_being_word_for_word(tmp_path: Path) -> None:
    def below(base: str, head: str = "") -> list[str]:
        return [f"{head}class {name}({base}):{KEPT}{body}" for name, body in (("Till", LONG), ("Desk", ANEW))]

    assert told(tmp_path / "framework", *below("View", "from web.views import View\n")) == []
    base = "class Base:\n    def open_till(self, drawer): ...\n    def close_till(self, drawer): ...\n"
    assert told(tmp_path / "base", *below("Base", "from shop.m2 import Base\n"), base) == []


def test_groups_of_tests_of_one_file_that_share_fixtures_are_no_copies(tmp_path: Path) -> None:
    long, anew = LONG.replace("def count", "def test_count"), ANEW.replace("def report", "def test_report")
    two = f"class TestTill:{KEPT}{long}\nclass TestDesk:{KEPT}{anew}"
    assert told(tmp_path, two, path="tests/test_{}.py") == []
