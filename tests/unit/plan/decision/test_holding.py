"""What makers of records would meet: places and defaults."""

from __future__ import annotations

from pathlib import Path

from tests.plans import decisions, plan

HEAD = "from dataclasses import dataclass\n@dataclass\nclass OrderRecord:\n"


def records(first: str, second: str, call: str) -> dict[str, str]:
    """Two records; the first is used by three modules, the second is made once, by `call`."""
    files = {"shop/__init__.py": "", "shop/one.py": HEAD + first, "shop/two.py": HEAD + second}
    for n in range(3):
        files[f"shop/user_{n}.py"] = "from shop.one import OrderRecord\nx = OrderRecord(order_id='1', total_sum=2)\n"
    files["shop/single.py"] = f"from shop.two import OrderRecord\nx = OrderRecord({call})\n"
    return files


FIELDS = "    order_id: str\n    total_sum: int\n    customer_name: str = 'nobody'\n"
TURNED = "    total_sum: int\n    order_id: str\n    customer_name: str = 'nobody'\n"


def test_who_gives_values_by_place_is_asked_about_where_places_differ(tmp_path: Path) -> None:
    asked = []
    for number, call in enumerate(("2, '1'", "total_sum=2, order_id='1'")):
        found = decisions(plan(tmp_path / str(number), records(FIELDS, TURNED, call)))
        asked.append("by place: one.OrderRecord takes" in found["shop.two.OrderRecord"].needs)
    assert asked == [True, False]


def test_defaults_that_differ_are_asked_about(tmp_path: Path) -> None:
    asked = []
    for number, default in enumerate(("'somebody'", "'nobody'")):
        second = FIELDS.replace("'nobody'", default)
        found = decisions(plan(tmp_path / str(number), records(FIELDS, second, "'1', 2")))
        asked.append("what customer_name is by default" in found["shop.two.OrderRecord"].needs)
    assert asked == [True, False]


def test_who_gives_values_by_place_is_asked_about_where_no_name_is_the_same(tmp_path: Path) -> None:
    body = "    def __init__(self, {0}):\n        self.{0} = {0}\n" + "".join(
        f"    def {name}(self):\n        self.{{0}}.{name}()\n        return self.{{0}}.rows\n"
        for name in ("open_session", "close_session", "renew_session")
    )
    files = {"shop/__init__.py": ""}
    for module, parameter in (("one", "client"), ("two", "config")):
        files[f"shop/{module}.py"] = f"class SessionManager:\n{body.format(parameter)}"
    for n in range(3):
        files[f"shop/user_{n}.py"] = "from shop.one import SessionManager\nx = SessionManager(1)\n"
    files["shop/single.py"] = "from shop.two import SessionManager\nx = SessionManager(1)\n"
    found = decisions(plan(tmp_path, files))["shop.two.SessionManager"]
    assert "who gives config by place: one.SessionManager takes client" in found.needs
