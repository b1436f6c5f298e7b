"""Facts of source text, for tests: in, a few lines of Python; out, what extraction says of them."""

from __future__ import annotations

from textwrap import dedent

from archgraph.extract.file import extract_file
from archgraph.model.facts.file import FileFacts


def facts_of(source: str, path: str = "module.py") -> FileFacts:
    """All facts of a dedented source."""
    return extract_file(dedent(source).lstrip("\n").encode("utf-8", "surrogatepass"), path)
