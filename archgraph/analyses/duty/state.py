"""What a class remembers and how it guards it: in: a class and its file's bodies; out: attributes and locks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archgraph.model.codebase import ClassRecord, Module
from archgraph.model.expr import Call, Expr, Opaque, Sequence, text_of
from archgraph.model.facts.bodies import AttributeFact, Bodies, Touch

_MUTABLE_CALL = re.compile(
    r"(.*\.)?(dict|list|set|defaultdict|OrderedDict|Counter|deque|Weak(Value|Key)Dictionary|WeakSet)"
)
_MUTABLE_DISPLAYS = frozenset({"dict", "set", "comprehension", "list", "listcomp", "dictcomp", "setcomp"})
CHANGE = re.compile(
    r"item_write|item_delete|write|delete|call:(append|add|update|pop|setdefault|clear|extend|remove|insert|discard)"
)
_LOCK = re.compile(r"(?:(?P<library>[\w.]+)\.)?(?P<lock>R?Lock|(?:Bounded)?Semaphore|Condition)\b")
_LIBRARIES = ("asyncio", "threading", "multiprocessing", "anyio", "trio", "filelock")


def instance_state(record: ClassRecord, bodies: Bodies) -> tuple[str, ...]:
    """Names that methods set on self, in alphabetical order."""
    return tuple(sorted({a.name for a in bodies.attributes if a.scope == record.scope and a.method}))


def mutable_class_state(record: ClassRecord, bodies: Bodies, methods: frozenset[int]) -> tuple[str, ...]:
    """Class attributes that all instances share and that change: containers, and what methods set on the class."""
    changed = {touch.attribute for touch in bodies.touches if touch.function in methods and CHANGE.fullmatch(touch.how)}
    rebound = {touch.attribute for touch in _through_class(record, bodies, methods) if touch.how == "write"}
    own = [a for a in bodies.attributes if a.scope == record.scope and not a.method]
    shared = {a.name for a in own if is_container(a.value) and (a.name in changed or not a.name.isupper())}
    return tuple(sorted(shared | rebound))


def _through_class(record: ClassRecord, bodies: Bodies, methods: frozenset[int]) -> Iterator[Touch]:
    owners = ("cls", record.name)
    return (touch for touch in bodies.touches if touch.function in methods and touch.owner in owners)


def is_container(value: Expr) -> bool:
    """Whether an expression makes a container that can be changed."""
    if isinstance(value, Call):
        return isinstance(value.func, str) and _MUTABLE_CALL.fullmatch(value.func) is not None
    if isinstance(value, Sequence):
        return value.kind == "list"
    return isinstance(value, Opaque) and value.kind in _MUTABLE_DISPLAYS


def locks(record: ClassRecord, module: Module, bodies: Bodies, methods: frozenset[int]) -> tuple[str, ...]:
    """`name: library.Lock` for its own locks, for maps of locks, and for locks of the module that its methods hold."""
    own = [_lock(module, a) for a in bodies.attributes if a.scope == record.scope]
    held = {touch.guard.removeprefix("async ") for touch in bodies.touches if touch.function in methods and touch.guard}
    around = [
        f"{binding.name}: {kind}"
        for binding in module.outline.bindings
        if not binding.scope and binding.name in held and (kind := lock_kind(module, (text_of(binding.value),)))
    ]
    return tuple(sorted({text for text in (*own, *around) if text}))


def _lock(module: Module, attribute: AttributeFact) -> str:
    kind = lock_kind(module, (text_of(attribute.value), attribute.annotation))
    return f"{attribute.name}: {kind}" if kind else ""


def lock_kind(module: Module, texts: Iterable[str]) -> str:
    """The library and kind of the lock that one of the texts makes or names ("asyncio.Lock"), "" for none."""
    for text in texts:
        match = _LOCK.search(text)
        if match:
            library = match["library"] or _imported_from(module, match["lock"])
            if library.partition(".")[0] in _LIBRARIES:
                return f"{library}.{match['lock']}"
    return ""


def _imported_from(module: Module, name: str) -> str:
    for statement in module.outline.imports:
        if not statement.plain and any((alias or taken) == name for taken, alias in statement.names):
            return statement.module
    return ""
