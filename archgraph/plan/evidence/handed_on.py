"""Names that a file gives away as values: in: a code base, a file and a name; out: whether a call, a list or a return has it."""

from __future__ import annotations

from itertools import chain

from archgraph.model.codebase import Codebase
from archgraph.model.expr import Call, Expr, Sequence
from archgraph.model.facts.uses import Uses


def is_handed_on(codebase: Codebase, path: str, name: str) -> bool:
    """Whether a file gives what a name stands for to something: in a call, a list, or as what a function returns."""
    outline = codebase.modules[path].outline
    values = chain((each.value for each in outline.bindings), (each.value for each in outline.returns))
    if any(_holds(value, name) for value in values):
        return True
    calls = codebase.facts.section(path, Uses).calls
    return any(_holds(value, name) for call in calls for value in (*call.args, *[value for _, value in call.keywords]))


def _holds(value: Expr, name: str) -> bool:
    """Whether a value is a name, or holds it as an item or an argument. Hot: asked of all values of many files."""
    if isinstance(value, str):
        return value == name
    items = value.items if isinstance(value, Sequence) else value.args if isinstance(value, Call) else ()
    return any(_holds(item, name) for item in items)
