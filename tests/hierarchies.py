"""Hierarchies for tests: in: class names and their bases; out: a code base that has these classes and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archgraph.model.codebase import Base, ClassKey, ClassRecord, Codebase, Origin, Section, Target
from archgraph.model.expr import Expr
from archgraph.model.source import Zone

PATH = "m.py"
OBJECT = ClassKey("builtins.object", "", 0)


class NoFacts:
    """A fact store without files."""

    def section(self, path: str, kind: type[Section]) -> Section:
        """An empty section."""
        return kind()

    def sections(self, kind: type[Section]) -> Iterator[tuple[str, Section]]:
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
