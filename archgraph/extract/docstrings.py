"""Takes a module, class or function node and gives its docstring and the body without it."""

from __future__ import annotations

import ast
import re

from archgraph.extract.expressions import MAX_TEXT

_SUCCESSION = re.compile(
    r"\b(?:[Rr]eplac(?:es|ed)|REPLACES|[Dd]eprecated|DEPRECATED|[Ss]upersede[sd]|[Mm]erged into|[Cc]onsolidate[sd])\b"
)
"""What lines say that tell what takes the place of what."""

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def docstring_of(node: Documented) -> ast.Constant | None:
    """The node of the docstring, None when there is none."""
    first = node.body[0] if node.body else None
    if type(first) is ast.Expr and type(first.value) is ast.Constant and type(first.value.value) is str:
        return first.value
    return None


def docstring_text(node: Documented) -> str:
    """The docstring of a node, as `shortened` gives it, "" when there is none."""
    docstring = docstring_of(node)
    return shortened(str(docstring.value)) if docstring is not None else ""


def shortened(docstring: str) -> str:
    """A docstring without the white space around it: its first MAX_TEXT characters, and of what follows the lines that say
    what takes the place of what, at most as much again."""
    text = docstring.strip()
    if len(text) <= MAX_TEXT:
        return text
    if _SUCCESSION.search(text, MAX_TEXT) is None:
        return text[:MAX_TEXT]
    rest = text[max(text.rfind("\n", 0, MAX_TEXT), 0) :].splitlines()
    said = "\n".join(line for line in rest if _SUCCESSION.search(line))
    return f"{text[:MAX_TEXT]}\n{said[:MAX_TEXT]}"
