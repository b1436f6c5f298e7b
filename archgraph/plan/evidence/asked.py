"""Members that anybody asks a class for: in: a Scene, a class and names; out: those that others call or read.

Looked at are files that have to do with it: they use it or import its module or that of one who makes one, or a class below it
stands there.
What a base asks for and what a decorator takes may be called by others, unseen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter

from archgraph.model.codebase import ClassKey
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.reads import Read, Reads
from archgraph.model.facts.uses import CallFact, Uses
from archgraph.model.source import Zone
from archgraph.plan.evidence.decorating import may_keep
from archgraph.plan.evidence.doings import written
from archgraph.plan.evidence.lifetimes import words_of
from archgraph.plan.evidence.scene import Scene

_CALL_NOTHING = frozenset(
    {"object", "ABC", "Generic", "Protocol", "BaseModel", "NamedTuple", "TypedDict", "Enum", "Exception"}
)
"""Bases from outside that call no method by its name."""
_CALLED, _READ = attrgetter("func"), attrgetter("name")
_NOBODY: frozenset[str] = frozenset()


def asked_for(
    scene: Scene, key: ClassKey, names: Collection[str], zones: Collection[Zone] = tuple(Zone)
) -> frozenset[str]:
    """Those of the names that somebody in these zones asks for, and public members that these call on their own instance in
    turn."""
    near = [path for path in _near(scene, key) if scene.codebase.modules[path].zone in zones]
    if _is_called_unseen(scene, key, near):
        return frozenset(names)
    found = set(_by_themselves(scene, key, names)) | _at_home(scene, key)
    for path in near:
        if found.issuperset(names):
            break
        found |= in_file(scene, path)
    found |= {name for below in scene.below(key) for name in _touched(scene, below.path)}
    if not found.issuperset(names):
        found |= {name for path in _helping(scene, key, near) for name in _of_its_word(scene, key, path)}
    return _with_their_own(scene, key, found.intersection(names), names)


def _is_called_unseen(scene: Scene, key: ClassKey, near: Collection[str]) -> bool:
    """Whether it stands for what production calls, has a base from outside that may call it, or is given to tests by pytest."""
    outside = (base.base for base in scene.codebase.classes[key].resolved if base.key not in scene.codebase.classes)
    is_called = any(name.rpartition(".")[2] not in _CALL_NOTHING for name in outside)
    return is_called or scene.cards[key].double or any(path.endswith("conftest.py") for path in near)


def _near(scene: Scene, key: ClassKey) -> list[str]:
    """Other files that have to do with it, those that know it first."""
    making = {row.path for row in scene.uses.get(key.class_, ()) if row.what == "instantiate"}
    near = scene.users.get(key.class_, _NOBODY) | scene.importers.get(key.path, _NOBODY) | scene.sought_by(key)
    far = frozenset().union(*(scene.importers.get(path, _NOBODY) for path in making)) - near
    near = near.union(each.path for each in scene.below(key))
    return [*sorted(near - {key.path}), *sorted(far - near - {key.path})]


def _helping(scene: Scene, key: ClassKey, near: Collection[str]) -> list[str]:
    """Files beside the class, or beside one that has to do with it, that such a one imports: they may be given an instance."""
    folders = {path.rpartition("/")[0] for path in (key.path, *near)}
    beside = {path for folder in folders for path in scene.imported_in.get(folder, ())} - {key.path, *near}
    return sorted(path for path in beside if not scene.importers[path].isdisjoint(near))


def _of_its_word(scene: Scene, key: ClassKey, path: str) -> set[str]:
    """What a file asks of names that are the class's last word, or all of its words, where a function is given it by that name:
    `action.retries`, of a `RefundAction`."""
    words = words_of(key.class_.rpartition(".")[2])
    roots, names = {words[-1], "_".join(words)} if words else set(), scene.member_names
    if all(roots.isdisjoint(each.parameters) for each in scene.codebase.modules[path].outline.scopes):
        return set()
    section = scene.codebase.facts.section
    dotted = [call.func for call in section(path, Uses).calls] + [each.name for each in section(path, Reads).reads]
    parts = (name.split(".") for name in dotted)
    return {names[each[1]] for each in parts if len(each) > 1 and each[0] in roots and each[1] in names}


def in_file(scene: Scene, path: str) -> frozenset[str]:
    """What a file calls, reads and gives by name, whatever of; of `a.b.c()` b and c. Worked out once."""
    if path not in scene.asked:
        scene.asked[path] = frozenset(_said(scene, path, range(0)))
    return scene.asked[path]


def _at_home(scene: Scene, key: ClassKey) -> set[str]:
    """What its own module asks for outside of the class."""
    return _said(scene, key.path, range(key.line, scene.codebase.classes[key].end_line + 1))


def _said(scene: Scene, path: str, besides: range) -> set[str]:
    """Of the names of members that are compared at all: of many files only these are kept."""
    names, facts = scene.member_names, scene.codebase.facts
    calls: Sequence[CallFact] = facts.section(path, Uses).calls
    reads: Sequence[Read] = facts.section(path, Reads).reads
    if besides:
        calls = [call for call in calls if call.line not in besides]
        reads = [each for each in reads if each.line not in besides]
    said = {part for name in {*map(_CALLED, calls), *map(_READ, reads)} for part in name.split(".")[1:]}
    said.update([name for call in calls for name, _ in call.keywords])
    return set(map(names.__getitem__, said & names.keys()))


def _touched(scene: Scene, path: str) -> set[str]:
    """What methods of the file ask their own instances for: of a class below it, that may come from it."""
    return {touch.attribute for touch in scene.codebase.facts.section(path, Bodies).touches if touch.owner}


def _by_themselves(scene: Scene, key: ClassKey, names: Collection[str]) -> Iterator[str]:
    """What a base knows, and what a decorator is given: who calls that need not name it."""
    above = [each for each in scene.ancestors(key) if each in scene.codebase.classes]
    known = frozenset().union(*(scene.functions(each).keys() for each in above), *map(scene.held, above))
    functions = scene.functions(key)
    for name in names:
        if name in known or (name in functions and may_keep(functions[name].decorators)):
            yield name


def _with_their_own(scene: Scene, key: ClassKey, found: Collection[str], names: Collection[str]) -> frozenset[str]:
    """These, and those of the names that they call on the own instance, in turn."""
    called, wanted = written(scene, key), set(found)
    left = set(found)
    while left:
        own = (name.partition(".") for method in left for name in called.get(method, ()))
        near = {last for owner, _, last in own if owner in ("self", "cls")}
        left = {name for name in near if name in called or name in names} - wanted
        wanted |= left
    return frozenset(wanted.intersection(names))
