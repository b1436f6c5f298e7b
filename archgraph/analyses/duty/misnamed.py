"""Managers and Registries that are none: in: the code base, roles and profiles; out: what they are, with a better name.

A Manager keeps something and answers for it. One that is a record, that keeps nothing, or that hands every call on to one
thing it was given is something else; what its methods do tells what.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from archgraph.analyses.duty.anatomy import Anatomy
from archgraph.analyses.words import head_word, lower_words, words
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.consolidation import Misnamed
from archgraph.model.facts.bodies import Bodies, FunctionFact, Touch
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.results.roles import Profile, RoleRecord
from archgraph.model.source import Zone

_HEADS = frozenset({"manager", "registry"})
_RECORDS = {"settings": "Settings", "data": "Entry"}
_MOST = 0.75
"""The part of the methods that must do one kind of thing for a name to tell it."""
_SHORT = 2
"""Statements of a method that only hands on."""
_FEWEST = 2
"""Public methods from which on a class without state is called misnamed."""
_BY_VERB = {
    "Queries": "get find list load fetch query select count read lookup search is has",
    "Checks": "validate check verify ensure assert",
    "Factory": "create make build new construct",
    "Formatting": "format parse convert render serialize deserialize encode decode dump",
}
_SUFFIXES = {verb: suffix for suffix, verbs in _BY_VERB.items() for verb in verbs.split()}
_SURE, _ASKED = 0.8, 0.6
_ITEM = re.compile(r"\b(entry|item|record)\b", re.IGNORECASE)
_LOGGER = re.compile(r"_?log(ger)?")


def misnamed(
    codebase: Codebase, roles: Mapping[ClassKey, RoleRecord], profiles: Iterable[Profile]
) -> tuple[Misnamed, ...]:
    """Production classes named Manager or Registry that are neither, in key order; doubles are named after others."""
    found = [each for key, role in roles.items() for each in _record(codebase, key, role)]
    for profile in profiles:
        if profile.zone is Zone.PRODUCTION and not profile.double and _stands_alone(codebase, profile):
            found += _without_state(codebase, profile)
    return tuple(sorted(found, key=lambda each: each.key))


def _record(codebase: Codebase, key: ClassKey, role: RoleRecord) -> Iterator[Misnamed]:
    record, kind = codebase.classes[key], next((kind for kind in _RECORDS if kind in role.roles), "")
    if not kind or role.double or record.zone is not Zone.PRODUCTION:
        return
    head = head_word(record.name)
    if head in _HEADS:
        bound = codebase.modules[key.path].outline.bindings
        fields = list(dict.fromkeys(b.name for b in bound if b.scope == record.scope and not b.name.startswith("_")))
        if fields and not does_more(codebase, key):
            reason = f"it is a record ({', '.join(fields[:4])}) and no {head}"
            sure = _SURE if head == "manager" or _is_called_item(codebase, key) else _ASKED
            yield Misnamed(key, reason, _renamed(record.name, _RECORDS[kind]), sure)


def does_more(codebase: Codebase, key: ClassKey) -> bool:
    """Whether a record has more methods than public fields: it is one by declaration only."""
    scope, outline = codebase.classes[key].scope, codebase.modules[key.path].outline
    methods = sum(each.parent == scope and each.kind is ScopeKind.FUNCTION for each in outline.scopes)
    return methods > len({b.name for b in outline.bindings if b.scope == scope and not b.name.startswith("_")})


def _is_called_item(codebase: Codebase, key: ClassKey) -> bool:
    """Whether its docstring calls it what a registry holds: others describe a registry that stands elsewhere, by its name."""
    scope = codebase.classes[key].scope
    facts = codebase.modules[key.path].outline.classes
    return any(_ITEM.search(fact.docstring) for fact in facts if fact.scope == scope)


def _stands_alone(codebase: Codebase, profile: Profile) -> bool:
    """Whether nothing is inherited or shared: what a base asks for, or locks guard, is no mere set of functions."""
    bases = [base for base in codebase.classes[profile.key].bases if base != "object"]
    return not (bases or profile.subclasses or profile.locks or profile.mutable_class_state)


def _without_state(codebase: Codebase, profile: Profile) -> Iterator[Misnamed]:
    record, module = codebase.classes[profile.key], codebase.modules[profile.key.path]
    bodies = codebase.facts.section(profile.key.path, Bodies)
    methods = Anatomy(record, module, bodies, ()).methods
    own = [t for t in bodies.touches if t.function in methods and t.owner in ("self", "cls", record.name)]
    touched = [touch for touch in own if touch.attribute not in methods.values()]
    state = [name for name in profile.state if not _LOGGER.fullmatch(name)]
    public = [fact for fact in bodies.functions if not methods.get(fact.scope, "_").startswith("_")]
    names = [methods[fact.scope] for fact in public]
    if len(public) < _FEWEST:
        return
    suffix = _suffix(names)
    if not state and not touched and suffix:
        listed = ", ".join(names[:4])
        reason = f"it keeps nothing: its {len(public)} public methods are functions ({listed})"
        yield Misnamed(profile.key, reason, _renamed(record.name, suffix), 0.6)
    elif len(state) == 1 and all(_hands_on(fact, touched, state[0]) for fact in public):
        reason = (
            f"each of its {len(public)} public methods hands on to {state[0]}, which its callers can have themselves"
        )
        yield Misnamed(profile.key, reason, _renamed(record.name, "Adapter"), 0.6)


def _hands_on(method: FunctionFact, touched: Iterable[Touch], attribute: str) -> bool:
    calls = (
        t for t in touched if t.function == method.scope and t.attribute == attribute and t.how.startswith("call:")
    )
    return method.statements <= _SHORT and any(calls)


def _suffix(methods: list[str]) -> str:
    """What most methods do, by their verbs; "" when that is mixed: then no name says more than Manager does."""
    kinds = Counter(_SUFFIXES.get(lower_words(name)[0], "") for name in methods if lower_words(name))
    (suffix, count), *_ = kinds.most_common(1)
    return suffix if count >= _MOST * len(methods) else ""


def _renamed(name: str, suffix: str) -> str:
    """The name with another head word: CorpusManager → CorpusQueries."""
    kept = [word for word in words(name) if word.lower() not in _HEADS]
    return "".join(word[:1].upper() + word[1:] for word in kept) + suffix
