"""All facts to one code base: in: inventory, outlines, environment, out: a Codebase in which names have a meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from pathlib import Path

from archgraph.model.codebase import ClassKey, ClassRecord, Codebase, FactStore, Module
from archgraph.model.deferred import Deferred
from archgraph.model.environment import Environment
from archgraph.model.facts.outline import Outline
from archgraph.model.source import Inventory, Problem, SourceFile
from archgraph.resolve.external import Finder
from archgraph.resolve.imports import import_edges
from archgraph.resolve.interpreter import Interpreter
from archgraph.resolve.modules import Modules
from archgraph.resolve.names import Answers
from archgraph.resolve.records import Records
from archgraph.resolve.unit import Bodies, Unit, unreadable


def link(
    inventory: Inventory,
    facts: FactStore,
    outlines: Mapping[str, Outline],
    environment: Environment,
    load: Callable[[Path], Outline | None],
    bodies: Bodies = unreadable,
) -> Codebase:
    """The code base: modules, imports and classes with their bases, and the classes outside that these reach.

    `load` gives the outline of a source file outside the code base, None when it cannot be read; `bodies` a
    function's own outline where an outline left it `unread` and it is asked for. Nothing is executed.
    """
    modules = Modules(inventory, outlines, Finder(environment), load, bodies)
    interpreter = Interpreter(modules, environment)
    records = Records(interpreter)
    classes = _classes(inventory.files, modules, records)
    if classes:  # their last ancestor, also where no base leads to it
        records.resolved((interpreter.builtin_class("object"),))
    externals = _externals(records)
    interpreter.hurry()
    return Codebase(
        files=inventory.files,
        modules={file.path: _module(file, modules.by_path[file.path]) for file in inventory.files},
        by_name=modules.by_name,
        imports=Deferred(lambda: import_edges(modules)),
        classes=classes,
        externals=externals,
        facts=facts,
        names=Answers(interpreter, records),
        problems=(*inventory.problems, *_problems(modules)),
        notes=(*inventory.notes, *environment.notes),
        dated=inventory.dated,
        variables=inventory.variables,
        compiled=frozenset(inventory.compiled),
    )


def _classes(files: tuple[SourceFile, ...], modules: Modules, records: Records) -> dict[ClassKey, ClassRecord]:
    found: list[tuple[ClassKey, ClassRecord]] = []
    for file in files:
        unit = modules.by_path[file.path]
        wins = modules.by_name[file.module] == file.path
        for position in range(len(unit.outline.classes)):
            record = records.of_statement(unit, position, file, wins)
            found.append((record.key, record))
    return dict(sorted(found, key=itemgetter(0)))


def _externals(records: Records) -> dict[ClassKey, ClassRecord]:
    """The classes that bases lead to outside the code base, and those that their bases lead to."""
    found: dict[ClassKey, ClassRecord] = {}
    while len(found) < len(records.reached):
        for key, value in list(records.reached.items()):
            if key not in found:
                found[key] = records.of_reached(key, value)
    return {key: found[key] for key in sorted(found)}


def _module(file: SourceFile, unit: Unit) -> Module:
    outline = unit.outline
    return Module(
        module=file.module,
        path=file.path,
        root=file.root,
        service=file.service,
        kind=file.kind,
        zone=file.zone,
        is_package=file.is_package,
        status=outline.status,
        lines=outline.lines,
        error=outline.error,
        error_line=outline.error_line,
        outline=outline,
    )


def _problems(modules: Modules) -> tuple[Problem, ...]:
    return tuple(
        Problem(path, None, "resolve", "a module outside the code base could not be read")
        for path in sorted(modules.unread)
    )
