"""The `with` statements around a place: in: a statement as the walk enters it; out: the context that guards, as text.

The text is made when the first fact asks for it: most contexts are calls, whose source is dear to write out, and few are asked.
"""

from __future__ import annotations

import ast

import msgspec

from archgraph.extract.expressions import dotted, spelled


class Guard(msgspec.Struct, gc=False):
    """A `with` statement whose body is being walked, and the one around it."""

    statement: ast.With | ast.AsyncWith
    outer: Guard | None
    known: str | None = None

    @property
    def text(self) -> str:
        """The innermost context that is a plain name (as locks are), else the innermost; "async " before it when it is."""
        if self.known is None:
            self.known = self._written()
        return self.known

    def _written(self) -> str:
        items = self.statement.items
        prefix = "async " if isinstance(self.statement, ast.AsyncWith) else ""
        for item in reversed(items):
            name = dotted(item.context_expr)
            if name:
                return prefix + name
        outer = self.outer.text if self.outer is not None else ""
        if outer and not outer.endswith((")", "]")):
            return outer
        return prefix + spelled(items[-1].context_expr)
