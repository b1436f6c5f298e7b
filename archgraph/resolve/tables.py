"""What binds the names of a file: in: an Outline, out: for each scope a table from names to the facts that bind them.

What binds a name is the fact itself: an Import, a Binding, or the index of a class or function scope.
"""

from __future__ import annotations

from collections import defaultdict

from archgraph.model.facts.bindings import Binding, BindingKind
from archgraph.model.facts.outline import Import, Outline

Event = Import | Binding | int
Table = dict[str, list[Event]]

STAR = "*"
"""The name under which a table keeps star imports."""


def tables(outline: Outline, *, inner: bool) -> dict[int, Table]:
    """By scope, the table of the module or those of all scopes inside it: name → what binds it, in source order."""
    found: defaultdict[int, Table] = defaultdict(dict)
    mixed: set[tuple[int, str]] = set()
    for statement in outline.imports:
        if (statement.scope > 0) is inner:
            _add_import(found[statement.scope], statement)
    for index, scope in enumerate(outline.scopes):
        if index and (scope.parent > 0) is inner:
            _add(found, mixed, scope.parent, scope.name, index)
    for binding in outline.bindings:
        if (binding.scope > 0) is inner and binding.kind is not BindingKind.GLOBAL:
            _add(found, mixed, binding.scope, binding.name, binding)
    for of, name in mixed:
        found[of][name].sort(key=lambda event: line_of(outline, event))
    return found


def line_of(outline: Outline, event: Event) -> int:
    """The line from which on the event's name is bound: a class is bound after its body."""
    return outline.scopes[event].end_line if isinstance(event, int) else event.line


def start_of(outline: Outline, event: Event) -> int:
    """The line on which the statement begins."""
    return outline.scopes[event].line if isinstance(event, int) else event.line


def branch_of(outline: Outline, event: Event) -> int:
    """The branch that the statement stands in."""
    return outline.scopes[event].branch if isinstance(event, int) else event.branch


def scope_of(outline: Outline, event: Event) -> int:
    """The scope that the statement stands in."""
    return outline.scopes[event].parent if isinstance(event, int) else event.scope


def _add(found: dict[int, Table], mixed: set[tuple[int, str]], scope: int, name: str, event: Event) -> None:
    table = found[scope]
    events = table.get(name)
    if events is None:
        table[name] = [event]
    else:
        events.append(event)
        mixed.add((scope, name))


def _add_import(table: Table, statement: Import) -> None:
    for name, alias in statement.names:
        bound = alias or (name.partition(".")[0] if statement.plain else name)
        events = table.get(bound)
        if events is None:
            table[bound] = [statement]
        elif events[-1] is not statement:
            events.append(statement)
