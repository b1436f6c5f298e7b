"""Which classes are of one family, and which only look like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.families import cards
from archgraph.analyses.families.names import core_words, is_acting
from archgraph.analyses.families.rarity import Rarity
from archgraph.model.codebase import ClassKey, Codebase
from tests.plans import SESSIONS, class_source, kindred


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("UnifiedSessionManagerV2", ("session", "manager")),
        ("LegacyToolDispatcher", ("tool", "dispatcher")),
        ("Base", ("base",)),
        ("HTTPStatuses", ("http", "statuse")),
    ],
)
def test_words_that_tell_versions_apart_are_left_out(name: str, core: tuple[str, ...]) -> None:
    assert core_words(name) == core


def test_heads_that_do_something_are_told_from_things() -> None:
    assert [is_acting(head) for head in ("manager", "registry", "engine", "error", "number", "field")] == [True] * 3 + [
        False
    ] * 3


def test_a_word_of_one_class_weighs_more_than_a_word_of_all() -> None:
    rarity = Rarity([("a", "common"), ("b", "common"), ("c", "common")])
    assert rarity.weight("a") > rarity.weight("common") > 0
    assert rarity.overlap(frozenset("ab"), frozenset("ab")) == 1.0
    assert rarity.overlap(frozenset("a"), frozenset("b")) == 0.0


def test_near_names_with_one_api_are_a_family_with_its_evidence(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/a.py": class_source("SessionManager", *SESSIONS),
        "shop/b.py": class_source("UnifiedSessionManager", *SESSIONS[:3], "report"),
    }
    (family,) = kindred(tmp_path, files).families
    assert family.name == "session manager"
    assert [key.class_ for key in family.members] == ["shop.a.SessionManager", "shop.b.UnifiedSessionManager"]
    assert "differ by qualifiers only" in family.kin[0].evidence[0]


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(class_source("SessionReport", "draw", "print_page"), id="another head"),
        pytest.param("class SessionManager(Exception):\n    pass\n", id="another kind"),
        pytest.param(class_source("InvoiceManager", "send_invoice", "cancel_invoice"), id="another domain"),
    ],
)
def test_what_is_for_something_else_is_no_family(tmp_path: Path, second: str) -> None:
    files = {"shop/__init__.py": "", "shop/a.py": class_source("SessionManager", *SESSIONS), "shop/b.py": second}
    assert kindred(tmp_path, files).families == ()


def test_drivers_that_fill_in_one_base_are_no_family(tmp_path: Path) -> None:
    base = class_source("BaseStore", *SESSIONS)
    driver = "from shop.base import BaseStore\n" + class_source("SessionStore", *SESSIONS, bases="BaseStore")
    files = {"shop/__init__.py": "", "shop/base.py": base, "shop/disk.py": driver.replace("value or", "value and")}
    files["shop/cloud.py"] = driver.replace(
        "return value or", "value += 1\n        print(value)\n        return value,"
    )
    families = kindred(tmp_path, files).families
    assert all({"shop.disk.SessionStore", "shop.cloud.SessionStore"} != {k.class_ for k in f.members} for f in families)


COMMAND = """from frame.base import BaseCommand

class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("{0}")

    def handle(self, **options):
        return self.{0}(options)
"""


def test_what_a_base_from_outside_asks_all_for_is_no_sign_of_one_duty(tmp_path: Path) -> None:
    words = ("send", "purge", "move", "publish", "count")
    files = {f"shop/{word}/commands/{word}.py": COMMAND.format(word) for word in words}
    few = kindred(tmp_path / "few", dict(list(files.items())[:2]))
    assert [family.name for family in few.families] == ["command"]
    assert kindred(tmp_path / "all", files).families == ()


def test_bases_from_different_frameworks_speak_against_one_duty(tmp_path: Path) -> None:
    body = ("locale", "filter_queryset")
    one = "from web.filters import Filter\n\n" + class_source("LocaleFilter(Filter)", *body)
    other = "from rest.filters import BaseFilterBackend\n\n" + class_source("LocaleFilter(BaseFilterBackend)", *body)
    same = {"shop/__init__.py": "", "shop/a.py": one, "shop/b.py": one.replace("locale", "place")}
    apart = {"shop/__init__.py": "", "shop/a.py": one, "shop/b.py": other.replace("locale", "place")}
    (together,) = kindred(tmp_path / "same", same).families
    kin = [kin for family in kindred(tmp_path / "apart", apart).families for kin in family.kin]
    assert not kin or kin[0].score < together.kin[0].score


def test_what_stands_in_where_an_import_fails_has_no_rival(tmp_path: Path) -> None:
    source = class_source("SessionManager", *SESSIONS)
    inside = "".join(f"    {line}\n" for line in source.splitlines())
    guarded = f"try:\n    from elsewhere import SessionManager\nexcept ImportError:\n{inside}"
    plain = {"shop/__init__.py": "", "shop/one.py": source, "shop/two.py": source}
    assert [len(each.members) for each in kindred(tmp_path / "plain", plain).families] == [2]
    assert not kindred(tmp_path / "guarded", {**plain, "shop/two.py": guarded}).families


def test_what_inherits_from_a_row_is_a_row(tmp_path: Path) -> None:
    row = "class Item(Model):\n    __tablename__ = 'items'\nclass FieldItem(Item):\n    pass\nclass Other:\n    pass\n"
    cards = kindred(tmp_path, {"shop/__init__.py": "", "shop/rows.py": row}).cards
    assert {key.class_.rpartition(".")[2]: card.kind for key, card in cards.items()} == {
        "Item": "row",
        "FieldItem": "row",
        "Other": "class",
    }


def test_what_a_class_hands_down_is_looked_up_once_however_many_inherit_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[ClassKey] = []

    def counted(codebase: Codebase, key: ClassKey) -> cards.HandedDown:
        asked.append(key)
        return looked_up(codebase, key)

    looked_up = cards._handed_down
    monkeypatch.setattr(cards, "_handed_down", counted)
    chain = "".join(f"class C{n}({f'C{n - 1}' if n else ''}):\n    def run_{n}(self): ...\n" for n in range(30))
    kindred(tmp_path, {"shop/__init__.py": "", "shop/chain.py": chain})
    assert len(asked) == len(set(asked)) == 29
