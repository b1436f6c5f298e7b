"""Functions with a meaning of their own: what `getattr`, `isinstance`, `import_module` and others return."""

from __future__ import annotations

from archgraph.resolve.known import Handler, Known
from archgraph.resolve.machine import Arguments
from archgraph.resolve.operations import from_plain, plain
from archgraph.resolve.values import (
    CLASSES,
    FALSE,
    NONE,
    TRUE,
    Constant,
    Instance,
    Items,
    Keywords,
    ModuleValue,
    NativeFunction,
    Unknown,
    Value,
    doubt_of,
    doubtful,
)


def _getattr(call: Known) -> Value | None:
    value, name = call.get(0), call.text(1)
    if value is None or not name:
        return None
    found = call.machine.attribute(value, name)
    default = call.get(2)
    if found is None and default is not None:
        return default
    return found or Unknown(f"there is no {name}", name)


def _hasattr(call: Known) -> Value | None:
    value, name = call.get(0), call.text(1)
    if value is None or not name:
        return None
    found = call.machine.attribute(value, name)
    if found is None:
        return FALSE
    return (
        TRUE
        if not isinstance(found, Unknown) or (isinstance(value, ModuleValue) and found.name and not found.doubt)
        else None
    )


def _isinstance(call: Known) -> Value | None:
    value, wanted = call.get(0), call.get(1)
    if isinstance(value, (*CLASSES, Constant, Items)) and not doubt_of(value):
        kind = _class_of(call, value)
        return _is_subclass(call, kind, wanted)
    return None


def _class_of(call: Known, value: Value) -> Value:
    if isinstance(value, Constant):
        return call.builtin(type(value.value).__name__) if value.value is not None else Unknown("NoneType")
    if isinstance(value, Items):
        return call.builtin("tuple" if value.kind == "version_info" else value.kind)
    metaclass = call.machine.info(value).metaclass if isinstance(value, CLASSES) else None
    return metaclass or call.builtin("type")


def _issubclass(call: Known) -> Value | None:
    value = call.get(0)
    return _is_subclass(call, value, call.get(1)) if value is not None else None


def _is_subclass(call: Known, value: Value, wanted: Value | None) -> Value | None:
    choices = wanted.items if isinstance(wanted, Items) else (wanted,)
    if not isinstance(value, CLASSES) or not all(isinstance(choice, CLASSES) for choice in choices):
        return None
    ancestors = call.machine.mro(value)
    if any(choice in ancestors for choice in choices):
        return TRUE
    return FALSE if not call.machine.is_partial(value) else None


def _tuple(call: Known) -> Value | None:
    value = call.get(0)
    kind = "list" if call.machine.name_of(call.function) == "builtins.list" else "tuple"
    if value is None:
        return Items((), kind)
    return Items(value.items, kind, value.doubt) if isinstance(value, Items) else None


def _path(call: Known) -> Value | None:
    """`pathlib.Path()` is an instance of the platform's subclass."""
    windows = call.machine.platform == "win32"
    name = call.machine.name_of(call.function)
    flavour = {"Path": ("PosixPath", "WindowsPath"), "PurePath": ("PurePosixPath", "PureWindowsPath")}
    module, _, own = name.rpartition(".")
    return Instance(call.machine.native(f"{module}.{flavour[own][windows]}"), call.arguments.positional)


def _len(call: Known) -> Value | None:
    value = call.get(0)
    if isinstance(value, Items) and not value.doubt:
        return Constant(len(value.items))
    text = call.text(0)
    return Constant(len(text)) if text and not doubt_of(value or NONE) else None


_TEXT_METHODS = (
    "startswith",
    "endswith",
    "lower",
    "upper",
    "strip",
    "lstrip",
    "rstrip",
    "split",
    "partition",
    "replace",
)
"""Methods of a known string with known arguments that are worked out."""


def _text_method(name: str) -> Handler:
    def call_it(call: Known) -> Value | None:
        try:
            text = plain(getattr(call.function, "bound", NONE))
            arguments = [plain(argument) for argument in call.arguments.positional]
            known = isinstance(text, str) and call.arguments.complete and not call.arguments.keywords
            return from_plain(getattr(text, name)(*arguments)) if known else None
        except (ValueError, TypeError):
            return None

    return call_it


def _bool(call: Known) -> Value | None:
    held = call.machine.truth(call.get(0) or FALSE)
    return None if held is None else Constant(held)


def _import_module(call: Known) -> Value | None:
    name, package = call.text(0, "name"), call.text(1, "package")
    if name.startswith("."):
        if not package:
            return None
        name = package + name if name.count(".") == 1 or not name.startswith("..") else ""
    return (call.machine.modules.value(name, call.place.unit) if name else None) or Unknown(
        f"module {name} is not known"
    )


def _dunder_import(call: Known) -> Value | None:
    name = call.text(0, "name")
    top = name if len(call.arguments.positional) > 3 else name.partition(".")[0]
    return call.machine.modules.value(top, call.place.unit) if top else None


def _find_spec(call: Known) -> Value | None:
    """Its name stands for a spec: true, and not None."""
    name = call.text(0, "name")
    if not name or name.startswith("."):
        return None
    exists = call.machine.modules.exists(name, call.place.unit)
    return None if exists is None else (Constant(name) if exists else NONE)


def _module_from_spec(call: Known) -> Value | None:
    """The module that `find_spec` found, made a second time: as far as names go, its classes are the same."""
    name = call.text(0, "spec")
    found = call.machine.modules.value(name, call.place.unit) if name else None
    return doubtful(found, f"a second {name}, which may have been changed") if found is not None else None


_SIZES = {"c": 1, "b": 1, "B": 1, "?": 1, "h": 2, "H": 2, "i": 4, "I": 4, "q": 8, "Q": 8, "n": 8, "N": 8, "P": 8}
"""Bytes of C types on 64-bit platforms; a long has 4 on Windows."""


def _calcsize(call: Known) -> Value | None:
    """`struct.calcsize` of one native type."""
    code = call.text(0, "format")
    long = 4 if call.machine.platform == "win32" else 8
    size = long if code in ("l", "L") else {**_SIZES, "f": 4, "d": 8}.get(code)
    return Constant(size) if size is not None else None


def _interpreter(name: str) -> Handler:
    return lambda call: call.machine.interpreter_value(f"{name}()")


def _partial(call: Known) -> Value | None:
    """`functools.partial(function, *items, **keywords)`"""
    if not call.arguments.positional or not call.arguments.complete:
        return None
    function, *given = call.arguments.positional
    held = Items((function, Items(tuple(given)), Keywords(call.arguments.keywords)))
    return NativeFunction("functools.partial()", held)


def _partial_called(call: Known) -> Value | None:
    """What a call of a partial object returns: that of its function, later keywords first."""
    held = getattr(call.function, "bound", None)
    if not isinstance(held, Items):
        return None
    function, given, keywords = held.items
    if not isinstance(given, Items) or not isinstance(keywords, Keywords):
        return None
    merged = tuple((dict(keywords.pairs) | dict(call.arguments.keywords)).items())
    positional = (*given.items, *call.arguments.positional)
    return call.machine.call(function, Arguments(positional, merged, call.arguments.complete), call.place)


FUNCTIONS: dict[str, Handler] = {
    "functools.partial": _partial,
    "functools.partial()": _partial_called,
    "typing.cast": lambda call: call.get(1, "val"),
    "builtins.getattr": _getattr,
    "builtins.hasattr": _hasattr,
    "builtins.isinstance": _isinstance,
    "builtins.issubclass": _issubclass,
    "builtins.tuple": _tuple,
    "builtins.list": _tuple,
    "builtins.len": _len,
    **{f"builtins.constant.{name}": _text_method(name) for name in _TEXT_METHODS},
    "builtins.bool": _bool,
    "builtins.__import__": _dunder_import,
    "pathlib.Path": _path,
    "pathlib.PurePath": _path,
    "pathlib._local.Path": _path,
    "pathlib._local.PurePath": _path,
    "importlib.import_module": _import_module,
    "importlib.util.find_spec": _find_spec,
    "importlib._bootstrap.module_from_spec": _module_from_spec,
    "_struct.calcsize": _calcsize,
    "platform.system": _interpreter("platform.system"),
    "platform.python_implementation": _interpreter("platform.python_implementation"),
    "platform.python_version_tuple": _interpreter("platform.python_version_tuple"),
}
"""By dotted name."""
