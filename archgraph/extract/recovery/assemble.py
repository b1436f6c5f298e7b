"""Takes the blocks of a broken file and gives its statements: what compiles as it stands, put together where it belongs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from archgraph.extract.recovery.logical import Line
from archgraph.extract.recovery.outline import Block

UNREADABLE = (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError)
Header = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Assembler:
    """The physical lines of a file, compiled piece by piece at their own line numbers."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def body(self, blocks: list[Block]) -> list[ast.stmt]:
        """The statements of sibling blocks."""
        found: list[ast.stmt] = []
        for run in _runs(blocks):
            found += self.block(run[0]) if run[0].opens else self.plain(run)
        return found

    def plain(self, run: list[Block]) -> list[ast.stmt]:
        """The statements of simple lines with one indentation: together, or, where an error is, around it."""
        found: list[ast.stmt] = []
        while run:
            tree, failed = self.compile(run[0].line.first, run[-1].line.last)
            if tree is not None:
                return found + tree
            bad = next((n for n, block in enumerate(run) if block.line.first <= failed <= block.line.last), 0)
            good, _ = self.compile(run[0].line.first, run[bad - 1].line.last) if bad else ([], 0)
            if good is None:
                good = [statement for block in run[:bad] for statement in self.line(block.line)]
            found += good
            found += self.line(run[bad].line)
            run = run[bad + 1 :]
        return found

    def line(self, line: Line) -> list[ast.stmt]:
        tree, _ = self.compile(line.first, line.last, line.source)
        return tree or []

    def block(self, block: Block) -> list[ast.stmt]:
        if block.whole and block.line.word != "class":
            tree, _ = self.compile(block.first, block.last)
            if tree is not None:
                return tree
        body = self.body(block.children)
        if block.line.word in ("def", "class"):
            header = self.header(block)
            if header is None:
                return body
            header.body = body or header.body
            header.end_lineno = block.last
            return [header]
        return body

    def header(self, block: Block) -> Header | None:
        line = block.line
        source = line.source or "\n".join(self.lines[line.first - 1 : line.last])
        tree, _ = self.compile(block.first, line.last, "\n".join(self.lines[block.first - 1 : line.first - 1] + [source + " pass"]))
        if tree and isinstance(tree[-1], Header):
            return tree[-1]
        return None

    def compile(self, first: int, last: int, source: str | None = None) -> tuple[list[ast.stmt] | None, int]:
        """The statements of physical lines first..last, or None and the line of the error."""
        if source is None:
            source = "\n".join(self.lines[first - 1 : last])
        indented = source[:1] in (" ", "\t", "\f") and first > 1
        text = ("\n" * (first - 2) + "if 1:\n" if indented else "\n" * (first - 1)) + source + "\n"
        try:
            tree = compile(text, "<recovered>", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        except UNREADABLE as error:
            return None, getattr(error, "lineno", 0) or 0
        return (tree.body[0].body if indented else tree.body), 0


def _runs(blocks: list[Block]) -> Iterator[list[Block]]:
    """Neighbours that can be compiled together: simple lines with the same indentation and nothing between them."""
    run: list[Block] = []
    for block in blocks:
        if run and (block.opens or block.line.source or block.line.indent != run[0].line.indent or run[-1].opens or run[-1].line.source):
            yield run
            run = []
        run.append(block)
    if run:
        yield run
