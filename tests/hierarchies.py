"""Hierarchies for tests: in: class names and their bases, or a source text; out: a code base of one module."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import cast

import msgspec

from archgraph.extract.file import extract_file
from archgraph.model.codebase import Base, ClassKey, ClassRecord, Codebase, Module, Origin, Section, Target
from archgraph.model.expr import Expr, text_of
from archgraph.model.facts.file import FileFacts
from archgraph.model.facts.outline import Status
from archgraph.model.facts.scopes import qualified_name
from archgraph.model.source import FileKind, SourceFile, Zone
from archgraph.resolve.builtin_model import builtin_class

PATH = "m.py"
OBJECT = ClassKey("builtins.object", "", 0)


class NoFacts:
    """A fact store without files."""

    def section(self, path: str, kind: type[Section]) -> Section:
        """An empty section."""
        return kind()

    def sections(
        self, kind: type[Section], of: Collection[str] | None = None, having: str = ""
    ) -> Iterator[tuple[str, Section]]:
        """Nothing."""
        return iter(())


class NoNames:
    """Knows no name."""

    def resolve(self, path: str, scope: int, expr: Expr, line: int | None = None) -> Target:
        """Unknown."""
        return Target("unknown", str(expr), Origin.UNRESOLVED)


def key(name: str, hierarchy: Mapping[str, Sequence[str]]) -> ClassKey:
    """The key of class `m.<name>`: its line is its place in the mapping; `object` is the builtin one."""
    return OBJECT if name == "object" else ClassKey(f"m.{name}", PATH, list(hierarchy).index(name) + 1)


def codebase_of(hierarchy: Mapping[str, Sequence[str]], reasons: Mapping[str, str] | None = None) -> Codebase:
    """A module m with the classes of `hierarchy`: a name that is no key is an unknown base of a package that is not
    installed. `reasons` are doubts about single classes."""
    classes = {}
    for name, bases in hierarchy.items():
        if name == "object":
            continue
        resolved = tuple(_base(order, base, hierarchy) for order, base in enumerate(bases))
        own = key(name, hierarchy)
        classes[own] = _record(own, tuple(bases), resolved, (reasons or {}).get(name, ""))
    externals = {OBJECT: _record(OBJECT, (), (), "", external=True)}
    return Codebase((), {}, {}, (), classes, externals, NoFacts(), NoNames(), (), ())


class OneFile:
    """A fact store with one file."""

    def __init__(self, facts: FileFacts) -> None:
        self._sections = {type(section): section for section in (facts.outline, facts.bodies, facts.uses)}

    def section(self, path: str, kind: type[Section]) -> Section:
        """A section of the one file."""
        return cast(Section, self._sections[kind])

    def sections(
        self, kind: type[Section], of: Collection[str] | None = None, having: str = ""
    ) -> Iterator[tuple[str, Section]]:
        """The section of the one file."""
        if of is None or PATH in of:
            yield PATH, self.section(PATH, kind)


def codebase_of_source(source: str) -> Codebase:
    """A module m with this text. Bases are classes of the module by name, or builtins; others are not installed."""
    facts = extract_file(textwrap.dedent(source).encode(), PATH)
    scopes = facts.outline.scopes
    lines = {qualified_name(scopes, fact.scope): scopes[fact.scope].line for fact in facts.outline.classes}
    classes, externals = {}, {OBJECT: _c_record("object")}
    for fact in facts.outline.classes:
        name = qualified_name(scopes, fact.scope)
        bases = tuple(text_of(base) for base in fact.bases)
        resolved = tuple(_named_base(order, base, lines) for order, base in enumerate(bases))
        own = ClassKey(f"m.{name}", PATH, scopes[fact.scope].line)
        decorators = tuple(text_of(decorator) for decorator in fact.decorators)
        metaclass = next((f"abc.{text_of(value)}" for word, value in fact.keywords if word == "metaclass"), "")
        places = (PATH, own.line, scopes[fact.scope].end_line, True, True)
        classes[own] = ClassRecord(
            *(own.class_, "m", name, *places, bases, decorators, resolved, fact.scope, "", Zone.PRODUCTION),
            metaclass=metaclass,
        )
        for base in resolved:
            for each in _c_ancestors(base.base) if base.scope is Origin.STDLIB else ():
                externals[ClassKey(each, "", 0)] = _c_record(each)
    file = SourceFile(PATH, "m", ".", "m", FileKind.SOURCE, Zone.PRODUCTION, False)
    module = Module(
        "m", PATH, ".", "m", FileKind.SOURCE, Zone.PRODUCTION, False, Status.PARSED, 0, "", 0, facts.outline
    )
    return Codebase(
        (file,),
        {PATH: module},
        {"m": PATH},
        (),
        dict(sorted(classes.items())),
        externals,
        OneFile(facts),
        NoNames(),
        (),
        (),
    )


def _named_base(order: int, base: str, lines: Mapping[str, int]) -> Base:
    if base in lines:
        return Base(order, f"m.{base}", Origin.INTERNAL, ClassKey(f"m.{base}", PATH, lines[base]))
    known = builtin_class(base)
    if known is None:
        return Base(order, base, Origin.EXTERNAL, None, "not installed")
    return Base(order, known.name, Origin.STDLIB, ClassKey(known.name, "", 0))


def _c_ancestors(name: str) -> tuple[str, ...]:
    known = builtin_class(name.removeprefix("builtins."))
    return known.mro if known else ()


def _c_record(name: str) -> ClassRecord:
    known = builtin_class(name.removeprefix("builtins."))
    assert known is not None
    resolved = tuple(Base(i, base, Origin.STDLIB, ClassKey(base, "", 0)) for i, base in enumerate(known.bases))
    return msgspec.structs.replace(
        _record(ClassKey(known.name, "", 0), (), resolved, "", external=True),
        members=tuple((member.name, member.kind) for member in known.members),
    )


def _base(order: int, base: str, hierarchy: Mapping[str, Sequence[str]]) -> Base:
    if base == "object":
        return Base(order, "builtins.object", Origin.STDLIB, OBJECT)
    if base in hierarchy:
        return Base(order, f"m.{base}", Origin.INTERNAL, key(base, hierarchy))
    return Base(order, base, Origin.EXTERNAL, None, "not installed")


def _record(
    own: ClassKey, bases: tuple[str, ...], resolved: tuple[Base, ...], reason: str, external: bool = False
) -> ClassRecord:
    module, _, name = own.class_.rpartition(".")
    places = (own.path, own.line, own.line, True, True)
    return ClassRecord(
        own.class_, module, name, *places, bases, (), resolved, 0, "", Zone.PRODUCTION, external=external, reason=reason
    )
