"""What every run needs of a file: how it was read, its imports, scopes, classes and bindings."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from operator import attrgetter

from archgraph.model.expr import Expr, Record
from archgraph.model.facts.bindings import Binding, Probe, Raise, Return
from archgraph.model.facts.scopes import Branch, Scope

_NAME = attrgetter("name")


class Status(StrEnum):
    """How a file was read."""

    PARSED = "parsed"
    RECOVERED = "recovered"
    FAILED = "failed"


class ImportKind(StrEnum):
    """When an import statement is executed."""

    RUNTIME = "runtime"
    TYPE_CHECKING = "type_checking"
    LAZY = "lazy"
    GUARDED = "guarded"


class Import(Record, frozen=True):
    """One import statement. `module` is as written without dots ("" for `from . import x`), `level` counts the dots.

    `names`: for `import a.b as c, d` pairs ("a.b", "c"), ("d", ""), with `module` "" and `plain` true;
    for `from m import x as y` ("x", "y"); a star import has the pair ("*", "").
    """

    module: str
    level: int
    names: tuple[tuple[str, str], ...]
    plain: bool
    kind: ImportKind
    line: int
    scope: int
    branch: int


class ClassFact(Record, frozen=True):
    """A class statement; the scope record of index `scope` has its name, place and lines."""

    scope: int
    bases: tuple[Expr, ...]
    keywords: tuple[tuple[str, Expr], ...] = ()
    decorators: tuple[Expr, ...] = ()
    type_params: tuple[str, ...] = ()
    docstring: str = ""


class Outline(Record, frozen=True):
    """What every run needs of a file: its status, imports, scopes, classes and bindings. One with `unread` functions is a
    skeleton: enough for imports and, nearly always, for classes."""

    status: Status
    lines: int
    error: str = ""
    error_line: int = 0
    docstring: str = ""
    imports: tuple[Import, ...] = ()
    branches: tuple[Branch, ...] = ()
    scopes: tuple[Scope, ...] = ()
    classes: tuple[ClassFact, ...] = ()
    bindings: tuple[Binding, ...] = ()
    returns: tuple[Return, ...] = ()
    raises: tuple[Raise, ...] = ()
    suppressions: tuple[tuple[int, str, str], ...] = ()
    """(line, rule names joined by ",", reason) of `# archgraph: ignore[...]` comments."""
    unread: tuple[int, ...] = ()
    """Scopes of functions of which only name, place and decorators were read: parameters, and bindings, returns and raises in
    them are not known, nor whether they are sound; of what else an outline holds only imports may stand in them."""
    probes: tuple[Probe, ...] = ()
    opened: int = 0
    """The line on which the module begins to make names that no statement shows (`globals()[name] = x`), 0 when it does not."""


class Folded(Outline, frozen=True):
    """The outline of a file that was read whole, without what its `unread` functions say: the whole one is stored beside it, and
    its indices are the same."""

    contested: tuple[str, ...] = ()
    """See `contested`: what the whole outline says."""


def contested(outline: Outline) -> frozenset[str]:
    """Names of classes that anything but one class statement may bind, in whatever scope. Told without making tables."""
    if isinstance(outline, Folded):
        return frozenset(outline.contested)
    names = {outline.scopes[fact.scope].name for fact in outline.classes}
    scopes = [name for name in map(_NAME, outline.scopes) if name in names]
    found = names.intersection(map(_NAME, outline.bindings))
    if len(scopes) > len(names):
        found.update(name for name, times in Counter(scopes).items() if times > 1)
    taken = [alias or name for statement in outline.imports for name, alias in statement.names]
    return frozenset(names if "*" in taken else found.union(names.intersection(taken)))
