"""Instance layouts: in: classes, out: which class gives their instances the memory layout, and which do not go together.

Follows `solid_base` and `best_base` of CPython's Objects/typeobject.c: a class with slots of its own lays its instances
out anew, any other has the layout of the base that its own layout comes from.
"""

from __future__ import annotations

from archgraph.model.expr import Call, Expr, Literal
from archgraph.resolve.machine import Machine
from archgraph.resolve.values import (
    CLASSES,
    Class,
    ClassValue,
    Constant,
    Items,
    NativeClass,
    Value,
    certain,
    doubt_of,
)

NO_FIELDS = ("__dict__", "__weakref__")
"""Slots that hold no value of their own and do not change what `best_base` compares."""

_SLOTTING = ("dataclass", "dataclasses.dataclass", "define", "attrs.define", "attr.define", "frozen", "attrs.frozen")
"""Decorators that may add slots."""


class Layouts:
    """Remembers the layout of each class."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._known: dict[Value, Value | None] = {}

    def clash(self, bases: tuple[Class, ...]) -> tuple[tuple[Value, Value], tuple[Value, Value]] | None:
        """Two bases, each with the class that gives it its layout, when no class can have both layouts."""
        found = [(base, layout) for base in bases for layout in [self.layout(base)] if layout is not None]
        if len({layout for _, layout in found}) < 2:
            return None
        for at, (base, layout) in enumerate(found):
            for other, its in found[at + 1 :]:
                if not self._extends(layout, its) and not self._extends(its, layout):
                    return (base, layout), (other, its)
        return None

    def _extends(self, value: Value, other: Value) -> bool:
        return value == other or other in self._machine.mro(value)  # type: ignore[arg-type]

    def layout(self, of: Class) -> Value | None:
        """The class whose layout the instances have; None when that is not known."""
        stack: list[Class] = [of]
        while stack:
            top = stack[-1]
            waiting = self._bases(top) if top not in self._known else ()
            missing = [base for base in waiting if base not in self._known and base not in stack]
            if missing:
                stack.extend(missing)
            else:
                self._known.setdefault(top, self._decided(top))
                stack.pop()
        return self._known[of]

    def _bases(self, of: Class) -> list[Class]:
        return (
            [] if isinstance(of, NativeClass) else [b for b in self._machine.info(of).bases if isinstance(b, CLASSES)]
        )

    def _decided(self, of: Class) -> Value | None:
        """The layout of a class whose bases' layouts are known."""
        if of in self._known:
            return self._known[of]
        if isinstance(of, NativeClass):
            return self._machine.native(of.native.layout) if of.native.layout != of.name else certain(of)
        slots = self.slots(of) if isinstance(of, ClassValue) else ()
        if slots is None or any(name not in NO_FIELDS for name in slots):
            return None if slots is None else of
        info = self._machine.info(of)
        layouts = {self._known.get(base) for base in info.bases} or {self._machine.builtin_class("object")}
        if info.reason or None in layouts:
            return None
        one, *others = sorted(layouts, key=lambda layout: len(self._machine.mro(layout)) if len(layouts) > 1 else 0)  # type: ignore[arg-type]
        found = others[-1] if others else one
        return of if isinstance(of, ClassValue) and self._puts_a_dict_behind(found, of, slots) else found

    def _puts_a_dict_behind(self, layout: Value | None, of: ClassValue, slots: tuple[str, ...]) -> bool:
        """Does the class give a `__dict__` to instances that vary in size (int, tuple)? Before Python 3.12 that lays them out
        anew, see `extra_ivars`."""
        if self._machine.version >= (3, 12) or not isinstance(layout, NativeClass) or self._machine.info(of).kind:
            return False
        has_dict = "__dict__" in slots or not of.unit.has_slots(of.scope)
        return has_dict and layout.native.has_items and not layout.native.has_dict

    def slots(self, of: ClassValue) -> tuple[str, ...] | None:
        """The names in the class's own `__slots__`, () without; None when they are not known."""
        unit = of.unit
        fact = unit.outline.classes[unit.class_fact(of.scope)]
        if any(map(_adds_slots, fact.decorators)):
            return None
        if not unit.has_slots(of.scope):
            return ()
        value = self._machine.namespace(unit, of.scope, "__slots__", None, of.frame)
        if value is None or doubt_of(value):
            return None
        names = value.items if isinstance(value, Items) else (value,)
        texts = [name.value for name in names if isinstance(name, Constant) and isinstance(name.value, str)]
        return tuple(texts) if len(texts) == len(names) else None


def _adds_slots(decorator: Expr) -> bool:
    """May the decorator make the class anew, with slots? A dataclass only when it is told to."""
    name = decorator.func if isinstance(decorator, Call) else decorator
    if name not in _SLOTTING:
        return False
    if name not in ("dataclass", "dataclasses.dataclass"):
        return True
    keywords = dict(decorator.keywords) if isinstance(decorator, Call) else {}
    return "slots" in keywords and keywords["slots"] != Literal(False)
