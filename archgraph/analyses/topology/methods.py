"""What the methods of a registry do: in: its MRO and the facts of its files; out: operations, and what becomes of a key that
comes twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from archgraph.analyses.words import lower_words
from archgraph.model.codebase import ClassKey, ClassRecord, Codebase
from archgraph.model.facts.bodies import Bodies, FunctionFact, Touch
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.facts.uses import Uses
from archgraph.model.results.mro import Mro
from archgraph.model.results.registrations import RegistryMethod

_OPERATIONS = {
    **dict.fromkeys(("register", "add", "set", "put", "bind", "provide", "install", "attach", "store"), "register"),
    **dict.fromkeys(
        ("get", "lookup", "find", "resolve", "fetch", "has", "list", "create", "build", "is", "all"), "read"
    ),
    **dict.fromkeys(("unregister", "deregister", "remove", "delete", "discard", "detach", "pop", "evict"), "remove"),
    **dict.fromkeys(("clear", "reset"), "clear"),
}
_DUNDERS = {"__setitem__": "register", "__getitem__": "read", "__contains__": "read", "__delitem__": "remove"}
_FILLS = re.compile(r"item_write|call:(setdefault|update)")
_ASKS = re.compile(r"contains|call:(get|keys|__contains__)|item_read")
_WARNS = re.compile(r"(?:.*\.)?(?:warn|warning|error|critical)")
_ASIDE = re.compile(r"error|metric|stat|count|time|last|log|history|lock|cache|health")
"""Mappings beside the one that holds what is registered."""
_FRESH = re.compile(r"(?:.*\.)?(?:uuid[1-8]|token_(?:hex|urlsafe|bytes)|ulid|nanoid)")
"""Calls that make names which nothing has yet: who registers under one replaces nothing."""
_OWNERS = frozenset({"self", "cls"})
_DEEPEST = 3


@lru_cache(maxsize=65536)
def operation_of(method: str) -> str:
    """What a registry's method does, by the first word of its name; "" when that does not tell."""
    if method in _DUNDERS:
        return _DUNDERS[method]
    parts = lower_words(method)
    return _OPERATIONS.get(parts[0], "") if parts else ""


def _takes_something(parameters: tuple[str, ...]) -> bool:
    """Is there a parameter that can be a key?"""
    return any(name not in ("self", "cls", "*", "/") for name in parameters)


def _is_asked(touch: Touch) -> bool:
    """Does the method ask another one of its own whether or what is there (`self.has(key)`, `key in self`)?"""
    return touch.how == "call:__call__" and operation_of(touch.attribute.lstrip("_")) == "read"


class Methods:
    """The methods of classes, found along their MROs."""

    def __init__(self, codebase: Codebase, mros: Mapping[ClassKey, Mro]) -> None:
        self._codebase = codebase
        self._mros = mros
        self._own: dict[ClassKey, dict[str, int]] = {}

    def landing(self, key: ClassKey, method: str, skip: int = 0) -> tuple[ClassRecord, int] | None:
        """The class of the code base in which a call lands, and the method's scope; None when it is not known. `skip`: so
        many classes of the MRO that have the method are gone past, as `super()` does."""
        for ancestor in self._mros[key].ancestors:
            record = self._codebase.classes.get(ancestor.key) if ancestor.key else None
            if record is not None and method in self._of(record):
                if not skip:
                    return record, self._of(record)[method]
                skip -= 1
        return None

    def of_registry(self, key: ClassKey) -> Iterator[RegistryMethod]:
        """Its own public methods whose names say what they do."""
        record = self._codebase.classes[key]
        scopes = self._codebase.modules[record.path].outline.scopes
        for name, scope in self._of(record).items():
            operation = "" if name.startswith("_") and name not in _DUNDERS else operation_of(name)
            if operation:
                twice = self.on_duplicate(key, name) if operation == "register" else ""
                yield RegistryMethod(key, name, operation, twice, scopes[scope].line)

    def on_duplicate(self, key: ClassKey, method: str, depth: int = 0, skip: int = 0) -> str:
        """What a registering method does with a key that is there already: raise, warn, overwrite, ignore or unknown."""
        found = self.landing(key, method, skip)
        if found is None or depth > _DEEPEST:
            return "unknown"
        record, scope = found
        if not _takes_something(self._codebase.modules[record.path].outline.scopes[scope].parameters):
            return "unknown"
        bodies = self._codebase.facts.section(record.path, Bodies)
        function = next((f for f in bodies.functions if f.scope == scope), None)
        if function is not None and method in function.super_calls:
            return self.on_duplicate(key, method, depth + 1, skip + 1)
        touches = [t for t in bodies.touches if t.function == scope and t.owner in _OWNERS | {record.name}]
        filled = {t.attribute for t in touches if _FILLS.fullmatch(t.how) and not _ASIDE.search(t.attribute)}
        if not filled:
            return self._delegated(key, method, touches, depth)
        if function is not None and function.raises and any(_is_asked(touch) for touch in touches):
            return "raise"
        return self._told(record, scope, function, [touch for touch in touches if touch.attribute in filled])

    def _delegated(self, key: ClassKey, method: str, touches: list[Touch], depth: int) -> str:
        """What the first registering method does that it calls on itself; a key that was looked up before is not overwritten
        without a word, whatever that one does."""
        called = (touch.attribute for touch in touches if touch.how == "call:__call__" and touch.attribute != method)
        names = [name for name in called if operation_of(name.lstrip("_")) == "register"]
        answer = self.on_duplicate(key, names[0], depth + 1) if names else "unknown"
        looks = any(_ASKS.fullmatch(touch.how) and not _ASIDE.search(touch.attribute) for touch in touches)
        return "unknown" if answer == "overwrite" and looks else answer

    def _told(self, record: ClassRecord, scope: int, function: FunctionFact | None, touches: list[Touch]) -> str:
        called = [call.func for call in self._codebase.facts.section(record.path, Uses).calls if call.scope == scope]
        if not any(_ASKS.fullmatch(touch.how) for touch in touches):
            if any(_FRESH.fullmatch(func) for func in called):
                return "unknown"
            return (
                "ignore" if all(t.how == "call:setdefault" for t in touches if _FILLS.fullmatch(t.how)) else "overwrite"
            )
        if function is not None and function.raises:
            return "raise"
        return "warn" if any(_WARNS.fullmatch(func) for func in called) else "unknown"

    def _of(self, record: ClassRecord) -> Mapping[str, int]:
        """Name → scope of the methods that a class defines; of several the last."""
        found = self._own.get(record.key)
        if found is None:
            scopes = self._codebase.modules[record.path].outline.scopes
            found = self._own[record.key] = {
                scope.name: index
                for index, scope in enumerate(scopes)
                if index and scope.parent == record.scope and scope.kind is ScopeKind.FUNCTION
            }
        return found
