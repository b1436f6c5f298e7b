"""What an attribute is, followed from class to class: the same in whatever order it is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.mro.linearize import linearize
from archgraph.analyses.topology.receivers import Receivers
from tests.worlds import codebase

FILES = {
    "shop/__init__.py": "",
    "shop/tools.py": "class Tools:\n    pass\n",
    "shop/one.py": "from shop.tools import Tools\nfrom shop.two import Two\n\n\nclass One:\n    def __init__(self):\n"
    "        self.two = Two()\n        self.tools = self.two.tools\n\n    def open(self):\n        self.tools = Tools()\n",
    "shop/two.py": "import shop.one\n\n\nclass Two:\n    def __init__(self):\n"
    "        self.one = shop.one.One()\n        self.tools = self.one.tools\n",
}


@pytest.mark.parametrize("order", [("shop/one.py", "shop/two.py"), ("shop/two.py", "shop/one.py")])
def test_attributes_that_lead_to_each_other_are_what_one_of_them_says(tmp_path: Path, order: tuple[str, ...]) -> None:
    base = codebase(tmp_path, FILES)
    receivers = Receivers(base, linearize(base))
    for path in order:
        key = receivers.of(base.modules[path], 2, "self.tools")
        assert key is not None
        assert key.class_ == "shop.tools.Tools"


def test_files_that_were_looked_into_are_told_also_when_the_answer_is_known(tmp_path: Path) -> None:
    base = codebase(tmp_path, FILES)
    receivers = Receivers(base, linearize(base))
    told = []
    for _ in range(2):
        receivers.looked.clear()
        receivers.of(base.modules["shop/two.py"], 2, "self.tools")
        told.append(set(receivers.looked))
    assert told == [{"shop/one.py", "shop/two.py"}] * 2
