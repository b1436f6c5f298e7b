"""Classes that share a name and nothing else get names that tell them apart."""

from __future__ import annotations

from pathlib import Path

from tests.plans import class_source, decisions, plan

WORDS = ("parcel", "invoice", "basket", "coupon", "ledger", "courier", "shelf", "tariff", "voucher", "pallet", "refill")
SURROUNDINGS = {
    f"shop/{word}.py": f'class {word.title()}Keeper:\n    """Keeps {word}s."""\n    def keep_{word}(self):\n        pass\n'
    for word in WORDS
}
"""Other classes, beside which two words in common say something."""


def _shop(mine: str, other: str, **changes: str) -> dict[str, str]:
    """A message handler in one package, and a handler by that name, in use more, in another."""
    return {
        **SURROUNDINGS,
        "shop/__init__.py": "",
        "shop/routing/__init__.py": "",
        "shop/routing/payment_handler.py": mine,
        "shop/gateway/__init__.py": "",
        "shop/gateway/money/__init__.py": "",
        "shop/gateway/money/payment_handler.py": other,
        "shop/first.py": "from shop.gateway.money.payment_handler import PaymentHandler\nhandler = PaymentHandler()\n",
        "shop/second.py": "from shop.gateway.money.payment_handler import PaymentHandler\nhandler = PaymentHandler()\n",
        "shop/third.py": "from shop.routing.payment_handler import PaymentHandler\nhandler = PaymentHandler()\n",
        **changes,
    }


ROUTING = '''class PaymentHandler{bases}:
    """Sends what customers say of payments on to topics."""

    def __init__(self):
        self.routes = {{}}

    def route(self, message):
        for prefix, target in self.routes.items():
            if message.topic.startswith(prefix):
                return target.deliver(message)
'''
CHARGING = '''class PaymentHandler:
    """Handles payments of customers."""

    def __init__(self, account):
        self.account = account

    def charge(self, cents):
        if cents <= 0:
            raise ValueError(cents)
        self.account.balance -= cents
'''
APART = ROUTING.format(bases=""), CHARGING


def test_a_namesake_without_a_member_in_common_gets_a_name_of_its_own(tmp_path: Path) -> None:
    made = plan(tmp_path, _shop(*APART))
    mine = decisions(made)["shop.routing.payment_handler.PaymentHandler"]
    assert (mine.action, mine.way, mine.becomes) == ("CONVERT", "rename", "RoutingPaymentHandler")
    assert "whether both are for one job all the same" in mine.needs
    assert decisions(made)["shop.gateway.money.payment_handler.PaymentHandler"].reason.startswith("it keeps the name")


def test_what_it_inherits_tells_more_than_its_place(tmp_path: Path) -> None:
    base = "from shop.bases import BaseWebhookHandler\n" + ROUTING.format(bases="(BaseWebhookHandler)")
    files = _shop(base, APART[1], **{"shop/bases.py": class_source("BaseWebhookHandler", "accept")})
    assert (
        decisions(plan(tmp_path, files))["shop.routing.payment_handler.PaymentHandler"].becomes
        == "PaymentWebhookHandler"
    )


def test_a_rename_changes_its_users_and_carries_nothing_over(tmp_path: Path) -> None:
    made = plan(tmp_path, _shop(*APART))
    rows = [(row.what, row.path, row.new.rpartition(".")[2]) for row in made.changes]
    assert ("import", "shop/third.py", "RoutingPaymentHandler") in rows
    assert ("rename", "shop/routing/payment_handler.py", "RoutingPaymentHandler") in rows
    assert "carry over" not in {what for what, *_ in rows}
    assert not made.effects


def test_a_name_that_the_code_base_has_is_not_given_again(tmp_path: Path) -> None:
    taken = {"shop/other.py": class_source("RoutingPaymentHandler", "deliver")}
    mine = decisions(plan(tmp_path, _shop(*APART, **taken)))["shop.routing.payment_handler.PaymentHandler"]
    assert mine.becomes != "RoutingPaymentHandler"


def test_namesakes_with_methods_in_common_are_merged(tmp_path: Path) -> None:
    made = plan(tmp_path, _shop(APART[0].replace("route(self, message)", "charge(self, message)"), APART[1]))
    assert decisions(made)["shop.routing.payment_handler.PaymentHandler"].action == "CONSOLIDATE"


def test_one_that_calls_itself_old_is_not_renamed(tmp_path: Path) -> None:
    old = APART[0].replace("Sends what", "Deprecated: sends what")
    made = decisions(plan(tmp_path, _shop(old, APART[1])))
    assert made["shop.routing.payment_handler.PaymentHandler"].becomes == ""


RECORD = """from dataclasses import dataclass

@dataclass
class RetryPolicyConfig:
    '''Policy of retries of payments.'''
"""


def test_records_with_few_fields_in_common_get_names_of_their_own(tmp_path: Path) -> None:
    mine = RECORD + "    attempts: int = 1\n    header: str = ''\n    agent: str = ''\n    path: str = ''\n"
    other = RECORD + "    attempts: int = 1\n    jitter: int = 1\n    backoff: float = 2.0\n    ceiling: float = 60.0\n"
    files = {
        **SURROUNDINGS,
        "shop/__init__.py": "",
        "shop/routing/__init__.py": "",
        "shop/routing/retry_policy.py": mine,
        "shop/gateway/__init__.py": "",
        "shop/gateway/money/__init__.py": "",
        "shop/gateway/money/retry_policy.py": other,
        "shop/first.py": "from shop.gateway.money.retry_policy import RetryPolicyConfig\nkept = RetryPolicyConfig()\n",
        "shop/second.py": "from shop.gateway.money.retry_policy import RetryPolicyConfig\nkept = RetryPolicyConfig()\n",
        "shop/third.py": "from shop.routing.retry_policy import RetryPolicyConfig\nkept = RetryPolicyConfig()\n",
    }
    row = decisions(plan(tmp_path, files))["shop.routing.retry_policy.RetryPolicyConfig"]
    assert row.becomes == "RoutingRetryPolicyConfig"
    assert row.reason.startswith("1 of its 4 fields is")


def test_what_many_fields_of_a_record_say_tells_it_apart(tmp_path: Path) -> None:
    paths = "    attempts: int = 1\n    ready_path: str = ''\n    start_path: str = ''\n    end_path: str = ''\n"
    other = "    attempts: int = 1\n    jitter: int = 1\n    backoff: float = 2.0\n    ceiling: float = 60.0\n"
    users = {
        f"shop/{n}.py": "from shop.retry_policy import RetryPolicyConfig\nkept = RetryPolicyConfig()\n" for n in "ab"
    }
    files = {
        **SURROUNDINGS,
        "shop/__init__.py": "",
        "shop/retry_types.py": RECORD + paths,
        "shop/retry_policy.py": RECORD + other,
        "shop/third.py": "from shop.retry_types import RetryPolicyConfig\nkept = RetryPolicyConfig()\n",
        **users,
    }
    assert decisions(plan(tmp_path, files))["shop.retry_types.RetryPolicyConfig"].becomes == "RetryPolicyPathConfig"


def test_names_of_other_alphabets_are_left_alone(tmp_path: Path) -> None:
    files = {path: text.replace("PaymentHandler", "PaymentPrüfHandler") for path, text in _shop(*APART).items()}
    found = decisions(plan(tmp_path, files))
    assert found["shop.routing.payment_handler.PaymentPrüfHandler"].becomes == ""


def _beside(kept: str, mine: str) -> dict[str, str]:
    """A class in a module of money, used twice, and its namesake in a module of parcels, used once."""
    return {
        **SURROUNDINGS,
        "shop/__init__.py": "",
        "shop/money_states.py": kept,
        "shop/parcel_states.py": mine,
        "shop/first.py": "from shop.money_states import TransferState\nkept = [TransferState]\n",
        "shop/second.py": "from shop.money_states import TransferState\nkept = [TransferState]\n",
        "shop/third.py": "from shop.parcel_states import TransferState\nkept = [TransferState]\n",
    }


def _enum(*values: str) -> str:
    return (
        "\n    ".join(["from enum import Enum\n\nclass TransferState(Enum):", *(f"{v} = '{v}'" for v in values)]) + "\n"
    )


def test_enums_that_each_have_values_of_their_own_get_names_of_their_own(tmp_path: Path) -> None:
    files = _beside(_enum("OPEN", "SENT", "BOOKED", "REFUSED"), _enum("OPEN", "SENT", "PACKED", "LOST"))
    row = decisions(plan(tmp_path, files))["shop.parcel_states.TransferState"]
    assert (row.action, row.becomes) == ("CONVERT", "ParcelTransferState")
    assert row.reason.startswith("2 of its 4 values are money_states.TransferState's, and PACKED, LOST are not")


def test_enums_whose_values_are_shortened_or_only_more_in_one_are_merged(tmp_path: Path) -> None:
    kept = _enum("OPEN", "SENT", "WARNING", "REFUSED", "BOOKED")
    for number, mine in enumerate((_enum("OPEN", "SENT", "WARN", "REFUSE"), _enum("OPEN", "SENT", "LOST"))):
        found = decisions(plan(tmp_path / str(number), _beside(kept, mine)))
        assert found["shop.parcel_states.TransferState"].action == "CONSOLIDATE"


def test_runners_that_are_made_otherwise_get_names_of_their_own(tmp_path: Path) -> None:
    """What starts and ends things has anything that runs."""
    one = (
        "class TransferState:\n    def __init__(self, account):\n        self.account = account\n"
        "    def start(self):\n        self.account.bank.reserve(1)\n    def stop(self):\n        self.account.bank.free()\n"
        "    def book_money(self, amount):\n        for part in amount:\n            self.account.add(part)\n"
    )
    other = class_source("TransferState", "start", "stop", "weigh_parcel", init="scale")
    files = _beside(one, other)
    row = decisions(plan(tmp_path / "a", files))["shop.parcel_states.TransferState"]
    assert (row.action, row.becomes) == ("CONVERT", "ParcelTransferState")
    nameless = {
        path.replace("parcel_states", "data"): text.replace("parcel_states", "data") for path, text in files.items()
    }
    row = decisions(plan(tmp_path / "b", nameless))["shop.data.TransferState"]
    assert row.action == "UNDECIDED"
    assert "what starts and ends things is all that money_states.TransferState has of it" in row.reason
