"""Names that hold instances of a class: in: a Scene, a class and a file; out: dotted names, each with the scope it holds in.

What a call of the class is assigned to, what is annotated with it (parameters, fields, `self.x`), what a function gives
whose annotation says so, and attributes that are set from one of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from archgraph.model.codebase import ClassKey
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.uses import Uses
from archgraph.plan.evidence.scene import Scene

ANYWHERE = -1
"""The scope of names that all functions of a file share: `self.x`, and names of the module."""

Holder = tuple[int, str]


def makings(scene: Scene, key: ClassKey) -> Mapping[str, frozenset[int]]:
    """The lines of the calls that make one, by file."""
    found: dict[str, set[int]] = {}
    for row in scene.uses.get(key.class_, ()):
        if row.what == "instantiate":
            found.setdefault(row.path, set()).add(row.line)
    return {path: frozenset(lines) for path, lines in found.items()}


def users(scene: Scene, key: ClassKey) -> list[str]:
    """Files that use a class, its own among them, sorted."""
    return sorted(scene.users.get(key.class_, frozenset()) | {key.path})


def holders(scene: Scene, key: ClassKey, path: str) -> frozenset[Holder]:
    """(scope, dotted name) of what holds an instance in a file that uses the class."""
    name = key.class_.rpartition(".")[2]
    bodies = scene.codebase.facts.section(path, Bodies)
    made = makings(scene, key).get(path, frozenset())
    given = {fact.scope: fact for fact in bodies.functions if _is_one(fact.returns, name)}
    scopes = scene.codebase.modules[path].outline.scopes
    makers = {scopes[index].name for index in given}
    found: set[Holder] = set()
    for call in scene.codebase.facts.section(path, Uses).calls:
        called = call.func.rpartition(".")[2]
        is_made = call.line in made and called == name
        if call.target and not call.target.endswith("[]") and (is_made or called in makers):
            found.add(_held(call.scope, call.target))
    if _means(scene, key, path, name):
        for fact in bodies.functions:
            found.update((fact.scope, p.name) for p in fact.parameters if _is_one(p.annotation, name))
        found.update(_held(0, f"self.{a.name}") for a in bodies.attributes if _is_one(a.annotation, name))
    for held in bodies.attributes:
        if isinstance(held.value, str) and (held.method, held.value) in found:
            found.add((ANYWHERE, f"self.{held.name}"))
    return frozenset(found)


def held_in(holding: frozenset[Holder], scope: int, dotted: str) -> Iterator[str]:
    """What follows the holder in a dotted name of a scope: `tools` of `self.client.tools`."""
    parts = dotted.split(".")
    for end in range(1, len(parts)):
        owner = ".".join(parts[:end])
        if (scope, owner) in holding or (ANYWHERE, owner) in holding:
            yield parts[end]


def _held(scope: int, target: str) -> Holder:
    return (ANYWHERE if not scope or target.startswith(("self.", "cls.")) else scope), target


def _means(scene: Scene, key: ClassKey, path: str, name: str) -> bool:
    """Whether the bare name is the class in that file."""
    if path == key.path:
        return True
    target = scene.codebase.names.resolve(path, 0, name)
    return target.key == key or any(edge.path == path for edge in scene.statements.get(key.class_, ()))


def _is_one(annotation: str, name: str) -> bool:
    """Whether an annotation says that it is one of the class, or none: no list of them."""
    if name not in annotation:
        return False
    text = re.sub(r"[\"'\s]|Optional\[|\bNone\b|[|\]]", "", annotation)
    return text.rpartition(".")[2] == name
