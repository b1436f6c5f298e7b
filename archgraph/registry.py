"""Plugins: a folder in which each module is one plugin; in: a package, out: what its modules declare."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

Plugin = TypeVar("Plugin")


def collect(package: ModuleType, kind: type[Plugin]) -> tuple[Plugin, ...]:
    """All module-level objects of type `kind` that archgraph's own modules in `package` define, in module-name order."""
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    modules = [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    found = (value for module in modules for value in vars(module).values() if isinstance(value, kind))
    return tuple({id(value): value for value in found}.values())  # plugins need not be hashable
