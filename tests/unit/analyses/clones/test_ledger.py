"""A run that knows an earlier one's likenesses finds the same, and measures only what changed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from archgraph.analyses.clones.clusters import find_clones
from archgraph.analyses.clones.ledger import Ledger
from archgraph.model.results.duplicates import CloneMember
from tests.worlds import codebase

LINES = (
    "    total = sum(item.price for item in items)",
    "    if total > limit:\n        log.append(total)",
    "    for item in items:\n        item.sell(total, limit)",
    "    log.flush()",
    "    names = {item.name: item.price for item in items}",
    "    with log.lock:\n        log.names.update(names)",
    "    while items and not log.full:\n        items.pop().drop()",
    "    return [log.names[item.name] for item in items][:limit]",
)
BODIES = st.lists(st.sampled_from(LINES), min_size=4, max_size=8).map("\n".join)
FILES = st.lists(st.tuples(BODIES, BODIES, BODIES), min_size=2, max_size=5)


def source(bodies: tuple[str, str, str]) -> str:
    """A file with a function and a class of two methods."""
    plain, *methods = (f"def work_{number}(items, limit, log):\n{body}" for number, body in enumerate(bodies))
    inside = "\n".join(methods).replace("\n", "\n    ")
    return f"{plain}\n\nclass Shop:\n    {inside}\n"


def found(files: list[tuple[str, str, str]], ledger: Ledger) -> tuple[CloneMember, ...]:
    """The rows for these files."""
    with TemporaryDirectory() as folder:
        tree = {f"m{number}.py": source(bodies) for number, bodies in enumerate(files)}
        return find_clones(codebase(Path(folder), tree), ledger)


@settings(max_examples=30, deadline=None)
@given(FILES, st.data())
def test_what_is_found_does_not_depend_on_what_is_known(files: list[tuple[str, str, str]], data: st.DataObject) -> None:
    before = Ledger()
    found(files, before)
    changed = files.copy()
    changed[data.draw(st.integers(0, len(files) - 1))] = data.draw(st.tuples(BODIES, BODIES, BODIES))
    alone, knowing = Ledger(), Ledger(before.to_bytes())
    assert found(changed, knowing) == found(changed, alone)
    assert knowing.measured <= alone.measured
    assert knowing.to_bytes() == alone.to_bytes()


def test_nothing_is_measured_again_and_a_change_only_with_its_neighbours() -> None:
    everything = "\n".join(LINES)
    other = everything.replace("log.flush()", "log.close(limit)")
    files = [(everything, everything, other), (everything, other, everything), (other, everything, other)]
    before = Ledger()
    found(files, before)
    assert before.measured > 0
    again = Ledger(before.to_bytes())
    found(files, again)
    assert again.measured == 0
    edited = Ledger(before.to_bytes())
    found([*files[:2], (other + "\n    log.close(items)", everything, other)], edited)
    assert 0 < edited.measured < before.measured


def test_pairs_with_the_same_content_are_compared_once() -> None:
    contents, left, right = np.array([7, 7, 8, 8]), np.array([0, 0, 1, 2]), np.array([2, 3, 3, 3])
    asked = []

    def measure(one: int, two: int) -> float:
        asked.append((one, two))
        return (one + two) / 10

    ledger = Ledger()
    assert ledger.likenesses(contents, left, right, measure).tolist() == [0.2, 0.2, 0.2, 0.5]
    assert asked == [(0, 2), (2, 3)]
    assert ledger.measured == len(left)


def test_a_damaged_ledger_counts_as_an_empty_one() -> None:
    files = [("\n".join(LINES),) * 3] * 2
    before = Ledger()
    rows = found(files, before)
    stored = before.to_bytes()
    for damaged in (b"", b"x", stored[:-1], stored[:-1] + bytes([stored[-1] ^ 1]), stored + bytes(16)):
        ledger = Ledger(damaged)
        assert found(files, ledger) == rows
        assert ledger.measured == before.measured
