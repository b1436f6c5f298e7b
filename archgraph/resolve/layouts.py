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

_NO_FIELDS = ("__dict__", "__weakref__")
"""Slots that do not change what `best_base` compares."""

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
        for at, (base, layout) in enumerate(found):
            for other, its in found[at + 1 :]:
                if its not in self._machine.mro(layout) and layout not in self._machine.mro(its):  # type: ignore[arg-type]
                    return (base, layout), (other, its)
        return None

    def layout(self, of: Class) -> Value | None:
        """The class whose layout the instances have; None when that is not known."""
        if isinstance(of, NativeClass):
            return self._machine.native(of.native.layout) if of.native.layout != of.name else certain(of)
        if of in self._known:
            return self._known[of]
        self._known[of] = None
        todo: list[Value] = [each for each in reversed(self._machine.mro(of)) if isinstance(each, CLASSES)]
        for each in todo:  # bases stand behind the class: no recursion
            if not isinstance(each, NativeClass) and self._known.get(each) is None:
                self._known[each] = self._own(each)  # type: ignore[arg-type]
        return self._known[of]

    def _own(self, of: Class) -> Value | None:
        slots = self.slots(of) if isinstance(of, ClassValue) else ()
        if slots is None:
            return None
        if any(name not in _NO_FIELDS for name in slots):
            return of
        info = self._machine.info(of)
        if info.reason or not all(isinstance(base, CLASSES) for base in info.bases):
            return None
        layouts = [self._of_base(base) for base in info.bases] or [self._machine.builtin_class("object")]
        if any(layout is None for layout in layouts):
            return None
        return max(layouts, key=lambda layout: len(self._machine.mro(layout)))  # type: ignore[arg-type]

    def _of_base(self, base: Value) -> Value | None:
        return self.layout(base) if isinstance(base, NativeClass) else self._known.get(base)

    def slots(self, of: ClassValue) -> tuple[str, ...] | None:
        """The names in the class's own `__slots__`, () without; None when they are not known."""
        unit = of.unit
        fact = unit.outline.classes[unit.class_fact(of.scope)]
        if any(map(_adds_slots, fact.decorators)):
            return None
        if "__slots__" not in unit.table(of.scope):
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
