"""Attributes: in: a value and a name, out: the attribute's value; None when it certainly has none.

Modules: what they bind, then submodules, then a module-level `__getattr__` (PEP 562). Classes: their own namespace, then
those of their ancestors; of the special attributes those that lead to other classes.
"""

from __future__ import annotations

from archgraph.model.facts import ScopeKind
from archgraph.resolve.builtin_model import c_class, c_kind
from archgraph.resolve.machine import Arguments, Machine
from archgraph.resolve.six_moves import ATTRIBUTES, MODULES
from archgraph.resolve.unit import STAR, Unit
from archgraph.resolve.values import (
    Alias,
    Class,
    ClassValue,
    Constant,
    Form,
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
_RUN_TIME_NAMES = ("globals", "vars", "setattr", "exec")


class Attributes:
    """Answers `value.name`."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._interpreter = _interpreter_values(machine.version, machine.platform)
        self._lazy: dict[tuple[Unit, str], Value | None] = {}

    def attribute(self, value: Value, name: str) -> Value | None:
        """`value.name`."""
        if isinstance(value, ModuleValue):
            return self._of_module(value, name)
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

    def interpreter_value(self, name: str) -> Value | None:
        """What the target Python says under a name like `sys.platform` or `platform.system()`."""
        return self._interpreter.get(name)

    # ---------------------------------------------------------------------------------------------- modules

    def _of_module(self, module: ModuleValue, name: str) -> Value | None:
        if name in _FORMS.get(module.name, ()):
            return Form(f"typing.{name}")
        if module.name == "typing" and name in _CONTEXT_MANAGERS:
            return Alias(self._machine.native(f"contextlib.Abstract{name}"), typing=True, named=True)
        if module.name == "typing" and name == "TYPE_CHECKING" or module.name == "typing_extensions" and name == "TYPE_CHECKING":
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
        value = self.own_name(module, name)
        return value if value is not None else self._beyond(module, module.unit, name)

    def own_name(self, module: ModuleValue, name: str) -> Value | None:
        """A name that the module binds itself."""
        if module.unit is None:
            return self._without_source(module, name)
        replaced = self._machine.replaced(module.unit)
        if isinstance(replaced, ModuleValue):
            return self.attribute(replaced, name)
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
            return self.attribute(Instance(self._machine.native(_INSTANCES[module.name])), name)
        if name == "__name__":
            return Constant(unit.name)
        if name.startswith("__") and name.endswith("__"):
            return Unknown(f"the attribute {name} of a module", f"{unit.name}.{name}")
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
                value = Unknown(f"{unit.name} computes {name} in its __getattr__", f"{unit.name}.{name}")
            self._lazy[key] = value
        return self._lazy[key]

    def _open_ended(self, unit: Unit) -> bool:
        """May the module have names that its facts do not show?"""
        table = unit.table(0)
        if any(f"{name}()" in table or f"{name}" in table for name in _RUN_TIME_NAMES) or self._machine.replaced(unit):
            return True
        if unit.outline.status != "parsed":
            return True
        for event in table.get(STAR, ()):
            module = self._machine.star_source(unit, event)
            if module is None or (module.unit is None and module.how != "c"):
                return True
            if module.unit is not None and module.unit is not unit and self._star_open(module.unit):
                return True
        return False

    def _star_open(self, unit: Unit) -> bool:
        return "__getattr__" in unit.table(0) or unit.outline.status != "parsed"

    def _without_source(self, module: ModuleValue, name: str) -> Value | None:
        if module.how == "c":
            return self._native(module.name, name)
        if module.how == "moves":
            return self._moved(name)
        if module.how == "namespace":
            return self._machine.modules.submodule(module, name)
        submodule = self._machine.modules.submodule(module, name)
        return submodule or Unknown(f"{module.name} is {module.how}", f"{module.name}.{name}")

    def _moved(self, name: str) -> Value | None:
        """An attribute of `six.moves`."""
        origin, attribute = ATTRIBUTES.get(name, (MODULES.get(name, ""), ""))
        found = self._machine.modules.external(origin) if origin else None
        return self.attribute(found, attribute) if found is not None and attribute else found

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
            return Unknown(f"a value made in C", f"{module}.{name}")
        native = c_class(module, name)
        return NativeClass(native) if native is not None else None

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
            parameters = found.unit.outline.scopes[found.scope].parameters
            if parameters and parameters[0] in ("cls", "klass", "mcs", "metacls") and not _is_new(found):
                return FunctionValue(found.unit, found.scope, found.frame, owner)
        return found

    def _special(self, value: Class, name: str) -> Value | None:
        if name in ("__name__", "__qualname__"):
            return Constant(self._machine.name_of(value).rpartition(".")[2])
        if name == "__module__" and isinstance(value, (ClassValue, MadeClass)):
            return Constant(value.unit.name)
        info = self._machine.info(value) if name in ("__base__", "__bases__", "__class__") else None
        if info is None or doubt_of(value) or info.reason:
            return None
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
            if found is not None:
                return found if not isinstance(found, (Constant, Instance)) else doubtful(found, "may be set on the instance")
        return Unknown(f"the attribute {name} of an instance is not known", "")

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


def _interpreter_values(version: tuple[int, int], platform: str) -> dict[str, Value]:
    """What `sys`, `os` and `platform` say about the target Python. The micro version counts as a late one."""
    release = Items((*map(Constant, (*version, 99)), Constant("final"), Constant(0)), "version_info")
    windows = platform == "win32"
    system = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}.get(platform, platform.title())
    return {
        "sys.version_info": release,
        "sys.platform": Constant(platform),
        "sys.maxsize": Constant(2**63 - 1),
        "sys.byteorder": Constant("little"),
        "sys.hexversion": Constant((version[0] << 24) + (version[1] << 16) + (99 << 8) + 0xF0),
        "sys.implementation.name": Constant("cpython"),
        "sys.implementation": ModuleValue("sys.implementation", None, "c"),
        "sys.builtin_module_names": Unknown("the interpreter's own modules"),
        "os.name": Constant("nt" if windows else "posix"),
        "platform.system()": Constant(system),
        "platform.python_implementation()": Constant("CPython"),
        "platform.python_version_tuple()": Items((Constant(str(version[0])), Constant(str(version[1])), Constant("99"))),
        "six.PY2": Constant(False),
        "six.PY3": Constant(True),
    }
