"""Takes a statement or header that does not compile and gives texts of the same lines and columns that may.

Nothing is added but punctuation that is missing; what cannot be read is blanked, or `...` stands for it.
"""

from __future__ import annotations

import re

from archgraph.extract.recovery.logical import CLOSERS
from archgraph.extract.recovery.masking import mask

_MOST_PARTS = 50
"""Statements on one line that are looked at one by one."""
NO_NAMES = "__no_names__"
"""What a `from` import takes in the text when none of its names can be read."""

_WORDS = r"(?:and|as|assert|async|await|del|elif|else|except|for|from|if|import|in|is|lambda|not|or|return|while|with|yield)\b"
_GAP = re.compile(
    rf"(?<=[\w)\]}}\"])(?<!\bnot)(?<!\bin)(?<!\bis)(?<!\bor)(?<!\band)(?<!\bif)(?<!\belse)(?<!\bfor)(?<!\bawait)(?<!\blambda)"
    rf"[ \t\n](?=[ \t\n]*(?!{_WORDS})[\w(\[{{\"])"
)
"""White space between two operands, where a comma is missing."""
_TOKENS = re.compile("[#\"']")
_PRINT = re.compile(r"[ \t]*(print|exec) (?![=(,.])")
_RAISE = re.compile(r"[ \t]*raise[ \t]+[\w.]+(?=[ \t]*,)")
_TYPE_PARAMETERS = re.compile(r"[ \t]*(?:class|(?:async[ \t]+)?def)[ \t]+\w+[ \t]*(\[)|[ \t]*type[ \t]+\w+[ \t]*(\[)")
_TYPE_ALIAS = re.compile(r"([ \t]*)type(?=[ \t]+\w+[ \t]*=)")
_FSTRING = re.compile(r"""\b[fF](?=["'])|\b(?:[fF][rR]|[rR][fF])(?=["'])""")
_TARGET = re.compile(r"([ \t]*)((?:self\.|cls\.)?[A-Za-z_]\w*)[ \t]*(?::[^=\n]*)?=(?!=)")
_FROM = re.compile(r"([ \t]*from[ \t]+\.*[ \t]*(?!import\b)[\w.]*)[ \t]*(?:import\b)?[ \t]*\(?")
_NAME = re.compile(
    r"\s*((?!(?:import|from|def|class|as|if|else|for|in|is|not|and|or)\b)[A-Za-z_]\w*(?:\s+as\s+[A-Za-z_]\w*)?|\*)\s*\Z"
)
_DOTTED = re.compile(r"\s*[A-Za-z_][\w.]*(?:\s+as\s+[A-Za-z_]\w*)?\s*\Z")


def mend(source: str, error: BaseException, first: int) -> str | None:
    """`source` with one repair at the place and of the kind that Python's message names; None when there is none."""
    if not isinstance(error, SyntaxError) or not error.lineno or not error.offset:
        return None
    rows = source.split("\n")
    row = error.lineno - first
    if not 0 <= row < len(rows):
        return None
    offset = sum(len(each) + 1 for each in rows[:row]) + min(error.offset - 1, len(rows[row]))
    for words, repair in _REPAIRS:
        if words in error.msg:
            return repair(source, offset)
    return None


def _comma(source: str, offset: int) -> str | None:
    """A comma in the first gap between two operands from `offset` on."""
    gap = _GAP.search(mask(source), offset)
    return source[: gap.start()] + "," + source[gap.start() + 1 :] if gap else None


def _blank(source: str, offset: int) -> str | None:
    """The character at `offset` blanked."""
    return source[:offset] + " " + source[offset + 1 :] if source[offset : offset + 1].strip() else None


def _colon(source: str, offset: int) -> str | None:
    """A colon at the end of the code."""
    end = code_end(source)
    return None if source[:end].endswith(":") else source[:end] + ":" + source[end:]


def _stray(source: str, offset: int) -> str | None:
    """A missing comma, or characters that no Python has, blanked."""
    if source[offset : offset + 1] in ("$", "?", "!", "`"):
        return _blank(source, offset)
    masked = mask(source)
    gap = _GAP.match(masked, len(masked[:offset].rstrip()))
    return source[: gap.start()] + "," + source[gap.start() + 1 :] if gap and _inside(masked, offset) else None


def _plain_string(source: str, offset: int) -> str | None:
    """The f-strings made plain: newer Pythons allow in them what this one does not."""
    changed = _FSTRING.sub(lambda match: " " * (len(match[0]) - 1) + " ", source)
    return changed if changed != source else None


_REPAIRS = (
    ("forgot a comma", _comma),
    ("f-string", _plain_string),
    ("unmatched", _blank),
    ("closing parenthesis", _blank),
    ("invalid character", _blank),
    ("invalid non-printable", _blank),
    ("expected ':'", _colon),
    ("invalid syntax", _stray),
)


def _inside(masked: str, offset: int) -> bool:
    """Whether a bracket is open at `offset`."""
    head = masked[:offset]
    return sum(head.count(each) for each in "([{") > sum(head.count(each) for each in ")]}")


def code_end(source: str) -> int:
    """Offset behind the last character that is no comment."""
    return len((mask(source) if _TOKENS.search(source) else source).rstrip())


def parted(source: str) -> list[str]:
    """The statements on a line with semicolons, each with the others blanked."""
    starts = [0, *(match.end() for match in re.finditer(";", mask(source)))]
    if len(starts) > _MOST_PARTS:
        return [source]
    return [
        re.sub(r"[^\n]", " ", source[:start]) + source[start:end].rstrip(";")
        for start, end in zip(starts, [*starts[1:], len(source)], strict=True)
    ]


def statements(source: str) -> list[str]:
    """Other readings of a simple statement, the fullest first."""
    found = [*_printed(source), *_raised(source), *_aliased(source), *_imported(source)]
    if target := _TARGET.match(source):
        found.append(f"{source[: target.end()]} ...")
    return found


def _printed(source: str) -> list[str]:
    """Python 2's `print x` and `exec x` as calls."""
    if not (match := _PRINT.match(source)):
        return []
    end = code_end(source)
    return [source[: match.end(1)] + "(" + source[match.end(1) + 1 : end] + ")" + source[end:]]


def _raised(source: str) -> list[str]:
    """Python 2's `raise x, y` without the y."""
    match = _RAISE.match(mask(source))
    return [source[: match.end()]] if match else []


def _aliased(source: str) -> list[str]:
    """`type X = ...` (Python 3.12) as an assignment."""
    source = untyped(source)
    return [_TYPE_ALIAS.sub(r"\1    ", source)] if _TYPE_ALIAS.match(source) else []


def _imported(source: str) -> list[str]:
    """An import without the names that cannot be read."""
    head, pattern = _FROM.match(source), _NAME
    if head is None:
        head, pattern = re.match(r"([ \t]*import)\b", source), _DOTTED
    if head is None:
        return []
    rest = re.sub(r"[()\\]", " ", mask(source)[head.end() :])
    names = [" ".join(name.split()) for name in re.split("[,\n]", rest) if pattern.match(name)]
    if pattern is _DOTTED:
        return [f"{head[1]} {', '.join(names)}"] if names else []
    return [f"{head[1]} import {', '.join(names) or NO_NAMES}"] if head[1].split()[1:] else []


def untyped(source: str) -> str:
    """The source with the type parameters (`class A[T]`) blanked."""
    masked = mask(source)
    match = _TYPE_PARAMETERS.match(masked)
    if match is None:
        return source
    start = match.end() - 1
    end = chunks(masked, start)[1]
    return source[:start] + re.sub(r"[^\n]", " ", source[start:end]) + source[end:]


def type_parameters(source: str) -> list[str]:
    """The names of the type parameters in a header (PEP 695)."""
    masked = mask(source)
    match = _TYPE_PARAMETERS.match(masked)
    if match is None:
        return []
    parts = chunks(masked, match.end() - 1)[0]
    found = [re.match(r"[\s*]*([A-Za-z_]\w*)", masked[slice(*part)]) for part in parts]
    return [name[1] for name in found if name]


def chunks(masked: str, start: int) -> tuple[list[tuple[int, int]], int]:
    """Offsets of the comma-separated parts in the bracket at `start`, and the offset behind its closing bracket."""
    depth, begin = 0, start + 1
    parts: list[tuple[int, int]] = []
    for match in re.compile(r"[()\[\]{},]").finditer(masked, start):
        character = match.group()
        if character in CLOSERS:
            depth += 1
        elif character != ",":
            depth -= 1
        if depth == 0 or (depth == 1 and character == ","):
            parts.append((begin, match.start()))
            begin = match.end()
        if depth == 0:
            return parts, match.end()
    return [*parts, (begin, len(masked))], len(masked)
