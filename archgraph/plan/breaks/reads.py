"""Attributes that users read of instances and that those of the class that stays do not have."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from archgraph.model.codebase import ClassKey
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.reads import Reads
from archgraph.model.facts.uses import Uses
from archgraph.plan.breaks.breaking import Break, Broken, shown
from archgraph.plan.breaks.instances import held_in, holders, users
from archgraph.plan.evidence.asked import in_file
from archgraph.plan.evidence.case import Case, bare, listed
from archgraph.plan.evidence.scene import Scene


def read_in_vain(case: Case, carried: tuple[str, ...]) -> Break | None:
    """What users read that is neither there nor carried over."""
    scene, name = case.scene, case.name
    if "__getattr__" in scene.functions(case.canonical) or case.cards[0].kind == "enum":
        return None
    lost = attributes(scene, case.member) - attributes(scene, case.canonical) - {*carried} - case.twins.keys()
    places = sorted(_places(case, lost), key=lambda place: (place[1], place[2])) if lost else []
    if not places:
        return None
    names = list(dict.fromkeys(member for member, _, _ in places))
    where = shown((path, line) for _, path, line in places)
    has = "none of them" if len(names) > 1 else "none"
    rows = tuple(
        Broken(member, path, line, f"is read of instances, and {name} has none") for member, path, line in places
    )
    return Break("attribute", f"what {where} {_do(places)} without {listed(names)}: {name} has {has}", rows)


def asked_of_the_other(case: Case) -> Break | None:
    """What users of the one that stays, tests left aside, ask of its instances, and only this one has: it may be what they
    mean."""
    scene, key = case.scene, case.canonical
    only = frozenset(case.unique) - attributes(scene, key)
    if not only or case.cards[0].kind == "enum" or "__getattr__" in scene.functions(key):
        return None
    other = Case(scene, key, case.member, case.kin, ())
    paths = [path for path in users(scene, key) if path in scene.running_paths]
    places = sorted(_places(other, only, paths), key=lambda place: (place[1], place[2]))
    if not places:
        return None
    names = list(dict.fromkeys(member for member, _, _ in places))
    where = shown((path, line) for _, path, line in places)
    return Break("attribute", f"which {bare(key)} is meant at {where}, where {listed(names)} is asked of {case.name}")


def called_otherwise(case: Case, _carried: tuple[str, ...]) -> Break | None:
    """Who calls what is there by another name, and has to call that."""
    places = sorted(_places(case, frozenset(case.twins)), key=lambda place: (place[1], place[2])) if case.twins else []
    rows = tuple(
        Broken(member, path, line, f"{case.name} has it as {case.twins[member]}") for member, path, line in places
    )
    return Break("name", "", rows) if rows else None


def _do(places: list[tuple[str, str, int]]) -> str:
    return "does" if len({place[1:] for place in places}) == 1 else "do"


def attributes(scene: Scene, key: ClassKey) -> frozenset[str]:
    """Public names that instances have: what the class and its ancestors offer, and what their methods set."""
    above = (each for each in scene.ancestors(key) if each in scene.codebase.classes)
    held = frozenset().union(scene.held(key), *map(scene.held, above))
    return frozenset(name for name in held | scene.cards[key].offers if not name.startswith("_"))


def _places(case: Case, lost: frozenset[str], paths: Collection[str] | None = None) -> Iterator[tuple[str, str, int]]:
    """(attribute, path, line), each attribute once in a file; `paths`: the users that are looked at, None for all."""
    scene, key = case.scene, case.member
    inside = range(key.line, scene.codebase.classes[key].end_line + 1)
    for path in users(scene, key) if paths is None else paths:
        is_asked = not lost <= scene.member_names.keys() or not lost.isdisjoint(in_file(scene, path))
        named = (
            [each for each in _dotted(scene, path) if not lost.isdisjoint(each[0].split(".")[1:])] if is_asked else []
        )
        holding = holders(scene, key, path) if named else frozenset()
        found = dict[str, int]()
        for dotted, line, scope in named if holding else ():
            if path != key.path or line not in inside:
                for attribute in lost.intersection(held_in(holding, scope, dotted)):
                    found[attribute] = min(line, found.get(attribute, line))
        yield from ((attribute, path, line) for attribute, line in found.items())
    yield from _of_subclasses(case, lost)


def _dotted(scene: Scene, path: str) -> Iterator[tuple[str, int, int]]:
    """(dotted name, line, scope) of what a file reads of others, and calls."""
    facts = scene.codebase.facts
    yield from ((each.name, each.line, each.scope) for each in facts.section(path, Reads).reads)
    yield from ((each.func, each.line, each.scope) for each in facts.section(path, Uses).calls if "." in each.func)


def _of_subclasses(case: Case, lost: frozenset[str]) -> Iterator[tuple[str, str, int]]:
    """What classes below it read of themselves and do not set."""
    scene = case.scene
    for below in sorted(scene.below(case.member)):
        if below not in scene.codebase.classes:
            continue
        own = {fact.scope for fact in scene.functions(below).values()}
        missing = lost - scene.held(below) - scene.functions(below).keys()
        found: dict[str, int] = {}
        for touch in scene.codebase.facts.section(below.path, Bodies).touches if missing else ():
            if touch.function in own and touch.owner == "self" and touch.attribute in missing:
                found.setdefault(touch.attribute, touch.line)
        yield from ((attribute, below.path, line) for attribute, line in found.items())
