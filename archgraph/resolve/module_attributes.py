"""Attributes of modules: in: a module and a name, out: its value; None when the module certainly has no such name.

What the module binds, then its submodules, then its `__getattr__` (PEP 562), called in the abstract.
"""

from __future__ import annotations

from archgraph.model.facts.outline import Import, ImportKind
from archgraph.resolve import distutils_shim
from archgraph.resolve.builtin_model import c_class, c_kind
from archgraph.resolve.extension_classes import extension_class
from archgraph.resolve.machine import Arguments, Machine
from archgraph.resolve.six_moves import ATTRIBUTES, MODULES
from archgraph.resolve.tables import STAR
from archgraph.resolve.target_python import interpreter_values
from archgraph.resolve.unit import Unit
from archgraph.resolve.values import (
    Alias,
    Constant,
    Form,
    FunctionValue,
    Instance,
    ModuleValue,
    NativeClass,
    NativeFunction,
    Unknown,
    Value,
    doubtful,
)

_FORMS = {
    "typing": ("NamedTuple", "TypedDict", "NewType"),
    "typing_extensions": ("NamedTuple", "TypedDict", "NewType"),
    "mypy_extensions": ("TypedDict",),
}
_CONTEXT_MANAGERS = ("ContextManager", "AsyncContextManager")
"""Aliases that typing makes on demand since Python 3.13."""
_COMPUTED = ("types", "_collections_abc", "re")
"""Modules of the standard library that take classes from the interpreter."""
_INSTANCES = {"multiprocessing": "multiprocessing.context.DefaultContext"}
"""Modules that put the attributes of an instance into their own namespace."""


class ModuleAttributes:
    """Answers `module.name`."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._interpreter = interpreter_values(machine.version, machine.platform)
        self._lazy: dict[tuple[Unit, str], Value | None] = {}

    def interpreter_value(self, name: str) -> Value | None:
        """What the target Python says under a name like `sys.platform` or `platform.system()`."""
        return self._interpreter.get(name)

    def attribute(self, module: ModuleValue, name: str) -> Value | None:
        """`module.name`; None when it certainly has no such name."""
        if name in _FORMS.get(module.name, ()):
            return Form(f"typing.{name}")
        if module.name == "typing" and name in _CONTEXT_MANAGERS:
            return Alias(self._machine.native(f"contextlib.Abstract{name}"), typing=True, named=True)
        if (module.name == "typing" and name == "TYPE_CHECKING") or (
            module.name == "typing_extensions" and name == "TYPE_CHECKING"
        ):
            return Constant(False)
        special = self._interpreter.get(f"{module.name}.{name}")
        if special is not None:
            return special
        if module.unit is None:
            return self._without_source(module, name)
        if module.name in _COMPUTED:
            computed = c_class(module.name, name)
            if computed is not None:  # `FunctionType = type(f)`
                return NativeClass(computed)
        patched = self._patched(module.name, name)
        if patched is not None:
            return patched
        value = self.own_name(module, name)
        value = value if value is not None else self._beyond(module, module.unit, name)
        return self._compiled(module, name) or value if value is None or isinstance(value, Unknown) else value

    def _compiled(self, module: ModuleValue, name: str) -> Value | None:
        """A class of an extension module that archgraph carries."""
        native = extension_class(module.name, name)
        return NativeClass(native) if native is not None else None

    def _patched(self, module: str, name: str) -> Value | None:
        """The class that setuptools has put into a module of distutils."""
        if "distutils." not in module or not self._machine.modules.setuptools_patches():
            return None
        source = distutils_shim.PATCHED.get(distutils_shim.part_of(module) or "", {}).get(name)
        importer = next(iter(self._machine.modules.by_path.values()))
        found = self._machine.modules.value(source, importer) if source else None
        return self.own_name(found, name) if found is not None else None

    def own_name(self, module: ModuleValue, name: str) -> Value | None:
        """A name that the module binds itself."""
        if module.unit is None:
            return self._without_source(module, name)
        replaced = self._machine.replaced(module.unit)
        if isinstance(replaced, ModuleValue):
            return self._machine.attribute(replaced, name)
        value = self._machine.namespace(module.unit, 0, name, None, None)
        return doubtful(value, f"{module.name} replaces itself in sys.modules") if value and replaced else value

    def _beyond(self, module: ModuleValue, unit: Unit, name: str) -> Value | None:
        """What a module has without binding it."""
        submodule = self._machine.modules.submodule(module, name)
        if submodule is not None:
            return submodule
        if "__getattr__" in unit.table(0):
            return self._by_getattr(unit, name)
        if module.name in _INSTANCES:
            return self._machine.attribute(Instance(self._machine.native(_INSTANCES[module.name])), name)
        if name == "__name__":
            return Constant(unit.name)
        if name.startswith("__") and name.endswith("__"):
            return Unknown(f"the attribute {name} of a module", f"{unit.name}.{name}")
        if unit.is_open:
            why = f"{unit.name} makes names on line {unit.outline.opened} that cannot be read"
            return Unknown(why, f"{unit.name}.{name}")
        if self._open_ended(unit):
            return Unknown(f"{unit.name} does not say where it has {name} from", f"{unit.name}.{name}")
        return None

    def _by_getattr(self, unit: Unit, name: str) -> Value | None:
        key = (unit, name)
        if key not in self._lazy:
            self._lazy[key] = Unknown("circular __getattr__", f"{unit.name}.{name}")
            function = self._machine.namespace(unit, 0, "__getattr__", None, None)
            value: Value = Unknown("")
            if isinstance(function, FunctionValue):
                value = self._machine.run(function, Arguments((Constant(name),)))
            if isinstance(value, Unknown):
                value = self._promised(unit, name) or Unknown(
                    f"{unit.name} computes {name} in its __getattr__", f"{unit.name}.{name}"
                )
            self._lazy[key] = value
        return self._lazy[key]

    def _promised(self, unit: Unit, name: str) -> Value | None:
        """What a module that makes its names on demand tells type checkers that this one is: an import that only they
        execute (PEP 484, `if TYPE_CHECKING`) stands for what `__getattr__` gives."""
        table = unit.table(0)
        for event in (*table.get(name, ()), *table.get(STAR, ())):
            if isinstance(event, Import) and event.kind is ImportKind.TYPE_CHECKING:
                value = self._machine.bound(unit, event, name, None)
                if value is not None:
                    return value
        return None

    def _open_ended(self, unit: Unit) -> bool:
        """May the module have names that its facts do not show?"""
        table = unit.table(0)
        if unit.outline.status != "parsed" or self._machine.replaced(unit):
            return True
        for event in table.get(STAR, ()):
            if self._machine.live(unit, event, None) is False:
                continue
            module = self._machine.star_source(unit, event)
            if module is None or (module.unit is None and module.how != "c"):
                return True
            if module.unit is not None and module.unit is not unit and self._star_open(module.unit):
                return True
        return False

    def _star_open(self, unit: Unit) -> bool:
        return "__getattr__" in unit.table(0) or unit.is_open or unit.outline.status != "parsed"

    def _without_source(self, module: ModuleValue, name: str) -> Value | None:
        if module.how == "c":
            return self._native(module.name, name)
        if module.how == "moves":
            return self._moved(name)
        if module.how == "namespace":
            return self._machine.modules.submodule(module, name)
        submodule = self._machine.modules.submodule(module, name) or self._compiled(module, name)
        return submodule or Unknown(f"{module.name} is {module.how}", f"{module.name}.{name}")

    def _moved(self, name: str) -> Value | None:
        """An attribute of `six.moves`."""
        origin, attribute = ATTRIBUTES.get(name, (MODULES.get(name, ""), ""))
        found = self._machine.modules.external(origin) if origin else None
        return self._machine.attribute(found, attribute) if found is not None and attribute else found

    def _native(self, module: str, name: str) -> Value | None:
        kind = c_kind(module, name)
        if kind == "class":
            native = c_class(module, name)
            return NativeClass(native) if native is not None else None
        if kind == "function":
            return NativeFunction(f"{module}.{name}")
        if kind == "module":
            return ModuleValue(f"{module}.{name}", None, "c")
        if kind or name.startswith("__"):
            return Unknown("a value made in C", f"{module}.{name}")
        native = c_class(module, name)
        return NativeClass(native) if native is not None else None
