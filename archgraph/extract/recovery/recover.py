"""Takes the text of a file with syntax errors and gives a module with all statements that can be read."""

from __future__ import annotations

import ast

from archgraph.extract.recovery.pieces import Pieces


def recover(text: str) -> ast.Module:
    """The statements that can be read, where they belong, with the file's own positions; never raises."""
    pieces = Pieces(text.split("\n"))
    body = pieces.statements(1, len(pieces.lines))
    return ast.Module(body=body, type_ignores=[])
