"""Events: declared, emitted, routed, handled and named."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.events.events import events
from archgraph.analyses.events.names import Spellings, looks_like_event
from archgraph.analyses.strings import strings
from archgraph.model.results.events import EventSite
from archgraph.model.settings import Settings
from tests.worlds import codebase

EMITTING = "def pay(bus):\n    bus.publish('order_paid', 1)\n"
CONFIGURED = Settings(events=("order_paid",))


def sites(root: Path, settings: Settings = CONFIGURED, **files: str) -> tuple[EventSite, ...]:
    """The sites in a small shop; `test` in a file's name makes it a test."""
    tree = {"shop/__init__.py": ""} | {
        f"tests/{name}.py" if "test" in name else f"shop/{name}.py": text for name, text in files.items()
    }
    base = codebase(root, tree)
    return events(base, settings, strings(base))


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("bus.publish('order_paid')", 1),
        ("bus.emit_order_paid(order)", 1),
        ("bus._notify_user_order_paid_event(order)", 1),
        ("KIND = 'order_paid'\nbus.send(KIND)", 2),
        ("class Kind:\n    PAID = 'order_paid'\nbus.send(Kind.PAID)", 3),
        ("class Kind:\n    PAID = 'order_paid'\nbus.send(event=Kind.PAID.value)", 3),
        ("message = {\n    'type': 'order_paid',\n}", 2),
        ("send(1, {'event': 'order_paid'})", 1),
        ("message = ServerMessage(type='order_paid')", 1),
        ("from shop.kinds import PAID\nbus.send(PAID)", 2),
        ("from shop import kinds\nbus.send(kinds.PAID)", 2),
        ("from shop.kinds import Kind as K\nbus.send(K.PAID)", 2),
        ("from shop.kinds import OrderEvents\nbus.send(OrderEvents.Paid)", 2),
        ("bus.send('order_paid' if paid else 'order_refused')", 1),
        ("self._send_through(bus, 'notify_order_paid', order)", 1),
        ("WHAT = 'order'\nbus.send(f'{WHAT}_paid')", 2),
        ("from shop import kinds\nbus.send(f'{kinds.WHAT}_{kinds.DONE}')", 2),
        ("from shop.kinds import WHAT\nbus.send(event=WHAT + '_' + 'paid')", 2),
        ("class Shop:\n    WHAT = 'order'\n    def pay(self):\n        bus.send(self.WHAT + '_paid')", 4),
        ("def f():\n    what = 'order'\n    event = f'{what}_paid'\n    bus.send(event)", 4),
        ("for event in ('order_paid', 'order_refused'):\n    bus.send(event)", 2),
        ("for event, data in [('order_paid', {}), ('order_refused', {})]:\n    bus.send(event, data)", 2),
        ("def f():\n    events = ['order_paid']\n    for n, event in enumerate(events):\n        bus.send(event)", 4),
        ("for event, data in {'order_paid': 1}.items():\n    send({'type': event, 'data': data})", 2),
        ("for event in {'order_paid': 1}:\n    bus.send(event)", 2),
        ("EVENTS = ['order_paid']\ndef f():\n    for event in EVENTS:\n        bus.send(event)", 4),
        ("from shop.kinds import ALL\nfor event in ALL:\n    bus.send(event)", 3),
        ("for what in ('order', 'cart'):\n    bus.send(f'{what}_paid')", 2),
        ("later = functools.partial(bus.send, 'order_paid')", 1),
        ("[bus.send(event) for event in ('order_paid', 'order_refused')]", 1),
        ("sent = {event: bus.send(event) for event in ['order_paid']}", 1),
        ("any(bus.send(event) for n, event in enumerate(sorted({'order_paid'})))", 1),
        ("[bus.send({'type': f'{what}_paid'}) for bus in buses for what in ('order', 'cart')]", 1),
        ("[[bus.send(event) for bus in buses] for event in ('order_paid',)]", 1),
        ("[functools.partial(bus.send, event) for event in ('order_paid',)]", 1),
        ("for event in ('order_paid',):\n    [bus.send(event) for bus in buses]", 2),
        ("ALL = 'order_paid',\nasync def f():\n    await gather(*(bus.send(event) for event in ALL))", 3),
        ("ALL: dict[str, int] = {'order_paid': 1}\ndef f():\n    [bus.send(event, n) for event, n in ALL.items()]", 3),
        ("from shop.kinds import ALL as EVENTS\n[bus.send(event) for event in EVENTS]", 2),
        ("from shop.kinds import Kind as K\n[bus.send(kind.value) for kind in K]", 2),
        ("from shop import kinds\nfor kind in kinds.Kind:\n    bus.send(kind)", 3),
        ("def f():\n    event: str = 'order_paid'\n    bus.send(event)", 3),
    ],
)
def test_literals_constants_enum_members_payloads_and_methods_all_emit(tmp_path: Path, source: str, line: int) -> None:
    kinds = (
        "import enum\n\nPAID = 'order_paid'\n\nclass Kind(enum.Enum):\n    PAID = 'order_paid'\n\n"
        "class OrderEvents:\n    Paid = 'order_paid'\n\nWHAT, DONE = 'order', 'paid'\nALL = frozenset([PAID, 'order_refused'])\n"
    )
    found = [site for site in sites(tmp_path, app=source, kinds=kinds) if site.role == "emit"]
    assert [(site.path, site.line, site.event) for site in found] == [("shop/app.py", line, "order_paid")]


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("PAID = 'order_paid'", "declare"),
        ("def emit_order_paid(order): ...", "declare"),
        ("def handle_order_paid(order): ...", "handle"),
        ("bus.on('order_paid', f)", "handle"),
        ("bus.async_listen_once('order_paid', f)", "handle"),
        ("async def f(bus): await bus.wait_for_event('order_paid')", "handle"),
        ("getattr(bus, 'notify_order_paid')", ""),
        ("OrderEventTracker(event='order_paid')", "name"),
        ("def f(event):\n    if event['type'] == 'order_paid': ...", "handle"),
        ("ROUTES = {'order_paid': handle_paid}", "route"),
        ("print(['order_paid'])", "name"),
        ("validate(run, 'order_paid')", "name"),
    ],
)
def test_every_place_has_its_role(tmp_path: Path, source: str, role: str) -> None:
    found = [site.role for site in sites(tmp_path, app=source) if site.path == "shop/app.py"]
    assert found == [role] * bool(role)


@pytest.mark.parametrize(
    "source",
    [
        "def f(what):\n    bus.send(f'{what}_paid')",
        "WHAT = 'order'\nbus.send(f'{WHAT!r}_paid')",
        "WHAT = ask()\nbus.send(WHAT + '_paid')",
        "for event in ask(['order_paid']):\n    bus.send(event)",
        "for event in ('order_paid',):\n    if event.startswith('cart'):\n        bus.send(event)",
        "for event in ('order_paid',):\n    pass\nbus.send(event)",
        "for event in ('order_paid',):\n    event = ask(event)\n    bus.send(event)",
        "def f(event):\n    for event in ('order_paid',):\n        pass\n    for event in ask():\n        bus.send(event)",
        "for event in ('order_paid',):\n    results.append({'type': event})",
        "for a, b in [('order_paid', 1)]:\n    bus.send(b)",
        "[bus.send(event) for event in ask(['order_paid'])]",
        "[bus.send(event) for event in ('order_paid',) if wanted(event)]",
        "[bus.send(event) if event == asked else None for event in ('order_paid',)]",
        "for event in ('order_paid',):\n    [bus.send(event) for bus in buses if bus.wants(event)]",
        "kept = [event for event in ('order_paid',)]\nbus.send(event)",
        "kept = [{'type': event} for event in ('order_paid',)]",
        "def f():\n    event = 'order_paid'\n    return [bus.send(event) for event in ask()]",
        "def f():\n    event = 'order_paid'\n    return [{'type': event} for event in ask()]",
        "[[bus.send(event) for event in ask(bus)] for event in ('order_paid',)]",
        "class Kind(list):\n    _PAID = 'order_paid'\n[bus.send(kind) for kind in Kind]",
    ],
)
def test_what_may_be_something_else_is_not_emitted(tmp_path: Path, source: str) -> None:
    assert [site for site in sites(tmp_path, cart=source) if site.role == "emit"] == []


def test_an_assertion_in_a_test_names_the_event_and_does_not_handle_it(tmp_path: Path) -> None:
    test = "def test_it(bus):\n    assert bus.sent[0]['type'] == 'order_paid'\n"
    (site,) = sites(tmp_path, test_app=test)
    assert (site.role, site.zone) == ("name", "test")


def test_without_configuration_the_events_that_production_emits_are_found(tmp_path: Path) -> None:
    sending = "bus.send('order_completed')\nbus.send('hello_world')\n"
    found = sites(tmp_path, Settings(), app=sending, test_app="bus.send('cart_closed')")
    assert {site.event for site in found} == {"order_completed"}


def test_without_configuration_an_event_class_says_what_is_an_event(tmp_path: Path) -> None:
    source = "class ShopEvent:\n    PAID = 'order_paid'\n\nbus.send(ShopEvent.PAID)\n"
    assert {site.event for site in sites(tmp_path, Settings(), app=source)} == {"order_paid"}


def test_without_configuration_a_constant_that_is_called_an_event_is_one_when_it_is_emitted(tmp_path: Path) -> None:
    source = "EVENT_SHOP_STOP = 'shop_stop'\nMAKE_EVENT = 'make_entry'\n\nbus.fire(EVENT_SHOP_STOP)\n"
    assert {site.event for site in sites(tmp_path, Settings(), app=source)} == {"shop_stop"}


def test_without_configuration_what_is_emitted_or_fired_is_an_event(tmp_path: Path) -> None:
    source = "socket.emit('queue_size', 3)\nsocket.emit('size')\nmail.send('queue_size_mail')\n"
    assert {site.event for site in sites(tmp_path, Settings(), app=source)} == {"queue_size"}


def test_without_configuration_words_may_begin_with_capitals(tmp_path: Path) -> None:
    source = "class Events:\n    OPENED = 'ShopOpened'\n    RUSH = 'RushHour'\n\nbus.fire(Events.RUSH)\n"
    found = sites(tmp_path, Settings(), app=source, more="def on_event_ShopOpened(shop): ...\n")
    assert {(site.event, site.role) for site in found if site.role != "declare"} == {
        ("RushHour", "emit"),
        ("ShopOpened", "handle"),
    }


def test_without_configuration_neither_codes_of_errors_nor_names_of_methods_are_events(tmp_path: Path) -> None:
    source = "link.send_error(7, 'sale_failed')\nbus.send('sale_closed')\nself._send_by_name('notify_sale_closed')\n"
    found = sites(tmp_path, Settings(), app=source)
    assert {(site.event, site.line) for site in found} == {("sale_closed", 2), ("sale_closed", 3)}


def test_the_state_tells_what_is_missing_in_production(tmp_path: Path) -> None:
    assert {site.state for site in sites(tmp_path, app=EMITTING)} == {"unhandled"}
    handling = "def on_order_paid(order): ...\n"
    assert {site.state for site in sites(tmp_path / "b", app=EMITTING, more=handling)} == {""}
    assert {site.state for site in sites(tmp_path / "c", app=handling, test_app=EMITTING)} == {"never_emitted"}


def test_a_call_of_a_coroutine_function_tells_whether_it_is_awaited(tmp_path: Path) -> None:
    source = (
        "class Bus:\n    async def emit_order_paid(self): ...\n\n"
        "async def pay(bus):\n    await bus.emit_order_paid()\n    bus.emit_order_paid()\n"
    )
    found = [site for site in sites(tmp_path, app=source) if site.role == "emit"]
    assert [(site.line, site.async_, site.awaited, site.discarded) for site in found] == [
        (5, True, True, True),
        (6, True, False, True),
    ]


def test_strings_and_comments_that_only_show_code_emit_nothing(tmp_path: Path) -> None:
    source = '"""\nbus.emit_order_paid()\n"""\n# bus.publish("order_paid")\n'
    assert sites(tmp_path, app=source) == ()


def test_a_method_spells_an_event_by_whole_words() -> None:
    spellings = Spellings(("order_paid", "paid.order"))
    assert spellings.emitted("send_order_paid_notification") == "order_paid"
    assert spellings.emitted("emit_suborder_paid") == ""
    assert spellings.emitted("build_order_paid") == ""
    assert spellings.emitted("emit_paid_order") == "paid.order"
    assert spellings.handled("on_order_paid") == "order_paid"


def test_a_method_spells_an_event_of_one_word_only_by_calling_it_an_event() -> None:
    spellings = Spellings(("error", "Connected"))
    assert spellings.emitted("send_error") == spellings.handled("on_error") == ""
    assert spellings.emitted("send_error_event") == "error"
    assert spellings.handled("_on_event_Connected") == "Connected"


def test_events_are_things_that_happened() -> None:
    assert looks_like_event("tool_completed")
    assert looks_like_event("session.created")
    assert looks_like_event("SessionCreated")
    assert not looks_like_event("Created")
    assert not looks_like_event("completed")
    assert not looks_like_event("user_name")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("bus.publish(\n    'order_paid',\n    1,\n)", 1),
        ("bus.publish(\n    user,\n    event='order_paid',\n)", 1),
        ("message = ServerMessage(\n    type='order_paid',\n)", 1),
        ("x = [\n    bus.publish(\n        'order_paid'\n    )\n]", 2),
        ("bus.send_json(\n    {\n        'type': 'order_paid',\n    }\n)", 3),
        ("bus.emit_order_paid({\n    'type': 'remark',\n})", 1),
        ("bus.emit_order_paid(\n    'remark'\n)", 1),
        ("async def f():\n    await bus.publish(\n        'order_paid'\n    )", 2),
    ],
)
def test_an_emission_stands_on_the_first_line_of_its_call_or_where_its_payload_names_it(
    tmp_path: Path, source: str, line: int
) -> None:
    assert [site.line for site in sites(tmp_path, cart=source) if site.role == "emit"] == [line]


BUS = "class Bus:\n    async def emit_order_paid(self): ...\n\n    async def publish(self, event): ...\n"


@pytest.mark.parametrize(
    ("call", "thrown_away"),
    [
        ("bus.emit_order_paid()", True),
        ("bus.publish('order_paid')", True),
        ("_ = bus.publish('order_paid')", False),
        ("await bus.publish('order_paid')", False),
        ("return bus.publish('order_paid')", False),
        ("asyncio.create_task(bus.publish('order_paid'))", False),
        ("await asyncio.gather(bus.publish('order_paid'))", False),
        ("asyncio.run(bus.publish('order_paid'))", False),
        ("[bus.publish('order_paid')]", False),
    ],
)
@pytest.mark.parametrize("kind", ["async def", "def"])
def test_a_coroutine_that_is_thrown_away_sends_nothing(tmp_path: Path, kind: str, call: str, thrown_away: bool) -> None:
    if kind == "def" and "await" in call:
        kind = "async def"
    found = sites(tmp_path, bus=BUS, cart=f"import asyncio\n\n{kind} pay(bus):\n    {call}\n")
    (site,) = (site for site in found if site.role == "emit")
    assert site.async_ is True
    assert (site.discarded and not site.awaited) is thrown_away


def test_what_is_told_by_name_is_what_the_event_goes_through(tmp_path: Path) -> None:
    source = "async def pay(bus): return await bus._send_by_name('notify_order_paid', 1)\n"
    (site,) = sites(tmp_path, cart=source)
    assert (site.role, site.through, site.async_, site.awaited) == ("emit", "notify_order_paid", None, None)


def test_a_plain_emitter_needs_no_await(tmp_path: Path) -> None:
    bus = "class Bus:\n    def emit_order_paid(self): ...\n"
    found = sites(tmp_path, bus=bus, cart="def pay(bus):\n    bus.emit_order_paid()\n")
    assert [site.async_ for site in found if site.role == "emit"] == [False]


def test_what_a_class_is_stored_as_is_no_event(tmp_path: Path) -> None:
    source = (
        "class OrderEvent:\n    __tablename__ = 'order_event'\n    PAID = 'order_paid_event'\n\n"
        "class EventView:\n    name = 'api:event'\n"
    )
    assert {site.event for site in sites(tmp_path, Settings(), app=source)} == {"order_paid_event"}
