"""Takes the bytes of a Python file and gives its syntax tree, recovered where the file has errors."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from archgraph.extract.decode import decode, decode_anyhow, normalise
from archgraph.model.facts.outline import Status

if TYPE_CHECKING:
    from archgraph.extract.stubs import Stub

_REFUSALS = (SyntaxError, ValueError, LookupError, MemoryError, RecursionError, OverflowError)
"""What `compile` and the decoders raise for files that are no Python; UnicodeError is a ValueError."""


class Parsed(msgspec.Struct, frozen=True):
    """A file as read: `text` has its newlines as `\\n`; all positions in `tree` are the file's own.

    status is `parsed`, `recovered` (the tree holds what could be read) or `failed` (nothing could; the tree is empty);
    `error` and `error_line` say what Python objects to first, "" and 0 when nothing.
    """

    tree: ast.Module
    status: Status
    error: str
    error_line: int
    text: str
    lines: int
    left_out: Mapping[int, Sequence[Stub]] = {}
    """The line of a `pass` → the functions that it stands for."""


def parse(source: bytes, path: str) -> Parsed:
    """The syntax tree of a file's bytes; never raises. `path` tells notebooks (`.ipynb`) apart.

    A notebook's text is that of its code cells; it has failed when it is no notebook, and is empty when it is none of Python.
    """
    if path.endswith(".ipynb"):
        from archgraph.extract.notebook import read_cells  # rare: the start of every command would pay for it

        cells = read_cells(source)
        if cells.error:
            return Parsed(ast.Module(body=[], type_ignores=[]), Status.FAILED, cells.error, 0, "", 0)
        return parse_text(cells.text)
    return parse_text(source)


def parse_text(source: bytes | str) -> Parsed:
    """The tree of bytes, whose encoding Python finds out, or of text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(source)
            text = decode(source) if isinstance(source, bytes) else normalise(source)
        except _REFUSALS as error:
            refusal = error.with_traceback(None)
        else:
            return Parsed(tree, Status.PARSED, "", 0, text, count_lines(text))
        return _recovered(source.encode("utf-8", "replace") if isinstance(source, str) else source, refusal)


def parse_skeleton(source: bytes) -> Parsed | None:
    """The tree of a file of Python without the functions that matter to themselves alone; None when the file must be read
    whole: nothing can be left out, or what is left is not sound."""
    from archgraph.extract.skeleton import (
        skeleton,
    )  # its expressions take milliseconds to compile, whole files do without

    try:
        text = decode(source)
        bare = skeleton(text)
        if not bare.left_out or "\0" in text:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(bare.text)
    except _REFUSALS:
        return None
    return Parsed(tree, Status.PARSED, "", 0, bare.text, count_lines(text), bare.left_out)


def count_lines(text: str) -> int:
    """Number of lines; a last line without newline counts."""
    return text.count("\n") + (not text.endswith("\n")) if text else 0


def _recovered(source: bytes, error: BaseException) -> Parsed:
    try:
        text, readable = decode(source), b"\0" not in source
    except _REFUSALS:
        text, readable = "", False
    if not readable:
        text = decode_anyhow(source)
    tree = _recover(text)
    syntax_only = readable and isinstance(error, SyntaxError)
    status = Status.RECOVERED
    if not syntax_only and not _says_something(tree):
        tree, status = ast.Module(body=[], type_ignores=[]), Status.FAILED
    return Parsed(tree, status, _message(error), _line(error, source), text, count_lines(text))


def _recover(text: str) -> ast.Module:
    from archgraph.extract.recovery.recover import recover  # as rare, and the largest part of the extraction

    try:
        return recover(text)
    except (RecursionError, MemoryError):
        return ast.Module(body=[], type_ignores=[])


def _says_something(tree: ast.Module) -> bool:
    """Whether there is more than lone names and constants, which any bytes may look like."""
    return any(not isinstance(each, ast.Expr) or isinstance(each.value, ast.Call) for each in tree.body)


def _message(error: BaseException) -> str:
    """The error's own words, on one line."""
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return " ".join(str(text).split()) or type(error).__name__


def _line(error: BaseException, source: bytes) -> int:
    """The 1-based line of the error, 0 when it is about the whole file."""
    if isinstance(error, SyntaxError) and error.lineno:
        return error.lineno
    offset = error.start if isinstance(error, UnicodeDecodeError) else source.find(b"\0")
    return source.count(b"\n", 0, offset) + 1 if offset >= 0 else 0
