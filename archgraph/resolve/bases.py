"""The bases of a class as Python sees them: in: a class, out: its ClassInfo, with bases after PEP 560 and metaclass.

Follows `types.resolve_bases` (PEP 560), the `__mro_entries__` of CPython's typing.py, PEP 695, and what NamedTuple and
TypedDict make of their bases. Hierarchies are walked with a stack: their depth is not bounded by Python's.
"""

from __future__ import annotations

from archgraph.model.expr import Starred, text_of
from archgraph.resolve.builtin_model import ancestors
from archgraph.resolve.c3 import combines, merged
from archgraph.resolve.entries import Entries, origin_of
from archgraph.resolve.machine import ClassInfo, Machine
from archgraph.resolve.metaclasses import Metaclasses
from archgraph.resolve.reassigned import Change, Reassigned
from archgraph.resolve.values import (
    CLASSES,
    Alias,
    Class,
    ClassValue,
    Items,
    MadeClass,
    NativeClass,
    Place,
    Unknown,
    Value,
    certain,
    doubt_of,
    doubtful,
)

_GENERIC = "typing.Generic"


class Bases:
    """Answers what a class inherits from, remembered by class."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._metaclasses = Metaclasses(machine)
        self._entries = Entries(machine)
        self._reassigned = Reassigned(machine)
        self.entries = self._entries.of
        self.named_metaclass = self._metaclasses.named
        self._written: dict[Value, tuple[Value, ...]] = {}
        self._infos: dict[Value, ClassInfo] = {}
        self._mros: dict[Value, tuple[Value, ...]] = {}
        self._active: set[Value] = set()

    # ------------------------------------------------------------------------------------------- information

    def info(self, value: Class) -> ClassInfo:
        """Bases, metaclass and doubts of the class."""
        of = certain(value)
        known = self._infos.get(of)
        if known is not None:
            return known
        if all(each in self._infos for each in self._waiting(of)):
            found = self._finished(of)
            return self._infos.setdefault(of, found)
        stack = [of]
        opened = set()
        while stack:
            top = stack[-1]
            if top in self._infos:
                stack.pop()
            elif top in opened:
                self._infos.setdefault(top, self._finished(top))
                stack.pop()
            else:
                opened.add(top)
                stack += [each for each in self._waiting(top) if each not in opened]
        return self._infos[of]

    def _waiting(self, of: Value) -> list[Value]:
        bases = (certain(origin_of(base)) for base in self.written(of))
        return [base for base in bases if isinstance(base, CLASSES) and base not in self._infos]

    def written(self, of: Value) -> tuple[Value, ...]:
        """The values of the base expressions, before `__mro_entries__`."""
        if isinstance(of, MadeClass):
            return of.bases
        if isinstance(of, NativeClass):
            return tuple(self._native_base(of, name) for name in of.native.bases)
        known = self._written.get(of)
        if known is None:
            if of in self._active:
                return (Unknown("the class depends on itself"),)
            self._active.add(of)
            try:
                known = self._evaluated(of)  # type: ignore[arg-type]
            except RecursionError:
                known = (Unknown("bases too deep to follow"),)
            self._written[of] = known
            self._active.discard(of)
        return known

    def _native_base(self, of: NativeClass, name: str) -> Value:
        """A base of a C class; some are bound nowhere and known only through what inherits from them."""
        found = self._machine.native(name)
        if not isinstance(found, Unknown):
            return found
        return next((NativeClass(each) for each in ancestors(of.native) if each.name == name), found)

    def _evaluated(self, of: ClassValue) -> tuple[Value, ...]:
        unit = of.unit
        scope = unit.outline.scopes[of.scope]
        fact = unit.outline.classes[unit.class_fact(of.scope)]
        place = Place(unit, scope.parent, scope.line, of.frame)
        found: list[Value] = []
        for expr in fact.bases:
            value = self._machine.evaluate(place, expr.value if isinstance(expr, Starred) else expr)
            if not isinstance(expr, Starred):
                found.append(_named(value, text_of(expr)))
            elif isinstance(value, Items):
                found += [doubtful(item, value.doubt) for item in value.items]
            else:
                found.append(Unknown(doubt_of(value) or "an unpacking that is not known", text_of(expr)))
        if fact.type_params:
            found.append(Alias(self._machine.typing_class("Generic"), typing=True, named=False))
        if "cython.cclass" in fact.decorators and self._machine.modules.finder.is_compiled(unit.name):
            found = list(map(origin_of, found))  # extension types know no PEP 560
        return tuple(found)

    def _finished(self, of: Value) -> ClassInfo:
        if isinstance(of, NativeClass):
            metaclass = self._machine.native(of.native.metaclass) if of.native.metaclass != "builtins.type" else None
            return ClassInfo(self.written(of), None if isinstance(metaclass, Unknown) else metaclass)
        self._infos[of] = ClassInfo((), None, "the class depends on itself")  # while it is being decided
        try:
            return self._decided(of)
        finally:
            del self._infos[of]

    def _decided(self, of: Value) -> ClassInfo:
        entries = self._entries.of(self.written(of))
        kind = self._entries.kind(entries)
        entries = self._entries.remade(entries, kind)
        doubts = [doubt_of(base) for base in entries if doubt_of(base) and not isinstance(base, Unknown)]
        info = ClassInfo(tuple(map(certain, entries)), None, "; ".join(dict.fromkeys(doubts)), kind)
        info = self._metaclasses.applied(of, info)
        for change in self._reassigned.of(of, info) if isinstance(of, ClassValue) else ():
            info = self._changed(of, info, change)
        return info

    def _changed(self, of: Value, info: ClassInfo, change: Change) -> ClassInfo:
        """The bases after `X.__bases__ = ...`; uncertain, as nothing tells whether that module is imported."""
        unit, binding, is_named = change
        bases = info.bases
        if is_named:
            self._infos[of] = info
            value = self._machine.evaluate(Place(unit, binding.scope, binding.line), binding.value)
            known = isinstance(value, Items) and not doubt_of(value)
            bases = tuple(map(certain, value.items)) if isinstance(value, Items) and known else info.bases
        reason = f"{unit.name} {'assigns' if is_named else 'may assign'} its __bases__ on line {binding.line}"
        return info._replace(bases=bases, reason="; ".join(filter(None, (info.reason, reason))))

    # ---------------------------------------------------------------------------------------------- ancestors

    def is_generic(self, value: Value) -> bool:
        """`issubclass(value, Generic)`."""
        return isinstance(value, CLASSES) and any(self._machine.name_of(each) == _GENERIC for each in self.mro(value))

    def mro(self, value: Class) -> tuple[Value, ...]:
        """The class and its ancestors: C3 where it exists, else a depth-first walk; unknown bases are left out."""
        of = certain(value)
        stack = [of]
        opened = set()
        while stack:
            top = stack[-1]
            if top in self._mros:
                stack.pop()
                continue
            bases = self._known_bases(top)
            missing = [base for base in bases if base not in self._mros and base not in opened]
            if missing and top not in opened:
                opened.add(top)
                stack += missing
                continue
            opened.add(top)
            known = [self._mros.get(base, (base,)) for base in bases]
            self._mros[top] = (top, *merged([*known, tuple(bases)]))
            stack.pop()
        return self._mros[of]

    def _known_bases(self, of: Value) -> list[Value]:
        """The bases that are classes; without any, object."""
        bases: list[Value] = [base for base in self.info(of).bases if isinstance(base, CLASSES)]  # type: ignore[arg-type]
        if not bases and self._machine.name_of(of) != "builtins.object":
            return [self._machine.builtin_class("object")]
        return bases

    def can_combine(self, bases: tuple[Value, ...]) -> bool:
        """Have they one order in a class that lists them?"""
        known = [base for base in bases if isinstance(base, CLASSES)]
        return len(set(known)) == len(bases) and combines([*map(self.mro, known), known])

    def is_partial(self, value: Class) -> bool:
        """Is a base of it or of an ancestor not known?"""
        infos = [self.info(each) for each in self.mro(value) if isinstance(each, CLASSES)]
        return any(info.reason or any(isinstance(base, Unknown) for base in info.bases) for info in infos)


def _named(value: Value, text: str) -> Value:
    """An unknown base goes by its full name where that is known, else as written."""
    unknown = origin_of(value)
    return Unknown(unknown.doubt, unknown.name or text) if isinstance(unknown, Unknown) else value
