"""Takes the blocks of a broken file and gives its statements: pieces that compile, put together where they belong."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from operator import attrgetter

from archgraph.extract.recovery.blocks import Block
from archgraph.extract.recovery.compounds import attach, close, finish, opened
from archgraph.extract.recovery.logical import Line
from archgraph.extract.recovery.pieces import Pieces
from archgraph.extract.recovery.reading import read_at
from archgraph.extract.recovery.sound import Sound

_RUN = 200
"""Most lines that are read together: each error among them has the rest read again."""
_position = attrgetter("lineno", "col_offset")
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Assembler:
    """Puts blocks together; `lines` are the physical lines of the file, `ready` what those that are stubs stand for."""

    def __init__(self, lines: list[str], ready: Mapping[int, Sound]) -> None:
        self.pieces = Pieces(lines)
        self.ready = ready

    def body(self, blocks: list[Block]) -> list[ast.stmt]:
        """The statements of sibling blocks, in order."""
        found: list[ast.stmt] = []
        runs: dict[int, list[Line]] = {}
        for block in blocks:
            line = block.line
            if sound := self.ready.get(line.first):
                found += self._ready(block, sound.statements)
            elif block.opens:
                found += self._block(block)
            elif line.source:
                found += self._line(line)
            else:
                runs.setdefault(line.indent, []).append(line)
        for lines in runs.values():
            found += self._lines(lines)
        return sorted(found, key=_position)

    def _ready(self, block: Block, found: list[ast.stmt]) -> list[ast.stmt]:
        """What was set aside, with its decorators, and in it what stands behind lines that cut it short."""
        if (block.decorators or block.children) and isinstance(found[0], _DEFINITIONS) and block.opens:
            found[0].decorator_list = self._decorators(block) + found[0].decorator_list
            if more := self.body(block.children):
                found[0].body += more
                close(found[0], block.last, self.pieces.lines)
        return found

    def _lines(self, lines: list[Line]) -> list[ast.stmt]:
        """The statements of simple lines: read together, or, where one is broken, around it."""
        found = self._read(lines)
        if isinstance(found, list):
            return found
        singly = [single for line in lines for single in line.singly()]
        if len(singly) <= _RUN:
            return self._around(singly, found)
        runs = [singly[start : start + _RUN] for start in range(0, len(singly), _RUN)]
        return [statement for run in runs for statement in self._lines(run)]

    def _around(self, lines: list[Line], error: Exception) -> list[ast.stmt]:
        """The statements of lines of which some are broken; `error` is what came of reading them together."""
        found: list[ast.stmt] = []
        good: list[ast.stmt] | Exception = error
        while not isinstance(good, list):
            row = getattr(good, "lineno", 0) or 0
            bad = next((number for number, line in enumerate(lines) if line.first <= row <= line.last), 0)
            above = self._read(lines[:bad])
            found += above if isinstance(above, list) else [each for line in lines[:bad] for each in self._line(line)]
            found += self._line(lines[bad])
            lines = lines[bad + 1 :]
            good = self._read(lines)
        return found + good

    def _read(self, lines: list[Line]) -> list[ast.stmt] | Exception:
        return read_at(lines[0].first, self.pieces.joined(lines)) if lines else []

    def _line(self, line: Line) -> list[ast.stmt]:
        return self.pieces.statement(line.first, self._source(line))

    def _source(self, line: Line) -> str:
        return line.source or self.pieces.text(line.first, line.last)

    def _block(self, block: Block) -> list[ast.stmt]:
        """The statements of a block with all below it: as it stands, or header, body and clauses one by one."""
        if block.whole and block.line.word != "class":
            text = self.pieces.joined(block.lines()) if block.holes else self.pieces.text(block.first, block.last)
            found = read_at(block.first, text)
            if isinstance(found, list):
                return found
        body = self.body(block.children) if block.children else []
        if block.line.word in ("def", "class"):
            return self._definition(block, body)
        return self._compound(block, body)

    def _definition(self, block: Block, body: list[ast.stmt]) -> list[ast.stmt]:
        """The function or class; its body alone if not even the name can be read."""
        found = self.pieces.header(block.line.first, block.line.word, self._source(block.line))
        if not isinstance(found, _DEFINITIONS):
            return body
        found.decorator_list = self._decorators(block)
        found.body = body or found.body
        close(found, block.last, self.pieces.lines)
        return [found]

    def _decorators(self, block: Block) -> list[ast.expr]:
        return [expression for line in block.decorators for expression in self.pieces.decorator(line)]

    def _compound(self, block: Block, body: list[ast.stmt]) -> list[ast.stmt]:
        """An if, for, while, with, try or match with its clauses, or a clause that lost its statement."""
        node = opened(self._header(block), block.line.word, body)
        if node is None:
            return body + [statement for clause in block.clauses for statement in self._block(clause)]
        last = node
        parts: list[tuple[ast.AST, int]] = []
        for clause in block.clauses:
            part = attach(node, last, clause.line.word, self._header(clause), self.body(clause.children))
            last = part if isinstance(part, ast.If) else last
            parts += [(part, clause.last)] if part else []
        finish(node)
        for part, end in (*reversed(parts), (node, block.last)):
            close(part, end, self.pieces.lines)
        return [node]

    def _header(self, block: Block) -> ast.stmt | None:
        return self.pieces.header(block.line.first, block.line.word, self._source(block.line))
