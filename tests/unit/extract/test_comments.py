"""Comments in text: the tokenizer is the judge."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path

import pytest

import archgraph
from archgraph.extract.comments import comments, suspects

SOURCES = [
    "x = 1  # one\n# two\n",
    "a = '# no'  # yes\nb = \"# no\"\n",
    '"""\n# no\n"""\n# yes\n',
    "x = '''a # no\n''' # yes\n",
    "s = 'it\\'s # no'  # yes\n",
    'r = r"\\" # no"  # yes\n',
    "t = ('a'  # yes\n     'b # no')\n",
    "b = b'# no'  # yes\nu = u'# no'\nf = f'{x} # no'\n",
    "x = 'a\\\n# no'\n# yes\n",
    '"""a "quoted" # no ""inner"" """ # yes\n',
    "",
]


@pytest.mark.parametrize("source", SOURCES)
def test_comments_are_those_of_the_tokenizer(source: str) -> None:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    truth = [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]
    assert list(comments(source)) == truth


def test_an_unfinished_string_swallows_nothing() -> None:
    assert list(comments('x = \'open\n# one\ny = """open\n# two\n')) == [(2, "# one"), (4, "# two")]


def test_suspects_are_everything_behind_a_hash() -> None:
    assert list(suspects("a # b # c\n\n'#' x\nend #")) == [(1, "# b # c"), (3, "#' x"), (4, "#")]


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Python 3.11.0 to 3.11.4 match such groups wrongly (gh-106052); an atomic group says the same and is matched right."""
    sources = (Path(archgraph.__file__).parent).rglob("*.py")
    assert [path.name for path in sources if re.search(r"\)[*+?]\+", path.read_text(encoding="utf-8"))] == []
