"""Takes the text of a file with syntax errors and gives a module with all statements that can be read."""

from __future__ import annotations

import ast

from archgraph.extract.recovery.assemble import Assembler
from archgraph.extract.recovery.logical import Scanner
from archgraph.extract.recovery.outline import outline
from archgraph.extract.recovery.quotes import close_strings


def recover(text: str) -> ast.Module:
    """The statements that can be read, where they belong, with the file's own positions; never raises."""
    text, masked = close_strings(text)
    lines = text.split("\n")
    blocks = outline(Scanner(masked, lines).scan())
    return ast.Module(body=Assembler(lines).body(blocks), type_ignores=[])
