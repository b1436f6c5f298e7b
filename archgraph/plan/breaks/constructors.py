"""What can be given to make one, bases counted: in: a Scene and a class; out: names, and whether others are taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archgraph.model.codebase import ClassKey
from archgraph.model.facts.bodies import ParameterKind
from archgraph.plan.breaks.config import config
from archgraph.plan.decision.holding import fields, form, has_default
from archgraph.plan.evidence.scene import Scene

_BY_PLACE = (ParameterKind.POSITIONAL_ONLY, ParameterKind.NORMAL)
_RECORDS = ("dataclass", "BaseModel", "BaseSettings")


@dataclass(frozen=True, slots=True)
class Constructor:
    """Names that it takes, in order, each with whether it must be given. `takes_any`: any other name, too; `ignores`:
    it takes them and forgets them; `places`: how many values it takes by their place, None for any number."""

    names: Mapping[str, bool]
    takes_any: bool
    ignores: bool
    places: int | None = None

    @property
    def required(self) -> tuple[str, ...]:
        """The names that must be given."""
        return tuple(name for name, must in self.names.items() if must)


def constructor(scene: Scene, key: ClassKey) -> Constructor | None:
    """The constructor, None where it is not known: it stands outside of the code base."""
    lineage = [key, *_known_above(scene, key)]
    for each in lineage:
        init = scene.functions(each).get("__init__")
        if init is not None:
            kinds = {p.kind for p in init.parameters}
            named = (p for p in init.parameters[1:] if not p.kind.startswith("var_"))
            names = {p.name: not p.default for p in named}
            by_place = sum(p.kind in _BY_PLACE for p in init.parameters[1:])
            places = None if ParameterKind.VAR_POSITIONAL in kinds else by_place
            return Constructor(names, ParameterKind.VAR_KEYWORD in kinds, ignores=False, places=places)
    made = form(scene, key)
    if made not in _RECORDS:
        return None
    names = {}
    for each in reversed(lineage):
        for fact in fields(scene, each):
            names[fact.name] = not has_default(fact.value)
    extra = config(scene, key).get("extra", "")
    is_model = made != "dataclass"
    return Constructor(names, "allow" in extra, ignores=is_model and "forbid" not in extra and "allow" not in extra)


def _known_above(scene: Scene, key: ClassKey) -> list[ClassKey]:
    mro = scene.mros.get(key)
    above = (each.key for each in mro.ancestors[1:]) if mro else ()
    return [each for each in above if each is not None and each in scene.codebase.classes and each in scene.cards]
