"""Registries: in: a class, out: whether its name or what it does says so.

By behaviour: a mapping of the class is filled under a key by a public `register…` method and looked up by a public
`get…`-like one, and this is a good part of what the class does; anything less is a class that has a registry.
"""

from __future__ import annotations

from archgraph.analyses.roles.classifier import Classifier, Standing, Subject, Verdict
from archgraph.analyses.words import head_word, lower_words
from archgraph.model.facts import Touch

_WRITES = frozenset({"item_write", "call:setdefault", "call:update"})
_READS = frozenset({"item_read", "call:get", "return"})
_READERS = frozenset({"get", "lookup", "find", "resolve", "fetch", "getitem"})
_OWNERS = frozenset({"self", "cls"})
_SHARE = 1 / 3
_OTHER_DUTIES = frozenset({"manager", "mgr"})


def _judge(subject: Subject) -> Verdict | None:
    head = head_word(subject.record.name)
    if head == "registry":
        return Verdict("the head word of its name is Registry")
    return None if head in _OTHER_DUTIES else _by_behaviour(subject)


def _by_behaviour(subject: Subject) -> Verdict | None:
    public = {index: scope.name for index, scope in subject.methods if _is_public(scope.name)}
    writers = {index for index, name in public.items() if lower_words(name)[:1] == ("register",)}
    readers = {index for index, name in public.items() if lower_words(name)[:1] and lower_words(name)[0] in _READERS}
    if not writers or not readers:
        return None
    touches = [
        touch for touch in subject.bodies().touches if touch.function in public and touch.owner in _owners(subject)
    ]
    for write in touches:
        if write.function in writers and write.how in _WRITES:
            verdict = _looked_up(write, touches, public, readers)
            if verdict:
                return verdict
    return None


def _looked_up(write: Touch, touches: list[Touch], public: dict[int, str], readers: set[int]) -> Verdict | None:
    same = [touch for touch in touches if touch.attribute == write.attribute]
    read = next((touch for touch in same if touch.function in readers and touch.how in _READS), None)
    users = {touch.function for touch in same}
    if read is None or len(users) < 2 or len(users) < _SHARE * len(public):
        return None
    return Verdict(
        f"{public[write.function]}() fills the mapping {write.attribute} (line {write.line}) and "
        f"{public[read.function]}() looks it up (line {read.line}); "
        f"{len(users)} of {len(public)} public methods use it",
        0.8,
    )


def _owners(subject: Subject) -> frozenset[str]:
    return _OWNERS | {subject.record.name.rpartition(".")[2]}


def _is_public(name: str) -> bool:
    return not name.startswith("_") or name == "__getitem__"


ROLE = Classifier("registry", Standing.DUTY, _judge)
