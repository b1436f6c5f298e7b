"""What a merge of records would break for those who make and hold them."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.model.consolidation import Decision, Plan
from tests.plans import decisions, plan

FIELDS = "    order_id: str\n    total_sum: int\n    customer_name: str = 'nobody'\n"
DATA = "from dataclasses import dataclass\n{above}@dataclass\nclass OrderRecord:\n"
MODEL = "from pydantic import BaseModel, Field\n{above}class OrderRecord(BaseModel):\n"


def records(kept: str, gone: str, call: str = "order_id='1', total_sum=2") -> dict[str, str]:
    """Two modules with a record each; the first is used by three others, the second is made once, by `call`."""
    files = {"shop/__init__.py": "", "shop/one.py": kept, "shop/two.py": gone}
    for n in range(3):
        files[f"shop/user{n}.py"] = "from shop.one import OrderRecord\nx = OrderRecord(order_id='1', total_sum=2)\n"
    files["shop/single.py"] = f"from shop.two import OrderRecord\nx = OrderRecord({call})\n"
    return files


def merged(root: Path, files: dict[str, str]) -> tuple[Plan, Decision]:
    made = plan(root, files)
    decision = decisions(made)["shop.two.OrderRecord"]
    assert decision.action == "CONSOLIDATE", decision.reason
    return made, decision


def data(fields: str, above: str = "") -> str:
    return DATA.format(above=above) + fields


def model(fields: str, above: str = "") -> str:
    return MODEL.format(above=above) + fields


@pytest.mark.parametrize(
    ("kept", "told"),
    [(data(FIELDS), "refuses jitter"), (model(FIELDS), ""), (model(FIELDS + "    jitter: int = 0\n"), "")],
)
def test_a_keyword_that_a_model_ignored_and_a_dataclass_refuses_is_asked_about(
    tmp_path: Path, kept: str, told: str
) -> None:
    made, decision = merged(tmp_path, records(kept, model(FIELDS), "order_id='1', total_sum=2, jitter=3"))
    assert (f"who makes one (shop/single.py:2): one.OrderRecord {told}" in decision.needs) is bool(told)
    assert [d.path for d in made.differences if d.difference == "making"] == ["shop/single.py"] * bool(told)


def test_a_keyword_that_neither_takes_is_no_difference(tmp_path: Path) -> None:
    _, decision = merged(tmp_path, records(data(FIELDS), data(FIELDS), "order_id='1', total_sum=2, jitter=3"))
    assert "jitter" not in decision.needs


def test_what_an_inherited_field_requires_is_asked_about(tmp_path: Path) -> None:
    above = "@dataclass\nclass Stamped:\n    stamp: int\n"
    kept = data(FIELDS, above).replace("OrderRecord:", "OrderRecord(Stamped):")
    made, decision = merged(tmp_path, records(kept, data(FIELDS)))
    assert "one.OrderRecord requires stamp" in decision.needs
    assert [d.text for d in made.differences if d.difference == "making"] == [
        "gives no stamp, which one.OrderRecord requires"
    ]


@pytest.mark.parametrize(("default", "is_asked"), [("", True), (" = 0", False)])
def test_a_field_to_be_carried_over_that_must_be_given_asks_those_who_make_the_other(
    tmp_path: Path, default: str, is_asked: bool
) -> None:
    gone = data(FIELDS.replace("    customer_name", f"    weight: int{default}\n    customer_name"))
    files = records(data(FIELDS), gone, "order_id='1', total_sum=2, weight=3")
    files["shop/single.py"] += "print(x.weight)\n"
    made, decision = merged(tmp_path, files)
    asked = "what weight is by default: who makes a one.OrderRecord (shop/user0.py:2, shop/user1.py:2 and 1 more)"
    assert decision.carried == ("weight",)
    assert (asked in decision.needs) is is_asked
    assert [d.path for d in made.differences if "would require" in d.text] == [
        f"shop/user{n}.py" for n in range(3) if is_asked
    ]


@pytest.mark.parametrize(("call", "carried"), [("**given()", ("weight",)), ("order_id='1', total_sum=2", ())])
def test_whoever_gives_all_at_once_may_give_any_field(tmp_path: Path, call: str, carried: tuple[str, ...]) -> None:
    _, decision = merged(tmp_path, records(data(FIELDS), data(f"{FIELDS}    weight: int = 0\n"), call))
    assert decision.carried == carried


def test_what_changes_a_thing_is_no_stand_in_for_what_must_be_given(tmp_path: Path) -> None:
    """A body of which any field may be left out, beside a record that is not made without two that it does not have."""
    kept = data("    street: str\n    city: str\n    order_id: str\n    total_sum: int\n")
    gone = data("    street: str = ''\n    city: str = ''\n    remark: str = ''\n")
    decision = decisions(plan(tmp_path, records(kept, gone, "street='a', city='b'")))["shop.two.OrderRecord"]
    assert decision.action == "UNDECIDED"
    assert "is not made without order_id, total_sum, which it has not" in decision.reason


def test_limits_of_fields_are_asked_about_where_the_other_has_others(tmp_path: Path) -> None:
    limited = model(FIELDS.replace("total_sum: int", "total_sum: int = Field(ge=0, le=100)"))
    asked = [
        merged(tmp_path / str(n), records(limited, gone))[1].needs for n, gone in enumerate((model(FIELDS), limited))
    ]
    assert ["refuses: total_sum (ge=0, le=100)" in needs for needs in asked] == [True, False]


@pytest.mark.parametrize(
    "setup", ["    model_config = ConfigDict(extra='forbid')\n", "    class Config:\n        extra = Extra.forbid\n"]
)
def test_how_a_model_is_set_up_is_asked_about_also_where_a_base_does_it(tmp_path: Path, setup: str) -> None:
    gone = model(FIELDS, f"class Payload(BaseModel):\n{setup}").replace("Record(BaseModel)", "Record(Payload)")
    made, decision = merged(tmp_path, records(model(FIELDS), gone))
    assert "how it is set up: extra is forbid here, not set there" in decision.needs
    assert [d.member for d in made.differences if d.difference == "setup"] == ["model_config"]


def test_a_type_that_is_two_classes_of_one_name_is_asked_about(tmp_path: Path) -> None:
    fields = FIELDS + "    places: list[Place]\n"
    kept, gone = (data(fields, f"class Place:\n    {name} = 1\n") for name in ("street", "shelf"))
    made, decision = merged(tmp_path, records(kept, gone, "'1', 2, '3', []"))
    assert "which Place is meant: that of shop.two here, that of shop.one there" in decision.needs
    assert [(d.member, d.path) for d in made.differences if d.difference == "type"] == [("Place", "shop/two.py")]


def test_types_that_another_candidate_makes_one_are_made_one_before(tmp_path: Path) -> None:
    place = "@dataclass\nclass DeliveryPlace:\n    street: str\n    city: str\n    postal_code: str\n    country: str\n"
    fields = FIELDS + "    places: list[DeliveryPlace]\n"
    files = records(data(fields, place), data(fields, place), "'1', 2, '3', []")
    made, decision = merged(tmp_path, files)
    assert "is meant" not in decision.needs
    own = next(each for each in made.candidates if each.candidate == decision.candidate)
    other = decisions(made)["shop.two.DeliveryPlace"]
    assert own.after == (other.candidate,)
    assert own.wave > other.wave
