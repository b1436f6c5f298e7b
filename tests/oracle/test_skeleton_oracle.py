"""Outlines that leave functions unread, judged by those of whole files: real sources, and odd ones that hypothesis makes."""

from __future__ import annotations

import random
import sysconfig
from pathlib import Path

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from archgraph.extract.file import extract_file, extract_skeleton
from archgraph.model.facts.outline import Status
from tests.skeletons import plainly, read_after_all

FOLDERS = [Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib")] + [Path(__file__).parents[2]]
FILES = sorted({path for folder in FOLDERS for path in folder.glob("*/**/*.py") if path.stat().st_size < 200_000})
SAMPLE = random.Random(23).sample(FILES, min(len(FILES), 300))


def test_real_files_say_the_same_once_their_functions_are_read() -> None:
    left_out = 0
    for path in SAMPLE:
        data = path.read_bytes()
        bare, outline = extract_skeleton(data, path.name).outline, extract_file(data, path.name).outline
        assert bare.status is outline.status, path
        assert plainly(read_after_all(data)) == plainly(outline), path
        left_out += len(bare.unread)
    assert left_out > 5 * len(SAMPLE)


NAMES = st.sampled_from(["a", "B", "self.c", "Base", "make", "größe"])
EXPRESSIONS = st.sampled_from(
    [
        "a", "make(B)", "type('X', (B,), {})", "{'k': 1}", "[\n1,\n      2]", "(a if B else make)", "lambda x: x", "1 + \\\n  2",
        "'''\ndef g():\n    class C: pass\n'''", '"""one"""', "'it\\'s # no comment'", "b'\\x00'", "f'{a!r:>{B}}'", "(y := a)",
        'r"\\"', "''", "'''\"\"\"'''", '"\'\'\'"',
    ]
)  # fmt: skip
SIMPLE = st.one_of(
    st.builds("{} = {}".format, NAMES, EXPRESSIONS),
    st.builds("return {}".format, EXPRESSIONS),
    st.builds("{}: 'int' = {}".format, st.sampled_from(["a", "B"]), EXPRESSIONS),
    st.sampled_from(
        [
            "pass", "...", "import os", "from a import (b,\nc)", "global a", "raise ValueError", "del a", "x = 1; import os",
            "# a comment", "'a docstring'", '"""\nmore\n  of it\n"""', "a += 1  # '''", "yield a", "return 1 \\\n\n",
            "x.Y = make()", "from the import of", "if a: import b", "class C(B): x = 1", "def h(): return a",
            "return a, \\\n  # b", "import a.b as c  # why", "from .. import B",
        ]
    ),
)  # fmt: skip
COMPOUNDS = st.sampled_from(
    [
        "def f():|", "def f(self, a=make(B), *args: 'x', **k) -> 'Base':  # why|", "async def f(a, /, b=1):|", "class A(Base):|",
        "def f(\n  a,  # one :\nb=('(', '\"'),\n):|", "@make\n&def f(a=lambda: 1):|", "def f (cls, bases) :|", "def\tf():|",
        "class A:|", "def f(a={1: 2}, b=[1][0:1]) -> dict[str, int]:|", "def f(a=(z := 1)):|",
        "def f(a: B[((((1)))), []] = (((((1)))))):|",
        "def f(a=B): ...\n&@make\n&def g():|",
        "if a:|\n&elif B:|\n&else:|", "try:|\n&except KeyError as e:|\n&finally:|", "with a as B:|", "for a in B:|",
        "while 1:|\n&else:|", "match a:\n&  case B:|", "if a: pass\n&@make\n\n&async  def  g(): # c\n|",
    ]
)  # fmt: skip
"""`&` stands for the indentation of the statement, `|` for a block."""


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0, indent: str = "") -> str:
    """Lines of a block: statements, blocks in it, and what stands between them."""
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.integers(0, 5))
        if kind == 0:
            lines.append(draw(st.sampled_from(["", "# first column", indent, f"{indent}  # deep", "\x0c", "  \t"])))
        elif kind < 3 or depth == 3:
            lines.append(indent + draw(SIMPLE))
        else:
            step = draw(st.sampled_from(["    ", "  ", "\t", "   "]))
            head, *parts = draw(COMPOUNDS).replace("&", indent).split("|")
            inner = [draw(blocks(depth=depth + 1, indent=indent + "  " * ("case" in head) + step)) for _ in parts]
            lines.append(indent + head + "".join(f"\n{body}{part}" for body, part in zip(inner, parts, strict=True)))
    return "\n".join([*lines, indent + draw(SIMPLE)])


@settings(max_examples=1500, deadline=None)
@given(blocks(), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_odd_files_say_the_same_once_their_functions_are_read(source: str, newline: str, ends: bool) -> None:
    data = (source + "\n" * ends).replace("\n", newline).encode()
    bare, outline = extract_skeleton(data, "m.py").outline, extract_file(data, "m.py").outline
    event(f"{outline.status}, {'some' if bare.unread else 'none'} left out")
    if not bare.unread:
        assert plainly(bare) == plainly(outline)
    else:
        assume(outline.status is Status.PARSED)  # else it is broken inside a function, which nobody has read
        assert plainly(read_after_all(data)) == plainly(outline)


def test_most_of_what_functions_say_is_left_out() -> None:
    source = b"import a\nclass A(a.B):\n    def f(self):\n        return 1\n    async def g(self): return 2\n"
    assert extract_skeleton(source, "m.py").outline.unread == (2,)
