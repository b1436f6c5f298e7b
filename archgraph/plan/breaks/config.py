"""How a pydantic model is set up, its bases counted: in: a Scene and a class; out: option → value as written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archgraph.model.codebase import ClassKey
from archgraph.model.expr import Call, text_of
from archgraph.model.facts.scopes import ScopeKind
from archgraph.plan.evidence.scene import Scene

OPTIONS = ("extra", "use_enum_values", "from_attributes", "populate_by_name", "str_strip_whitespace")
"""What changes for who makes or reads one. That it is frozen is asked elsewhere."""
_EARLIER = {"orm_mode": "from_attributes", "allow_population_by_field_name": "populate_by_name"}
"""Names of pydantic 1."""


def config(scene: Scene, key: ClassKey) -> Mapping[str, str]:
    """The options that it or the nearest of its bases sets."""
    mro = scene.mros.get(key)
    above = (each.key for each in mro.ancestors[1:] if each.key in scene.codebase.classes) if mro else ()
    found: dict[str, str] = {}
    for each in (key, *above):
        for name, value in _own(scene, each) if each else ():
            option = _EARLIER.get(name, name)
            if option in OPTIONS:
                found.setdefault(option, value)
    return found


def _own(scene: Scene, key: ClassKey) -> Iterator[tuple[str, str]]:
    outline, scope = scene.codebase.modules[key.path].outline, scene.codebase.classes[key].scope
    inner = {
        n
        for n, s in enumerate(outline.scopes)
        if s.parent == scope and s.kind is ScopeKind.CLASS and s.name == "Config"
    }
    for bound in outline.bindings:
        if bound.scope in inner:
            yield bound.name, _word(text_of(bound.value))
        elif bound.scope == scope and bound.name == "model_config" and isinstance(bound.value, Call):
            yield from ((name, _word(text_of(value))) for name, value in bound.value.keywords)


def _word(text: str) -> str:
    """`Extra.forbid` and `'forbid'` are one."""
    return text.removeprefix("Extra.").strip("'\"")
