"""Law: after any edit, what the gate finds with the cache of earlier runs is what it finds without one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from archgraph.judging import Question, judge_tree
from archgraph.model.results.findings import Finding
from archgraph.model.settings import Settings
from archgraph.timing import Clock
from tests.builders import tree

BODY = "".join(f"        total_{n} = self.price({n}) + tax_{n}\n        log(total_{n})\n" for n in range(5))


def class_(name: str, base: str) -> str:
    head = f"class {name}({base}):\n    items = {{}}\n\n    def add(self, key, item):\n"
    return f"{head}        self.items[key] = item\n{BODY}"


WORLD = {
    "shop/__init__.py": "from shop.base import Store\n",
    "shop/base.py": class_("Store", "object"),
    "shop/stock.py": f"from shop import Store\n\n{class_('StockManager', 'Store')}",
    "shop/orders.py": "import os\nfrom shop.stock import StockManager\n\nStockManager().add(os.environ['KEY'], 1)\n",
    "shop/copy.py": f"from shop.base import *\n\n{class_('OrderRegistry', 'object')}",
    "tests/test_shop.py": "from shop.stock import StockManager\n\ndef test_add():\n    StockManager().add(1, 2)\n",
}
PATHS = sorted(path for path in WORLD if path != "shop/__init__.py")
EDITS: dict[str, Callable[[str], str | None]] = {
    "add a function": lambda text: f"{text}\n\ndef added():\n    import os\n    return os.environ['ADDED']\n",
    "add a class": lambda text: f"{text}\n\n{class_('AddedManager', 'object')}",
    "rename a class": lambda text: text.replace("StockManager", "Warehouse", 1),
    "change a base": lambda text: text.replace("(Store)", "(object)"),
    "move all lines": lambda text: f"# first\n\n{text}",
    "change a body": lambda text: text.replace("self.price(3)", "self.discount(3)"),
    "import what is not there": lambda text: f"from shop.gone import lost\n{text}",
    "break the file": lambda text: f"{text}\n\ndef broken(:\n",
    "remove the file": lambda text: None,
}
FEW = ("duplicate-code", "environment-access", "phantom-import")


def found(root: Path, cache: Path | None, rules: tuple[str, ...] = ()) -> list[Finding]:
    chosen = Settings(use_cache=cache is not None, cache_dir=str(cache or ""), today="2026-01-01")
    judged = judge_tree(root, chosen, Clock(), Question(rules=rules))
    return [finding for finding in judged.findings if not rules or finding.rule in rules]


def edit(file: Path, how: str, original: str) -> None:
    """Edit the file; one that was removed comes back as it was."""
    text = EDITS[how](file.read_text()) if file.exists() else original
    file.unlink() if text is None else file.write_text(text)


@settings(max_examples=10)
@given(st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(sorted(EDITS))), min_size=1, max_size=3))
def test_findings_after_edits_do_not_depend_on_the_cache(edits: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        root, cache = tree(Path(folder) / "code", WORLD), Path(folder) / "cache"
        assert {finding.rule for finding in found(root, cache)} >= {"duplicate-code", "environment-access"}
        for path, how in edits:
            edit(root / path, how, WORLD[path])
            assert found(root, cache, FEW) == found(root, None, FEW)
            assert found(root, cache) == found(root, None)
