"""Names that stand for the process environment in one file: in: assignments as the walk meets them; out: what a name was
assigned, as written, when that is the environment or a function of it ("os.environ").

Flow is followed as far as the order of statements tells: a name that is given something else in the same arm is free again.
"""

from __future__ import annotations

import ast

from archgraph.extract.context import Arm, Context
from archgraph.extract.environ import FUNCTIONS, MAPPINGS, asked_by_name, chosen, reached_by
from archgraph.extract.expressions import dotted
from archgraph.model.facts.scopes import ScopeKind

_DISPLAYS = (ast.Tuple, ast.List)
_CHOICES = (ast.BoolOp, ast.IfExp)


class StandIns:
    """What names of functions, classes and the module were assigned so far."""

    __slots__ = ("_arms", "_attributes", "_context", "_names")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._names: dict[tuple[int, str], str] = {}
        """(scope, name) → what it stands for."""
        self._arms: dict[tuple[int, str], Arm | None] = {}
        self._attributes: dict[tuple[int, str], str] = {}
        """(class scope, attribute) → what it stands for."""

    def assign(self, target: ast.expr, value: ast.expr) -> None:
        """`target = value`."""
        if isinstance(target, ast.Name):
            self.bind(self._context.scope, target.id, self._meaning(value))
        elif isinstance(target, ast.Attribute) and dotted(target.value) in ("self", "cls"):
            meaning = self._meaning(value)
            if meaning:
                self._attributes[self._context.frame.class_, target.attr] = meaning
        elif isinstance(target, _DISPLAYS) and isinstance(value, _DISPLAYS) and len(target.elts) == len(value.elts):
            for one, given in zip(target.elts, value.elts, strict=True):
                self.assign(one, given)

    def bind(self, scope: int, name: str, meaning: str) -> None:
        """A name of a scope gets a meaning; "": it is something else."""
        place, arm = (scope, name), self._context.arm
        if meaning:
            self._names[place], self._arms[place] = meaning, arm
            if self._context.scopes[scope].kind is ScopeKind.CLASS:
                self._attributes[place] = meaning
        elif place in self._names and self._arms[place] is arm:
            del self._names[place]

    def name(self, name: str) -> str:
        """What a name means at the place of the walk, "" when nothing is known."""
        scopes, scope = self._context.scopes, self._context.scope
        while True:
            found = self._names.get((scope, name))
            if found or not scope or name in scopes[scope].parameters:
                return found or ""
            scope = scopes[scope].parent

    def attribute(self, class_: int, name: str) -> str:
        """What an attribute of self means in a class; asked after the pass."""
        seen: set[str] = set()
        while name not in seen:
            seen.add(name)
            meaning = self._attributes.get((class_, name), "")
            owner, _, rest = meaning.partition(".")
            if owner not in ("self", "cls"):
                return meaning
            name = rest
        return ""

    def _meaning(self, value: ast.expr) -> str:
        if isinstance(value, ast.Attribute):
            known = value.attr in MAPPINGS or value.attr in FUNCTIONS
            own = dotted(value.value) in ("self", "cls")
            return reached_by(value) if known or own else ""
        if isinstance(value, ast.Name):
            is_spelled = value.id in MAPPINGS or value.id in FUNCTIONS
            return self.name(value.id) or (value.id if is_spelled else "")
        if isinstance(value, _CHOICES):
            meanings = [found for each in chosen(value) if (found := self._meaning(each))]
            return min(meanings, key=_is_own, default="")
        if isinstance(value, ast.Call):
            return reached_by(value) if asked_by_name(value) else ""
        return self._meaning(value.value) if isinstance(value, ast.NamedExpr) else ""


def _is_own(meaning: str) -> bool:
    """Whether it is an attribute of self, of which nothing is known yet."""
    return meaning.startswith(("self.", "cls."))
