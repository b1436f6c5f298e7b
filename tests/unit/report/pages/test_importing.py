"""What the report says of imports."""

from __future__ import annotations

import pytest

from archgraph.model.results.imports import CycleEdge, ImportGraphResult
from archgraph.report.artefact import Edition
from archgraph.report.document import Page
from archgraph.report.formats.markdown import markdown
from archgraph.report.pages.importing import cycles
from tests.analyses import empty


def circle(name: str, *, weak: bool) -> list[CycleEdge]:
    one, two = f"{name}.one", f"{name}.two"
    return [
        CycleEdge(name, 2, one, two, f"{name}/one.py", 1, breaker=False, weak=weak),
        CycleEdge(name, 2, two, one, f"{name}/two.py", 3, breaker=True, weak=weak),
    ]


@pytest.mark.parametrize(
    ("hard", "weak", "said"),
    [
        (2, 0, "2 cycles at import time."),
        (1, 2, "1 cycle at import time, and 2 that close only by imports inside functions or for type checking."),
        (0, 1, "No cycle at import time, and 1 that closes only by imports inside functions or for type checking."),
    ],
)
def test_cycles_at_import_time_are_told_from_those_that_close_later(hard: int, weak: int, said: str) -> None:
    edges = [edge for number in range(hard) for edge in circle(f"a{number}", weak=False)]
    edges += [edge for number in range(weak) for edge in circle(f"b{number}", weak=True)]
    edition = Edition(empty(graph=ImportGraphResult((), (), tuple(edges), ())))
    assert said in markdown(Page("report.md", "Imports", [cycles(edition)])).splitlines()


def test_imports_to_take_out_are_named_in_the_order_of_their_lines() -> None:
    edges = [
        CycleEdge("c", 4, "shop", to, "shop/__init__.py", line, breaker=True, weak=False)
        for to, line in (("shop.a", 59), ("shop.b", 7), ("shop.c", 41))
    ]
    edition = Edition(empty(graph=ImportGraphResult((), (), tuple(edges), ())))
    shown = markdown(Page("report.md", "Imports", [cycles(edition)]))
    assert "`shop/__init__.py:7`, `shop/__init__.py:41`, `shop/__init__.py:59`" in shown
