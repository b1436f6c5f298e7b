"""Recovery judged by what was there before: faults are planted in the standard library, and Python tells what they left alone."""

from __future__ import annotations

import ast
import sysconfig
import warnings
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest

from archgraph.extract.recovery.recover import recover
from tests.faults import KINDS, broken, items

LIBRARY = Path(sysconfig.get_path("stdlib"))
SEED = 20_240_229
pytestmark = pytest.mark.filterwarnings("ignore")


@cache
def sample(count: int = 40) -> tuple[str, ...]:
    """Sound files of the standard library, of moderate size, always the same ones."""
    found: list[str] = []
    paths = sorted(
        path for folder in (".", "asyncio", "email", "json", "logging") for path in (LIBRARY / folder).glob("*.py")
    )
    Random(SEED).shuffle(paths)
    for path in paths:
        try:
            text = path.read_text("utf-8")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                ast.parse(text)
        except (SyntaxError, ValueError):
            continue
        if 1_000 < len(text) < 40_000:
            found.append(text)
        if len(found) == count:
            break
    return tuple(found)


def judged(count: int, kinds: tuple[str, ...]) -> dict[str, tuple[float, float, int]]:
    """Per kind of item: the part found of those that the faults left alone, the part of those found that were there, and how
    many there were."""
    random = Random(f"{SEED} {count} {kinds}")
    there, found, said = Counter[str](), Counter[str](), Counter[str]()
    for text in sample():
        fault = broken(text, count, random, kinds)
        if fault is None:
            continue
        changed, rows = fault
        truth = {item for item, lines in items(ast.parse(text)).items() if not lines & rows}
        answer = {item for item, lines in items(recover(changed)).items() if not lines & rows}
        there.update(item.kind for item in truth)
        said.update(item.kind for item in answer)
        found.update(item.kind for item in truth & answer)
    return {kind: (found[kind] / there[kind], found[kind] / max(said[kind], 1), there[kind]) for kind in there}


@pytest.mark.parametrize("kind", KINDS)
def test_one_fault_costs_hardly_anything_but_its_line(kind):
    result = judged(1, (kind,))
    assert set(result) == {"class", "function", "import"}
    assert {name: found >= 0.98 for name, (found, _, _) in result.items()} == dict.fromkeys(result, True), result
    assert {name: said >= 0.98 for name, (_, said, _) in result.items()} == dict.fromkeys(result, True), result


def test_three_faults_of_any_kind_leave_nearly_all_the_rest():
    result = judged(3, KINDS)
    assert min(count for _, _, count in result.values()) > 50
    assert min(min(found, said) for found, said, _ in result.values()) >= 0.97, result


@pytest.mark.parametrize("text", sample(), ids=range(len(sample())))
def test_sound_files_are_read_exactly_as_python_reads_them(text):
    assert ast.dump(recover(text), include_attributes=True) == ast.dump(ast.parse(text), include_attributes=True)
