"""What a class raises, as builtin and own errors: in: a Scene and a class; out: the errors of its making and of its methods."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archgraph.model.codebase import ClassKey
from archgraph.model.expr import Call, text_of
from archgraph.model.facts.bodies import FunctionFact
from archgraph.model.results.mro import Mro
from archgraph.plan.evidence.doings import reached
from archgraph.plan.evidence.scene import Scene

_MAKING = ("__init__", "__post_init__", "__new__", "__attrs_post_init__", "model_post_init")
_CHECKING = ("validator", "field_validator", "root_validator", "model_validator", "validates")
_CATCH_ALL = frozenset({"Exception", "BaseException"})


@dataclass(frozen=True, slots=True)
class Error:
    """An error that is raised: its bare name, the bare names of all that it is, and the line of the method."""

    name: str
    kinds: frozenset[str]
    line: int

    def is_caught_by(self, names: Iterable[str]) -> bool:
        """Whether clauses that catch these names catch it."""
        return any(name.rpartition(".")[2] in self.kinds for name in names)


def checks(scene: Scene, key: ClassKey) -> tuple[str, ...]:
    """The methods that run as one is made."""
    return tuple(name for name, fact in scene.functions(key).items() if name in _MAKING or _is_check(fact))


def _is_check(fact: FunctionFact) -> bool:
    written = (text_of(each.func if isinstance(each, Call) else each) for each in fact.decorators)
    return any(text.rpartition(".")[2] in _CHECKING for text in written)


def raised(scene: Scene, key: ClassKey, methods: Iterable[str]) -> tuple[Error, ...]:
    """The errors that these methods and the private ones that they call raise, by name; a name that is no class is none."""
    functions, names = scene.functions(key), frozenset(methods)
    if not any(fact.raises for fact in functions.values()):
        return ()
    scopes = scene.codebase.modules[key.path].outline.scopes
    found: dict[str, Error] = {}
    for method in sorted(names | reached(scene, key, names)):
        fact = functions.get(method)
        for written in fact.raises if fact else ():
            bare = written.rpartition(".")[2]
            if fact and bare[:1].isupper() and bare not in found and bare != "NotImplementedError":
                found[bare] = Error(bare, _kinds(scene, key.path, written), scopes[fact.scope].line)
    return tuple(found[name] for name in sorted(found))


def _kinds(scene: Scene, path: str, written: str) -> frozenset[str]:
    bare = written.rpartition(".")[2]
    known = getattr(builtins, written, None)
    if isinstance(known, type) and issubclass(known, BaseException):
        return frozenset(each.__name__ for each in known.__mro__)
    target = scene.codebase.names.resolve(path, 0, written)
    above = _ancestors(scene.mros, target.key) if target.key else frozenset[str]()
    return frozenset({bare}) | _CATCH_ALL | above


def _ancestors(mros: Mapping[ClassKey, Mro], key: ClassKey) -> frozenset[str]:
    mro = mros.get(key)
    names = (each.name.rpartition(".")[2] for each in mro.ancestors) if mro is not None else ()
    return frozenset(names)
