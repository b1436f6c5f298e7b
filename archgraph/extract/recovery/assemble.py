"""Takes the blocks of a broken file and gives its statements: pieces that compile, put together where they belong."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from archgraph.extract.recovery.blocks import Block
from archgraph.extract.recovery.compounds import attach, close, finish, opened
from archgraph.extract.recovery.pieces import Pieces
from archgraph.extract.recovery.reading import read_at
from archgraph.extract.recovery.sound import Sound

_RUN = 200
"""Most lines that are read together: each error among them has the rest read again."""
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Assembler:
    """Puts blocks together; `lines` are the physical lines of the file, `ready` what those that are stubs stand for."""

    def __init__(self, lines: list[str], ready: Mapping[int, Sound]) -> None:
        self.pieces = Pieces(lines)
        self.ready = ready

    def body(self, blocks: list[Block]) -> list[ast.stmt]:
        """The statements of sibling blocks, in order."""
        found: list[ast.stmt] = []
        for run in self._runs(blocks):
            if run[0].line.first in self.ready:
                found += self._ready(run[0])
            else:
                found += self._block(run[0]) if run[0].opens else self._lines(run)
        return sorted(found, key=_position)

    def _runs(self, blocks: list[Block]) -> list[list[Block]]:
        """What is read together: simple lines with the same indentation, not too many; every other block alone."""
        runs: dict[int, list[Block]] = {}
        done: list[list[Block]] = []
        for block in blocks:
            if block.opens or block.line.source or block.line.first in self.ready:
                done.append([block])
                continue
            run = runs.setdefault(block.line.indent, [])
            run.append(block)
            if len(run) == _RUN:
                done.append(runs.pop(block.line.indent))
        return done + list(runs.values())

    def _ready(self, block: Block) -> list[ast.stmt]:
        """What was set aside, with its decorators, and in it what stands behind lines that cut it short."""
        found = self.ready[block.line.first].statements
        if isinstance(found[0], _DEFINITIONS) and block.opens:
            found[0].decorator_list = self._decorators(block) + found[0].decorator_list
            if more := self.body(block.children):
                found[0].body += more
                close(found[0], block.last, self.pieces.lines)
        return found

    def _lines(self, run: list[Block]) -> list[ast.stmt]:
        """The statements of simple lines: read together, or, where one is broken, around it."""
        found: list[ast.stmt] = []
        while run:
            good = self._read(run)
            if isinstance(good, list):
                return found + good
            line = getattr(good, "lineno", 0) or 0
            bad = next((n for n, block in enumerate(run) if block.line.first <= line <= block.line.last), 0)
            good = self._read(run[:bad]) if bad else []
            if isinstance(good, list):
                found += good
            else:
                found += [statement for block in run[:bad] for statement in self._line(block)]
            found += self._line(run[bad])
            run = run[bad + 1 :]
        return found

    def _read(self, run: list[Block]) -> list[ast.stmt] | Exception:
        return read_at(run[0].line.first, self.pieces.joined(block.line for block in run))

    def _line(self, block: Block) -> list[ast.stmt]:
        return self.pieces.statement(block.line.first, self._source(block))

    def _source(self, block: Block) -> str:
        return block.line.source or self.pieces.text(block.line.first, block.line.last)

    def _block(self, block: Block) -> list[ast.stmt]:
        """The statements of a block with all below it: as it stands, or header, body and clauses one by one."""
        if block.whole and block.line.word != "class":
            text = self.pieces.joined(block.lines()) if block.holes else self.pieces.text(block.first, block.last)
            found = read_at(block.first, text)
            if isinstance(found, list):
                return found
        body = self.body(block.children)
        if block.line.word in ("def", "class"):
            return self._definition(block, body)
        return self._compound(block, body)

    def _definition(self, block: Block, body: list[ast.stmt]) -> list[ast.stmt]:
        """The function or class; its body alone if not even the name can be read."""
        found = self.pieces.header(block.line.first, block.line.word, self._source(block))
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
        return self.pieces.header(block.line.first, block.line.word, self._source(block))


def _position(statement: ast.stmt) -> tuple[int, int]:
    return statement.lineno, statement.col_offset
