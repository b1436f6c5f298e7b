"""The interpreter: puts the parts together that answer what names, expressions, calls and classes mean."""

from __future__ import annotations

from archgraph.model.environment import Environment
from archgraph.model.facts.outline import Import
from archgraph.resolve import extension_classes
from archgraph.resolve.attributes import Attributes
from archgraph.resolve.bases import Bases
from archgraph.resolve.builtin_model import answered, builtin_class, c_class, c_kind
from archgraph.resolve.calls import Calls
from archgraph.resolve.conditions import Conditions
from archgraph.resolve.decorators import Decorators
from archgraph.resolve.expressions import Expressions
from archgraph.resolve.instances import Instances
from archgraph.resolve.machine import FEW_CALLS
from archgraph.resolve.module_attributes import ModuleAttributes
from archgraph.resolve.modules import Modules, absolute
from archgraph.resolve.refusals import Refusals
from archgraph.resolve.scoping import Scoping
from archgraph.resolve.statements import Statements
from archgraph.resolve.tables import Event
from archgraph.resolve.unit import Unit
from archgraph.resolve.values import (
    CLASSES,
    ClassValue,
    Constant,
    FunctionValue,
    MadeClass,
    ModuleValue,
    NativeClass,
    NativeFunction,
    Unknown,
    Value,
)


class Interpreter:
    """See `Machine`, which this is: each method belongs to one part."""

    def __init__(self, modules: Modules, environment: Environment) -> None:
        self.modules = modules
        self.version = environment.version
        self.platform = environment.platform
        self._natives: dict[str, Value] = {}
        self._builtins: dict[str, Value | None] = {}
        self._scoping = Scoping(self)
        self._statements = Statements(self)
        self._expressions = Expressions(self)
        self._modules = ModuleAttributes(self)
        self._attributes = Attributes(self, self._modules)
        self._calls = Calls(self)
        self._conditions = Conditions(self)
        self._bases = Bases(self)
        self._instances = Instances(self)
        self._decorators = Decorators(self)
        self.evaluate = self._expressions.evaluate
        self.truth = self._expressions.truth
        self.augmented = self._expressions.augmented
        self.subscript = self._instances.subscript
        self.instantiated = self._instances.instantiated
        self.lookup = self._scoping.lookup
        self.namespace = self._scoping.namespace
        self.unexecuted = self._scoping.unexecuted
        self.bound = self._statements.bound
        self.imported = self._statements.imported
        self.replaced = self._statements.replaced
        self.attribute = self._attributes.attribute
        self.own_name = self._modules.own_name
        self.interpreter_value = self._modules.interpreter_value
        self.call = self._calls.call
        self.run = self._calls.run
        self.function = self._calls.function
        self.live = self._conditions.live
        self.likely = self._conditions.likely
        self.reached = self._conditions.reached
        self.info = self._bases.info
        self.entries = self._bases.entries
        self.mro = self._bases.mro
        self.is_generic = self._bases.is_generic
        self.is_partial = self._bases.is_partial
        self.can_combine = self._bases.can_combine
        self.named_metaclass = self._bases.named_metaclass
        self.refused = Refusals(self).refused
        self.decorated = self._decorators.decorated

    def hurry(self) -> None:
        """All classes are linked: from now on fewer calls are followed for one question."""
        self._calls.patience = FEW_CALLS

    def name_of(self, value: Value) -> str:
        """The dotted name of a class, "" for what is no class."""
        if isinstance(value, ClassValue):
            return f"{value.unit.name}.{value.unit.qualname(value.scope)}"
        return value.name if isinstance(value, (NativeClass, MadeClass)) else ""

    def builtin(self, unit: Unit, name: str) -> Value | None:
        """A name of builtins, or one that every module has."""
        if name == "__name__":
            return Constant(unit.name)
        if name == "__package__":
            return Constant(unit.name if unit.is_package else unit.name.rpartition(".")[0])
        if name not in self._builtins:
            self._builtins[name] = self._builtin(name)
        return self._builtins[name]

    def _builtin(self, name: str) -> Value | None:
        kind = c_kind("builtins", name)
        if kind == "class":
            return self.builtin_class(name)
        if kind == "function":
            return NativeFunction(f"builtins.{name}")
        if name in ("__file__", "__doc__", "__spec__", "__path__", "__loader__", "__builtins__", "__annotations__"):
            return Unknown("an attribute of the module", name)
        if name == "WindowsError" and self.platform == "win32":
            return self.builtin_class("OSError")
        if name == "TYPE_CHECKING":  # used without its import only in code that checkers alone read
            return Constant(False)
        return Constant(True) if name == "__debug__" else (Unknown("a builtin value", name) if kind else None)

    def builtin_class(self, name: str) -> Value:
        """A class of builtins."""
        native = builtin_class(name)
        return (
            NativeClass(native) if native is not None else Unknown(f"builtins has no class {name}", f"builtins.{name}")
        )

    def native(self, name: str) -> Value:
        """The class behind a run-time name that a C class has among its bases or as its metaclass."""
        if name not in self._natives:
            self._natives[name] = self._native(name)
        return self._natives[name]

    def _native(self, name: str) -> Value:
        module, _, qualname = name.rpartition(".")
        carried = extension_classes.named(name)
        if carried is not None:
            return NativeClass(carried)
        if module == "builtins":
            return self.builtin_class(qualname)
        native = c_class(module, qualname)
        if native is not None:
            return NativeClass(native)
        found = self.modules.external(module)
        value = self.attribute(found, qualname) if found is not None else None
        if isinstance(value, CLASSES):
            return value
        unbound = answered(name)
        return NativeClass(unbound) if unbound is not None else Unknown(f"the class {name} is not known", name)

    def typing_class(self, name: str) -> Value:
        """A class of the target's typing module."""
        return self.native(f"typing.{name}")

    def has_body(self, function: Value) -> bool:
        """Are there facts of what the function returns?"""
        if not isinstance(function, FunctionValue):
            return False
        return bool(function.unit.returns_of(function.scope))

    def star_source(self, unit: Unit, event: Event) -> ModuleValue | None:
        """The module that a star import takes from."""
        if not isinstance(event, Import):
            return None
        module = absolute(unit, event)
        return self.modules.value(module, unit) if module is not None else None
