"""Places where a message may be named."""

from __future__ import annotations

import pytest

from archgraph.model.expr import Literal
from archgraph.model.facts.signals import Signal
from tests.facts import facts_of


def signals(source: str) -> tuple[Signal, ...]:
    return facts_of(source).signals.signals


@pytest.mark.parametrize(
    ("source", "how", "through", "name"),
    [
        ("bus.publish('order_paid', data)", "send", "bus.publish", Literal("order_paid")),
        ("self._send_update(user, 7, 'order_paid')", "send", "self._send_update", Literal("order_paid")),
        ("bus.emit(event_type=Event.PAID)", "send", "bus.emit", "Event.PAID"),
        ("bus.emit(Event.PAID.value)", "send", "bus.emit", "Event.PAID.value"),
        ("send(user, {'type': 'order_paid'})", "send", "send", Literal("order_paid")),
        ("m = {'type': 'order_paid'}", "payload", "dict", Literal("order_paid")),
        ("m = ServerMessage(type='order_paid')", "make", "ServerMessage", Literal("order_paid")),
        ("bus.on('order_paid', f)", "receive", "bus.on", Literal("order_paid")),
        ("bus.listen_once('order_paid', f)", "receive", "bus.listen_once", Literal("order_paid")),
        ("await bus.wait_for('order_paid')", "receive", "bus.wait_for", Literal("order_paid")),
        ("bus.emit(OrderEvents.Paid)", "send", "bus.emit", "OrderEvents.Paid"),
        ("@bus.handler('order_paid')\ndef f(): ...", "receive", "bus.handler", Literal("order_paid")),
        ("t = {'order_paid': self._handle_paid}", "key", "self._handle_paid", Literal("order_paid")),
        ("if m['type'] == 'order_paid': pass", "compare", "type", Literal("order_paid")),
        ("if kinds[0] == Event.PAID: pass", "compare", "Event.PAID", "Event.PAID"),
        ("match m:\n    case 'order_paid': pass", "compare", "case", Literal("order_paid")),
    ],
)
def test_a_message_is_seen_where_it_is_sent_carried_received_or_compared(
    source: str, how: str, through: str, name: object
) -> None:
    found = [each for each in signals(source) if each.names]
    assert [(each.how, each.through, each.names) for each in found] == [(how, through, (name,))]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("event = 'order_paid'\n    bus.emit(event)", (Literal("order_paid"),)),
        (
            "event = 'order_paid' if paid else Kind.REFUSED\n    bus.emit(event)",
            (Literal("order_paid"), "Kind.REFUSED"),
        ),
        (
            "if paid:\n        kind = 'order_paid'\n    else:\n        kind = 'order_refused'\n    bus.emit(kind=kind)",
            (Literal("order_paid"), Literal("order_refused")),
        ),
        ("event = 'order_paid'\n    bus.emit({'type': event})", (Literal("order_paid"),)),
        ("bus.emit('order' + '_paid')", (Literal("order_paid"),)),
    ],
)
def test_a_variable_of_the_function_stands_for_what_it_was_given(body: str, names: tuple[object, ...]) -> None:
    (found,) = [each for each in signals(f"def f(bus, paid):\n    {body}\n") if each.names]
    assert (found.how, found.names) == ("send", names)


@pytest.mark.parametrize(
    "body",
    [
        "event = 'order_paid'\n    event = ask()\n    bus.emit(event)",
        "bus.emit(event)\n    event = 'order_paid'",
        "event = 'order_paid'\n    def g(event):\n        bus.emit(event)",
        "bus.emit(1 + 2)",
    ],
)
def test_a_variable_that_may_be_anything_stands_for_nothing(body: str) -> None:
    assert [each for each in signals(f"def f(bus):\n    {body}\n") if each.names] == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (
            "def f(bus):\n    event = 'order_paid'\n    def g(event):\n        event = 'order_sent'\n        bus.emit(event)\n"
            "    bus.emit(event)\n",
            [("order_sent",), ("order_paid",)],
        ),
        (
            "KINDS = {'order_paid': 1}\ndef f(bus):\n    for kind in KINDS:\n        bus.emit(kind)\n"
            "KINDS = {'order_sent': 1}\ndef g(bus):\n    [bus.emit(kind) for kind in KINDS]\n",
            [("order_paid",), ("order_sent",)],
        ),
        (
            "def f(bus):\n    event = 'order_paid'\n    bus.emit(event)\n    event: str = 'order_sent'\n    bus.emit(event)\n",
            [("order_paid",), ("order_paid", "order_sent")],
        ),
    ],
)
def test_what_a_variable_stands_for_is_what_it_was_given_up_to_there(source: str, names: list[object]) -> None:
    sent = [each for each in signals(source) if each.how == "send"]
    assert [tuple(name.value for name in each.names if isinstance(name, Literal)) for each in sent] == names


def test_names_that_multiply_are_followed_for_some_of_them() -> None:
    """Each line would double what the variable may be, and a text of five such variables hold 50 to the fifth."""
    doubling = "    event = event if paid else 'order_refused'\n" * 40
    many = ", ".join(f"'order_{number}'" for number in range(60))
    loop = f"    for a in ({many}):\n        bus.emit(f'{{a}}{{a}}{{a}}{{a}}{{a}}')\n"
    first, second = signals(f"def f(bus, paid):\n    event = 'order_paid'\n{doubling}    bus.emit(event)\n{loop}")
    assert first.names == (Literal("order_paid"), Literal("order_refused"))
    assert len(second.names) == 50


def test_both_of_a_choice_are_sent() -> None:
    (found,) = signals("bus.emit('order_paid' if paid else Kind.REFUSED)")
    assert found.names == (Literal("order_paid"), "Kind.REFUSED")


@pytest.mark.parametrize(
    "source",
    [
        "text = 'bus.publish(\"order_paid\")'",
        "sending('order_paid')",
        "send('a sentence, and no name')",
        "t = {'user_id': user_id}",
        "status == 'done'",
        "User(name='ann')",
        "EventTracker(event='order_paid')",
        "orders.find({'type': 'order_paid'})",
        "db.simple_select_list(table='orders', where={'type': Kind.PAID})",
        "MessageRouter(type='order_paid')",
        "bus.emit(Order.Paid)",
        "bus.emit(order.paid)",
    ],
)
def test_what_names_no_message_is_left_out(source: str) -> None:
    assert signals(source) == ()


def test_a_signal_that_is_kept_is_made_and_not_sent() -> None:
    """As blinker's `signals.signal("started")`."""
    assert signals("started = signals.signal('started')") == ()
    assert [each.how for each in signals("bus.signal('started')\nasync def f(): x = await bus.signal('done')")] == [
        "send"
    ] * 2


def test_a_method_that_says_what_it_sends_needs_no_argument() -> None:
    (signal,) = signals("async def f():\n    await bus.emit_order_paid(order)")
    assert (signal.through, signal.names, signal.awaited, signal.discarded) == ("bus.emit_order_paid", (), True, True)


def test_a_call_stands_where_it_begins_and_a_payload_where_its_name_is() -> None:
    source = "send(\n    'order_paid',\n)\nm = {\n    'type': 'order_paid',\n}"
    assert [each.line for each in signals(source)] == [1, 5]
