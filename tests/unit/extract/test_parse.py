"""Bytes to trees: what Python reads is read as Python does, what it refuses is data."""

import ast
import sys
import warnings

import pytest

from archgraph.extract.parse import parse
from archgraph.model.facts.outline import Status


def test_a_sound_file_is_parsed_as_python_does():
    source = b"import os\n\n\nclass A(B):\n    x = 1\n"
    parsed = parse(source, "a.py")
    assert (parsed.status, parsed.error, parsed.error_line, parsed.lines) == (Status.PARSED, "", 0, 5)
    assert ast.dump(parsed.tree, include_attributes=True) == ast.dump(ast.parse(source), include_attributes=True)


def test_an_empty_file_is_a_module_without_lines():
    parsed = parse(b"", "a.py")
    assert (parsed.status, parsed.lines, parsed.tree.body) == (Status.PARSED, 0, [])


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (b"# coding: latin-1\nx = '\xe9'\n", "# coding: latin-1\nx = 'é'\n"),
        (
            b"#!/usr/bin/python\n# -*- coding: cp1252 -*-\nx = '\x80'\n",
            "#!/usr/bin/python\n# -*- coding: cp1252 -*-\nx = '€'\n",
        ),
        (b"\xef\xbb\xbfx = 'a'\n", "x = 'a'\n"),
        (b"x = 1\r\ny = 2\rz = 3\n", "x = 1\ny = 2\nz = 3\n"),
        ("x = 'é'".encode(), "x = 'é'"),
    ],
)
def test_text_is_decoded_by_cookie_and_mark_with_plain_newlines(source, text):
    parsed = parse(source, "a.py")
    assert (parsed.status, parsed.text) == (Status.PARSED, text)


def test_lines_count_a_last_line_without_newline_and_no_form_feed():
    assert [parse(source, "a.py").lines for source in (b"x", b"x\n", b"x\ny", b"x = 1\x0c\ny = 2\n")] == [1, 1, 2, 2]


def test_warnings_about_the_analysed_code_stay_silent():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert parse(b"x = '\\d'\ny = 1 is 1\nz = 1if x else 2\n", "a.py").status is Status.PARSED


def test_a_syntax_error_says_where_and_what_and_leaves_the_rest():
    parsed = parse(b"import os\nx = = 1\nimport sys\n", "a.py")
    assert (parsed.status, parsed.error, parsed.error_line) == (Status.RECOVERED, "invalid syntax", 2)
    assert [ast.unparse(statement) for statement in parsed.tree.body] == ["import os", "x = ...", "import sys"]


@pytest.mark.parametrize(
    "source",
    [
        b"import os\nx = '\xff\xfe'\n",
        b"# coding: nonsense\nimport os\n",
        b"import os\nx = '\0'\n",
        "import os\n".encode("utf-16"),
        b"\xef\xbb\xbf# coding: latin-1\nimport os\n",
        b"import os\n" + b"(" * 100_000,
        b"import os\nx = " + b"-" * 100_000 + b"1\n",
        pytest.param(
            b"import os\nx = a" + b".b" * 100_000 + b"\n",
            marks=pytest.mark.skipif(sys.version_info >= (3, 14), reason="Python 3.14 reads it"),
        ),
        b"import os\n" + b"".join(b" " * i + b"if x:\n" for i in range(300)),
    ],
)
def test_what_python_refuses_is_recovered_as_far_as_it_can_be_read(source):
    parsed = parse(source, "a.py")
    assert parsed.status is Status.RECOVERED
    assert parsed.error
    assert ast.unparse(parsed.tree.body[0]) == "import os"


def test_bytes_of_another_encoding_are_read_as_latin_1_unless_some_are_utf_8():
    assert parse(b"x = 'caf\xe9'\n", "a.py").text == "x = 'café'\n"
    assert parse("x = 'café'\n".encode() + b"# \xff\n", "a.py").text == "x = 'café'\n# \ufffd\n"


@pytest.mark.parametrize("source", [b"\0" * 1000, b"\xff" * 1000, b"\x7fELF\x02\x01\x01\0\xf0\x9f"])
def test_a_file_that_is_no_text_has_failed_with_a_reason(source):
    parsed = parse(source, "a.py")
    assert (parsed.status, parsed.tree.body) == (Status.FAILED, [])
    assert parsed.error


def test_an_undecodable_byte_is_told_with_its_line():
    assert parse(b"import os\n\n# \xff\n", "a.py").error_line == 3
