"""What a file calls, and the names that its annotations and patches mention."""

from __future__ import annotations

from archgraph.model.expr import Expr, Record


class CallFact(Record, frozen=True):
    """A call whose function is a dotted name (`a.b.c(...)`; `f().g(...)` has "().g", `x[i].g(...)` "[].g").

    Calls of builtins (len, print, isinstance, ...) but input, exec, globals and such a `setattr(holder, name, value)` whose
    name is computed and whose holder is not the own object are left out. `a._b[key] = value` is told as
    `a._b.__setitem__(key)`, and `del` of an item likewise, where `a` is not the own object; `sys.modules[__name__]` as a call
    of that, an item of it under a literal as those items are. `args`: the first 3 positional arguments, each a dotted name, a
    `Literal` or `Opaque`; `keywords`: names and values likewise, at most 6. `awaited`: stands under await; `decorator`: it is a
    decorator (then `scope` is the decorated one's parent). `discarded`: an expression statement.
    """

    func: str
    line: int
    scope: int
    args: tuple[Expr, ...]
    keywords: tuple[tuple[str, Expr], ...]
    awaited: bool
    discarded: bool
    decorator: bool
    target: str
    """The name or attribute that takes the result (`x = f()`, `self.x = f()`), "made[]" in `made[key] = f()`, "" when none."""


class Mention(Record, frozen=True):
    """A dotted name that stands in an annotation ("annotate") or in `patch("a.b.C")`-like text ("patch")."""

    name: str
    what: str
    line: int
    scope: int


class Uses(Record, frozen=True):
    """Calls and mentions, in source order."""

    calls: tuple[CallFact, ...] = ()
    mentions: tuple[Mention, ...] = ()
