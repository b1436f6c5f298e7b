"""The bases of a class as Python sees them: in: a class value, out: ClassInfo with bases after PEP 560 and the metaclass.

Follows `types.resolve_bases` (PEP 560), the `__mro_entries__` of CPython's typing.py, PEP 695, and what NamedTuple and
TypedDict make of their bases. Hierarchies are walked with a stack: their depth is not bounded by Python's.
"""

from __future__ import annotations

from archgraph.model.expr import Starred, text_of
from archgraph.resolve.builtin_model import ancestors
from archgraph.resolve.c3 import merged
from archgraph.resolve.machine import Arguments, ClassInfo, Machine
from archgraph.resolve.metaclasses import Metaclasses
from archgraph.resolve.values import (
    Alias,
    Class,
    ClassValue,
    Constant,
    Form,
    Instance,
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

_CLASSES = (ClassValue, NativeClass, MadeClass)
_GENERIC = "typing.Generic"
_PROTOCOL = ("typing.Protocol", "typing_extensions.Protocol")


class Bases:
    """Answers what a class inherits from, remembered by class."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._metaclasses = Metaclasses(machine)
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
        bases = (certain(_origin(base)) for base in self.written(of))
        return [base for base in bases if isinstance(base, _CLASSES) and base not in self._infos]

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
            found = list(map(_origin, found))  # extension types know no PEP 560
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
        entries = self.entries(self.written(of))
        kind = self._kind(entries)
        entries = self._remade(entries, kind)
        doubts = [doubt_of(base) for base in entries if doubt_of(base) and not isinstance(base, Unknown)]
        info = ClassInfo(tuple(map(certain, entries)), None, "; ".join(dict.fromkeys(doubts)), kind)
        return self._metaclasses.applied(of, info)

    # -------------------------------------------------------------------------------------------- PEP 560

    def entries(self, bases: tuple[Value, ...]) -> list[Value]:
        """The bases after `__mro_entries__`, doubts kept."""
        found: list[Value] = []
        for position, base in enumerate(bases):
            doubt = doubt_of(base)
            if isinstance(base, Alias):
                found += [doubtful(each, doubt) for each in self._of_alias(base, bases, position)]
            elif isinstance(base, Instance):
                found += [doubtful(each, doubt) for each in self._of_instance(base, bases)]
            elif isinstance(base, (*_CLASSES, Form, Unknown)):
                found.append(base)
            else:
                found.append(Unknown(doubt or "not a class", _text(base)))
        return found

    def _of_alias(self, base: Alias, bases: tuple[Value, ...], position: int) -> list[Value]:
        origin = base.origin
        if not isinstance(origin, (*_CLASSES, Form)):
            return [Unknown(doubt_of(origin) or "a subscript of something that is no class", _text(origin) + base.text)]
        if not base.typing:
            return [origin]
        rest = bases[position + 1 :]
        if base.named:
            entries = [] if certain(origin) in map(certain, bases) else [origin]
            if not any(isinstance(each, Alias) and each.typing or self.is_generic(_origin(each)) for each in rest):
                entries.append(self._machine.typing_class("Generic"))
            return entries
        if self._machine.name_of(origin) == _GENERIC:
            if any(self._machine.name_of(each) in _PROTOCOL for each in bases):
                return []
            if any(isinstance(each, Alias) and each.typing for each in rest):
                return []
        return [origin]

    def _of_instance(self, base: Instance, bases: tuple[Value, ...]) -> list[Value]:
        method = self._machine.attribute(base, "__mro_entries__")
        name = self._machine.name_of(base.of)
        if method is None or isinstance(method, Unknown):
            return [Unknown(f"an instance of {name}" if name else doubt_of(base) or "an instance", name)]
        found = self._machine.call(method, Arguments((Items(bases),)), Place(_unit_of(base.of)))
        if isinstance(found, Items):
            return [doubtful(each, found.doubt) for each in found.items]
        return [Unknown(f"what __mro_entries__ of {name} returns is not known", name)]

    def is_generic(self, value: Value) -> bool:
        """`issubclass(value, Generic)`."""
        return isinstance(value, _CLASSES) and any(self._machine.name_of(each) == _GENERIC for each in self.mro(value))

    # --------------------------------------------------------------------------------- typing's own classes

    def _kind(self, entries: list[Value]) -> str:
        for base in entries:
            if isinstance(base, Form):
                return base.name.rpartition(".")[2].lower()
            if isinstance(base, _CLASSES) and self.info(base).kind == "typeddict":
                return "typeddict"
        return ""

    def _remade(self, entries: list[Value], kind: str) -> list[Value]:
        """NamedTuple becomes tuple; the parents of a TypedDict vanish (typing._TypedDictMeta.__new__)."""
        if kind == "typeddict":
            generic = [self._machine.typing_class("Generic")] if any(map(self.is_generic, entries)) else []
            return [*generic, self._machine.builtin_class("dict")]
        if kind == "newtype":
            return [Unknown("a NewType cannot be subclassed", "") if isinstance(each, Form) else each for each in entries]
        return [self._machine.builtin_class("tuple") if isinstance(each, Form) else each for each in entries]

    # ---------------------------------------------------------------------------------------------- ancestors

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
        bases = [base for base in self.info(of).bases if isinstance(base, _CLASSES)]  # type: ignore[arg-type]
        if not bases and self._machine.name_of(of) != "builtins.object":
            return [self._machine.builtin_class("object")]
        return bases

    def is_partial(self, value: Class) -> bool:
        """Is a base of it or of an ancestor not known?"""
        infos = [self.info(each) for each in self.mro(value) if isinstance(each, _CLASSES)]
        return any(info.reason or any(isinstance(base, Unknown) for base in info.bases) for info in infos)


def _origin(value: Value) -> Value:
    return value.origin if isinstance(value, Alias) else value


def _named(value: Value, text: str) -> Value:
    """An unknown base goes by its full name where that is known, else as written."""
    unknown = _origin(value)
    return Unknown(unknown.doubt, unknown.name or text) if isinstance(unknown, Unknown) else value


def _text(value: Value) -> str:
    return str(value.value) if isinstance(value, Constant) else getattr(value, "name", "") or type(value).__name__.lower()


def _unit_of(value: Value) -> object:
    return getattr(value, "unit", None)
