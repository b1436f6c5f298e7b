"""Attributes: in: a value and a name, out: the attribute's value; None when it certainly has none.

Classes: their own namespace, then those of their ancestors; of the special attributes those that lead to other
classes.
"""

from __future__ import annotations

from archgraph.model.facts.scopes import ScopeKind
from archgraph.resolve.builtin_model import c_class
from archgraph.resolve.held import Held
from archgraph.resolve.machine import Arguments, Machine
from archgraph.resolve.module_attributes import ModuleAttributes
from archgraph.resolve.values import (
    CLASSES,
    Alias,
    Class,
    ClassValue,
    Constant,
    FunctionValue,
    Instance,
    Items,
    MadeClass,
    ModuleValue,
    NativeClass,
    NativeFunction,
    Super,
    Unknown,
    Value,
    doubt_of,
    doubtful,
)


class Attributes:
    """Answers `value.name`."""

    def __init__(self, machine: Machine, modules: ModuleAttributes) -> None:
        self._machine = machine
        self._modules = modules
        self._held = Held(machine)

    def attribute(self, value: Value, name: str) -> Value | None:
        """`value.name`."""
        if isinstance(value, ModuleValue):
            return self._modules.attribute(value, name)
        if isinstance(value, (ClassValue, NativeClass, MadeClass)):
            return self._of_class(value, name)
        if isinstance(value, Instance):
            return self._of_instance(value, name)
        if isinstance(value, Super):
            return self._of_super(value, name)
        if isinstance(value, Alias) and not name.startswith("__"):
            return self.attribute(value.origin, name)
        if isinstance(value, Items) and value.kind == "version_info" and name in ("major", "minor", "micro"):
            return value.items[("major", "minor", "micro").index(name)]
        return self._of_other(value, name)

    def _of_other(self, value: Value, name: str) -> Value:
        if name == "__name__" and isinstance(value, FunctionValue):
            return Constant(value.unit.outline.scopes[value.scope].name)
        if isinstance(value, Unknown):
            return Unknown(value.doubt, f"{value.name}.{name}" if value.name else "")
        if isinstance(value, (Constant, Items)):
            return NativeFunction(f"builtins.{type(value).__name__.lower()}.{name}", value)
        return Unknown(f"the attribute {name} is not known", name)

    # ---------------------------------------------------------------------------------------------- classes

    def _of_class(self, value: Class, name: str) -> Value | None:
        special = self._special(value, name)
        if special is not None:
            return special
        for each in self._machine.mro(value):
            found = self._own(each, name)
            if found is not None:
                return self._bind(found, value)
        if self._machine.info(value).metaclass is None and not doubt_of(value):
            return None if self._closed(value) else Unknown(f"the attribute {name} is not known", "")
        return Unknown(f"the attribute {name} may come from a metaclass", "")

    def _own(self, value: Value, name: str) -> Value | None:
        if isinstance(value, ClassValue):
            found = self._machine.namespace(value.unit, value.scope, name, None, value.frame)
            prefix = f"_{value.unit.outline.scopes[value.scope].name.lstrip('_')}__"
            if found is None and name.startswith(prefix):
                return self._machine.namespace(value.unit, value.scope, name[len(prefix) - 2 :], None, value.frame)
            return found
        if isinstance(value, NativeClass) and any(member.name == name for member in value.native.members):
            module, _, qualname = value.name.partition(".")
            nested = c_class(module, f"{qualname}.{name}")
            return NativeClass(nested) if nested is not None else NativeFunction(f"{value.name}.{name}")
        return None

    def _bind(self, found: Value, owner: Value) -> Value:
        """A function taken from a class: `cls` methods know their class."""
        if isinstance(found, FunctionValue) and found.bound is None:
            parameters = found.unit.function(found.scope).parameters
            if parameters and parameters[0] in ("cls", "klass", "mcs", "metacls") and not _is_new(found):
                return FunctionValue(found.unit, found.scope, found.frame, owner)
        return found

    def _special(self, value: Class, name: str) -> Value | None:
        if name in ("__name__", "__qualname__"):
            return Constant(self._machine.name_of(value).rpartition(".")[2])
        if name == "__module__" and isinstance(value, (ClassValue, MadeClass)):
            return Constant(value.unit.name)
        info = self._machine.info(value) if name in ("__base__", "__bases__", "__class__", "__mro__") else None
        if info is None or doubt_of(value) or info.reason:
            return None
        if name == "__mro__":
            return None if self._machine.is_partial(value) else Items(self._machine.mro(value))
        if name == "__class__":
            return info.metaclass or self._machine.builtin_class("type")
        bases = info.bases or (self._machine.builtin_class("object"),)
        return Items(bases) if name == "__bases__" else bases[0]

    def _closed(self, value: Class) -> bool:
        return all(isinstance(each, (ClassValue, NativeClass)) for each in self._machine.mro(value))

    def _of_instance(self, value: Instance, name: str) -> Value | None:
        if name == "__class__":
            return value.of
        if not isinstance(value.of, (ClassValue, NativeClass, MadeClass)):
            return Unknown(f"the attribute {name} is not known", "")
        for each in self._machine.mro(value.of):
            found = self._own(each, name)
            if isinstance(found, FunctionValue) and found.bound is None:
                return FunctionValue(found.unit, found.scope, found.frame, value)
            if isinstance(found, CLASSES) and not self._gives_instances(value.of):
                return doubtful(found, f"what calling {self._machine.name_of(value.of)} gives is not known")
            if found is not None:
                return (
                    found
                    if not isinstance(found, (Constant, Instance))
                    else doubtful(found, "may be set on the instance")
                )
        held = self._held.value(value, name)
        return held if held is not None else Unknown(f"the attribute {name} of an instance is not known", "")

    def _gives_instances(self, of: Class) -> bool:
        """Does calling the class give an instance of it? One with a `__new__` of its own may give anything."""
        maker = self._machine.attribute(of, "__new__")
        if not isinstance(maker, FunctionValue):
            return True
        made = self._machine.run(maker, Arguments((of,), complete=False))
        return isinstance(made, Instance) and made.of == of

    def _of_super(self, value: Super, name: str) -> Value | None:
        for each in self._machine.mro(value.owner)[1:]:
            found = self._own(each, name)
            if isinstance(found, FunctionValue):
                return found if _is_new(found) else FunctionValue(found.unit, found.scope, found.frame, value.bound)
            if found is not None:
                return NativeFunction(found.name, value.bound) if isinstance(found, NativeFunction) else found
        if name == "__class_getitem__" and self._machine.is_generic(value.owner):
            return NativeFunction("typing.Generic.__class_getitem__", value.bound)
        return None


def _is_new(function: FunctionValue) -> bool:
    scope = function.unit.outline.scopes[function.scope]
    return scope.kind is ScopeKind.FUNCTION and scope.name == "__new__"
