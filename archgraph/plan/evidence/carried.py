"""What a merge takes from a class: in: a Scene, the class and what only it has; out: members that somebody asks for, and those
that tests which use it need.
"""

from __future__ import annotations

from archgraph.model.codebase import ClassKey
from archgraph.model.expr import Opaque
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.reads import Reads
from archgraph.model.facts.uses import Uses
from archgraph.model.source import Zone
from archgraph.plan.evidence.asked import asked_for
from archgraph.plan.evidence.importing import RUNNING
from archgraph.plan.evidence.scene import Scene
from archgraph.plan.evidence.use import is_left_home

_RECORDS = ("data", "settings", "row")
_ALL_ARGUMENTS = 3
"""Positional arguments of a call that facts hold: of one with as many there may be more."""
_NONE: frozenset[str] = frozenset()


def wanted(scene: Scene, key: ClassKey, unique: tuple[str, ...], *, is_deprecated: bool = False) -> tuple[str, ...]:
    """Of what only a class has what somebody asks for, in order; of one that is deprecated, or that only tests and its own
    module use, what running code needs; of what tests are built of, and nothing uses, what tests need. Fields of what is sent
    are not followed, so they may be used, and so are values of an enum that is called or annotates what is."""
    if not unique or scene.is_named(key) or (scene.cards[key].kind == "enum" and _is_made_of_values(scene, key)):
        return unique
    if is_followed(scene, key):
        zones = RUNNING if is_deprecated or is_left_to_tests(scene, key) else tuple(Zone)
        asked = asked_for(scene, key, unique, zones) | _sent(scene, key)
        return tuple(name for name in unique if name in asked)
    if is_left_to_tests(scene, key):
        return ()
    needed = needed_by_tests(scene, key, unique)
    return tuple(name for name in unique if name in needed)


def is_followed(scene: Scene, key: ClassKey) -> bool:
    """Whether it is looked for who asks for its members: something may use it."""
    is_used = scene.is_in_use(key) or scene.is_handed_on(key) or bool(scene.sought_by(key))
    return is_used or scene.cards[key].kind == "enum"


def is_left_to_tests(scene: Scene, key: ClassKey) -> bool:
    """Whether it is there for what runs, and of that nothing uses it, its own module left aside."""
    users = scene.users.get(key.class_, _NONE) - scene.passing_on(key.path) - scene.left - {key.path}
    takers = {edge.path for edge in scene.statements.get(key.class_, ())} - scene.passing_on(key.path) - scene.left
    is_needed = scene.sought_by(key) or not scene.running_paths.isdisjoint(users | takers)
    return scene.codebase.classes[key].zone in RUNNING and not is_needed


def is_left_alone(scene: Scene, key: ClassKey) -> bool:
    """Whether nothing needs its module: no file imports it, or only tests and what nothing needs in turn, and no class
    elsewhere has it as a base."""
    asking = scene.asking(key.path)
    needing = (asking & scene.running_paths) - scene.left
    is_idle = key.path in scene.importers and is_left_home(scene, key) and not needing
    is_left = key.path in scene.deserted or is_idle or (key.path in scene.secluded and not asking)
    return is_left and is_left_to_tests(scene, key) and {each.path for each in scene.below(key)} <= {key.path}


def _is_made_of_values(scene: Scene, key: ClassKey) -> bool:
    """Whether an enum is called, given away, gone through or is the type of a field that may be read from a text: any value
    may come."""
    rows = scene.uses.get(key.class_, ())
    is_made = any(row.what not in ("import", "annotate") or scene.is_in_a_model(row.path, row.line) for row in rows)
    if is_made or scene.is_handed_on(key):
        return True
    name, paths = key.class_.rpartition(".")[2], {row.path for row in rows} | {key.path}
    wholes = (each for path in paths for each in scene.codebase.facts.section(path, Reads).wholes)
    return any(each.name.rpartition(".")[2] == name for each in wholes)


def _sent(scene: Scene, key: ClassKey) -> frozenset[str]:
    """Fields that may come and go without being named: those of what is no dataclass, and what must be given to make one."""
    if scene.cards[key].kind not in _RECORDS:
        return _NONE
    if not any("dataclass" in each for each in scene.codebase.classes[key].decorators):
        return frozenset(scene.cards[key].fields)
    own, count = scene.codebase.classes[key].scope, _given_by_place(scene, key)
    section = scene.codebase.facts.section(key.path, Bodies)
    facts = [fact for fact in section.attributes if fact.scope == own and not fact.method and fact.annotation]
    needed = (fact for fact in facts if isinstance(fact.value, Opaque) and fact.value.kind == "none")
    return frozenset(fact.name for fact in (*needed, *facts[:count]))


def _given_by_place(scene: Scene, key: ClassKey) -> int | None:
    """How many values makers give by their place, or all at once (`**given`); None for any number."""
    name, rows = key.class_.rpartition(".")[2], scene.uses.get(key.class_, ())
    sections = (scene.codebase.facts.section(path, Uses) for path in {r.path for r in rows if r.what == "instantiate"})
    calls = [call for section in sections for call in section.calls if call.func.rpartition(".")[2] == name]
    most = max((len(call.args) for call in calls), default=0)
    is_open = any(not given for call in calls for given, _ in call.keywords)
    return most if most < _ALL_ARGUMENTS and not is_open else None


def needed_by_tests(scene: Scene, key: ClassKey, unique: tuple[str, ...]) -> tuple[str, ...]:
    """Members that only it has, and that tests which use it call, or give to its constructor; sorted. To import it is no
    use yet: what such a test calls is another's."""
    name, lost = key.class_.rpartition(".")[2], frozenset(unique)
    rows = scene.uses.get(key.class_, ()) if lost else ()
    taking, doing = ({row.path for row in rows if (row.what == "import") is is_taken} for is_taken in (True, False))
    tests = sorted(path for path in taking & doing if scene.codebase.modules[path].zone not in RUNNING)
    found: set[str] = set()
    for path in tests:
        for call in scene.codebase.facts.section(path, Uses).calls:
            called = call.func.rpartition(".")[2]
            found.add(called)
            found.update(given for given, _ in call.keywords if called == name)
    return tuple(sorted(lost & found))
