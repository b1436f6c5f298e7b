"""How two classes are made and held: in: a Case; out: what their makers would meet, in words.

What a constructor must be given, whether instances can be changed, and what makes them: a dataclass, a pydantic model, a str.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archgraph.model.codebase import ClassKey
from archgraph.model.expr import Call, Expr, Opaque, text_of
from archgraph.model.facts.bodies import AttributeFact, Bodies, ParameterKind
from archgraph.model.facts.uses import Uses
from archgraph.model.results.mro import Ancestor
from archgraph.plan.evidence.case import VALUES, Case, bare, listed
from archgraph.plan.evidence.scene import Scene

_MAKING = ("__init__", "__post_init__", "__new__", "__attrs_post_init__")
_BY_PLACE = (ParameterKind.POSITIONAL_ONLY, ParameterKind.NORMAL)
_DEFAULTS = frozenset({"default", "default_factory", "factory"})
_FIELDS = ("Field", "field", "Column", "mapped_column", "ib", "attrib")
_EMPTY = {"[]": "list", "{}": "dict"}
_FORMS = ("BaseModel", "TypedDict", "NamedTuple", "BaseSettings", "str", "int", "IntEnum", "StrEnum", "Flag", "IntFlag")


def required(scene: Scene, key: ClassKey) -> tuple[str, ...]:
    """What must be given to make one, in order: fields and parameters without a default."""
    init = scene.functions(key).get("__init__")
    if init is not None:
        named = (
            p for p in init.parameters[1:] if p.kind not in (ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD)
        )
        return tuple(p.name for p in named if not p.default)
    return tuple(fact.name for fact in fields(scene, key) if not has_default(fact.value))


def fields(scene: Scene, key: ClassKey) -> tuple[AttributeFact, ...]:
    """The annotated names in the body of a record, of which its constructor is made; none of any other class. Worked out once."""
    if scene.cards[key].kind not in ("data", "settings"):
        return ()
    if key not in scene.fields:
        scope = scene.codebase.classes[key].scope
        own = (
            f for f in scene.codebase.facts.section(key.path, Bodies).attributes if f.scope == scope and not f.method
        )
        scene.fields[key] = tuple(f for f in own if f.annotation and "ClassVar" not in f.annotation)
    return scene.fields[key]


def has_default(value: Expr) -> bool:
    """Whether what a field is bound to gives it a value where none is given."""
    if isinstance(value, Call) and isinstance(value.func, str) and value.func.rpartition(".")[2] in _FIELDS:
        given = not value.args or (isinstance(value.args[0], Opaque) and value.args[0].text in ("...", "Ellipsis"))
        return not given or any(name in _DEFAULTS for name, _ in value.keywords)
    return not (isinstance(value, Opaque) and value.kind == "none")


def is_frozen(scene: Scene, key: ClassKey) -> bool:
    """Whether instances cannot be changed."""
    decorators = "".join(scene.codebase.classes[key].decorators).replace(" ", "")
    return "frozen=True" in decorators or scene.constants(key).get("frozen") is True


def is_changed(scene: Scene, key: ClassKey) -> bool:
    """Whether its methods change its attributes, after it is made."""
    section = scene.codebase.facts.section(key.path, Bodies)
    making = {fact.scope for name, fact in scene.functions(key).items() if name in _MAKING}
    own = {fact.scope for fact in scene.functions(key).values()} - making
    return any(
        t.function in own and t.owner == "self" and t.how in ("write", "item_write", "delete") for t in section.touches
    )


def form(scene: Scene, key: ClassKey) -> str:
    """What makes it a record or value; "" for a plain class."""
    record = scene.codebase.classes[key]
    above = {base.rpartition(".")[2] for base in (*record.bases, *(a.name for a in _above(scene, key)))}
    found = next((name for name in _FORMS if name in above), "")
    if not found and any("dataclass" in each for each in record.decorators):
        return "dataclass"
    return found


def _above(scene: Scene, key: ClassKey) -> tuple[Ancestor, ...]:
    mro = scene.mros.get(key)
    return mro.ancestors[1:] if mro else ()


def questions(case: Case) -> Iterator[str]:
    """What must be asked of who makes and holds them."""
    yield from filter(None, (_of_making(case), _of_order(case), _of_defaults(case), _of_form(case), _of_change(case)))


def more_to_give(case: Case) -> tuple[str, ...]:
    """What the constructor of the class that stays asks for, and callers of the other do not give."""
    if case.cards[0].kind not in ("class", "data", "settings", "exception"):
        return ()
    mine, other = (required(case.scene, key) for key in (case.member, case.canonical))
    init = case.scene.functions(case.member).get("__init__")
    takes_all = init is not None and any(p.kind is ParameterKind.VAR_KEYWORD for p in init.parameters)
    return () if takes_all else tuple(name for name in other if name not in mine)


def _of_making(case: Case) -> str:
    more = more_to_give(case)
    return f"what callers are to give for {listed(more)}, without which no {case.name} is made" if more else ""


def taken(scene: Scene, key: ClassKey) -> Mapping[str, str]:
    """What can be given to make one, in order, each with its default as written ("" without one)."""
    init = scene.functions(key).get("__init__")
    if init is not None:
        return {p.name: p.default for p in init.parameters[1:] if p.kind in _BY_PLACE}
    return {fact.name: _written(fact.value) for fact in fields(scene, key)}


def _written(value: Expr) -> str:
    """A default as written, the same for `[]` and `Field(default_factory=list)`; "" without one."""
    if isinstance(value, Call) and isinstance(value.func, str) and value.func.rpartition(".")[2] in _FIELDS:
        given = next((each for name, each in value.keywords if name in _DEFAULTS), None)
        value = given if given is not None else value.args[0] if value.args else Opaque("none")
    if isinstance(value, Opaque) and value.text in ("", "...", "Ellipsis"):
        return ""
    text = text_of(value).removeprefix("lambda: ")
    return _EMPTY.get(text, text)


def _of_order(case: Case) -> str:
    """Who gives values by their place gives them to other fields there."""
    if case.cards[0].kind not in ("class", "data", "settings"):
        return ""
    mine, other = (list(taken(case.scene, key)) for key in (case.member, case.canonical))
    same = next((at for at, (here, there) in enumerate(zip(mine, other, strict=False)) if here != there), len(mine))
    if same >= len(mine) or not other:
        return ""
    given = _given_by_place(case)
    return f"who gives {listed(mine[same:given])} by place: {case.name} takes {listed(other)}" if given > same else ""


def _given_by_place(case: Case) -> int:
    """How many values calls of the class give by their place at most."""
    name, rows = bare(case.member), case.scene.uses.get(case.member.class_, ())
    paths = sorted({row.path for row in rows if row.what == "instantiate"})
    sections = (case.scene.codebase.facts.section(path, Uses) for path in paths)
    calls = (call for section in sections for call in section.calls if call.func.rpartition(".")[2] == name)
    return max((len(call.args) for call in calls), default=0)


def _of_defaults(case: Case) -> str:
    """What is so by default is a contract with all who do not say it."""
    if case.cards[0].kind not in ("data", "settings"):
        return ""
    mine, other = (taken(case.scene, key) for key in (case.member, case.canonical))
    changed = [name for name in mine if mine[name] and other.get(name) and mine[name] != other[name]]
    told = [f"what {listed(changed)} is by default: each has its own"] if changed else []
    come = [name for name in other if name not in mine and other[name] == "True"]
    told += (
        [f"whether {listed(come)} is to be True for all that are made of this one: {case.name} says so"] if come else []
    )
    return "; ".join(told)


def _of_form(case: Case) -> str:
    if case.cards[0].kind not in VALUES:
        return ""
    mine, other = (form(case.scene, key) for key in (case.member, case.canonical))
    if mine == other:
        return ""
    words = {"": "a plain class" if case.cards[0].kind != "enum" else "a plain enum"}
    here, there = (words.get(each, f"a {each}") for each in (mine, other))
    below = tuple(sorted(bare(key) for key in case.scene.below(case.member)))
    if below and mine:
        is_ = "is" if len(below) == 1 else "are"
        return f"that {case.name}, {there}, is made {here} first: {listed(below)}, below this one, {is_} that by it"
    return f"who needs that this is {here}: {case.name} is {there}"


def _of_change(case: Case) -> str:
    frozen = [is_frozen(case.scene, key) for key in (case.member, case.canonical)]
    if frozen == [False, True]:
        return f"who changes instances: those of {case.name} are frozen"
    return ""
