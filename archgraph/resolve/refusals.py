"""Classes that Python refuses although their bases have an order: in: a class and its bases, out: why, and what helps.

Follows `_PyType_CalculateMetaclass`, `best_base` and `type_new_slots` of CPython's Objects/typeobject.c: metaclasses none
of which derives from all others, bases with layouts that do not go together, bases that allow no subclass, and slots
below a class whose instances vary in size. Only what is certain is told.
"""

from __future__ import annotations

from itertools import combinations

from archgraph.resolve.layouts import NO_FIELDS, Layouts
from archgraph.resolve.machine import ClassInfo, Machine, Refused, Side
from archgraph.resolve.values import CLASSES, Class, ClassValue, NativeClass, Value

_WAYS = 8
"""Longest base list of which leaving one out is tried."""
_TUPLE = "builtins.tuple"


class Refusals:
    """Checks class statements, one at a time; layouts are remembered."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._layouts = Layouts(machine)
        self._accepted: set[tuple[Value, ...] | None] = set()
        """Base lists that are known to be good for a class that says nothing else."""

    def refused(self, of: ClassValue, info: ClassInfo) -> Refused | None:
        """Why Python raises TypeError for the statement; None when it does not or that is not known."""
        if info.reason or info.kind or self._is_plain(of, info) or not all(isinstance(b, CLASSES) for b in info.bases):
            return None
        same = info.bases if not self._has_own(of) else None
        if same in self._accepted:
            return None
        found = self._check(of, info)
        if found is None and same is not None:
            self._accepted.add(same)
        return found and found._replace(repair=found.repair or self._fewer(of, info))

    def _is_plain(self, of: ClassValue, info: ClassInfo) -> bool:
        """Nothing that could be refused: one base that is no C class, no metaclass named, no slots. Most classes."""
        is_alone = len(info.bases) < 2 and not any(isinstance(base, NativeClass) for base in info.bases)
        return is_alone and not self._has_own(of)

    def _has_own(self, of: ClassValue) -> bool:
        """Does the statement itself say anything that matters: a metaclass, or slots?"""
        fact = of.unit.outline.classes[of.unit.class_fact(of.scope)]
        return bool(fact.keywords) or of.unit.has_slots(of.scope)

    def _check(self, of: ClassValue, info: ClassInfo) -> Refused | None:
        bases: tuple[Class, ...] = info.bases  # type: ignore[assignment]
        found = self._final(of, bases) or self._metaclasses(of, bases)
        return found or self._sizes(of, bases) or (self._layouts_clash(of, bases) if len(bases) > 1 else None)

    def _name(self, value: Value) -> str:
        return self._machine.name_of(value)

    # ---------------------------------------------------------------------------------------------- metaclasses

    def _metaclasses(self, of: ClassValue, bases: tuple[Class, ...]) -> Refused | None:
        asked = [
            (of, self._machine.named_metaclass(of)),
            *((base, self._machine.info(base).metaclass) for base in bases),
        ]
        known = [(owner, metaclass) for owner, metaclass in asked if metaclass is not None]
        if len({metaclass for _, metaclass in known}) < 2 or not all(isinstance(each, CLASSES) for _, each in known):
            return None
        owner, winner = known[0]
        for other_owner, other in known[1:]:
            if self._derives(winner, other):
                continue
            if not self._derives(other, winner):
                return self._metaclass_conflict(of, (owner, winner), (other_owner, other))
            owner, winner = other_owner, other
        return None

    def _derives(self, value: Value, other: Value) -> bool:
        """Is it a subclass, or may it be one?"""
        return other in self._machine.mro(value) or self._machine.is_partial(value)  # type: ignore[arg-type]

    def _metaclass_conflict(self, of: ClassValue, one: tuple[Value, Value], two: tuple[Value, Value]) -> Refused:
        names = [self._name(metaclass) for _, metaclass in (one, two)]
        sides = tuple(
            Side(self._name(owner), "has the metaclass", self._name(metaclass), self._declarer(owner, metaclass))
            for owner, metaclass in (one, two)
        )
        own = of.unit.outline.scopes[of.scope].name
        can_join = self._machine.can_combine((one[1], two[1]))
        repair = (
            f"give {self._name(of)} a metaclass that derives from both: class {own}Meta({', '.join(names)})"
            if can_join
            else ""
        )
        return Refused(f"metaclass conflict: {names[0]} and {names[1]}, none derives from the other", sides, repair)

    def _declarer(self, owner: Value, metaclass: Value) -> Value:
        """The ancestor that names the metaclass: the last one of the MRO that has it."""
        having = [
            each
            for each in self._machine.mro(owner)  # type: ignore[arg-type]
            if isinstance(each, CLASSES) and self._machine.info(each).metaclass == metaclass
        ]
        return having[-1] if having else owner

    # -------------------------------------------------------------------------------------------------- layouts

    def _final(self, of: ClassValue, bases: tuple[Class, ...]) -> Refused | None:
        for base in bases:
            if isinstance(base, NativeClass) and base.native.is_final:
                sides = (
                    Side(self._name(of), "derives from", base.name, of),
                    Side(base.name, "allows", "no subclass", base),
                )
                return Refused(f"{base.name} is not an acceptable base type", sides)
        return None

    def _sizes(self, of: ClassValue, bases: tuple[Class, ...]) -> Refused | None:
        slots = self._layouts.slots(of)
        is_new = self._machine.version >= (3, 15)  # from then on tuples may have slots, and others what is no field
        if not slots or (is_new and all(name in NO_FIELDS for name in slots)):
            return None
        for base in bases:
            for each in self._machine.mro(base):
                if isinstance(each, NativeClass) and each.native.has_items and not (is_new and each.name == _TUPLE):
                    sides = (
                        Side(self._name(of), "has the slots", ", ".join(slots), of),
                        Side(each.name, "has", "instances of any size", each),
                    )
                    reason = f"{'arbitrary' if is_new else 'nonempty'} __slots__ not supported for subtype of {self._name(base)}"
                    return Refused(reason, sides, f"give {self._name(of)} no slots of its own: __slots__ = ()")
        return None

    def _layouts_clash(self, of: ClassValue, bases: tuple[Class, ...]) -> Refused | None:
        pair = self._layouts.clash(bases)
        if pair is None:
            return None
        sides = tuple(
            Side(self._name(base), "has the layout of", self._name(layout), layout)
            if base != layout
            else Side(self._name(base), "has", "a layout of its own", layout)
            for base, layout in pair
        )
        names = " and ".join(self._name(layout) for _, layout in pair)
        return Refused(f"multiple bases have instance lay-out conflict: {names}", sides)

    # --------------------------------------------------------------------------------------------------- repair

    def _fewer(self, of: ClassValue, info: ClassInfo) -> str:
        """Leave as few bases out as will do, the last ones first, and check again."""
        most = len(info.bases) if len(info.bases) <= _WAYS else 0
        for kept in range(most - 1, 0, -1):
            for rest in combinations(info.bases, kept):
                if self._check(of, info._replace(bases=rest)) is None and self._machine.can_combine(rest):
                    header = f"class {of.unit.outline.scopes[of.scope].name}({', '.join(map(self._name, rest))})"
                    lost = ", ".join(self._name(base) for base in info.bases if base not in rest)
                    return f"remove {lost} from {self._name(of)}, and with it what only {lost} gives: {header}"
        return ""
