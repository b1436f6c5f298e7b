"""What the pass over one file knows while it walks: where it stands, what it has opened, and the streams for fingerprints.

Collectors read it and add to `watched` and `makers`; all else only the walk changes. Plain slots instead of records: this is
the hot loop.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec

from archgraph.extract.expressions import convert
from archgraph.extract.guards import Guard
from archgraph.extract.hearing import Heard, Hearing
from archgraph.extract.parse import Parsed
from archgraph.model.facts.scopes import Branch, BranchKind, Scope, ScopeKind

Handler = Callable[[Any], None]
"""Walks what it is given."""

_MODULE = ScopeKind.MODULE
_NO_OWNERS: Mapping[str, str] = MappingProxyType({})
_INNER = frozenset({BranchKind.ELSE, BranchKind.EXCEPT, BranchKind.TRY_ELSE, BranchKind.FINALLY, BranchKind.CASE})
"""Arms whose lines begin with their body, not with the statement."""


class Arm(msgspec.Struct, gc=False):
    """One arm of a compound statement; becomes a `Branch`, of that index, when the first fact stands in it."""

    kind: BranchKind
    parent: Arm | None
    statement: Any
    test: Any
    """A syntax node or already an expression."""
    body: Sequence[Any]
    index: int = 0


Place = tuple[int, int, int]
"""A place in the pass: how much `shape` and `names` held, and how many statements had been met."""


class Frame(msgspec.Struct, gc=False):
    """An open scope and what its body has so far.

    `begin`: where the scope's own syntax begins. `function` and `class_`: index of the innermost function and class scope, 0
    when none. `owners`: name → owner for names that stand for the object or class that a method works on ("self", "cls", the
    class's own name). `body`: the statements after the `docstring`. At the end of the body `statements` counts those in it and
    `nested` those of the scopes in it.
    """

    scope: int
    node: Any
    outer: Frame | None
    begin: Place
    is_function: bool = False
    class_: int = 0
    function: int = 0
    owners: Mapping[str, str] = _NO_OWNERS
    statements: int = 0
    nested: int = 0
    docstring: str = ""
    body: Sequence[ast.stmt] = ()


class Context:
    """The state of the pass over one file."""

    __slots__ = (
        "annotating",
        "arm",
        "awaited",
        "branches",
        "called",
        "checks_types",
        "collecting",
        "discarded",
        "docstrings",
        "frame",
        "globals",
        "guard",
        "guarded",
        "hearing",
        "makers",
        "names",
        "opened",
        "parsed",
        "scope",
        "scopes",
        "shape",
        "statement_groups",
        "statements",
        "strings",
        "type_checking",
        "unread",
        "walk",
        "walk_pattern",
        "watched",
    )

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.scopes = [Scope(_MODULE, "", 0, 0, 1, max(parsed.lines, 1), 1)]
        self.branches: list[Branch] = []
        self.statement_groups: dict[int, int] = {}
        self.frame = Frame(0, parsed.tree, None, (0, 0, 0))
        self.scope = 0
        """Index of the open scope."""
        self.opened = 0
        """In handlers of a class or function statement: the index of the scope that it opens."""
        self.called = ""
        """In handlers of a call: the name that is called, see `expressions.CALLED`."""
        self.awaited: ast.expr | None = None
        """What the last `await` stands before."""
        self.discarded: ast.expr | None = None
        """The last expression that was a statement, or what it awaits."""
        self.arm: Arm | None = None
        self.guard: Guard | None = None
        """The innermost `with` around the place."""
        self.guarded = False
        """Inside a `try` that catches ImportError."""
        self.type_checking = False
        """Inside an arm that only type checkers read."""
        self.checks_types = "TYPE_CHECKING" in parsed.text or "MYPY" in parsed.text
        self.annotating = False
        """Inside an annotation."""
        self.globals: set[tuple[int, str]] = set()
        """(scope, name) of names that a function declares global."""
        self.makers: set[int] = set()
        """Function scopes that make classes or stand for names."""
        self.unread: list[int] = []
        """Scopes of functions that were left out."""
        self.shape = bytearray()
        """Numbers of the nodes walked so far."""
        self.names: list[str] = []
        """Identifiers and constants walked so far."""
        self.statements = 0
        """Statements met so far, docstrings excluded."""
        self.docstrings: list[tuple[ast.Constant, int]] = []
        """Docstrings walked so far, each with its scope."""
        self.strings: list[tuple[ast.Constant, int]] = []
        """Strings walked so far, docstrings excluded, each with its scope; -1 for those in annotations."""
        self.watched: set[str] = set()
        """Names for which the handlers of ast.Name are called."""
        self.collecting: Sequence[Any] = ()
        """What collects in this file, by number."""
        self.hearing: Hearing
        """Who of them hears of what."""
        self.walk: Handler = _not_ready
        """Walks one expression."""
        self.walk_pattern: Handler = _not_ready
        """Walks the pattern of a `case`, which binds names."""

    def release(self) -> None:
        """Let go of the collectors, which know this context: in a circle, the whole tree would wait for the collector."""
        self.collecting = ()
        self.walk = self.walk_pattern = _not_ready

    def tell(self, heard: Heard, node: ast.AST) -> None:
        """Call the methods of those who hear of a node."""
        for number, method in heard:
            method(self.collecting[number], node)

    def branch(self) -> int:
        """The index of the branch that the walk stands in, 0 when none."""
        return self.branch_of(self.arm) if self.arm is not None else 0

    def branch_of(self, arm: Arm | None) -> int:
        """The index of an arm's branch; the arm and those around it become branches now if they are none yet."""
        pending: list[Arm] = []
        while arm is not None and not arm.index:
            pending.append(arm)
            arm = arm.parent
        index = arm.index if arm is not None else 0
        for inner in reversed(pending):
            index = inner.index = self._record(inner, index)
        return index

    def _record(self, arm: Arm, parent: int) -> int:
        if not self.branches:
            self.branches.append(Branch(BranchKind.NONE, 0, 0, "", 0, 0))
        group = self.statement_groups.setdefault(id(arm.statement), len(self.statement_groups) + 1)
        test = convert(arm.test) if isinstance(arm.test, ast.expr) else arm.test
        first, last = arm.body[0], arm.body[-1]
        line = first.lineno if arm.kind in _INNER else arm.statement.lineno
        self.branches.append(Branch(arm.kind, parent, group, test, line, last.end_lineno or last.lineno))
        return len(self.branches) - 1


def _not_ready(node: ast.AST) -> None:
    raise RuntimeError("the walk has not begun")
