"""A candidate's move made on a code base before anyone makes it in code: in: both; out: the code base as it would be, and
the names that lead elsewhere.

What goes away gives its users to the class that stays; an alias stays where its class was; a class by a better name keeps
its place; a common base gets a module of its own in the package that both classes are in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

from msgspec.structs import replace

from archgraph.model.codebase import Base, ClassKey, ClassRecord, Codebase, ImportEdge, Origin
from archgraph.model.consolidation import Candidate, Change
from archgraph.model.facts.outline import ImportKind, Outline
from archgraph.plan.evidence.lifetimes import WORD

_NUMBER = re.compile(r"[vV]?\d+")

Renaming = tuple[str, str, str]
"""Where a name stands (path:line), what it means before, and after; "" for nothing."""


@dataclass(frozen=True, slots=True)
class Move:
    """The code base afterwards, and the names that lead elsewhere, sorted."""

    codebase: Codebase
    names: tuple[Renaming, ...]


def moved(codebase: Codebase, candidate: Candidate, changes: Iterable[Change] = ()) -> Move:
    """The move of all its decisions; `changes`: the candidate's, for the imports that come new."""
    names: list[Renaming] = []
    rows = tuple(changes)
    left_out = frozenset((row.path, row.line) for row in rows if row.what == "import" and not row.new)
    for step in (_give_bases, _rename, partial(_hand_over, left_out=left_out)):
        made = step(codebase, candidate)
        codebase, names = made.codebase, [*names, *made.names]
    come = [_edge(codebase, row.path, row.line, candidate.canonical) for row in rows if row.what == "add import"]
    return Move(replace(codebase, imports=(*codebase.imports, *come)), tuple(sorted(set(names))))


# ------------------------------------------------------------------------------------------------- what goes away


def _hand_over(codebase: Codebase, candidate: Candidate, left_out: Set[tuple[str, int]]) -> Move:
    """Imports and bases of what goes away lead to the class that stays; users of an alias keep their imports. `left_out`: places
    of imports that go without another in their place."""
    away = {each.key: candidate.canonical for each in candidate.decisions if each.goes_away}
    aliases = {each.key for each in candidate.decisions if each.goes_away and each.way == "alias"}
    taken = {_spelled(codebase, old): new for old, new in away.items() if old not in aliases}
    imports = [edge for each in codebase.imports for edge in _redirected(codebase, each, taken, left_out)]
    classes = {key: _rebased(record, away) for key, record in codebase.classes.items() if key not in away}
    names = [(f"{old.path}:{old.line}", old.class_, new.class_ if old in aliases else "") for old, new in away.items()]
    names += _moved_names(codebase, taken)
    return Move(replace(codebase, imports=tuple(imports), classes=classes), tuple(names))


def _redirected(
    codebase: Codebase,
    edge: ImportEdge,
    taken: Mapping[tuple[str, str], ClassKey],
    left_out: Set[tuple[str, int]],
) -> Iterator[ImportEdge]:
    """The statement without what is taken from elsewhere, and one for each module that it is then taken from."""
    moving = {name: taken[edge.imported, name] for name in edge.names if (edge.imported, name) in taken}
    left = tuple(name for name in edge.names if name not in moving)
    if left or not moving:
        yield replace(edge, names=left) if moving else edge
    for new in sorted(set(moving.values())) if (edge.path, edge.line) not in left_out else ():
        if new.path != edge.path:
            yield replace(edge, imported=codebase.classes[new].module, names=(codebase.classes[new].name,))


def _moved_names(codebase: Codebase, taken: Mapping[tuple[str, str], ClassKey]) -> Iterator[Renaming]:
    for edge in codebase.imports:
        for name in edge.names:
            if (edge.imported, name) in taken:
                yield f"{edge.path}:{edge.line}", f"{edge.imported}.{name}", taken[edge.imported, name].class_


# ---------------------------------------------------------------------------------------------------- better names


def _rename(codebase: Codebase, candidate: Candidate) -> Move:
    """A class by another name, and every import and base that names it."""
    found = {each.key: each.becomes for each in candidate.decisions if each.becomes}
    new = {key: _called(codebase.classes[key], name) for key, name in found.items()}
    spelled = {_spelled(codebase, key): record.name for key, record in new.items()}
    imports, names = [], [(f"{key.path}:{key.line}", key.class_, record.class_) for key, record in new.items()]
    for edge in codebase.imports:
        written = tuple(spelled.get((edge.imported, name), name) for name in edge.names)
        imports.append(replace(edge, names=written) if written != edge.names else edge)
        pairs = zip(edge.names, written, strict=True)
        changed = ((f"{edge.imported}.{a}", f"{edge.imported}.{b}") for a, b in pairs if a != b)
        names += ((f"{edge.path}:{edge.line}", a, b) for a, b in changed)
    away = {key: record.key for key, record in new.items()}
    classes = (_rebased(new.get(key, record), away) for key, record in codebase.classes.items())
    by_key = {record.key: record for record in classes}
    return Move(replace(codebase, imports=tuple(imports), classes=dict(sorted(by_key.items()))), tuple(names))


def _called(record: ClassRecord, name: str) -> ClassRecord:
    return replace(record, class_=f"{record.class_.removesuffix(record.name)}{name}", name=name)


# ---------------------------------------------------------------------------------------------------- common bases


def _give_bases(codebase: Codebase, candidate: Candidate) -> Move:
    """One base for the class that stays and those that share its code, in a module that both import."""
    below = [each.key for each in candidate.decisions if each.changes_code and each.way == "base"]
    if not below:
        return Move(codebase, ())
    below = sorted((candidate.canonical, *below))
    base = _new_base(codebase, candidate.canonical, below)
    owner = codebase.modules[candidate.canonical.path]
    home = replace(
        owner, module=base.module, path=base.path, is_package=False, lines=0, outline=Outline(owner.status, 0)
    )
    classes = {key: _below(record, base) if key in below else record for key, record in codebase.classes.items()}
    codebase = replace(
        codebase,
        modules={**codebase.modules, base.path: home},
        by_name={**codebase.by_name, base.module: base.path},
        classes=dict(sorted({**classes, base.key: base}.items())),
    )
    come = tuple(_edge(codebase, key.path, key.line, base.key) for key in below)
    names = tuple((f"{key.path}:{key.line}", "", base.class_) for key in below)
    return Move(replace(codebase, imports=(*codebase.imports, *come)), names)


def _new_base(codebase: Codebase, canonical: ClassKey, below: list[ClassKey]) -> ClassRecord:
    """An empty class of a proposed name, in a module of that name in the package that all of them are in."""
    names = (_NUMBER.sub("", key.class_.rpartition(".")[2]) for key in (canonical, *below))
    words = [WORD.findall(name) for name in names]
    shared = [word for word in words[0] if all(word in others for others in words)]
    name = "".join((*(shared or words[0]), "Base"))
    stem = "_".join(word.lower() for word in (*(shared or words[0]), "base"))
    module, path = _beside(codebase, below, stem)
    record = codebase.classes[canonical]
    return ClassRecord(
        class_=f"{module}.{name}",
        module=module,
        name=name,
        path=path,
        line=1,
        end_line=1,
        last=True,
        live=True,
        bases=(),
        decorators=(),
        resolved=(),
        scope=0,
        service=record.service,
        zone=record.zone,
    )


def _beside(codebase: Codebase, below: list[ClassKey], stem: str) -> tuple[str, str]:
    """Module and path of that name in the innermost package that all of them are in."""
    owners = [codebase.modules[key.path] for key in below]
    modules = [tuple(each.module.split(".")[: None if each.is_package else -1]) for each in owners]
    folders = [tuple(each.path.split("/")[:-1]) for each in owners]
    package, folder = (_common(parts) for parts in (modules, folders))
    return ".".join((*package, stem)), "/".join((*folder, f"{stem}.py"))


def _common(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
    """What all begin with."""
    alike = takewhile(lambda each: len(set(each)) == 1, zip(*parts, strict=False))
    return tuple(each[0] for each in alike)


def _below(record: ClassRecord, base: ClassRecord) -> ClassRecord:
    """The class with one more base, after those that it has; `object`, where it is written, stays the last."""
    own = [each for each in record.resolved if each.base != "builtins.object"]
    last = [each for each in record.resolved if each.base == "builtins.object"]
    new = Base(len(own), base.class_, Origin.INTERNAL, base.key)
    ordered = (*own, new, *last)
    return replace(record, resolved=tuple(replace(each, order=order) for order, each in enumerate(ordered)))


# ----------------------------------------------------------------------------------------------------------- both


def _rebased(record: ClassRecord, leads: Mapping[ClassKey, ClassKey]) -> ClassRecord:
    if not any(base.key in leads for base in record.resolved):
        return record
    bases = (
        replace(base, base=leads[base.key].class_, key=leads[base.key], scope=Origin.INTERNAL)
        if base.key is not None and base.key in leads
        else base
        for base in record.resolved
    )
    return replace(record, resolved=tuple(bases))


def _spelled(codebase: Codebase, key: ClassKey) -> tuple[str, str]:
    record = codebase.classes[key]
    return record.module, record.name


def _edge(codebase: Codebase, path: str, line: int, target: ClassKey) -> ImportEdge:
    """A statement at a place that takes a class from its module."""
    importer, record = codebase.modules[path].module, codebase.classes[target]
    return ImportEdge(importer, record.module, line, ImportKind.RUNTIME, Origin.INTERNAL, (record.name,), path)
