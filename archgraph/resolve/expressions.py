"""Expressions to values: in: an Expr and where it stands, out: its value, Unknown with a reason if need be."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from archgraph.model.expr import (
    Attribute,
    Call,
    Choice,
    Expr,
    Lambda,
    Literal,
    Opaque,
    Operation,
    Sequence,
    Starred,
    Subscript,
    text_of,
)
from archgraph.model.facts.bindings import Binding, BindingKind
from archgraph.resolve.in_place import object_after
from archgraph.resolve.machine import Arguments, Machine
from archgraph.resolve.operations import TRUE_KINDS, binary, joined, sliced
from archgraph.resolve.tables import branch_of
from archgraph.resolve.values import (
    Constant,
    Instance,
    Items,
    Keywords,
    LambdaValue,
    Place,
    Unknown,
    Value,
    certain,
    doubt_of,
    doubtful,
)

_STRINGS_OF_A_SET = re.compile(r"""\{\s*((?:'[^'\\]*'|"[^"\\]*")(?:\s*,\s*(?:'[^'\\]*'|"[^"\\]*"))*)\s*\}""")
_NAMES_IN_A_DICT = re.compile(r"'(__module__|__qualname__)': ([A-Za-z_][\w.]*)(?=[,}])")
_FIELDS = re.compile(r"\{([A-Za-z_][\w.]*)\}")


class Expressions:
    """Evaluates expressions; names, attributes and calls are the machine's other parts."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._kinds: dict[type, Callable[[Place, Any], Value]] = {
            Literal: lambda _, expr: Constant(expr.value),
            Attribute: self._attribute,
            Subscript: self._subscript,
            Call: self._call,
            Choice: self._choice,
            Sequence: self._sequence,
            Operation: self._operation,
            Lambda: lambda place, expr: LambdaValue(place, expr.body),
            Opaque: self._opaque,
            Starred: lambda _, expr: Unknown("an unpacking", text_of(expr)),
        }

    def evaluate(self, place: Place, expr: Expr) -> Value:
        """The value of the expression."""
        if isinstance(expr, str):
            return self.dotted(place, expr)
        return self._kinds[type(expr)](place, expr)

    def dotted(self, place: Place, name: str) -> Value:
        """The value of `a.b.c`."""
        root, _, rest = name.partition(".")
        value = self._machine.lookup(place, root)
        if value is None:
            return Unknown(f"name {root} is not defined", name)
        if not rest:
            return value
        first, _, further = rest.partition(".")
        given = self._given(place, f"{root}.{first}")
        if given is not None:
            return self._follow(given, further, name) if further else given
        return self._follow(value, rest, name)

    def _given(self, place: Place, name: str) -> Value | None:
        """What the module itself gives to `a.b` by an assignment at its own level (`module.Class = Other`)."""
        unit = place.unit
        events = unit.table(0).get(name)
        if events is None or any(isinstance(each, Binding) and each.kind is not BindingKind.ASSIGN for each in events):
            return None
        root = name.partition(".")[0]
        if any(scope and unit.binds(scope, root) for scope in unit.scope_chain(place.scope)):
            return None
        value = self._machine.namespace(unit, 0, name, None if place.scope else place.line, None)
        if value is not None and any(branch_of(unit.outline, event) for event in events):
            return doubtful(value, f"{name} depends on a condition that is not known")
        return value

    def _follow(self, value: Value, rest: str, name: str) -> Value:
        for part in rest.split("."):
            doubt = doubt_of(value)
            if isinstance(value, Unknown):
                return Unknown(doubt, value.name + name[name.rindex("." + rest) :] if value.name else name)
            found = self._machine.attribute(value, part)
            if found is None:
                return Unknown(f"{name}: there is no {part}", name)
            value = doubtful(found, doubt)
        return value

    # ------------------------------------------------------------------------------------------------ parts

    def _attribute(self, place: Place, expr: Attribute) -> Value:
        value = self.evaluate(place, expr.value)
        found = self._machine.attribute(value, expr.attr)
        return found if found is not None else Unknown(f"there is no {expr.attr}", text_of(expr))

    def _subscript(self, place: Place, expr: Subscript) -> Value:
        value = self.evaluate(place, expr.value)
        index = Unknown("a slice") if isinstance(expr.index, Opaque) else self.evaluate(place, expr.index)
        text = text_of(expr)
        if isinstance(value, (Items, Constant)) and isinstance(expr.index, Opaque):
            return sliced(value, expr.index.text)
        return self._machine.subscript(value, index, text[len(text_of(expr.value)) :])

    def _call(self, place: Place, expr: Call) -> Value:
        function = self._machine.function(place, expr.func)
        if isinstance(function, Unknown):
            return Unknown(doubt_of(function) or "a call that is not known", text_of(expr.func))
        return self._machine.call(function, self.arguments(place, expr), place)

    def arguments(self, place: Place, expr: Call) -> Arguments:
        """The arguments of a call, `*items` unpacked where they are known."""
        items, complete = self._items(place, expr.args)
        keywords: list[tuple[str, Value]] = []
        for name, written in expr.keywords:
            value = self.evaluate(place, written)
            if name:
                keywords.append((name, value))
            elif isinstance(value, Keywords):
                keywords += value.pairs
            else:
                complete = False
        return Arguments(items, tuple(keywords), complete)

    def _items(self, place: Place, exprs: tuple[Expr, ...]) -> tuple[tuple[Value, ...], bool]:
        found: list[Value] = []
        for expr in exprs:
            if not isinstance(expr, Starred):
                found.append(self.evaluate(place, expr))
                continue
            value = self.evaluate(place, expr.value)
            if not isinstance(value, Items):
                return tuple(found), False
            found += [doubtful(item, value.doubt) for item in value.items]
        return tuple(found), True

    def _choice(self, place: Place, expr: Choice) -> Value:
        holds = self._machine.truth(self.evaluate(place, expr.test))
        if holds is not None:
            return self.evaluate(place, expr.body if holds else expr.orelse)
        body, orelse = self.evaluate(place, expr.body), self.evaluate(place, expr.orelse)
        if certain(body) == certain(orelse):
            return body
        return doubtful(body, f"{text_of(expr.test)} is not known")

    def _sequence(self, place: Place, expr: Sequence) -> Value:
        items, complete = self._items(place, expr.items)
        return Items(items, expr.kind, "" if complete else "an unpacking of something that is not known")

    def _opaque(self, place: Place, expr: Opaque) -> Value:
        if expr.kind == "set" and (match := _STRINGS_OF_A_SET.fullmatch(expr.text)):
            return Items(tuple(Constant(text.strip().strip("'\"")) for text in match[1].split(",")), "set")
        if expr.kind == "fstring":
            return self._formatted(place, expr.text)
        if expr.kind == "dict":
            names = tuple((name, self.dotted(place, text)) for name, text in _NAMES_IN_A_DICT.findall(expr.text))
            known = (Keywords(names),) if names else ()
            return Instance(self._machine.builtin_class("dict"), known, "a dict whose items are not known")
        return Unknown(f"an expression of kind {expr.kind}", expr.text)

    def _formatted(self, place: Place, text: str) -> Value:
        """An f-string whose fields are dotted names of known strings."""
        if not text.startswith(("f'", 'f"')):
            return Unknown("a formatted string", text)
        inner = text[2:-1]
        values = {field: self.dotted(place, field) for field in _FIELDS.findall(inner)}
        if not all(isinstance(value, Constant) for value in values.values()):
            return Unknown("a formatted string", text)
        filled = _FIELDS.sub(lambda match: str(values[match[1]].value), inner)  # type: ignore[attr-defined]
        return Constant(filled) if "{" not in filled and "\\" not in filled else Unknown("a formatted string", text)

    # ------------------------------------------------------------------------------------------- operations

    def _operation(self, place: Place, expr: Operation) -> Value:
        if expr.op in ("and", "or"):
            return self._short_circuit(place, expr)
        operands = [self.evaluate(place, operand) for operand in expr.operands]
        if expr.op == "not":
            holds = self._machine.truth(operands[0])
            return Unknown("a condition that is not known") if holds is None else Constant(not holds)
        if len(operands) != 2:
            return Unknown("an operation", text_of(expr))
        result = binary(expr.op, *operands)
        return result if result is not None else Unknown(f"{text_of(expr)} is not known", "")

    def _short_circuit(self, place: Place, expr: Operation) -> Value:
        wanted = expr.op == "or"
        unknown: Value | None = None
        for operand in expr.operands:
            value = self.evaluate(place, operand)
            holds = self._machine.truth(value)
            if holds is wanted:
                return value if unknown is None or not wanted else doubtful(unknown, "a condition that is not known")
            if holds is None:
                if not wanted:  # `unknown and False` is false, whatever the rest is worth
                    unknown = unknown or value
                elif unknown is None:
                    unknown = value
        if unknown is not None:
            return Unknown("a condition that is not known") if isinstance(unknown, Unknown) else unknown
        return value

    def truth(self, value: Value) -> bool | None:
        """`bool(value)`; None when undecidable."""
        if isinstance(value, Constant):
            return None if value.doubt else bool(value.value)
        if isinstance(value, Items):
            return None if value.doubt else bool(value.items)
        return True if isinstance(value, TRUE_KINDS) and not value.doubt else None

    def augmented(self, place: Place, name: str, before: Value | None, written: Expr) -> Value:
        """What `name += written`, or a call of `name.append` and kin, leaves of a tuple or list, or of another object."""
        called = written.func if isinstance(written, Call) and isinstance(written.func, str) else ""
        is_method = called.startswith(f"{name}.")
        if isinstance(before, Instance):
            return object_after(self._machine, before, is_method=is_method)
        if not isinstance(before, Items):
            return Unknown("changed in place", name)
        if not is_method or not isinstance(written, Call):
            return joined(before, self.evaluate(place, written))
        method = called.removeprefix(f"{name}.")
        values, complete = self._items(place, written.args)
        if complete and len(values) == 1 and method in ("append", "extend"):
            return joined(before, values[0] if method == "extend" else Items(values))
        if complete and len(values) == 1 and method == "remove":
            return Items(tuple(item for item in before.items if item != values[0]), before.kind, before.doubt)
        return doubtful(before, f"changed by {method}")
