"""What must be done first: classes that others name are made one before those others."""

from __future__ import annotations

from pathlib import Path

from archgraph.model.consolidation import Candidate
from tests.plans import plan

RECORDS = (
    "from dataclasses import dataclass\n\n"
    "@dataclass\nclass ParcelEvent:\n    parcel: str\n    weight: int\n    sender: str\n\n"
    "@dataclass\nclass ParcelBatch:\n    events: list[{0}]\n    courier: str\n    depot: str\n"
)


def _candidates(root: Path, event: str) -> dict[str, Candidate]:
    """The candidates of two modules with the same two records, by the name of the class that stays."""
    user = (
        "from shop.events import ParcelBatch, ParcelEvent\nbatch = ParcelBatch([ParcelEvent('a', 1, 'b')], 'c', 'd')\n"
    )
    files = {
        "shop/__init__.py": "",
        "shop/events.py": RECORDS.format(event),
        "shop/routes.py": RECORDS.format(event),
        "shop/first.py": user,
        "shop/second.py": user,
        "shop/third.py": user.replace("shop.events", "shop.routes"),
    }
    return {each.canonical.class_.rpartition(".")[2]: each for each in plan(root, files).candidates if each.is_advice}


def test_records_come_after_the_records_that_their_fields_hold(tmp_path: Path) -> None:
    found = _candidates(tmp_path, "ParcelEvent")
    assert found["ParcelBatch"].after == (found["ParcelEvent"].candidate,)
    assert found["ParcelEvent"].after == ()
    assert found["ParcelEvent"].wave < found["ParcelBatch"].wave


def test_records_whose_fields_name_no_other_wait_for_none(tmp_path: Path) -> None:
    assert all(candidate.after == () for candidate in _candidates(tmp_path, "dict").values())


def test_two_that_name_each_other_do_not_wait_in_a_circle(tmp_path: Path) -> None:
    found = _candidates(tmp_path, "ParcelEvent | ParcelBatch")
    assert sum(len(candidate.after) for candidate in found.values()) == 1
