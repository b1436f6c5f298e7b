"""One file's facts, whatever the file holds."""

from __future__ import annotations

import gc

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archgraph.extract.file import extract_file
from archgraph.extract.folded import folded
from archgraph.extract.store import decode, encode
from archgraph.model.expr import Literal, Opaque
from archgraph.model.facts.file import STORED, FileFacts
from archgraph.model.facts.outline import Status
from tests.facts import facts_of


def round_trip(facts: FileFacts) -> list[object]:
    return [decode(kind, blob) for kind, blob in zip(STORED, encode(facts), strict=True)]


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\xff\xfe\x00",
        b"\0\0\0",
        b"x = '\xe9'",
        b"def f(:\n",
        b"\xef\xbb\xbfimport x\r\nimport y\r",
        b"# -*- coding: nonsense -*-\n",
        b"(" * 5000,
        b"x = " + b"(" * 150 + b")" * 150,
        b"x = " + b"-" * 4000 + b"1",
        b"x = " + b"1 + " * 4000 + b"1",
        b"x" + b".y" * 4000,
        b"x" + b"[0]" * 2000 + b" = 1",
        b"class C" + b"(x)" * 300 + b": pass",
        b"x = 0x" + b"f" * 5000,
        b"def f(a: 0x%s = 0x%s): ..." % (b"f" * 5000, b"f" * 5000),
        b"import os\nos.environ[0x%s]\nos.getenv(0x%s)" % (b"f" * 5000, b"f" * 5000),
        b"def f(m):\n    if m.get(0x%s) == 'started': m.send(0x%s)" % (b"f" * 5000, b"f" * 5000),
        b"SUNSET = {'sunset': date(0x%s, 1, 31)}" % (b"f" * 5000),
        b"match x:\n    case 0x%s: pass\n    case {0x%s: y}: pass" % (b"f" * 5000, b"f" * 5000),
    ],
)
def test_no_bytes_raise_and_all_facts_can_be_stored(source: bytes) -> None:
    facts = extract_file(source, "x.py")
    sections = [getattr(facts, name) for name in FileFacts.__struct_fields__]
    assert round_trip(facts) == [*sections, folded(facts.outline)]


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_facts(source: bytes) -> None:
    assert encode(extract_file(source, "x.py"))


@given(st.text(alphabet="abc()[]{}:=.,@*'\"#\n \\\tdefclassifimport", max_size=120))
def test_arbitrary_text_is_facts(source: str) -> None:
    assert encode(extract_file(source.encode(), "x.py"))


def test_what_messagepack_cannot_hold_is_text() -> None:
    facts = facts_of("x = 99999999999999999999\ny = 'a\\ud800'\nz = -9223372036854775808\nw = 1e999\nv = 2j")
    values = [each.value for each in facts.outline.bindings]
    assert values[1:4] == [Literal("a\\ud800"), Literal(-(2**63)), Literal(float("inf"))]
    assert isinstance(values[0], Opaque)
    assert isinstance(values[4], Opaque)
    assert msgspec.msgpack.encode(facts)


def test_a_broken_file_is_recovered_with_its_error() -> None:
    outline = facts_of("import a\nclass C:\n    def f(self):\n        x = = 1\n").outline
    assert (outline.status, outline.error_line) == (Status.RECOVERED, 4)
    assert outline.error
    assert [each.name for each in outline.scopes] == ["", "C", "f"]


def test_lines_are_counted() -> None:
    assert [facts_of(source).outline.lines for source in ("", "x", "x\n", "x\ny")] == [0, 1, 1, 2]


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(enabled: bool) -> None:
    try:
        (gc.enable if enabled else gc.disable)()
        extract_file(b"x = 1", "x.py")
        assert gc.isenabled() is enabled
    finally:
        gc.enable()
