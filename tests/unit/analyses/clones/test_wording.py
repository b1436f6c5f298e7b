"""How copies differ, in one cell."""

from __future__ import annotations

from pathlib import Path

from archgraph.analyses.clones.clusters import find_clones
from archgraph.analyses.clones.wording import difference, shape, with_lines
from archgraph.extract.texts import Texts
from tests.worlds import codebase

TOTAL = '''def total(items, log):
    """The sum."""
    result = 0
    for item in items:
        # taxes are included
        result += item.price * 2
    log.info("total", result)
    return result
'''


def told(root: Path, one: str, two: str) -> list[str]:
    """The differences of the rows for two files."""
    rows = find_clones(codebase(root, {"a.py": one, "b.py": two}))
    return [row.difference for row in with_lines(rows, Texts(root).lines)]


def test_renamed_words_are_told_as_old_and_new(tmp_path: Path) -> None:
    renamed = TOTAL.replace("price", "weight").replace("2", "7").replace("The sum", "Other words")
    assert told(tmp_path, TOTAL, renamed) == ["", "names or constants: price → weight | 2 → 7"]


def test_added_and_dropped_lines_are_told_with_their_numbers(tmp_path: Path) -> None:
    edited = TOTAL.replace('    log.info("total", result)\n', "    if not log.closed:\n        log.flush()\n")
    (nothing, words) = told(tmp_path, TOTAL, edited)
    assert nothing == ""
    assert words.endswith(': -7 log.info("total", result); +7 if not log.closed: | +8 log.flush()')


def test_the_name_of_a_function_is_no_difference(tmp_path: Path) -> None:
    renamed = TOTAL.replace("def total", "def sum_up")
    assert told(tmp_path / "name", TOTAL, renamed) == ["", ""]
    other = renamed.replace("price", "weight")
    assert told(tmp_path / "both", TOTAL, other) == ["", "names or constants: price → weight"]
    (_, words) = told(tmp_path / "head", TOTAL, other.replace("(items, log)", "(items, log, tax)"))
    assert words == "(items, log) → (items, log, tax): price → weight"


def test_layout_comments_docstrings_and_awaiting_are_no_difference() -> None:
    mine = [(1, "return [total(item) for item in items]")]
    assert difference(mine, [(9, "return [total(item) for item in items]")]) == ""
    assert shape("if x == 'a' and not y.z(3):") == "if _ == _ and not _._(_):"


def test_many_differences_are_counted(tmp_path: Path) -> None:
    mine = [(line, f"a{line} = b.c{line}()") for line in range(9)]
    others = [(line, f"x{line} = b.y{line}()") for line in range(9)]
    assert difference(mine, others) == "a0 → x0 | c0 → y0 | a1 → x1 | c1 → y1 | 14 more"
    assert difference(mine, []) == "-0 a0 = b.c0() | -1 a1 = b.c1() | 7 more"


def test_long_lines_are_cut() -> None:
    assert len(difference([(1, "x(" + "y," * 100 + ")")], [])) < 70


def test_a_file_that_is_gone_leaves_the_words(tmp_path: Path) -> None:
    rows = find_clones(codebase(tmp_path, {"a.py": TOTAL, "b.py": TOTAL.replace("price", "weight")}))
    assert list(with_lines(rows, Texts(tmp_path / "gone").lines)) == list(rows)


def test_lines_are_those_that_python_counts(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes("# coding: latin-1\r\nx = 'ä\x0c'\ry = 2\n".encode("latin-1"))
    (tmp_path / "b.py").write_bytes(b"x = '\xff\xfe'\n")
    assert Texts(tmp_path).lines("a.py") == ("# coding: latin-1", "x = 'ä\x0c'", "y = 2", "")
    assert Texts(tmp_path).lines("b.py")[0].startswith("x = '")
    assert Texts(tmp_path).lines("gone.py") == Texts(tmp_path).lines("c.ipynb") == ()


def test_lines_that_both_have_are_not_told_as_renamed_into_their_neighbours() -> None:
    call = ["fetch(", "    limit=limit,", "    since=since,", "    words=words,", "    origin=origin,", ")"]
    more = ["fetch(", "    server,", "    limit=limit,", "    since=since,", "    words=words,", "    all=all,", ")"]
    told = difference(list(enumerate(call, 1)), list(enumerate(more, 1)))
    assert "limit → " not in told
    assert "since → " not in told
    assert "+2     server," in told


def test_a_signature_broken_over_lines_is_no_difference(tmp_path: Path) -> None:
    broken = TOTAL.replace("def total(items, log):", "def total(\n    items,\n    log,\n):")
    renamed = broken.replace("price", "weight")
    assert told(tmp_path, TOTAL, renamed) == ["", "names or constants: price → weight"]


def test_a_default_in_a_broken_signature_is_told(tmp_path: Path) -> None:
    one = TOTAL.replace("log):", "log=None):")
    two = TOTAL.replace("def total(items, log):", "def total(\n    items, log=0\n):")
    assert told(tmp_path, one, two)[1].startswith("names or constants")
