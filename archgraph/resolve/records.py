"""Class values to records: in: what the interpreter says of a class, out: ClassRecord with keys and resolved bases."""

from __future__ import annotations

from collections.abc import Hashable
from operator import itemgetter

from msgspec.structs import replace

from archgraph.model.codebase import Base, Clash, ClassKey, ClassRecord, Origin, Refusal
from archgraph.model.expr import text_of
from archgraph.model.facts.outline import Import
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.source import SourceFile, Zone
from archgraph.resolve.interpreter import Interpreter
from archgraph.resolve.machine import ClassInfo
from archgraph.resolve.tables import STAR
from archgraph.resolve.unit import Unit
from archgraph.resolve.values import CLASSES, Class, ClassValue, Frame, MadeClass, NativeClass, Unknown, Value, certain

_NOTHING = ClassInfo(())
_TUPLE = (
    *((name, "method") for name in ("__getnewargs__", "__repr__", "_asdict", "_replace")),
    *((name, "attribute") for name in ("__match_args__", "__slots__", "_field_defaults", "_fields")),
    *(("__new__", "static_method"), ("_make", "class_method")),
)
"""What `collections.namedtuple` puts into a class, beside its fields."""


class Records:
    """Makes records of classes, and collects those outside the code base that they reach."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._made: dict[ClassKey, MadeClass | ClassValue] = {}
        self._keys: dict[Value, ClassKey] = {}
        self._calls: dict[tuple[Unit, int], dict[Hashable, ClassValue]] = {}
        self.reached: dict[ClassKey, Class] = {}

    # ------------------------------------------------------------------------------------------------- keys

    def key(self, value: Class) -> ClassKey:
        """What identifies the class; a class made by a call has the line of the call as a negative number."""
        found = self._keys.get(value)
        if found is None:
            found = self._keys[value] = self._key(certain(value))  # type: ignore[arg-type]
        return found

    def _key(self, value: Class) -> ClassKey:
        if isinstance(value, NativeClass):
            return ClassKey(value.name, "", 0)
        if isinstance(value, MadeClass):
            return self._own_key(ClassKey(value.name, _path(value.unit), -value.line), value)
        line = value.unit.outline.scopes[value.scope].line
        name = self._interpreter.name_of(value)
        if value.frame is not None:
            calls = self._calls.setdefault((value.unit, value.scope), {})
            same = calls.setdefault(_content(value.frame), value)
            if same is not next(iter(calls.values())) or self._depends_on_call(value):
                return self._own_key(ClassKey(name, _path(value.unit), -line), same)
        if value.unit.internal:
            return ClassKey(name, value.unit.path, line)
        twins = value.unit.twins(value.unit.qualname(value.scope))
        return ClassKey(name, "", 0 if twins[-1] == value.scope or len(twins) == 1 else line)

    def _own_key(self, key: ClassKey, value: MadeClass | ClassValue) -> ClassKey:
        """The key, moved on until it is free: one line can make several classes."""
        while self._made.setdefault(key, value) != value:
            key = key._replace(line=key.line - 1)
        return key

    def _depends_on_call(self, value: ClassValue) -> bool:
        """Is it another class for each call: by its bases, or because a metaclass makes it for each class statement?"""
        scopes = value.unit.outline.scopes
        if scopes[scopes[value.scope].parent].name == "__new__":
            return True
        still = ClassValue(value.unit, value.scope)
        return self._interpreter.info(value) != self._interpreter.info(still)

    # ------------------------------------------------------------------------------------------------ records

    def of_statement(self, unit: Unit, position: int, file: SourceFile, wins: bool) -> ClassRecord:
        """The record of a class statement of the code base."""
        fact = unit.outline.classes[position]
        scope = unit.outline.scopes[fact.scope]
        qualname = unit.qualname(fact.scope) if scope.parent else scope.name
        live = not (scope.branch or scope.parent) or self._is_live(unit, fact.scope)
        value = ClassValue(unit, fact.scope)
        is_plain = not (fact.bases or fact.keywords or fact.type_params)
        info = _NOTHING if is_plain else self._interpreter.info(value)
        return ClassRecord(
            class_=f"{unit.name}.{qualname}",
            module=unit.name,
            name=scope.name,
            path=unit.path,
            line=scope.line,
            end_line=scope.end_line,
            last=wins and live and self._is_last(unit, fact.scope),
            live=live,
            bases=tuple([text_of(base) for base in fact.bases]) if fact.bases else (),
            decorators=tuple([text_of(decorator) for decorator in fact.decorators]) if fact.decorators else (),
            resolved=self.resolved(info.bases) if info.bases else (),
            scope=fact.scope,
            service=file.service,
            zone=file.zone,
            reason=info.reason,
            metaclass="" if info.metaclass is None else self._metaclass(info.metaclass),
            docstring=fact.docstring,
            replaced=self._replaced(value) if fact.decorators else (),
            refusal=None if is_plain or not live else self._refusal(value, info),
        )

    def _refusal(self, value: ClassValue, info: ClassInfo) -> Refusal | None:
        """Why Python refuses the class although its bases have an order."""
        found = self._interpreter.refused(value, info)
        if found is None:
            return None
        sides = tuple(Clash(side.first, side.how, side.second, self.key(side.declared_by)) for side in found.sides)  # type: ignore[arg-type]
        return Refusal(found.reason, sides, found.repair)

    def _replaced(self, value: ClassValue) -> tuple[str, ...]:
        """The MRO of what a decorator leaves under the class's name, when that is another class with other bases."""
        left = self._interpreter.decorated(value)
        if left == value or not isinstance(left, CLASSES):
            return ()
        return tuple(self._interpreter.name_of(each) for each in self._interpreter.mro(left))

    def of_reached(self, key: ClassKey, value: Class) -> ClassRecord:
        """The record of a class outside the code base, or made by a call."""
        info = self._interpreter.info(value)
        unit = value.unit if not isinstance(value, NativeClass) else None
        module, _, name = key.class_.rpartition(".")
        return ClassRecord(
            class_=key.class_,
            module=unit.name if unit is not None else module,
            name=name,
            path=key.path,
            line=key.line,
            end_line=key.line,
            last=True,
            live=True,
            bases=(),
            decorators=(),
            resolved=self.resolved(info.bases),
            scope=value.scope if isinstance(value, ClassValue) else 0,
            service="",
            zone=Zone.PRODUCTION,
            external=unit is None or not unit.internal,
            reason=info.reason,
            metaclass=self._metaclass(info.metaclass),
            members=self._members(value),
        )

    def resolved(self, bases: tuple[Value, ...]) -> tuple[Base, ...]:
        """Base rows; classes outside are remembered as reached."""
        if len(bases) > 1 and len(set(bases)) < len(bases):
            bases = tuple([_made_again(base, bases[:order]) for order, base in enumerate(bases)])
        return tuple([self._base(order, base) for order, base in enumerate(bases)])

    def _base(self, order: int, value: Value) -> Base:
        if not isinstance(value, CLASSES):
            name = getattr(value, "name", "") or "?"
            doubt = value.doubt if isinstance(value, Unknown) else "not a class"
            return Base(order, name, self._scope_of_unknown(name), None, doubt)
        key = self.key(value)
        if not key.path or key.line < 1:
            self.reached.setdefault(key, value)
        return Base(order, key.class_, self._scope(value), key)

    def _scope(self, value: Class) -> Origin:
        if isinstance(value, NativeClass):
            return self._interpreter.modules.origin(value.name)
        if value.unit.internal:
            return Origin.INTERNAL
        return Origin.STDLIB if value.unit.stdlib else Origin.EXTERNAL

    def _scope_of_unknown(self, name: str) -> Origin:
        modules = self._interpreter.modules
        top, _, rest = name.partition(".")
        if not rest or modules.has_top(top):
            return Origin.UNRESOLVED
        return modules.origin(name)

    def _metaclass(self, value: Value | None) -> str:
        if value is None:
            return ""
        return self._interpreter.name_of(value) or "?"

    # ---------------------------------------------------------------------------------------- which one wins

    def _is_live(self, unit: Unit, scope: int) -> bool:
        for each in unit.scope_chain(scope):
            if each and unit.outline.scopes[each].branch and self._interpreter.live(unit, each, None) is False:
                return False
        return True

    def _is_last(self, unit: Unit, scope: int) -> bool:
        """Is the statement the last live binding of its name in its scope?"""
        record = unit.outline.scopes[scope]
        if not unit.is_bound_again(record.name):
            return True
        events = unit.table(record.parent).get(record.name, [])
        if len(events) < 2:
            return True
        for event in reversed(events):
            if event == scope:
                return True
            if self._interpreter.live(unit, event, None) is not False:
                return False
        return True

    # ---------------------------------------------------------------------------------------------- members

    def _members(self, value: Class) -> tuple[tuple[str, str], ...]:
        if isinstance(value, NativeClass):
            return tuple((member.name, member.kind) for member in value.native.members)
        if isinstance(value, MadeClass):
            return () if value.fields is None else (*((name, "property") for name in value.fields), *_TUPLE)
        unit, found = value.unit, []
        for name, events in sorted(unit.table(value.scope).items()):
            if name != STAR:
                found.append((name, _kind(unit, events[-1])))
        return tuple(found)


def _kind(unit: Unit, event: object) -> str:
    if not isinstance(event, int) or isinstance(event, Import):
        return "attribute"
    scope = unit.outline.scopes[event]
    if scope.kind is ScopeKind.CLASS:
        return "class"
    return "async_function" if scope.is_async else "function"


def _content(frame: Frame) -> Hashable:
    """What tells one call of a function from another: its arguments, and those of the calls around it."""
    return (frame.again, *sorted(frame.names.items(), key=itemgetter(0)), frame.outer and _content(frame.outer))


def _made_again(base: Value, before: tuple[Value, ...]) -> Value:
    """A class that stands among the bases before it, too: another one, when each call of a function makes its own."""
    if not isinstance(base, ClassValue) or base.frame is None or base not in before:
        return base
    frame, function = base.frame, base.unit.outline.scopes[base.frame.scope]
    if function.start_line < function.line:  # its decorator may keep what it returned
        return base
    return replace(base, frame=Frame(frame.scope, frame.names, frame.outer, again=before.count(base)))


def _path(unit: Unit) -> str:
    return unit.path if unit.internal else ""
