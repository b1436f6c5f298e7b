"""Where a candidate's steps change code: in: its decisions and all usages; out: one Change per place, in working order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Candidate, Change, Decision
from archgraph.model.results.roles import Usage
from archgraph.model.source import Zone
from archgraph.plan.evidence.case import DELETE
from archgraph.plan.evidence.loading import is_needed_at_home
from archgraph.plan.evidence.owners import read_lines
from archgraph.plan.evidence.scene import Scene
from archgraph.plan.evidence.use import is_left_home

_TESTS = (Zone.TEST, Zone.TESTINFRA)
_ORDER = ("import", "subclass", "instantiate", "call", "register", "annotate", "patch", "read", "text")


def changes(scene: Scene, candidate: Candidate) -> Iterator[tuple[Decision, Change]]:
    """First what the canonical takes over, then every place that must name it, tests after production, then the removal."""
    step = 0
    for decision in candidate.decisions:
        if not decision.changes_code:
            continue
        for change in dict.fromkeys(_of(scene, candidate, decision)):  # a line may import a class by two names
            step += 1
            yield decision, Change(candidate.candidate, step, *change)


Row = tuple[str, str, int, str, str]


def _of(scene: Scene, candidate: Candidate, decision: Decision) -> Iterator[Row]:
    member, canonical = decision.key, candidate.canonical
    if decision.way == "base":
        for each in sorted((member, canonical)):
            yield "give base", each.path, each.line, each.class_, "a common base with what both have"
        return
    yield from _carried(scene, decision, canonical)
    old = member.class_
    new = f"{old.rpartition('.')[0]}.{decision.becomes}" if decision.becomes else canonical.class_
    users = () if decision.way == "alias" else _places(scene, decision)  # they may keep the old name
    for test, what, path, line in users:
        is_left_out = decision.action == DELETE and path in scene.hands_on(member)
        yield f"{'test ' if test else ''}{what}", path, line, old, "" if is_left_out else new
    yield from _exported(scene, decision, new)
    stays = decision.way == "alias" or _is_used_at_home(scene, decision)
    if decision.goes_away and stays and canonical.path != member.path:
        yield "add import", member.path, member.line, "", new
    what = decision.way if decision.way in ("alias", "rename") else "remove"
    replacement = {"rename": new, "alias": f"{_bare(member)} = {_bare(canonical)}", "remove": ""}[what]
    yield what, member.path, member.line, old, replacement


def _exported(scene: Scene, decision: Decision, new: str) -> Iterator[Row]:
    """Its name in `__all__`, of its own module where it goes from there, and of those that hand it on by another name: what is
    listed there and gone breaks `from module import *`."""
    member, name = decision.key, new.rpartition(".")[2]
    if decision.way == "alias":
        return
    stays = decision.way == "rename" or _is_used_at_home(scene, decision)
    given = {member.path: name if stays else ""}
    given |= dict.fromkeys((row.path for row in _users(scene, decision) if row.what == "import"), name)
    if decision.action == DELETE:
        given |= dict.fromkeys(scene.hands_on(member), "")
    for path, becomes in sorted(given.items()):
        if becomes != _bare(member) and _may_mean(scene, path, member):
            yield from (("export", path, line, _bare(member), becomes) for line in _listed_in_all(scene, member, path))


def _may_mean(scene: Scene, path: str, member: ClassKey) -> bool:
    """Whether its bare name is nothing else in a file, as far as is known."""
    if path not in scene.codebase.modules:
        return True
    meant = scene.codebase.names.resolve(path, 0, _bare(member))
    return meant.key == member or (meant.key is None and meant.name in ("", _bare(member), member.class_))


def _listed_in_all(scene: Scene, member: ClassKey, path: str) -> list[int]:
    bound = [b.line for b in scene.codebase.modules[path].outline.bindings if b.name == "__all__" and not b.scope]
    lines = scene.texts.lines_in(path, _bare(member)) if bound else ()
    inside = range(member.line, scene.codebase.classes[member].end_line + 1) if path == member.path else ()
    return sorted(line for line in lines if line >= min(bound) and line not in inside)


def _is_used_at_home(scene: Scene, decision: Decision) -> bool:
    """Whether its own module goes on using it."""
    return decision.action != DELETE and is_needed_at_home(scene, decision.key)


def _carried(scene: Scene, decision: Decision, canonical: ClassKey) -> Iterator[Row]:
    lines = {name: fact.scope for name, fact in scene.functions(decision.key).items()}
    scopes = scene.codebase.modules[decision.key.path].outline.scopes
    for name in decision.carried:
        line = scopes[lines[name]].line if name in lines else decision.key.line
        yield "carry over", decision.key.path, line, f"{decision.key.class_}.{name}", f"{canonical.class_}.{name}"


def _places(scene: Scene, decision: Decision) -> list[tuple[bool, str, str, int]]:
    """(in a test, what, path, line) of every place outside the class that names it, tests last."""
    rows = [(row.zone in _TESTS, row.what, row.path, row.line) for row in _users(scene, decision)]
    known = {(path, line) for _, what, path, line in rows if what == "import"}
    zones = ((scene.codebase.modules[e.path].zone, e) for e in scene.statements.get(decision.key.class_, ()))
    rows += [(zone in _TESTS, "import", e.path, e.line) for zone, e in zones if (e.path, e.line) not in known]
    rows += _by_name(scene, decision)
    return sorted(rows, key=lambda r: (r[0], r[2], r[3], _ORDER.index(r[1])))


def _by_name(scene: Scene, decision: Decision) -> Iterator[tuple[bool, str, str, int]]:
    """Places that name it without an import, in texts and project files, and where its name changes, what owners of constants
    and tables of names call it."""
    key, modules = decision.key, scene.codebase.modules
    places = [("text", *place) for place in scene.texts.dotted_places(key.class_)]
    if (decision.becomes or decision.canonical.rpartition(".")[2]) != _bare(key):
        listed = {
            (path, line) for _, path, line, _, _ in _exported(scene, decision, decision.becomes or decision.canonical)
        }
        is_it = scene.named_so[_bare(key)] == 1  # else it may be any of those
        texts = (
            [place for place in scene.texts.bare_places(_bare(key)) if _may_mean(scene, place[0], key)] if is_it else []
        )
        places += [("text", *place) for place in texts if place not in listed]
        paths = sorted({row.path for row in _users(scene, decision) if row.what == "import"} | {key.path})
        places += [("read", path, line) for path in paths for line in read_lines(scene, key, path)]
    patched = {(row.path, row.line) for row in _users(scene, decision) if row.what == "patch"}
    for what, path, line in places:
        if (path, line) not in patched:
            yield path in modules and modules[path].zone in _TESTS, what, path, line


def _users(scene: Scene, decision: Decision) -> list[Usage]:
    """Every place outside the class that uses it; of a class to delete only tests are left, and its own module where nothing
    needs that: what stands there goes, too."""
    record = scene.codebase.classes[decision.key]
    inside = range(record.line, record.end_line + 1)
    goes = decision.action == DELETE and is_left_home(scene, decision.key)
    return [
        row
        for row in scene.uses.get(decision.key.class_, ())
        if not (row.path == decision.key.path and (goes or row.line in inside))
        and row.what in _ORDER
        and _names(scene, row)
    ]


def _names(scene: Scene, row: Usage) -> bool:
    """Whether a place names the class: who imports an instance, or a function that gives one, goes on doing so."""
    if row.what != "import" or not row.via_alias:
        return True
    statements = (each for each in scene.codebase.modules[row.path].outline.imports if each.line == row.line)
    bound = ((each.scope, alias or name) for each in statements for name, alias in each.names)
    meant = (scene.codebase.names.resolve(row.path, scope, name) for scope, name in bound)
    return any(each.kind == "class" and each.key is not None and each.key.class_ == row.target for each in meant)


def _bare(key: ClassKey) -> str:
    return key.class_.rpartition(".")[2]


def touched(candidate: Candidate, decision: Decision, rows: Iterable[tuple[Decision, Change]]) -> frozenset[str]:
    """All files that a decision changes: the canonical's when something is carried over, and those of its changes."""
    carries = bool(decision.carried)
    own = frozenset((candidate.canonical.path,)) if carries else frozenset()
    return own | {row.path for each, row in rows if each is decision}
