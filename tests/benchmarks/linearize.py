"""C3 of 30,000 classes in several shapes, beside CPython that makes the same classes with `type()`.

    python tests/benchmarks/linearize.py

The traps it guards: merges that are quadratic in the depth of diamonds, tails that are copied instead of shared. CPU seconds,
best of three; the MROs are compared with those of `type()` on the smaller shapes.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping

from sheet import Sheet, table

from archgraph.analyses.mro.c3 import linearize_all

Bases = Mapping[int, tuple[int, ...]]

CLASSES = 30_000
MOST_SECONDS = 1.0
COMPARED = 5_000_000
"""Entries of all MROs together up to which the classes are also made for real: CPython keeps a copy of each."""


def main() -> None:
    """Measure each shape."""
    sheet = Sheet("C3", f"{CLASSES:,} classes in each shape")
    rows = []
    for name, bases in shapes().items():
        seconds, found = timed(lambda bases=bases: linearize_all(bases))  # type: ignore[misc]
        entries = sum(map(len, found.values()))
        sheet.add(f"{name}, CPU", seconds, "s", at_most=MOST_SECONDS)
        rows.append((name, f"{entries / 1e6:.1f} million", f"{seconds:.2f}", compared(bases, found, entries)))
    sheet.text.append(table(("shape", "entries of all MROs", "CPU s", "CPU s of type()"), rows))
    sheet.finish()


def shapes() -> Mapping[str, Bases]:
    """Hierarchies by what they are like."""
    return {
        "diamonds in ladders of 20": ladders(20),
        "diamonds in ladders of 300": ladders(300),
        "a lattice 30 deep": lattice(30),
        "chains of 1,000": {at: (at - 1,) if at % 1000 else () for at in range(CLASSES)},
        "eight of 64 mixins each": mixins(64, 8),
    }


def ladders(rungs: int) -> Bases:
    """Diamonds on top of one another: each rung is two classes side by side and one that joins them."""
    bases: dict[int, tuple[int, ...]] = {}
    while len(bases) < CLASSES:
        top = len(bases)
        bases[top] = ()
        for _ in range(rungs):
            bases[top + 1] = bases[top + 2] = (top,)
            bases[top + 3] = (top + 1, top + 2)
            top += 3
    return bases


def lattice(rows: int) -> Bases:
    """Each class lists two neighbours of the row before: the worst case, as neighbours share most and not all."""
    width = CLASSES // rows
    return {
        at: () if at < width else ((at - width,) if at % width == width - 1 else (at - width, at - width + 1))
        for at in range(width * rows)
    }


def mixins(count: int, each: int) -> Bases:
    """Every class lists some of the same mixins, in their order."""
    step = count // each
    return {at: () if at < count else tuple(range(at % step, count, step)) for at in range(CLASSES)}


def timed(work: Callable[[], Mapping[int, tuple[int, ...]]]) -> tuple[float, Mapping[int, tuple[int, ...]]]:
    """The best of three, and what came out."""
    best = float("inf")
    for _ in range(3):
        gc.collect()
        gc.disable()
        start = time.process_time()
        found = work()
        best = min(best, time.process_time() - start)
        gc.enable()
    return best, found


def compared(bases: Bases, found: Mapping[int, tuple[int, ...]], entries: int) -> str:
    """CPU seconds in which `type()` makes the classes, "" for shapes that are too large; stops when an MRO differs."""
    if entries > COMPARED:
        return ""
    start = time.process_time()
    made: dict[int, type] = {}
    for name, own in bases.items():
        made[name] = type(str(name), tuple(made[base] for base in own), {})
    seconds = time.process_time() - start
    for name, real in made.items():
        if [int(each.__name__) for each in real.__mro__[:-1]] != list(found[name]):
            raise SystemExit(f"the MRO of {name} is not that of Python")
    return f"{seconds:.2f}"


main()
