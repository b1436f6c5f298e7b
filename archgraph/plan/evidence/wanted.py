"""What users show of which class is meant: in: a Scene and two classes; out: members called in vain, conversions to it."""

from __future__ import annotations

import re

from archgraph.model.codebase import ClassKey
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.uses import Uses
from archgraph.plan.evidence.scene import Scene

_OLD = re.compile(r"\b(?:legacy|old|deprecated|obsolete)\b", re.IGNORECASE)
_NAME = re.compile(r"\w+")


def called_in_vain(scene: Scene, key: ClassKey, rival: ClassKey) -> tuple[str, ...]:
    """Public methods that files which import a class call, and that of all classes its rival alone has; sorted."""
    rows = scene.uses.get(key.class_, ())
    lacking = set(scene.cards[rival].public) - scene.cards[key].offers if rows else ()
    only = {name for name in lacking if scene.defined[name] == 1}
    if not only:
        return ()
    paths = {row.path for row in rows if row.what == "import"} - scene.users.get(rival.class_, frozenset())
    return tuple(sorted({name for path in paths for name in only & _called(scene, path)}))


def _called(scene: Scene, path: str) -> frozenset[str]:
    """Members that a file calls of others, bare names; worked out once."""
    if path not in scene.called:
        calls = (call.func for call in scene.codebase.facts.section(path, Uses).calls)
        names = scene.member_names
        bare = (func.rpartition(".")[2] for func in calls if "." in func)
        scene.called[path] = frozenset(names[name] for name in bare if name in names)
    return scene.called[path]


def is_converted(scene: Scene, key: ClassKey, rival: ClassKey) -> bool:
    """Whether a function that calls what it is given old takes the class and returns the rival: that is the one to come."""
    users = scene.users.get(key.class_, frozenset()) & scene.users.get(rival.class_, frozenset())
    given, made = (each.class_.rpartition(".")[2] for each in (key, rival))
    if given == made:
        return False
    return any(
        made in _NAME.findall(fact.returns)
        and _OLD.search(fact.docstring) is not None
        and any(given in _NAME.findall(each.annotation) for each in fact.parameters)
        for path in users
        for fact in scene.codebase.facts.section(path, Bodies).functions
    )
