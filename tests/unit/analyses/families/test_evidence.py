"""Kinds of evidence beside names and methods: records without declarations, state, subjects, conventions."""

from __future__ import annotations

from pathlib import Path

from tests.plans import kindred

RESULT = (
    "class RetryResult:\n    def __init__(self, {0}):\n        self.succeeded = {1}\n        self.attempts = {2}\n"
    "        self.last_error = {3}\n"
)


def pairs(root: Path, files: dict[str, str]) -> list[frozenset[str]]:
    """The modules of the classes that are kin."""
    found = kindred(root, {"shop/__init__.py": "", **files}).families
    return [frozenset(key.class_.split(".")[1] for key in (k.first, k.second)) for family in found for k in family.kin]


def test_records_that_are_written_as_plain_classes_are_compared_by_what_they_hold(tmp_path: Path) -> None:
    plain = RESULT.format("ok, count, error", "ok", "count", "error")
    declared = "from dataclasses import dataclass\n\n@dataclass\nclass RetryResult:\n    succeeded: bool\n"
    files = {"shop/a.py": plain, "shop/b.py": declared + "    attempts: int\n    last_error: str\n"}
    family = kindred(tmp_path, {"shop/__init__.py": "", **files}).families[0]
    assert family.kin[0].shared == 1.0


def test_fields_that_are_named_with_the_same_words_are_alike(tmp_path: Path) -> None:
    head = "from dataclasses import dataclass\n\n@dataclass\nclass ServiceFigures:\n"
    one = "    refunds_total: int\n    refunds_failed: int\n    mean_latency: int\n"
    other = "    total_refunds: int\n    failed_refunds: int\n    latency_mean_ms: int\n"
    family = kindred(tmp_path, {"shop/__init__.py": "", "shop/a.py": head + one, "shop/b.py": head + other}).families[0]
    assert family.kin[0].shared == 0.0
    assert family.kin[0].alike == 1.0


def test_namesakes_that_remember_the_same_are_kin(tmp_path: Path) -> None:
    names = ("open_parcels", "late_parcels", "depot_route")
    one = "class ParcelTracker:\n    def __init__(self):\n        {}\n    def follow(self):\n        return self.depot_route\n"
    other = "class ParcelTracker:\n    async def look(self, *ids):\n        while ids:\n            {}\n        raise KeyError\n"
    files = {
        "shop/__init__.py": "",
        "shop/a.py": one.format("; ".join(f"self.{name} = 0" for name in names)),
        "shop/tools/__init__.py": "",
        "shop/tools/b.py": other.format("; ".join(f"self._{name} = await ids[0]" for name in reversed(names))),
    }
    (family,) = kindred(tmp_path, files).families
    assert "both remember 3 things: depot_route, late_parcels, open_parcels" in family.kin[0].evidence[-1]


def test_two_repositories_of_one_thing_are_kin_though_their_bases_are_namesakes(tmp_path: Path) -> None:
    base = "class BaseStore:\n    def __class_getitem__(cls, item): return cls\n    def fetch(self): return 1\n"
    store = "from shop.{0} import BaseStore\nclass OrderStore(BaseStore[{1}]):\n    def {2}(self, n): return n\n"
    files = {"shop/base1.py": base, "shop/base2.py": base.replace("fetch", "pull")}
    files |= {
        "shop/a.py": store.format("base1", "Order", "latest"),
        "shop/b.py": store.format("base2", "Order", "oldest"),
    }
    assert frozenset({"a", "b"}) in pairs(tmp_path / "same", files)
    files["shop/b.py"] = store.format("base2", "Invoice", "oldest")
    assert frozenset({"a", "b"}) not in pairs(tmp_path / "other", files)


def test_what_every_module_of_a_package_has_is_a_convention(tmp_path: Path) -> None:
    bodies = ("return 1", "for each in x:\n            print(each)", "with x as y:\n            y.run()", "raise x")

    def plugins(count: int) -> dict[str, str]:
        source = (
            "class FilterModule:\n    def filters(self, x):\n        {0}\n    def known_filters(self):\n        {0}\n"
        )
        return {f"shop/{'abcd'[n]}.py": source.format(bodies[n]) for n in range(count)}

    assert pairs(tmp_path / "two", plugins(2))
    assert not pairs(tmp_path / "four", plugins(4))
