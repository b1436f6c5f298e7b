"""Objects that carry a user or a request: in: a parameter and its annotation, out: whose the annotated class's instances are.

`def execute(self, context: UserContext)`, where UserContext has a field `user_id`: what is made with `context` is made for
that user.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from archgraph.analyses.duty.lifetime import whose
from archgraph.analyses.words import last_name
from archgraph.model.codebase import ClassKey, Codebase, Module
from archgraph.model.expr import Expr
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.scopes import ScopeKind

_OPTIONAL = re.compile(r"(?:\w+\.)*Optional\[(.+)\]|(.+) \| None")
_DOTTED = re.compile(r"[A-Za-z_][\w.]*")


class Carried(NamedTuple):
    """Whose it is (user, request), and why in words."""

    word: str
    why: str


class Carriers:
    """Asks each class once."""

    def __init__(self, codebase: Codebase) -> None:
        self._codebase = codebase
        self._known: dict[ClassKey, Carried | None] = {}

    def carried(self, module: Module, scope: int, value: Expr) -> Carried | None:
        """Whose an argument is that is a parameter of the calling function; None when nothing tells."""
        if not isinstance(value, str):
            return None
        functions = self._codebase.facts.section(module.path, Bodies).functions
        caller = next((each for each in functions if each.scope == scope), None)
        annotation = next((p.annotation for p in caller.parameters if p.name == value), "") if caller else ""
        name = _class_name(annotation)
        if not name:
            return None
        target = self._codebase.names.resolve(module.path, scope, name)
        key = target.key if target.kind == "class" and not target.reason else None
        if key is None or key not in self._codebase.classes:
            return None
        if key not in self._known:
            self._known[key] = self._of_class(key)
        return self._known[key]

    def _of_class(self, key: ClassKey) -> Carried | None:
        """By the fields in the class's body and the parameters of its constructor; a request says more than its user."""
        record, outline = self._codebase.classes[key], self._codebase.modules[key.path].outline
        names = {binding.name for binding in outline.bindings if binding.scope == record.scope}
        for scope in outline.scopes:
            if scope.parent == record.scope and scope.kind is ScopeKind.FUNCTION and scope.name == "__init__":
                names.update(scope.parameters)
        for word in ("request", "user"):
            found = sorted(name for name in names if whose(name) == word)
            if found:
                return Carried(word, f"whose class `{last_name(key.class_)}` has `{found[0]}`")
        return None


def _class_name(annotation: str) -> str:
    """The one class that an annotation names, without Optional and quotes; "" for anything else."""
    text = annotation.strip("'\"")
    match = _OPTIONAL.fullmatch(text)
    text = (match[1] or match[2]).strip("'\"") if match else text
    return text if _DOTTED.fullmatch(text) else ""
