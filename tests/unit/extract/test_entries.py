"""What the cache has of a tree: sections of entries, and the entries in which a name stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.extract.entries import Entries
from archgraph.extract.pool import extract
from archgraph.model.facts.outline import Outline
from archgraph.model.settings import Settings
from tests.builders import tree


def entries(root: Path, source: str) -> Entries:
    tree(root / "code", {"m.py": source})
    return extract(root / "code", ("m.py",), Settings(cache_dir=str(root / "cache"))).entries


@pytest.mark.parametrize(
    "source",
    [
        "def wanted(): ...\n",
        "import wanted\n",
        "x = other.wanted\n",
        "x = call(wanted_too)\n",  # more than asked for, and no harm
        "getattr(other, 'wanted')\n",
        *(f"x = '{'wanted.'.ljust(length, 'x')}'\n" for length in (31, 32, 65, 97, 255, 256, 290)),
    ],
)
def test_a_name_is_found(tmp_path: Path, source: str) -> None:
    found = entries(tmp_path, source)
    assert found.having("wanted") == set(found.numbers.values())


def test_a_name_inside_another_one_is_none(tmp_path: Path) -> None:
    assert entries(tmp_path, "def un_wanted(): ...\n").having("wanted") == set()


def test_an_entry_that_is_gone_has_no_section(tmp_path: Path) -> None:
    found = entries(tmp_path, "LIMIT = 1\n")
    section = found.section(found.numbers["m.py"], Outline)
    assert section is not None
    assert section.lines == 1
    assert found.section(found.numbers["m.py"] + 1, Outline) is None
