"""Records: in: a class, out: whether its instances are data by construction.

Dataclasses, attrs classes, named tuples, typed dictionaries, pydantic and msgspec models, and rows of an ORM.
"""

from __future__ import annotations

from archgraph.analyses.roles.classifier import Classifier, Standing, Subject, Verdict
from archgraph.analyses.words import last_name
from archgraph.model.expr import text_of

_DECORATORS = frozenset({"dataclass", "attrs", "attributes", "pydantic_dataclass"})
_ATTRS = frozenset({"define", "frozen", "mutable", "s", "dataclass", "attrs"})
_MODELS = frozenset(
    {
        "BaseModel",
        "RootModel",
        "GenericModel",
        "SQLModel",
        "Struct",
        "DeclarativeBase",
        "MappedAsDataclass",
        "TypedDict",
        "NamedTuple",
    }
)
_ORM = frozenset({"django.db.models.base.Model", "django.db.models.Model", "tortoise.models.Model", "peewee.Model"})
_TABLE = frozenset({"__tablename__", "__table__"})


def _judge(subject: Subject) -> Verdict | None:
    return _decorated(subject) or _named_tuple(subject) or _model(subject) or _row(subject)


def _decorated(subject: Subject) -> Verdict | None:
    for decorator in subject.decorators:
        package, name = decorator.partition(".")[0], last_name(decorator)
        if name in _DECORATORS or (package in ("attr", "attrs") and name in _ATTRS):
            return Verdict(f"decorated with {decorator}")
    return None


def _named_tuple(subject: Subject) -> Verdict | None:
    for base in subject.fact.bases:
        text = text_of(base).partition("(")[0]
        if last_name(text) in ("NamedTuple", "TypedDict", "namedtuple"):
            return Verdict(f"made by {text}")
    return Verdict("a typed dictionary") if subject.record.metaclass.endswith("_TypedDictMeta") else None


def _model(subject: Subject) -> Verdict | None:
    model = subject.ancestor_named(_MODELS) or next((a.name for a in subject.ancestors if a.name in _ORM), "")
    return Verdict(f"descends from {model}") if model else None


def _row(subject: Subject) -> Verdict | None:
    bound = subject.world.bound_in(subject.module).get(subject.record.scope, ())
    name = next((name for name in bound if name in _TABLE), "")
    return Verdict(f"sets {name}: a row of a database table") if name else None


ROLE = Classifier("data", Standing.OWN, _judge)
