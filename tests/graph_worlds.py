"""Code bases for tests of graphs: in: imports or classes in words; out: a `Codebase` made of records alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from archgraph.analyses.mro.linearize import linearize
from archgraph.graphs.imports import analyse_imports
from archgraph.model.analysis import Analysis, Provenance
from archgraph.model.codebase import Base, ClassKey, ClassRecord, Codebase, ImportEdge, Module, Origin
from archgraph.model.facts.bodies import Bodies, FunctionFact
from archgraph.model.facts.outline import Import, ImportKind, Outline, Status
from archgraph.model.facts.scopes import Scope, ScopeKind
from archgraph.model.results.roles import Profile
from archgraph.model.settings import Settings
from archgraph.model.source import FileKind, Zone


class NoFacts:
    """A store whose files have nothing in them but the abstract methods named at the start."""

    def __init__(self, bodies: Mapping[str, Bodies] | None = None) -> None:
        self.bodies = bodies or {}

    def section(self, path: str, kind: type) -> object:
        return self.bodies.get(path, Bodies()) if kind is Bodies else kind()

    def sections(self, kind: type, of: Collection[str] | None = None, having: str = "") -> Iterable[tuple[str, object]]:
        return iter(())


def module(
    name: str, path: str = "", *, package: bool = False, lines: int = 10, outline: Outline | None = None
) -> Module:
    """A parsed production module; its service is the first part of its name."""
    place = path or name.replace(".", "/") + ("/__init__.py" if package else ".py")
    content = outline or Outline(status=Status.PARSED, lines=lines)
    kinds = (FileKind.SOURCE, Zone.PRODUCTION, package, Status.PARSED)
    return Module(name, place, ".", name.partition(".")[0], *kinds, lines, "", 0, content)


def codebase(
    modules: Iterable[Module],
    imports: Iterable[ImportEdge] = (),
    classes: Iterable[ClassRecord] = (),
    externals: Iterable[ClassRecord] = (),
    bodies: Mapping[str, Bodies] | None = None,
) -> Codebase:
    """A code base of these records; of two files with one name the last wins."""
    found = {item.path: item for item in modules}
    return Codebase(
        files=(),
        modules=found,
        by_name={item.module: item.path for item in found.values()},
        imports=tuple(imports),
        classes={record.key: record for record in sorted(classes, key=lambda record: record.key)},
        externals={record.key: record for record in externals},
        facts=NoFacts(bodies),  # type: ignore[arg-type]
        names=None,  # type: ignore[arg-type]
        problems=(),
        notes=(),
    )


def importing(*statements: str, packages: Sequence[str] = ()) -> Codebase:
    """A code base from lines such as "a -> b" or "a.x -> a.y lazy"; line numbers count from 1 in each importer."""
    edges: list[ImportEdge] = []
    names = dict.fromkeys(packages)
    lines: dict[str, int] = {}
    for statement in statements:
        importer, _, imported, *kind = statement.split()
        names |= {importer: None, imported: None}
        lines[importer] = lines.get(importer, 0) + 1
        kinds = ImportKind(kind[0]) if kind else ImportKind.RUNTIME
        edges.append(edge(importer, imported, lines[importer], kinds, package=importer in packages))
    return codebase([module(name, package=name in packages) for name in sorted(names)], edges)


def edge(
    importer: str, imported: str, line: int = 1, kind: ImportKind = ImportKind.RUNTIME, *, package: bool = False
) -> ImportEdge:
    """An internal import."""
    path = importer.replace(".", "/") + ("/__init__.py" if package else ".py")
    return ImportEdge(importer, imported, line, kind, Origin.INTERNAL, (), path)


def inheriting(**bases: str) -> Codebase:
    """Classes of one module `m`, each with its bases as words; a base that is not among them is external."""
    records = [class_(name, words.split(), bases) for name, words in bases.items()]
    return codebase([module("m")], classes=records)


def class_(
    name: str, bases: Iterable[str] = (), known: Iterable[str] = (), line: int = 1, **more: object
) -> ClassRecord:
    """A class of module `m`; those of `bases` in `known` are classes of `m` too."""
    inside = set(known)
    resolved = tuple(
        Base(order, f"m.{base}", Origin.INTERNAL, ClassKey(f"m.{base}", "m.py", 1))
        if base in inside
        else Base(order, base, Origin.EXTERNAL)
        for order, base in enumerate(bases)
    )
    fields = {
        "class_": f"m.{name}",
        "module": "m",
        "name": name,
        "path": "m.py",
        "line": line,
        "end_line": line + 5,
        "last": True,
        "live": True,
        "bases": tuple(bases),
        "decorators": (),
        "resolved": resolved,
        "scope": 1,
        "service": "m",
        "zone": Zone.PRODUCTION,
    }
    return ClassRecord(**{**fields, **more})  # type: ignore[arg-type]


def with_abstract_method(name: str) -> Codebase:
    """A module `m` with one class, which has one method decorated with `abc.abstractmethod`."""
    scopes = (
        Scope(ScopeKind.MODULE, "", 0, 0, 1, 9, 1),
        Scope(ScopeKind.CLASS, name, 0, 0, 3, 9, 3),
        Scope(ScopeKind.FUNCTION, "run", 1, 0, 5, 6, 4),
    )
    plain = Import("", 0, (("abc", ""),), True, ImportKind.RUNTIME, 1, 0, 0)
    outline = Outline(status=Status.PARSED, lines=9, imports=(plain,), scopes=scopes)
    method = FunctionFact(2, (), "", ("abc.abstractmethod",), False, 1, "", (), (), True)
    return codebase(
        [module("p.m", "m.py", outline=outline)], classes=[class_(name)], bodies={"m.py": Bodies(functions=(method,))}
    )


def analysis(world: Codebase, **more: object) -> Analysis:
    """An analysis that knows the graph and the MROs of the code base; the rest is empty unless given."""
    empty: dict[str, object] = dict.fromkeys(
        ("conflicts", "members", "aliases", "profiles", "usages", "clones", "environment", "legacy", "strings"), ()
    )
    known = {
        "root": "/nowhere",
        "name": "world",
        "settings": Settings(),
        "provenance": Provenance("0", "3.11", "3.11", "", ""),
        "codebase": world,
        "graph": analyse_imports(world),
        "mros": linearize(world),
        "roles": {},
        **dict.fromkeys(("findings", "problems", "notes", "times"), ()),
    }
    return Analysis(**{**empty, **known, **more})  # type: ignore[arg-type]


def profile(key: ClassKey, family: str, role: str = "manager", **more: object) -> Profile:
    """A production Manager that does nothing."""
    numbers = {"importers_production": 0, "importers_test": 0, "instantiations_production": 0}
    fields = {
        "key": key,
        "role": role,
        "zone": Zone.PRODUCTION,
        "double": False,
        "service": key.class_.partition(".")[0],
        "domain": "",
        "lines": 5,
        "lifetime": "process",
        "instantiations_test": 0,
        "family": family,
        "action": "",
        **numbers,
        **dict.fromkeys(("evidence", "public_methods", "async_methods", "state", "locks"), ()),
        **dict.fromkeys(("mutable_class_state", "subclasses", "instances"), ()),
    }
    return Profile(**{**fields, **more})  # type: ignore[arg-type]
