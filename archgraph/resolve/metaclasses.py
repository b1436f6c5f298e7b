"""What metaclasses do to bases: in: a class with its bases, out: the same with metaclass, and a reason if it matters.

A metaclass whose `__new__` hands its bases on unchanged changes nothing; else its `__new__` is called in the abstract.
Whoever defines `mro` may return any order.
"""

from __future__ import annotations

from archgraph.model.expr import Attribute, Call, Expr, Starred, text_of
from archgraph.model.facts.bindings import BindingKind
from archgraph.resolve.machine import Arguments, ClassInfo, Machine
from archgraph.resolve.unit import Unit
from archgraph.resolve.values import (
    CLASSES,
    Class,
    ClassValue,
    Constant,
    FunctionValue,
    Instance,
    Items,
    MadeClass,
    Place,
    Unknown,
    Value,
    certain,
    doubt_of,
)


class Metaclasses:
    """Finds and applies metaclasses."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._harmless: dict[Value, bool] = {}

    def applied(self, of: Value, info: ClassInfo) -> ClassInfo:
        """The information with the metaclass, and with the bases that it leaves."""
        metaclass = self._of(of, info.bases)
        if metaclass is None:
            return info
        info = info._replace(metaclass=metaclass)
        if isinstance(metaclass, Unknown):
            return _because(
                info, f"metaclass {metaclass.name or ''} is not known: {metaclass.doubt}".replace("  ", " ")
            )
        if isinstance(of, MadeClass) or info.kind:
            return info
        if not isinstance(metaclass, CLASSES):
            return self._called(of, info, metaclass)
        return self._by_class(of, info, metaclass)

    def _of(self, of: Value, bases: tuple[Value, ...]) -> Value | None:
        """The metaclass: the most derived of the one that is named and those of the bases (PEP 3115)."""
        found = self.named(of)
        for base in bases:
            other = self._machine.info(base).metaclass if isinstance(base, CLASSES) else None
            if other is None or isinstance(found, Unknown | FunctionValue):
                continue
            if found is None or (isinstance(other, CLASSES) and certain(found) in self._machine.mro(other)):
                found = other
        return found

    def named(self, of: Value) -> Value | None:
        """The metaclass that the class itself names, by its keyword or by six's `add_metaclass`, which has many copies; None for
        none and for type."""
        if isinstance(of, MadeClass):
            return of.metaclass
        if not isinstance(of, ClassValue):
            return None
        unit = of.unit
        fact = unit.outline.classes[unit.class_fact(of.scope)]
        given = [expr for name, expr in fact.keywords if name == "metaclass"]
        given += [each.args[0] for each in fact.decorators if isinstance(each, Call) and _adds_metaclass(each)]
        if not given:
            return None
        scope = unit.outline.scopes[of.scope]
        value = certain(self._machine.evaluate(Place(unit, scope.parent, scope.line, of.frame), given[0]))
        return None if self._machine.name_of(value) == "builtins.type" else value

    # --------------------------------------------------------------------------------------------- classes

    def _by_class(self, of: Value, info: ClassInfo, metaclass: Class) -> ClassInfo:
        name = self._machine.name_of(metaclass)
        if any(self._defines(each, "mro") for each in self._machine.mro(metaclass)):
            return _because(info, f"metaclass {name} defines mro() and may change the MRO")
        if self._is_harmless(metaclass):
            return info
        return self._called(of, info, metaclass)

    def _defines(self, value: Value, name: str) -> FunctionValue | None:
        if not isinstance(value, ClassValue) or name not in value.unit.table(value.scope):
            return None
        found = self._machine.namespace(value.unit, value.scope, name, None, value.frame)
        return found if isinstance(found, FunctionValue) else None

    def _is_harmless(self, metaclass: Class) -> bool:
        """Do all its `__new__` hand on the bases they get?"""
        known = self._harmless.get(metaclass)
        if known is None:
            makers = [self._defines(each, "__new__") for each in self._machine.mro(metaclass)]
            known = all(maker is None or hands_on_bases(maker) for maker in makers)
            known = known and not any(isinstance(base, Unknown) for base in self._machine.info(metaclass).bases)
            self._harmless[metaclass] = known
        return known

    def _called(self, of: Value, info: ClassInfo, metaclass: Value) -> ClassInfo:
        """The bases that the metaclass leaves when it is called as for this statement."""
        name = self._machine.name_of(metaclass) or getattr(metaclass, "name", "") or "of this class"
        if not isinstance(of, ClassValue):
            return info
        arguments = (
            Constant(of.unit.outline.scopes[of.scope].name),
            Items(info.bases),
            Instance(self._machine.builtin_class("dict"), doubt="a namespace"),
        )
        place = Place(of.unit, of.unit.outline.scopes[of.scope].parent, of.unit.outline.scopes[of.scope].line, of.frame)
        made = self._machine.call(metaclass, Arguments(arguments), place)
        if not isinstance(made, MadeClass):
            return _because(info, f"metaclass {name} may change the bases")
        left = tuple(map(certain, self._machine.entries(made.bases)))
        doubts = [made.doubt, *map(doubt_of, made.bases)]
        info = (
            info._replace(bases=left, metaclass=made.metaclass or self._derived(left)) if left != info.bases else info
        )
        if any(doubts):
            return _because(info, f"metaclass {name} may change the bases: {next(filter(None, doubts))}")
        if left != arguments[1].items and not self._is_temporary(metaclass):
            return _because(info, f"metaclass {name} changes the bases")
        return info

    def _derived(self, bases: tuple[Value, ...]) -> Value | None:
        metaclasses = (self._machine.info(base).metaclass for base in bases if isinstance(base, CLASSES))
        return next((metaclass for metaclass in metaclasses if metaclass is not None), None)

    def _is_temporary(self, metaclass: Value) -> bool:
        """Is it made inside a function, as in `with_metaclass`, and only puts the true bases in place?"""
        return isinstance(metaclass, ClassValue) and metaclass.frame is not None


def _adds_metaclass(decorator: Call) -> bool:
    """`six.add_metaclass(M)`: the class is made anew by M, with the same bases."""
    return text_of(decorator.func).rpartition(".")[2] == "add_metaclass" and len(decorator.args) == 1


def hands_on_bases(maker: FunctionValue) -> bool:
    """Does a metaclass's `__new__` pass the bases on as it got them, on every way through it?"""
    unit, scope = maker.unit, maker.scope
    parameters = [name for name in unit.function(scope).parameters if name not in ("/", "*")]
    if len(parameters) < 2:
        return False
    starred = next((name for name in parameters if name.startswith("*") and not name.startswith("**")), "")
    bases = parameters[2] if len(parameters) > 2 and not parameters[2].startswith("*") else starred
    if not bases or any(binding.name == bases.lstrip("*") for binding in unit.bindings_in(scope)):
        return False
    returned = [statement.value for statement in unit.returns_of(scope)]
    return bool(returned) and all(_passes(unit, scope, value, bases, 0) for value in returned)


def _passes(unit: Unit, scope: int, value: Expr, bases: str, depth: int) -> bool:
    if depth > 4:
        return False
    if isinstance(value, str):
        bound = [b for b in unit.bindings_in(scope) if b.name == value]
        assigned = [b.value for b in bound if b.kind in (BindingKind.ASSIGN, BindingKind.ANNOTATE) and b.value != ""]
        return bool(assigned) and all(_passes(unit, scope, each, bases, depth + 1) for each in assigned)
    if not isinstance(value, Call):
        return False
    if any(_is_bases(argument, bases) for argument in value.args):
        return _makes_class(unit, scope, value.func)
    if not _makes_class(unit, scope, value.func) and value.args and isinstance(value.args[0], str):
        return _passes(unit, scope, value.args[0], bases, depth + 1)
    return False


def _is_bases(argument: Expr, bases: str) -> bool:
    if bases.startswith("*"):
        return isinstance(argument, Starred) and argument.value == bases[1:]
    return argument == bases


def _makes_class(unit: Unit, scope: int, function: Expr) -> bool:
    """`super().__new__`, `type.__new__`, `type` and local names for them."""
    if isinstance(function, Attribute):
        return function.attr == "__new__"
    if not isinstance(function, str):
        return False
    local = (b.value for b in unit.bindings_in(scope) if b.name == function)
    return function.endswith(".__new__") or function == "type" or any(_is_new(value) for value in local)


def _is_new(value: Expr) -> bool:
    return (isinstance(value, Attribute) and value.attr == "__new__") or (
        isinstance(value, str) and value.endswith(".__new__")
    )


def _because(info: ClassInfo, reason: str) -> ClassInfo:
    return info._replace(reason="; ".join(filter(None, (info.reason, reason))))
