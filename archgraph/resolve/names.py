"""The answers for later stages: in: an expression and its place, out: a Target; remembered for plain dotted names."""

from __future__ import annotations

from archgraph.model.codebase import ClassKey, Origin, Target
from archgraph.model.expr import Expr
from archgraph.resolve.interpreter import Interpreter
from archgraph.resolve.records import Records
from archgraph.resolve.unit import Unit
from archgraph.resolve.values import (
    CLASSES,
    Alias,
    ClassValue,
    FunctionValue,
    Instance,
    MadeClass,
    ModuleValue,
    NativeClass,
    NativeFunction,
    Place,
    Unknown,
    Value,
    doubt_of,
)

_PARAMETER = Target("unknown", "", Origin.UNRESOLVED, None, "a parameter")
"""`self.x` and its like are asked for half a million times."""


class Answers:
    """What the code base's `names` is (model: `Names`)."""

    def __init__(self, interpreter: Interpreter, records: Records) -> None:
        self._interpreter = interpreter
        self._records = records
        self._memo: dict[tuple[str, int, str], Target] = {}

    def resolve(self, path: str, scope: int, expr: Expr, line: int | None = None) -> Target:
        """The meaning of `expr` in scope `scope` of the file; `line`: only bindings above it count (None: final state).

        A plain dotted name whose root is not bound in the functions around it means the same in the whole module: it is
        looked up once.
        """
        unit = self._interpreter.modules.by_path[path]
        if not isinstance(expr, str):
            return self.target(self._evaluated(Place(unit, scope, line), expr))
        if line is not None:
            return self.target(self._evaluated(Place(unit, scope, line), expr))
        if scope:
            root = expr.partition(".")[0]
            if root in unit.parameters(scope) and root not in unit.table(scope):
                return _PARAMETER
            if not _is_bound(unit, scope, root):
                scope = 0
        key = (path, scope, expr)
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self.target(self._evaluated(Place(unit, scope), expr))
        return found

    def units(self) -> tuple[Unit, ...]:
        """The modules of the code base, in the order of the inventory."""
        return tuple(self._interpreter.modules.by_path.values())

    def unit(self, path: str) -> Unit:
        """The module of a file."""
        return self._interpreter.modules.by_path[path]

    def internal(self, module: str, importer: Unit) -> Unit | None:
        """The module of the code base that an import of that absolute name gives."""
        modules = self._interpreter.modules
        return modules.internal(module, importer) if modules.is_internal(module, importer) else None

    def has_module(self, name: str) -> bool:
        """Is this a module or namespace folder of the code base?"""
        return self._interpreter.modules.has_internal(name)

    def taken(self, unit: Unit, module: str, name: str) -> Value | None:
        """What `from module import name` in a module binds; None when that certainly fails."""
        return self._interpreter.imported(unit, module, name)

    def _evaluated(self, place: Place, expr: Expr) -> Value:
        try:
            return self._interpreter.evaluate(place, expr)
        except RecursionError:
            return Unknown("too deep to follow")

    # ------------------------------------------------------------------------------------------------ targets

    def target(self, value: Value) -> Target:
        """A value in the model's words."""
        reason = doubt_of(value)
        if isinstance(value, Alias):
            return self.target(value.origin)
        if isinstance(value, ModuleValue):
            return Target("module", value.name, self._module_scope(value), None, reason)
        if isinstance(value, CLASSES):
            return self._class_target("class", value, reason)
        if isinstance(value, Instance) and isinstance(value.of, CLASSES):
            return self._class_target("instance", value.of, reason)
        if isinstance(value, FunctionValue):
            name = f"{value.unit.name}.{value.unit.qualname(value.scope)}"
            return Target("function", name, self._unit_scope(value.unit), None, reason)
        if isinstance(value, NativeFunction):
            return Target("function", value.name, self._interpreter.modules.origin(value.name), None, reason)
        if isinstance(value, Unknown):
            return Target("unknown", value.name, self._named_scope(value.name), None, reason)
        return Target("value", "", Origin.INTERNAL, None, reason)

    def _class_target(self, kind: str, value: ClassValue | NativeClass | MadeClass, reason: str) -> Target:
        key: ClassKey = self._records.key(value)
        if isinstance(value, NativeClass):
            return Target(kind, key.class_, self._interpreter.modules.origin(key.class_), key, reason)
        return Target(kind, key.class_, self._unit_scope(value.unit), key, reason)

    def _module_scope(self, value: ModuleValue) -> Origin:
        if value.unit is not None:
            return self._unit_scope(value.unit)
        modules = self._interpreter.modules
        return Origin.INTERNAL if modules.has_internal(value.name) else modules.origin(value.name)

    def _unit_scope(self, unit: Unit) -> Origin:
        if unit.internal:
            return Origin.INTERNAL
        return Origin.STDLIB if unit.stdlib else Origin.EXTERNAL

    def _named_scope(self, name: str) -> Origin:
        modules = self._interpreter.modules
        if "." not in name or modules.has_top(name.partition(".")[0]):
            return Origin.UNRESOLVED
        return modules.origin(name)


def _is_bound(unit: Unit, scope: int, name: str) -> bool:
    """Whether the scope or one around it, the module excepted, binds the name."""
    while scope and not unit.binds(scope, name):
        scope = unit.outline.scopes[scope].parent
    return scope > 0
