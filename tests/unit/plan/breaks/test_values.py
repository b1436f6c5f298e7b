"""Values of an enum that come to another with a merge: which they are, and who meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.model.consolidation import Decision
from tests.plans import decisions, plan

STATE = "from enum import Enum\nclass ParcelState(Enum):\n    OPEN = 'open'\n    SENT = 'sent'\n    HELD = 'held'\n"
USING = "from shop.states import ParcelState\nstate = ParcelState.OPEN\n"


def _merged(root: Path, **changes: str) -> Decision:
    """An enum of three modules, and one of a further module that has a value more."""
    files = {
        "shop/__init__.py": "",
        "shop/states.py": STATE,
        "shop/older.py": f"{STATE}    LOST = 'lost'\n",
        "shop/till.py": "from shop.older import ParcelState\nstate = ParcelState.OPEN\n",
        **{f"shop/user{n}.py": USING for n in range(3)},
        **changes,
    }
    decision = decisions(plan(root, files))["shop.older.ParcelState"]
    assert decision.action == "CONSOLIDATE", decision.reason
    return decision


READS = "from shop.older import ParcelState\nstate = ParcelState.LOST\n"
TYPED = "from shop.older import ParcelState\n{0}\n    state: ParcelState\nfirst = ParcelState.OPEN\n"


@pytest.mark.parametrize(
    ("till", "carried"),
    [
        (READS, ("LOST",)),
        ("from shop.older import ParcelState\ndef show(state: ParcelState):\n    print(state)\n", ()),
        (TYPED.format("class Shown:"), ()),
        (TYPED.format("from pydantic import BaseModel\nclass Shown(BaseModel):"), ("LOST",)),
        ("from shop.older import ParcelState\ndef read(text):\n    return ParcelState(text)\n", ("LOST",)),
    ],
    ids=["read", "parameter", "field", "field-of-a-model", "called"],
)
def test_a_value_comes_along_where_it_is_named_or_may_be_read_from_a_text(
    tmp_path: Path, till: str, carried: tuple[str, ...]
) -> None:
    assert _merged(tmp_path, **{"shop/till.py": till}).carried == carried


def test_who_goes_through_all_of_the_enum_that_stays_is_told_of_what_comes_to_it(tmp_path: Path) -> None:
    listing = f"{USING}def show():\n    return [each.value for each in ParcelState]\n"
    decision = _merged(tmp_path, **{"shop/till.py": READS, "shop/user0.py": listing})
    assert "what shop/user0.py:4 goes through, where LOST would come to it" in decision.needs


def test_who_goes_through_all_of_an_enum_that_is_merged_too_is_told_of_what_comes_from_another(tmp_path: Path) -> None:
    listing = "from shop.third import ParcelState\ndef show():\n    return list(ParcelState)\n"
    changes = {"shop/till.py": READS, "shop/third.py": STATE, "shop/listing.py": listing}
    decision = _merged(tmp_path, **changes)
    assert "what shop/listing.py:3 goes through, where LOST would come to it" in decision.needs


def test_where_nothing_goes_through_it_nothing_is_asked(tmp_path: Path) -> None:
    assert "goes through" not in _merged(tmp_path, **{"shop/till.py": READS}).needs
