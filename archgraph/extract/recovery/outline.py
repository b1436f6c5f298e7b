"""Takes logical lines and gives the tree of blocks that their indentation tells, also where that is broken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from archgraph.extract.recovery.blocks import Block
from archgraph.extract.recovery.logical import HEADERS, Line
from archgraph.extract.recovery.sound import Sound

MAX_DEPTH = 90
"""Blocks nested deeper are not: Python itself refuses more than 100 levels."""
_DISTANCE = 3
"""Lines from the end of one definition to the next where there is no other to compare with: two empty lines between them."""
MAX_CLAUSES = 500
"""Each elif is nested in the one before it; what reads the tree later has to get down there."""

_DEFINITIONS = frozenset(("def", "class"))
_OUTER = _DEFINITIONS | {"@"}
_SOFT = frozenset(("match", "case"))
_FOLLOWS = {
    "elif": ("if", "elif"),
    "else": ("if", "elif", "for", "while", "try", "except"),
    "except": ("try", "except"),
    "finally": ("try", "except", "else"),
}
"""Clauses, and after which header or clause they may stand."""


_END = Line(0, 0, 0, "", "")
"""Stands behind the last line."""


def outline(lines: list[Line], stubs: Mapping[int, Sound], conflicts: Sequence[tuple[int, str]] = ()) -> list[Block]:
    """The blocks at module level, in order. `stubs`: lines that stand for statements read already; what holds them is never
    whole. `conflicts`: physical lines of merge-conflict markers, and their character."""
    root = Block(Line(0, 0, -1, "", ":"), indent=-1, opens=True, last=0, body=0)
    _Outliner(root, stubs, conflicts).run(lines)
    return root.children


class _Outliner:
    """The stack of open blocks while lines are read."""

    def __init__(self, root: Block, stubs: Mapping[int, Sound], conflicts: Sequence[tuple[int, str]]) -> None:
        self.stubs = stubs
        self.conflicts = [*reversed(conflicts)]
        """Those that are still to come, the next one last."""
        self.before: list[Block] = []
        """The stack where a merge conflict began: what each of its sides follows."""
        self.unit = 4
        self.stack = [root]
        self.decorators: list[Line] = []
        self.clauses: list[Block] = []
        self.last = 0
        """The last physical line placed so far."""
        self.end = 0
        """The last physical line that was read, also of a stub."""
        self.gap = 0
        """Lines from there to the line at hand, or its decorators."""
        self.gaps: dict[int, int] = {}
        """The same for the last definition in each column."""
        self.noise = -1
        """While not negative, deeper lines are dropped: they stood in a bracket that was never opened."""

    def run(self, lines: list[Line]) -> None:
        """Places all lines."""
        self.unit = _unit(lines, self.stubs)
        for line, after, later in zip(lines, [*lines[1:], _END], [*lines[2:], _END, _END], strict=False):
            if self.conflicts and self.conflicts[-1][0] < line.first:
                self._conflict(line.first)
            if line.word == "@":
                self.decorators.append(line)
            else:
                self._place(line, after, later)
        while self.stack:
            self._pop()
        for clause in self.clauses:
            clause.head = None  # in a circle with its clauses, it would wait for the collector

    def _place(self, line: Line, after: Line, later: Line) -> None:
        """Finds the block that `line` stands in and adds it there; `after` and `later` are the two lines that follow."""
        stub = self.stubs.get(line.first)
        if stub is not None:
            after = later = Line(0, 0, stub.column, "", "")
        elif line.parts:
            after = line
        definition = line.word in _DEFINITIONS
        decorators = self.decorators if definition else []
        self.decorators = []
        self.gap = (decorators[0] if decorators else line).first - self.end
        indent = self._level(line, self._column(line, decorators, after, later), after)
        if indent < 0:
            return
        top = self.stack[-1]
        opens = line.word in HEADERS and (line.end == ":" or line.word not in _SOFT)
        block = Block(line, indent, opens, line.last, decorators=decorators)
        if stub is not None and opens:
            block.body = stub.column
        if indent != line.indent or line.source or stub is not None:
            self._spoil(block)
        head = block.head = _head(top, line.word) if line.word in _FOLLOWS else None
        if head:
            head.clauses.append(block)
            self.clauses.append(block)
            head.last = max(head.last, line.last)
        elif line.word == "return" and (function := self._returning()):
            function.children.append(block)
            self._spoil(function)
        else:
            top.children.append(block)
        if opens and (line.end == ":" or after.indent > line.indent) and len(self.stack) < MAX_DEPTH:
            top.latest = head or block
            self.stack.append(block)
        if definition and self.end:
            self.gaps[indent] = self.gap
        self.last = max(self.last, line.last)
        self.end = line.last if stub is None else stub.statements[-1].end_lineno or 0

    def _conflict(self, row: int) -> None:
        """Passes the conflict markers above `row`: each side of a conflict goes on where the conflict began, and what follows
        it where its last side ended that is not empty."""
        passed: list[str] = []
        while self.conflicts and self.conflicts[-1][0] < row:
            passed.append(self.conflicts.pop()[1])
        for marker, next_marker in pairwise([*passed, ""]):
            if marker == "<":
                self.before = list(self.stack)
            elif marker != ">" and next_marker != ">" and self.before:
                self._go_back()

    def _go_back(self) -> None:
        """Opens the blocks again that were open before the merge conflict, and no other."""
        same = sum(one is other for one, other in zip(self.stack, self.before, strict=False))
        while len(self.stack) > same:
            self._pop()
        self.stack += self.before[same:]
        self._spoil(*self.before[same:])

    def _column(self, line: Line, decorators: list[Line], after: Line, later: Line) -> int:
        """The column that `line` was meant to have: its own, unless it is a header that decorators or its body belie."""
        own = line.indent
        if decorators and line.end != ":" and after.indent == decorators[0].indent:
            return after.indent
        if not decorators and (line.end != ":" or line.word not in HEADERS or after.indent == own + self.unit):
            return own
        levels = {block.indent + self.unit if block.body == -1 else block.body: block for block in self.stack}
        meant = after.indent - self.unit
        if decorators and (own not in levels or meant == decorators[0].indent):
            return decorators[0].indent
        if line.end == ":" and meant in levels and self._slipped(line, levels, after, later):
            return meant
        return own

    def _slipped(self, line: Line, levels: dict[int, Block], after: Line, later: Line) -> bool:
        """Whether the column of a header is a slip, and right is the one that is a step left of the line after it."""
        own = line.indent
        in_class = levels[after.indent - self.unit].line.word == "class"
        if own not in levels:
            return after.indent >= own or in_class
        if after.indent > own:
            if after.indent - own <= self.unit:
                return False
            return line.word not in _DEFINITIONS or (_goes_on(after, later) and not self._keeps_distance(line))
        method = line.word == "def" and after.indent == own and in_class and levels[own].line.word != "class"
        return line.word == "class" or method

    def _keeps_distance(self, line: Line) -> bool:
        """Whether a definition has as much space above it as the last one in its column: then it stands where it should, and
        it is the first line of its body that is gone."""
        return self.gap >= self.gaps.get(line.indent, _DISTANCE)

    def _level(self, line: Line, indent: int, after: Line) -> int:
        """The column that `line` counts as, -1 for noise; the top of the stack is then the block it stands in."""
        stack = self.stack
        if self.noise >= 0:
            if indent > self.noise and line.word not in HEADERS:
                return -1
            self.noise = -1
        while indent <= stack[-1].indent:
            self._pop()
        top = stack[-1]
        if top.body == -1:
            top.body = after.indent if after.indent == top.indent + self.unit else indent
        if indent < top.body:
            indent = top.body
        elif indent > top.body:
            indent = self._indented(line, indent)
        return indent

    def _pop(self) -> None:
        block = self.stack.pop()
        block.last = max(block.last, self.last)
        if block.head:
            block.head.last = max(block.head.last, block.last)

    def _indented(self, line: Line, indent: int) -> int:
        """`indent` is deeper than the top block's body, and no header allows it: the block is opened again that was
        closed too early, else the line stands in the body as it is."""
        top = self.stack[-1]
        if line.end == ",":
            self.noise = top.body
            return -1
        self._spoil(top)
        chain = _reopened(top, indent)
        for number, block in enumerate(chain):
            block.holes = True
            inner = (block.clauses or block.children or [block])[-1]
            if block is not chain[-1] and inner is not chain[number + 1]:
                self._spoil(block, *chain[:number])
        self.stack += chain
        if chain and chain[-1].body == -1:
            chain[-1].body = indent
        return indent

    def _returning(self) -> Block | None:
        """The function that a `return` outside of all functions belongs to: the last one before it."""
        if any(block.line.word == "def" for block in self.stack):
            return None
        latest = self.stack[-1].latest
        return latest if latest and latest.line.word == "def" else None

    def _spoil(self, *blocks: Block) -> None:
        """The blocks and all that are open around them cannot be read as they stand."""
        for around in (*blocks, *self.stack):
            around.whole = False
            if around.head:
                around.head.whole = False


def _goes_on(after: Line, later: Line) -> bool:
    """Whether a body that begins with `after` seems to be indented as it should."""
    return bool(after.parts) or later.word in _OUTER or (later.indent == after.indent and after.end != ":")


def _reopened(top: Block, indent: int) -> list[Block]:
    """The last blocks inside `top`, outermost first, down to the one whose body has `indent`, or else to the last function
    whose body is less indented; none if there is neither."""
    path: list[Block] = []
    exact = function = 0
    block: Block | None = top.latest
    while block and block.indent < indent:
        path.append(block)
        if block.clauses and block.clauses[-1].opens and block.clauses[-1].indent < indent:
            path.append(block.clauses[-1])
        block = path[-1]
        if block.body in (indent, -1):
            exact = len(path)
        elif block.line.word == "def" and block.body < indent:
            function = len(path)
        block = block.latest
    return path[: exact or function]


def _head(top: Block, clause: str) -> Block | None:
    """The statement that an else, except, ... at the end of `top` goes with."""
    head = top.children[-1] if top.children else None
    if head is None or not head.opens or len(head.clauses) == MAX_CLAUSES:
        return None
    last = head.clauses[-1] if head.clauses else head
    return head if last.line.word in _FOLLOWS[clause] else None


def _unit(lines: list[Line], stubs: Mapping[int, Sound]) -> int:
    """The usual step of indentation."""
    steps = Counter(
        (stubs[line.first].column if line.first in stubs else after.indent) - line.indent
        for line, after in pairwise(lines)
        if line.end == ":"
    )
    return max((step for step in steps if step > 0), key=lambda step: (steps[step], -step), default=4)
