"""Takes logical lines and gives the tree of blocks that their indentation tells, also where that is broken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from archgraph.extract.recovery.logical import Line

MAX_DEPTH = 90
"""Blocks nested deeper are not: Python itself refuses more than 100 levels."""

_HEADERS = frozenset(
    ("def", "class", "if", "elif", "else", "for", "while", "try", "except", "finally", "with", "match", "case")
)
_FOLLOWS = {
    "elif": ("if", "elif"),
    "else": ("if", "elif", "for", "while", "try", "except"),
    "except": ("try", "except"),
    "finally": ("try", "except", "else"),
}
"""Clauses, and after which header or clause they may stand."""


@dataclass(slots=True)
class Block:
    """A logical line and what stands below it.

    `indent` is the column it counts as, `body` that of its children (-1 while it has none). `clauses` are the else,
    except, ... that go with it. `whole`: its physical lines are one piece that Python's rules of indentation allow.
    """

    line: Line
    indent: int
    opens: bool
    body: int = -1
    whole: bool = True
    children: list[Block] = field(default_factory=list)
    clauses: list[Block] = field(default_factory=list)
    decorators: list[Line] = field(default_factory=list)

    @property
    def first(self) -> int:
        """First physical line, decorators included."""
        return self.decorators[0].first if self.decorators else self.line.first

    @property
    def last(self) -> int:
        """Last physical line of what stands below it."""
        last = self.line.last
        for block in (*self.children[-1:], *self.clauses[-1:]):
            last = max(last, block.last)
        return last


def outline(lines: list[Line]) -> list[Block]:
    """The blocks at module level, in order."""
    root = Block(Line(0, 0, -1, "", ":"), indent=-1, opens=True, body=0)
    _Outliner(root, lines).run()
    return root.children


class _Outliner:
    """The stack of open blocks while lines are read."""

    def __init__(self, root: Block, lines: list[Line]) -> None:
        self.root = root
        self.stack = [root]
        self.lines = lines
        self.unit = _unit(lines)
        self.decorators: list[Line] = []

    def run(self) -> None:
        following = [line.indent for line in self.lines[1:]] + [0]
        for line, after in zip(self.lines, following):
            if line.word == "@":
                self.decorators.append(line)
            else:
                self._place(line, after)

    def _place(self, line: Line, after: int) -> None:
        """Finds the block that `line` stands in and adds it there."""
        indent = self._level(line)
        top = self.stack[-1]
        opens = line.word in _HEADERS and (line.end == ":" or after > line.indent)
        block = Block(line, indent, opens)
        if indent != line.indent or line.source is not None:
            self._spoil(block)
        if line.word in ("def", "class"):
            block.decorators, self.decorators = self.decorators, []
            block.whole &= all(each.indent == line.indent for each in block.decorators)
        self.decorators = []
        if line.word in _FOLLOWS and (chain := _chain(top, line.word)):
            chain.clauses.append(block)
        else:
            top.children.append(block)
        if opens and len(self.stack) < MAX_DEPTH:
            self.stack.append(block)

    def _level(self, line: Line) -> int:
        """The column that `line` counts as; afterwards the top of the stack is the block it stands in."""
        indent = self.decorators[0].indent if self.decorators and line.word in ("def", "class") else line.indent
        stack = self.stack
        while indent <= stack[-1].indent:
            stack.pop()
        top = stack[-1]
        if top.body == -1:
            top.body = indent
        elif indent < top.body:
            indent = self._dedented(line, indent)
        elif indent > top.body:
            indent = self._indented(indent)
        return indent

    def _dedented(self, line: Line, indent: int) -> int:
        """`indent` is between that of the top block and of its body: the nearer one counts."""
        top = self.stack[-1]
        if len(self.stack) > 1 and indent - top.indent < top.body - indent:
            self.stack.pop()
            self._spoil(self.stack[-1])
            return top.indent
        self._spoil(top)
        return top.body

    def _indented(self, indent: int) -> int:
        """`indent` is deeper than the top block's body, and no header allows it: the block is opened again that was
        closed too early, else the line counts as one of the body."""
        top = self.stack[-1]
        self._spoil(top)
        chain = _reopened(top, indent)
        for block in chain:
            self._spoil(block)
        self.stack += chain
        block = self.stack[-1]
        if block.body == -1:
            block.body = indent
        return block.body

    def _spoil(self, block: Block) -> None:
        """`block` and all that are open around it cannot be compiled as they stand."""
        block.whole = False
        for around in self.stack:
            around.whole = False


def _reopened(top: Block, indent: int) -> list[Block]:
    """The last blocks inside `top`, outermost first, down to the one whose body has `indent`; none if there is none."""
    path: list[Block] = []
    found = 0
    block = top
    while inner := next((each for each in reversed(block.children) if each.opens), None):
        inner = inner.clauses[-1] if inner.clauses and inner.clauses[-1].opens else inner
        if inner.indent >= indent:
            break
        path.append(inner)
        if inner.body in (indent, -1):
            found = len(path)
        block = inner
    return path[:found]


def _chain(top: Block, clause: str) -> Block | None:
    """The statement that an else, except, ... at the end of `top` goes with."""
    if not top.children or not top.children[-1].opens:
        return None
    head = top.children[-1]
    last = head.clauses[-1] if head.clauses else head
    return head if last.line.word in _FOLLOWS[clause] else None


def _unit(lines: list[Line]) -> int:
    """The usual step of indentation."""
    steps = Counter(after.indent - line.indent for line, after in zip(lines, lines[1:]) if line.end == ":")
    return max((step for step in steps if step > 0), key=lambda step: (steps[step], -step), default=4)
