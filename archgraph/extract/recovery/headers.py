"""Takes the header of a block and gives texts, the fullest first, that compile to it with `pass` as its body."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from archgraph.extract.recovery.masking import mask, uncommented
from archgraph.extract.recovery.reading import read
from archgraph.extract.recovery.repair import chunks, code_end, untyped

_NAMED = re.compile(r"([ \t]*)(class|(?:async[ \t]+)?def)[ \t]+(\w+)[ \t]*(?=(\()?)")
_EXCEPT = re.compile(r"([ \t]*except[ \t]+[^,:\n]+),[ \t]*\w+[ \t]*(?=:)")


def with_pass(source: str) -> str:
    """The header with `pass` behind its colon; with the colon too where it has none; unchanged if it has a body."""
    end = code_end(source)
    if source[:end].endswith(":"):
        return f"{source[:end]} pass{source[end:]}"
    return source


def readings(word: str, source: str) -> Iterator[str]:
    """Texts for a header that does not compile, each keeping less of it; the last ones always do."""
    plain = untyped(source) if word in ("def", "class") else source
    if plain != source:
        yield with_pass(plain)
    end = code_end(plain)
    if not plain[:end].endswith(":"):
        plain = f"{plain[:end]}:{plain[end:]}"
        yield with_pass(plain)
    if word in ("def", "class"):
        yield from _definitions(word, plain)
        return
    if word == "except" and (match := _EXCEPT.match(plain)):
        yield f"{match[1]}: pass"
    blank = plain[: len(plain) - len(plain.lstrip())]
    yield f"{blank}{_UNKNOWN.get(word, 'if ...')}: pass"


_UNKNOWN = {"while": "while ...", "for": "while ...", "except": "except ...", "case": "case _"}
"""What stands for a header that cannot be read; `if` for the others."""


def _definitions(word: str, source: str) -> Iterator[str]:
    """A function or class without what cannot be read of its parameters or bases."""
    match = _NAMED.match(source)
    if match is None:
        return
    if match[4]:
        parts, end = chunks(mask(source), match.end())
        texts = [uncommented(source)[slice(*part)] for part in parts]
        yield f"{match[0]}{_arguments(word, texts, '*/')}{source[end : code_end(source)]} pass"
        yield f"{match[0]}{_arguments(word, texts, '*/')}: pass"
        yield f"{match[0]}{_arguments(word, texts, '')}: pass"
    yield f"{match[0]}{'(...)' if word == 'class' else '()'}: pass"


def _arguments(word: str, texts: list[str], marks: str) -> str:
    """The bracket behind the name: parameters that cannot be read are left out, for such bases stands `...`. `marks` are
    those that are kept of the `*` and `/` between parameters."""
    found = ""
    for text in texts:
        if _is_argument(word, text) or (word == "def" and text.strip() and text.strip() in marks):
            found += text + "," * bool(text.strip())
        else:
            found += "\n" * text.count("\n") + "...," * (word == "class")
    return f"({found})"


def _is_argument(word: str, text: str) -> bool:
    probe = f"class _({text}): pass" if word == "class" else f"def _({text}): pass"
    return isinstance(read(probe), ast.Module)
