"""Laws of recovery: sound text is read as Python reads it, and broken text gives nothing that does not stand in it."""

import ast
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archgraph.extract.recovery.recover import recover

pytestmark = pytest.mark.filterwarnings("ignore:invalid")

LEAVES = [
    "import os",
    "from x import (\n{0}    a,\n{0}    b as c,\n{0})",
    "x = 1",
    "y: int = f(2)",
    '"""Text.\n\n{0}More of it.\n{0}"""',
    "z = '''\nclass Inside: pass\nimport inside\n'''",
    "g(x)  # a comment",
    "print('class Quoted: pass')",
    "# class Commented: pass\n{0}pass",
    "w = [\n{0}    1,\n{0}    2,\n{0}]",
    "await h(f\"{{x['a']}}\")",
]
HEADERS = [
    "def f(self, a=1, *b, **c) -> int:",
    "async def g(\n{0}    x,\n{0}):",
    "class A(B, metaclass=M):",
    "@decorate(1)\n{0}def h():",
    "if x:",
    "for y in z:",
    "while True:",
    "with a as b:",
    "try:",
]
ENDS = {"if x:": ["elif y:", "else:"], "for y in z:": ["else:"], "try:": ["except E as e:", "finally:"]}


@st.composite
def blocks(draw, depth=0, unit=4):
    """Lines of a block of sound code."""
    blank = " " * (unit * depth)
    found = []
    for _ in range(draw(st.integers(1, 3))):
        if depth >= 3 or draw(st.booleans()):
            found.append(blank + draw(st.sampled_from(LEAVES)).format(blank))
            continue
        header = draw(st.sampled_from(HEADERS))
        for part in (header, *ENDS.get(header, [])):
            found.append(blank + part.format(blank))
            found += draw(blocks(depth + 1, unit))
    return found


sound = st.sampled_from([2, 4, 8]).flatmap(lambda unit: blocks(unit=unit)).map(lambda lines: "\n".join(lines) + "\n")
scraps = st.sampled_from(
    ["(", ")", "[", "]", "{", "}", ":", '"', "'", '"""', "'''", "\\", "$", " ", "\n", "    ", "#", ",", "=", "x y"]
)


@st.composite
def broken(draw):
    """Sound code after a few faults, each a character taken out or a scrap put in."""
    text = draw(sound)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(text) - 1))
        shorter = text[:place] + text[place + 1 :] or "\n"
        text = shorter if draw(st.booleans()) else text[:place] + draw(scraps) + text[place:]
    return text


@given(sound)
@settings(max_examples=150, deadline=None)
def test_sound_text_is_read_as_python_reads_it(text):
    assert ast.dump(recover(text), include_attributes=True) == ast.dump(ast.parse(text), include_attributes=True)


@given(broken())
@settings(max_examples=300, deadline=None)
def test_definitions_and_imports_stand_on_their_lines(text):
    lines = text.split("\n")
    for node in ast.walk(recover(text)):
        if isinstance(node, ast.ClassDef):
            assert re.search(rf"class\W+{node.name}\b", "\n".join(lines[node.lineno - 1 :]))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert re.search(rf"def\W+{node.name}\b", "\n".join(lines[node.lineno - 1 :]))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            assert "import" in "\n".join(lines[node.lineno - 1 : node.end_lineno]) or "from" in lines[node.lineno - 1]


@given(broken())
@settings(max_examples=300, deadline=None)
def test_positions_are_within_the_file_and_around_what_they_hold(text):
    count = text.count("\n") + 1
    tree = recover(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt | ast.expr):
            assert 1 <= node.lineno <= node.end_lineno <= count
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            assert all(inner.end_lineno <= node.end_lineno for inner in node.body)
            assert node.body


@given(broken())
@settings(max_examples=100, deadline=None)
def test_the_same_text_gives_the_same_tree(text):
    assert ast.dump(recover(text), include_attributes=True) == ast.dump(recover(text), include_attributes=True)


@given(
    st.text(alphabet=st.sampled_from("abc ()[]{}:'\"\\\n\t#@=,.;defclassimportfrom\x0c\x00\u2028é\ud800"), max_size=200)
)
@settings(max_examples=300, deadline=None)
def test_no_text_raises(text):
    assert isinstance(recover(text), ast.Module)
