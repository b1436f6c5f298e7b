"""What the functions of a file look like and do, and the state that they touch."""

from __future__ import annotations

from enum import StrEnum

from archgraph.model.expr import Expr, Record


class ParameterKind(StrEnum):
    """How an argument may be passed (the words of `inspect`)."""

    POSITIONAL_ONLY = "positional_only"
    NORMAL = "normal"
    VAR_POSITIONAL = "var_positional"
    KEYWORD_ONLY = "keyword_only"
    VAR_KEYWORD = "var_keyword"


class Parameter(Record, frozen=True):
    """One parameter; `default` and `annotation` are source text, "" when absent."""

    name: str
    kind: ParameterKind
    default: str = ""
    annotation: str = ""


class FunctionFact(Record, frozen=True):
    """A function or method: signature and what its body does, nested functions excluded."""

    scope: int
    parameters: tuple[Parameter, ...]
    returns: str
    decorators: tuple[Expr, ...]
    is_generator: bool
    statements: int
    docstring: str
    super_calls: tuple[str, ...]
    """Methods called on super(), or on a base by name: `super().close()` gives "close", `Base.close(self)` "Base.close"."""
    raises: tuple[str, ...]
    is_stub: bool
    """The body is only a docstring, `pass`, `...` or `raise NotImplementedError`."""


class AttributeFact(Record, frozen=True):
    """An attribute of a class: set in the class body (`method` 0) or as `self.name`/`cls.name` in a method (its scope)."""

    scope: int
    name: str
    line: int
    method: int
    value: Expr
    annotation: str


class Touch(Record, frozen=True):
    """How a function touches an attribute of self or cls, or a module-level name it declares global or mutates:
    first line per (function, owner, attribute, how, guard). Names of the module are kept when any function of it changes them.

    `owner`: "self", "cls", the class's own name, or "" for a module-level name. `how`: read, write, item_read, item_write,
    item_delete, contains, iterate, delete, return, or `call:<method>` (`self._items.append(x)` is "call:append", `self.stop()`
    is "call:__call__" of stop). `guard`: the `with`/`async with` context around it, as text ("self._lock"), prefixed "async "
    when async; "" when none. Of several the innermost that is a plain name (as locks are), else the innermost.
    """

    function: int
    owner: str
    attribute: str
    how: str
    line: int
    guard: str


class Bodies(Record, frozen=True):
    """Functions, attributes and the state that functions touch."""

    functions: tuple[FunctionFact, ...] = ()
    attributes: tuple[AttributeFact, ...] = ()
    touches: tuple[Touch, ...] = ()
