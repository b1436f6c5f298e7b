"""Members of real packages: the standard library is read as a code base, imported, and the providers compared."""

from __future__ import annotations

import importlib
import inspect
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from archgraph.analyses.mro.linearize import linearize
from archgraph.analyses.mro.members import members
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.results.members import Member
from archgraph.model.results.mro import MroStatus
from tests.worlds import codebase

LIBRARY = Path(sysconfig.get_path("stdlib"))
PACKAGES = ("asyncio", "concurrent", "email", "html", "json", "logging")


def real_class(codebase: Codebase, key: ClassKey) -> type | None:
    """The class that the standard library really has under this name; None when its module cannot be imported here."""
    record = codebase.classes[key]
    if not (record.last and record.live) or "<locals>" in record.class_:
        return None
    try:
        found: object = importlib.import_module(record.module)
    except ImportError:
        return None
    for part in record.class_.removeprefix(f"{record.module}.").split("."):
        found = vars(found).get(part)
    return found if isinstance(found, type) else None


def functions_in_class_bodies(of: type) -> Iterator[tuple[str, str]]:
    """(name, dotted name of the class that provides it) of what stands as a `def` of that name in that class."""
    for attribute in inspect.classify_class_attrs(of):
        value = attribute.object
        value = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
        owner = attribute.defining_class
        if isinstance(value, FunctionType) and value.__qualname__ == f"{owner.__qualname__}.{attribute.name}":
            yield attribute.name, f"{owner.__module__}.{owner.__qualname__}"


@pytest.mark.parametrize("package", PACKAGES)
def test_every_method_comes_from_the_class_that_python_takes_it_from(package: str) -> None:
    world = codebase(LIBRARY / package)
    mros = linearize(world)
    by_class: dict[ClassKey, dict[str, Member]] = {}
    for row in members(world, mros):
        by_class.setdefault(row.key, {})[row.member] = row
    compared = 0
    for key, rows in by_class.items():
        real = real_class(world, key)
        if real is None or mros[key].status is not MroStatus.COMPLETE:
            continue
        truth = {
            name: provider
            for name, provider in functions_in_class_bodies(real)
            if provider.startswith(f"{package}.") and not is_mangled(name)
        }
        assert {name: rows[name].defined_in if name in rows else "" for name in truth} == truth
        claimed = {name for name, row in rows.items() if "method" in row.kind and not is_mangled(name)}
        assert {name for name in claimed if not hasattr(real, name)} == set()
        compared += len(truth)
    assert compared > 5


def is_mangled(name: str) -> bool:
    return name.startswith("__") and not name.endswith("__")


def names_in(code: CodeType) -> set[str]:
    """The names that a function's bytecode uses, those of functions inside it too."""
    inner = [names_in(constant) for constant in code.co_consts if isinstance(constant, CodeType)]
    return {*code.co_names, *code.co_freevars}.union(*inner)


@pytest.mark.parametrize("package", PACKAGES)
def test_an_override_calls_what_it_replaces_exactly_where_its_bytecode_names_it(package: str) -> None:
    world = codebase(LIBRARY / package)
    mros = linearize(world)
    claimed: dict[str, bool] = {}
    truth: dict[str, bool] = {}
    for row in members(world, mros):
        real = real_class(world, row.key) if row.calls_super is not None else None
        value = vars(real).get(row.member) if real and row.defined_in == row.key.class_ else None
        value = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
        if real is None or not isinstance(value, FunctionType):
            continue
        names = names_in(inspect.unwrap(value).__code__)
        bases = {base.__name__ for base in real.__mro__[1:]}
        truth[f"{row.key.class_}.{row.member}"] = row.member in names and bool(names & {"super", *bases})
        claimed[f"{row.key.class_}.{row.member}"] = bool(row.calls_super)
    assert claimed == truth
    assert truth
