"""How two classes of a family stand to each other, apart from being alike: in: both; out: a word and a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Card
from archgraph.model.facts.bodies import FunctionFact
from archgraph.plan.evidence.scene import Scene

_SHORT = 3
_WORKS = ("call", "instantiate", "annotate")


class Relation(Enum):
    """What ties them, if anything does."""

    NONE = "none"
    SHIM = "adds nothing to it"
    EXTENSION = "extends it"
    BASE = "is extended by it"
    INTERFACE = "is the interface that it implements"
    IMPLEMENTATION = "implements its interface"
    OUTLINE = "has no code, as an interface has none"
    FILLED = "has the code that it, an interface, has not"
    DELEGATE = "hands every call on to it"
    OTHER = "implements another interface than it"
    ADAPTER = "is built on it"
    USED = "is used by it"


def relation(scene: Scene, member: ClassKey, canonical: ClassKey) -> Relation:
    """What `member` is to `canonical`."""
    card = scene.cards[member]
    if canonical in scene.ancestors(member):
        adds = set(card.fields) or [name for name, *_ in card.methods]
        return Relation.EXTENSION if adds else Relation.SHIM
    if member in scene.ancestors(canonical):
        return Relation.BASE
    if _declares(scene, member, canonical):
        return Relation.IMPLEMENTATION
    if _declares(scene, canonical, member):
        return Relation.INTERFACE
    functions, others = scene.functions(member), scene.functions(canonical)
    if is_interface(functions) != is_interface(others):
        return Relation.OUTLINE if is_interface(functions) else Relation.FILLED
    if _implements_another(scene, member, canonical):
        return Relation.OTHER
    if _works_with(scene, member, canonical):
        public = [fact for name, fact in functions.items() if not name.startswith("_")]
        is_short = all(fact.statements <= _SHORT for fact in functions.values())
        held = _held(functions, canonical)
        is_one = held == 1 or (not held and _works_with(scene, member, canonical, ("call", "instantiate")))
        if public and is_short and is_one and card.kind == "class" and _shares_a_name(card, scene.cards[canonical]):
            return Relation.DELEGATE
        return Relation.ADAPTER
    is_used = _works_with(scene, canonical, member) or _works_through(scene, canonical, member)
    return Relation.USED if is_used else Relation.NONE


def _implements_another(scene: Scene, member: ClassKey, canonical: ClassKey) -> bool:
    """Whether a base of the one is an interface that the other, which is called otherwise, knows nothing of."""
    if scene.cards[member].core == scene.cards[canonical].core:
        return False
    above = scene.direct_bases(member) - scene.ancestors(canonical) - {canonical}
    return any(is_interface(scene.functions(base)) for base in above)


def _held(functions: Mapping[str, FunctionFact], canonical: ClassKey) -> int:
    """How many of the other its constructor takes: what drives two of them hands nothing on."""
    name = canonical.class_.rpartition(".")[2]
    taken = functions["__init__"].parameters if "__init__" in functions else ()
    return sum(re.search(rf"\b{re.escape(name)}\b", p.annotation) is not None for p in taken)


def _shares_a_name(card: Card, other: Card) -> bool:
    """Whether it hands on by the names of what it hands on to: what makes or turns into the other hands nothing on."""
    return not other.offers.isdisjoint(card.public)


def _declares(scene: Scene, member: ClassKey, interface: ClassKey) -> bool:
    return interface.class_.rpartition(".")[2] in scene.declared_interfaces(member)


def is_interface(functions: Mapping[str, FunctionFact]) -> bool:
    """Whether there are methods, and none of them does anything."""
    return bool(functions) and all(fact.is_stub for fact in functions.values())


def _works_through(scene: Scene, user: ClassKey, used: ClassKey) -> bool:
    """Whether the body of one makes a class whose body makes the other: in its place it would make itself, without end."""
    making = [row for row in scene.uses.get(used.class_, ()) if row.what == "instantiate"]
    between = {
        key
        for row in making
        for key in scene.compared_in(row.path)
        if key.line <= row.line <= scene.codebase.classes[key].end_line
    }
    return any(_works_with(scene, user, key, ("instantiate",)) for key in between - {user, used})


def _works_with(scene: Scene, user: ClassKey, used: ClassKey, how: tuple[str, ...] = _WORKS) -> bool:
    """Whether the body of one calls, makes or names the other."""
    record = scene.codebase.classes[user]
    return any(
        row.path == user.path and user.line <= row.line <= record.end_line and row.what in how
        for row in scene.uses.get(used.class_, ())
    )
