"""What is taken again from earlier runs is what would be found now, after any edit; after most edits little is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from archgraph.analyses.audits.audit import audit
from archgraph.model.settings import Settings
from archgraph.pipeline.findings import inquire
from archgraph.pipeline.ground import Ground, understand
from archgraph.pipeline.inquiry import Inquiry
from archgraph.pipeline.memory import Memory
from archgraph.timing import Clock
from tests.builders import tree

FILES = {
    "shop/__init__.py": "from shop.stock import StockManager\n",
    "shop/base.py": "import abc\n\n\nclass Base(abc.ABC):\n    def __init__(self):\n        self.items = {}\n\n"
    "    @abc.abstractmethod\n    def close(self): ...\n\n    def get(self, key):\n        return self.items[key]\n",
    "shop/stock.py": "import os\n\nfrom shop.base import Base\n\n\nclass StockManager(Base):\n    shared = {}\n\n"
    "    def __init__(self):\n        self.mode = os.environ['MODE']\n\n"
    "    def get(self, key):\n        return self.shared[key]\n",
    "shop/wiring.py": "from shop.stock import StockManager\n\nMANAGER = StockManager()\n\n\ndef make():\n"
    "    return StockManager()\n\n\ndef current():\n    return make()\n",
    "shop/users.py": "from shop import wiring\nfrom shop.wiring import current\n\n\ndef show():\n    manager = current()\n"
    "    print(manager.get('order_received'))\n    wiring.MANAGER.get('order_recieved')\n",
    "shop/old.py": "import warnings\n\nfrom shop.base import Base\n\n\nclass StockManagerLegacy(Base):\n"
    "    # remove after 2026-03-01\n    def close(self):\n        warnings.warn('gone on 2026-02-01', DeprecationWarning)\n",
    "shop/events.py": "import threading\n\nfrom shop.frame import Frame, ORDER_PAID\nfrom shop.gone import nothing\n"
    "from shop.base import missing\n\n\n"
    "class PaidEvents:\n    _by_user = {}\n    _lock = threading.Lock()\n\n    def emit_order_paid(self, bus, user):\n"
    "        bus.emit(ORDER_PAID)\n        self._by_user[user] = 1\n\n    def handle_order_paid(self, user):\n"
    "        with self._lock:\n            self._by_user[user] = 2\n\n\n"
    "def fill(tool):\n    Frame().tools.register('saw', tool)\n",
    "shop/frame.py": "from shop.registry import ToolRegistry\n\nORDER_PAID = 'order_paid'\n\n\nclass Frame:\n"
    "    def __init__(self):\n        self.tools = ToolRegistry()\n\n\ndef validate_order(order):\n    return order.paid\n",
    "shop/kinds.py": "import enum\n\n\nclass Kind(enum.Enum):\n    SENT = 'order_sent'\n",
    "shop/sender.py": "from shop.kinds import Kind\n\n\ndef send_all(bus):\n    return [bus.emit(each.value) for each in Kind]\n",
    "shop/caller.py": "from shop.frame import Frame\n\n\nclass Caller:\n    def __init__(self):\n        self.frame = Frame()\n\n"
    "    def call(self):\n        self.frame.tools.register('axe', object)\n\n\ndef by_name(frame):\n"
    "    frame.tools.register('adze', object)\n",
    "shop/registry.py": "class ToolRegistry:\n    def __init__(self):\n        self._tools = {}\n\n"
    "    def register(self, name, tool):\n"
    "        self._tools[name] = tool\n\n\nTOOLS = ToolRegistry()\nTOOLS.register('hammer', object)\n",
    "tests/test_stock.py": "from unittest.mock import patch\n\nfrom shop.stock import StockManager\n\n\n"
    "class ToolRegistry:\n    def register(self): ...\n\n\ndef test_a():\n    with patch('shop.wiring.make'):\n"
    "        StockManager().get('order_received')\n",
}
SMALL = "\n\ndef added_{number}(rows):\n    import os\n\n    kept = list(rows)\n    return os.environ['ADDED']\n"

Edit = Callable[[str], str]

EDITS: Mapping[str, tuple[str, Edit]] = {
    "a body": ("shop/users.py", lambda text: text.replace("    manager =", "    print('more of it')\n    manager =")),
    "a line above": ("shop/stock.py", lambda text: "# a remark\n" + text),
    "a line above what others are said to stand in": ("shop/registry.py", lambda text: "\n\n" + text),
    "a function more": ("shop/base.py", lambda text: text + SMALL.format(number=1)),
    "a function of another meaning": (
        "shop/wiring.py",
        lambda text: text.replace("return StockManager()", "return None"),
    ),
    "a function without a meaning": ("shop/wiring.py", lambda text: text.replace("return make()", "return 1")),
    "a name of another meaning": (
        "shop/wiring.py",
        lambda text: text.replace("MANAGER = Stock", "MANAGER = str or Stock"),
    ),
    "an import gone": ("shop/__init__.py", lambda text: ""),
    "an import of something else": ("shop/stock.py", lambda text: text.replace("import Base", "import abc as Base")),
    "a class more": ("shop/users.py", lambda text: text + "\n\nclass UserManager:\n    def get(self): ...\n"),
    "a class renamed": ("shop/stock.py", lambda text: text.replace("class StockManager", "class StoreManager")),
    "a base gone": ("shop/stock.py", lambda text: text.replace("(Base)", "")),
    "a method more": ("shop/base.py", lambda text: text + "\n    def more(self): ...\n"),
    "an abstract method no more": ("shop/base.py", lambda text: text.replace("    @abc.abstractmethod\n", "")),
    "an initializer that calls on": (
        "shop/stock.py",
        lambda text: text.replace("self.mode", "super().__init__()\n        self.mode"),
    ),
    "a twin gone": ("shop/stock.py", lambda text: "StockManager = 1\n"),
    "a literal more": ("shop/base.py", lambda text: text + "\nKEY = 'order_received'\n"),
    "a double no more": ("tests/test_stock.py", lambda text: text.replace("class ToolRegistry", "class Other")),
    "an attribute that holds something else": (
        "shop/frame.py",
        lambda text: text.replace("= ToolRegistry()", "= dict()"),
    ),
    "a method of a registry that does something else": (
        "shop/registry.py",
        lambda text: text.replace(
            "        self._tools[name]",
            "        if name in self._tools:\n            raise KeyError(name)\n        self._tools[name]",
        ),
    ),
    "a constant of another text": ("shop/frame.py", lambda text: text.replace("'order_paid'", "'order_started'")),
    "a member of an enum more": ("shop/kinds.py", lambda text: text + "    CLOSED = 'order_closed'\n"),
    "a lock gone": ("shop/events.py", lambda text: text.replace("with self._lock", "if user")),
    "a name that was missing": ("shop/base.py", lambda text: text + "\nmissing = 1\n"),
    "a call that may make any name": ("shop/base.py", lambda text: text + "\ndef fill():\n    exec('missing = 1')\n"),
    "a literal less often": ("shop/users.py", lambda text: text.replace("order_recieved", "other_recieved")),
    "what tests do again": (
        "tests/test_stock.py",
        lambda text: text + "\ndef validate_order(order):\n    return order.paid\n",
    ),
    "a fault": ("shop/wiring.py", lambda text: text + "\ndef (:\n"),
}


def understood(root: Path) -> Ground:
    return understand(root, Settings(cache_dir=str(root.parent / "cache"), today="2026-01-01"), Clock())


def told(inquiry: Inquiry) -> list[object]:
    return [
        audit(inquiry),
        list(inquiry.roles.items()),
        inquiry.usages,
        inquiry.scores,
        inquiry.issues,
        inquiry.legacy,
        inquiry.strings,
        inquiry.near_literals,
        inquiry.profiles,
        inquiry.events,
        inquiry.registrations,
        inquiry.registry_methods,
        inquiry.leaks,
        inquiry.races,
        inquiry.missing_names,
        inquiry.test_duplicates,
    ]


def remembered(root: Path) -> list[object]:
    return told(inquire(understood(root), Clock()))


def afresh(root: Path) -> list[object]:
    ground = understood(root)
    return told(Inquiry(ground.codebase, ground.settings, ground.graph, ground.mros))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tree that was looked at before."""
    root = tree(tmp_path / "code", FILES)
    assert remembered(root) == afresh(root)
    return root


def looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Work → the files that it is done for in the next run."""
    found: dict[str, set[str]] = {}
    as_it_was = Memory.__call__

    def spied(self: Memory, work):  # type: ignore[no-untyped-def]
        def of(paths):  # type: ignore[no-untyped-def]
            found[work.name] = set(paths)
            return work.of(paths)

        return as_it_was(self, replace(work, of=of))

    monkeypatch.setattr(Memory, "__call__", spied)
    remembered(root)
    return found


@pytest.mark.parametrize(("path", "edit"), EDITS.values(), ids=EDITS)
def test_after_an_edit_the_answers_are_those_of_now(root: Path, path: str, edit: Edit) -> None:
    (root / path).write_text(edit((root / path).read_text()))
    assert remembered(root) == afresh(root)
    (root / path).write_text(FILES[path])
    assert remembered(root) == afresh(root)


@pytest.mark.parametrize("seed", range(8))
def test_after_many_edits_the_answers_are_those_of_now(root: Path, seed: int) -> None:
    random = Random(seed)
    for number in range(12):
        if random.random() < 0.2:
            files = sorted(root.rglob("*.py"))
            path = random.choice(files)
            if random.random() < 0.5:
                path.with_name(f"{path.stem}_v{number}.py").write_text(path.read_text())
            elif len(files) > 3:
                path.unlink()
        else:
            name, edit = random.choice(list(EDITS.values()))
            if (root / name).exists():
                (root / name).write_text(edit((root / name).read_text()))
        assert remembered(root) == afresh(root)


def test_a_body_has_its_own_file_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, edit = EDITS["a body"]
    (root / path).write_text(edit(FILES[path]))
    assert {frozenset(paths) for paths in looked_at(root, monkeypatch).values()} == {frozenset({path})}


def test_a_name_has_the_files_looked_at_that_say_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, edit = EDITS["a function of another meaning"]
    (root / path).write_text(edit(FILES[path]))
    assert looked_at(root, monkeypatch)["mocks"] == {path, "shop/users.py", "tests/test_stock.py"}


def test_relatives_of_classes_are_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "shop/base.py"
    (root / path).write_text(FILES[path].replace("self.items = {}", "self.items = dict()"))
    assert looked_at(root, monkeypatch)["roles"] == {path, "shop/stock.py", "shop/old.py"}


def test_other_settings_have_everything_looked_at(root: Path) -> None:
    kept = inquire(understood(root), Clock())
    settings = Settings(cache_dir=str(root.parent / "cache"), today="2026-01-01", environment_allowed=("shop.stock",))
    ground = understand(root, settings, Clock())
    assert audit(inquire(ground, Clock())) != audit(kept)


@pytest.mark.parametrize(
    "name",
    ["by file usages", "by file roles", "rows by file registrations", "strings", "hidden strings 3", "near literals"],
)
def test_what_is_damaged_is_worked_out_anew(root: Path, name: str) -> None:
    ground = understood(root)
    place = f"{name} {ground.root}"
    ground.facts.shelf[place] = ground.facts.shelf[place][:-9] or b"\xc1"
    assert remembered(root) == afresh(root)
