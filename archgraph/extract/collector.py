"""What a collector is: a file of `collectors/` that declares one `Collector`, made anew for each file that is read.

`start` takes the pass's context and gives a `Listening`: which node types it wants to hear of, and the facts in the end.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from archgraph.extract.context import Context, Handler, Handlers

Fields = dict[str, tuple[Any, ...] | str]
"""Field of a section → its facts."""


@dataclass(frozen=True, slots=True)
class Listening:
    """What a collector hears in one file.

    `enter`: called before a node's parts are walked. For class and function statements the context still stands outside and
    `context.opened` is the new scope. ast.Name: only names in `context.watched`. ast.Constant: only strings. ast.arg: called
    with a whole annotation. `leave`: called at the end of a module's, class's or function's body, inside its scope.
    `facts`: called once after the pass.
    """

    facts: Callable[[], Fields]
    enter: Mapping[type[ast.AST], Handler] = field(default_factory=dict)
    leave: Mapping[type[ast.AST], Handler] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Collector:
    """One kind of facts; `start` begins to collect it in one file."""

    start: Callable[[Context], Listening]


def handlers(tables: list[Mapping[type[ast.AST], Handler]]) -> Handlers:
    """All handlers of each node type, in the collectors' order."""
    merged: dict[type[ast.AST], list[Handler]] = {}
    for table in tables:
        for kind, handler in table.items():
            merged.setdefault(kind, []).append(handler)
    return {kind: tuple(found) for kind, found in merged.items()}
