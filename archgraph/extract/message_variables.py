"""Variables that hold names of messages: in: assignments and loops as the walk meets them; out: what a variable may stand for.

What is met is looked at when something in its function asks for it: in most functions nothing does.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence

from archgraph.extract.context import Arm, Context
from archgraph.extract.message_names import MOST, NO_NAMES, Names, choices, each_of
from archgraph.model.expr import Expr
from archgraph.model.facts.scopes import BranchKind

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
Giver = ast.Assign | ast.AnnAssign | ast.For | ast.AsyncFor | Comprehension
"""What gives variables values."""

_PLAIN = frozenset({ast.Constant, ast.IfExp, ast.Name, ast.Attribute, ast.BinOp, ast.JoinedStr})
"""What a variable is given that may name a message."""
_DISPLAYS = (ast.Tuple, ast.List, ast.Set)
_MANY = frozenset({*_DISPLAYS, ast.Dict})
_TELLING = _PLAIN | _MANY
_INNER = (ast.Call, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
"""What may tell a message's name in a comprehension, calls and payloads, and those in which variables are hidden again."""
_SAME = frozenset({"sorted", "reversed", "list", "tuple", "set", "iter"})
"""Builtins that give the items that they are given."""


class Variables:
    """What the variables of the functions of one file were given so far, and those of its loops and comprehensions."""

    __slots__ = ("_asking", "_context", "_displays", "_inside", "_looped", "_met", "_named")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._met: defaultdict[int, list[Giver]] = defaultdict(list)
        """Scope → what was met there and not looked at yet."""
        self._named: dict[int, dict[str, tuple[Expr, ...]]] = {}
        """Scope → variable → what may be a message's name and was assigned to it."""
        self._looped: dict[int, dict[str, tuple[ast.AST, tuple[Expr, ...]]]] = {}
        """Scope → variable → the loop that it belongs to, and the names that it goes over."""
        self._displays: dict[tuple[int, str], ast.expr] = {}
        """(scope, variable) → the tuple, list, set or dictionary that it was given last."""
        self._asking: dict[tuple[ast.AST, str], bool] = {}
        """(loop or comprehension, variable) → whether something in it depends on the variable."""
        self._inside: dict[ast.AST, dict[str, tuple[Expr, ...]]] = {}
        """What stands in a comprehension → its variables, with no names for those that may be anything."""

    def meet(self, node: Giver) -> None:
        """The walk has come to something that gives a variable a value."""
        self._met[self._context.scope].append(node)

    def assigned(self, node: ast.AST) -> Names:
        """Variable → names of messages that it was given, at the place of the walk, for a dictionary there: those that no
        comprehension around it hides."""
        self._look_at_all()
        found, hidden = self._named.get(self._context.scope, NO_NAMES), self._inside.get(node)
        return {name: names for name, names in found.items() if name not in hidden} if hidden else found

    def given(self, node: ast.AST) -> Names:
        """The same for a call or dictionary there, with the variables of the comprehensions and loops around it, unless they
        ask which of its names a variable has."""
        self._look_at_all()
        found, inside = self._given(self._context.scope), self._inside.get(node)
        return {**found, **inside} if inside else found

    def _given(self, scope: int) -> Names:
        assigned, looped = self._named.get(scope, NO_NAMES), self._looped.get(scope)
        if not looped:
            return assigned
        around = {id(arm.statement) for arm in self._arms() if arm.kind is BranchKind.LOOP}
        inside = {
            name: names for name, (loop, names) in looped.items() if id(loop) in around and not self._asks(loop, name)
        }
        return {**assigned, **inside}

    def _look_at_all(self) -> None:
        """Look at what was met so far in the function of the walk, and before it in the module, whose constants it sees."""
        for scope in (0, self._context.scope):
            for node in self._met.pop(scope, ()):
                self._look_at(scope, node)

    def _look_at(self, scope: int, node: Giver) -> None:
        if isinstance(node, ast.Assign):
            self._assign(scope, node.targets[0], node.value)
        elif isinstance(node, ast.AnnAssign):
            self._assign(scope, node.target, node.value)
        elif isinstance(node, ast.For | ast.AsyncFor):
            self._loop(scope, node)
        else:
            self._comprehend(scope, node)

    def _assign(self, scope: int, target: ast.expr, value: ast.expr | None) -> None:
        """`event = "order_paid"` in a function; something else that is assigned makes the variable unknown again."""
        if type(target) is not ast.Name or value is None:
            return
        name, kind = target.id, type(value)
        if kind not in _TELLING:  # a call, mostly
            self._forget(scope, name)
            return
        given = self._named.get(scope, NO_NAMES)
        known = given.get(name, ())
        names = tuple(choices(value, given)) if scope and kind in _PLAIN else ()
        self._forget(scope, name)
        if names:
            self._named.setdefault(scope, {})[name] = tuple(dict.fromkeys(known + names))[:MOST]
        elif kind in _MANY:
            self._displays[scope, name] = value

    def _loop(self, scope: int, node: ast.For | ast.AsyncFor) -> None:
        """`for event in ("order_paid", "order_refused")`: inside, the target stands for each of them."""
        for name, names in self._targets(scope, node).items():
            self._forget(scope, name)
            if names:
                self._looped.setdefault(scope, {})[name] = (node, names)

    def _comprehend(self, scope: int, node: Comprehension) -> None:
        """`[send(event) for event in EVENTS]`: the same for what stands in it; other variables of its names are hidden."""
        generators = node.generators
        found = self._targets(scope, generators[0])
        for generator in generators[1:]:
            found.update(self._targets(scope, generator))
        hidden = self._named.get(scope, NO_NAMES).keys() | self._looped.get(scope, NO_NAMES).keys()
        if node not in self._inside and hidden.isdisjoint(found) and not any(found.values()):
            return  # most of them
        told = {name: () if names and self._asks(node, name) else names for name, names in found.items()}
        for each in ast.walk(node):
            if isinstance(each, _INNER):
                self._inside.setdefault(each, {}).update(told)

    def _targets(self, scope: int, node: ast.For | ast.AsyncFor | ast.comprehension) -> dict[str, tuple[Expr, ...]]:
        """Each target of a loop with the names that it goes over, none when they are not known."""
        values = self._items(scope, node.iter)
        constants = None if values else each_of(node.iter)
        found: dict[str, tuple[Expr, ...]] = {}
        if type(node.target) is ast.Name and constants is not None:
            found[node.target.id] = (constants,)
        else:
            _take(node.target, values, self._named.get(scope, NO_NAMES), found)
        return found

    def _asks(self, loop: ast.AST, name: str) -> bool:
        """Whether a loop or comprehension asks which of its names a variable has; found out once."""
        key = loop, name
        if key not in self._asking:
            self._asking[key] = _asks(loop, name)
        return self._asking[key]

    def _arms(self) -> Iterator[Arm]:
        arm = self._context.arm
        while arm is not None:
            yield arm
            arm = arm.parent

    def _items(self, scope: int, over: ast.expr) -> list[ast.expr]:
        """What a loop goes over, as far as it stands there."""
        if type(over) is ast.Name:
            over = self._display(scope, over.id) or over
        if isinstance(over, _DISPLAYS):
            return over.elts
        if type(over) is ast.Dict:
            return [key for key in over.keys if key is not None]
        return self._items_of_call(scope, over) if type(over) is ast.Call else []

    def _items_of_call(self, scope: int, call: ast.Call) -> list[ast.expr]:
        """`sorted(events)`, `enumerate(events)`, `{"order_paid": data}.items()`."""
        func = call.func
        if type(func) is ast.Name and call.args:
            found = self._items(scope, call.args[0]) if func.id in _SAME or func.id == "enumerate" else []
            return (
                found if func.id in _SAME else [_pair(ast.Constant(number), each) for number, each in enumerate(found)]
            )
        if type(func) is not ast.Attribute:
            return []
        table = self._display(scope, func.value.id) if type(func.value) is ast.Name else func.value
        if type(table) is not ast.Dict:
            return []
        pairs = [(key, value) for key, value in zip(table.keys, table.values, strict=True) if key is not None]
        views = {"keys": [key for key, _ in pairs], "values": [value for _, value in pairs]}
        return [_pair(*pair) for pair in pairs] if func.attr == "items" else views.get(func.attr, [])

    def _display(self, scope: int, name: str) -> ast.expr | None:
        """What a variable of the function was given, or a constant of the module whose keys only its own file tells."""
        own = self._displays.get((scope, name))
        kept = self._displays.get((0, name)) if own is None and name.isupper() else None
        return kept if type(kept) is ast.Dict else own

    def _forget(self, scope: int, name: str) -> None:
        if self._displays:
            self._displays.pop((scope, name), None)
        if self._named and scope in self._named:
            self._named[scope].pop(name, None)
        if self._looped and scope in self._looped:
            self._looped[scope].pop(name, None)


def _take(target: ast.expr, values: Sequence[ast.expr], given: Names, found: dict[str, tuple[Expr, ...]]) -> None:
    """The target of a loop gets each of the values; of several targets each its own part of them."""
    if type(target) is ast.Name:
        found[target.id] = tuple([name for value in values for name in choices(value, given)][:MOST])
    elif isinstance(target, ast.Tuple | ast.List):
        rows = [value.elts for value in values if isinstance(value, ast.Tuple | ast.List)]
        for number, part in enumerate(target.elts):
            _take(part, [row[number] for row in rows if len(row) == len(target.elts)], given, found)


def _asks(loop: ast.AST, name: str) -> bool:
    """Whether something in a loop depends on its variable: `if event.startswith("order"):`."""
    tests: list[ast.expr] = []
    for each in ast.walk(loop):
        if isinstance(each, ast.If | ast.IfExp | ast.While):
            tests.append(each.test)
        elif isinstance(each, ast.comprehension):
            tests += each.ifs
        elif isinstance(each, ast.Match):
            tests.append(each.subject)
    return any(isinstance(part, ast.Name) and part.id == name for test in tests for part in ast.walk(test))


def _pair(first: ast.expr, second: ast.expr) -> ast.expr:
    return ast.Tuple([first, second], ast.Load())
