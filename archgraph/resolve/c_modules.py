"""Modules made in C: in: a module's name, out: the module, imported from archgraph's own interpreter.

Builtins, built-in modules and the extension modules of the running standard library are asked, and nothing else: an
extension is found in the interpreter's own folders, never through `sys.path`, so that no analysed file can be imported.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import warnings
from functools import cache
from importlib.machinery import BuiltinImporter, FrozenImporter, ModuleSpec, PathFinder
from types import ModuleType

_LEFT_ALONE = frozenset({"readline"})
"""Extensions whose import is visible (readline writes to the terminal); they hold no classes."""

_WITHOUT_SOURCE = ("_frozen_importlib", "_frozen_importlib_external")
"""Frozen modules that no source file of that name declares."""


def is_c_module(module: str) -> bool:
    """Is this a module without Python source that archgraph may import from its own interpreter?"""
    return _spec(module) is not None


@cache
def load(module: str) -> ModuleType | None:
    """The module, imported from the interpreter's own folders; None when it is no C module or cannot be imported here."""
    spec = _spec(module)
    if spec is None or module in _LEFT_ALONE:
        return None
    present = sys.modules.get(module)
    if present is not None:
        return present if _is_from(present, spec) else None
    try:
        return _execute(spec)
    except Exception:  # an extension whose system library is missing: its classes are unknown here
        sys.modules.pop(module, None)
        return None


@cache
def _own_folders() -> tuple[str, ...]:
    """Where this interpreter keeps its extension modules (venvs share them with their base)."""
    stdlib = os.path.dirname(os.path.abspath(os.__file__))
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    platform = os.path.join(sys.base_exec_prefix, sys.platlibdir, version)  # not from sysconfig: that costs 10 ms
    folders = (os.path.join(stdlib, "lib-dynload"), os.path.join(platform, "lib-dynload"))
    windows = os.path.join(sys.base_exec_prefix, "DLLs")
    return tuple(folder for folder in dict.fromkeys((*folders, windows)) if os.path.isdir(folder))


@cache
def _spec(module: str) -> ModuleSpec | None:
    if module in sys.builtin_module_names:
        return BuiltinImporter.find_spec(module)
    if module in _WITHOUT_SOURCE:
        return FrozenImporter.find_spec(module)
    if module not in sys.stdlib_module_names:
        return None
    spec = PathFinder.find_spec(module, list(_own_folders()))
    return spec if spec is not None and spec.has_location and not str(spec.origin).endswith((".py", ".pyc")) else None


def _is_from(module: ModuleType, spec: ModuleSpec) -> bool:
    loaded = getattr(module, "__spec__", None)
    return loaded is None or loaded.origin == spec.origin or spec.name in _WITHOUT_SOURCE


def _execute(spec: ModuleSpec) -> ModuleType:
    """Import by spec (the recipe of `importlib`'s documentation): the search path is not asked."""
    if spec.loader is None:
        raise ImportError(spec.name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the standard library deprecates a module does not concern the user
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    return sys.modules[spec.name]
