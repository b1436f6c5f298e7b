"""Takes the text of a file with syntax errors and gives a module with all statements that can be read."""

from __future__ import annotations

import ast

from archgraph.extract.recovery.assemble import Assembler
from archgraph.extract.recovery.blanks import plain_blanks
from archgraph.extract.recovery.logical import Scanner
from archgraph.extract.recovery.masking import mask
from archgraph.extract.recovery.methods import put_back
from archgraph.extract.recovery.outline import outline
from archgraph.extract.recovery.quotes import close_strings
from archgraph.extract.recovery.sound import set_aside


def recover(text: str) -> ast.Module:
    """The statements that can be read, where they belong, with the file's own positions; never raises."""
    text, code = close_strings(text)
    if plain := plain_blanks(text, code):
        text, code = close_strings(plain)
    lines, ready = set_aside(text, code)
    scanner = Scanner(mask("\n".join(lines)), lines)
    blocks = outline(scanner.scan(), ready, scanner.conflicts)
    return ast.Module(body=put_back(Assembler(lines, ready).body(blocks)), type_ignores=[])
