"""Members that two classes share by name and not by contract: in: two classes; out: the differences a caller would meet."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Difference
from archgraph.model.expr import Call, text_of
from archgraph.model.facts.bodies import FunctionFact, ParameterKind
from archgraph.plan.evidence.annotations import differ, plain
from archgraph.plan.evidence.scene import Scene

_VARIADIC = (ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD)


def differences(scene: Scene, family: str, member: ClassKey, canonical: ClassKey) -> Iterator[Difference]:
    """What differs for a caller who is moved from `member` to `canonical`; places are those of `member`."""
    mine, other = scene.functions(member), scene.functions(canonical)
    scopes = scene.codebase.modules[member.path].outline.scopes
    is_async = {name: scopes[fact.scope].is_async for name, fact in mine.items()}
    theirs = scene.codebase.modules[canonical.path].outline.scopes
    for name in sorted(mine.keys() & other.keys()):
        if name.startswith("_") and name != "__init__":
            continue
        a, b = mine[name], other[name]
        both = (is_async[name], theirs[b.scope].is_async)
        for kind, text in _between(a, b, both):
            line = scopes[a.scope].line
            yield Difference(family, name, member.class_, canonical.class_, kind, member.path, line, text)


def _between(a: FunctionFact, b: FunctionFact, is_async: tuple[bool, bool]) -> Iterator[tuple[str, str]]:
    if is_async[0] != is_async[1]:
        yield "async", f"{_word(is_async[0])} in one, {_word(is_async[1])} in the other"
    if _has(a, "property") != _has(b, "property"):
        yield "property", "a property in one, a method in the other"
    if _has(a, "contextmanager") != _has(b, "contextmanager"):
        yield "context_manager", "a context manager in one only"
    changed = _parameters(a, b)
    if changed:
        yield "parameters", changed
    if a.returns and b.returns and differ(plain(a.returns), plain(b.returns)):
        yield "return", f"returns {a.returns}, not {b.returns}"
    raised = sorted(set(a.raises) ^ set(b.raises))
    if raised and a.raises and b.raises:
        yield "exceptions", f"{', '.join(raised)} by one only"


def _word(is_async: bool) -> str:
    return "async" if is_async else "sync"


def _has(fact: FunctionFact, decorator: str) -> bool:
    written = (text_of(d.func if isinstance(d, Call) else d) for d in fact.decorators)
    return any(decorator in text.rpartition(".")[2] for text in written)


def _parameters(a: FunctionFact, b: FunctionFact) -> str:
    """What a call that fits `a` would meet at `b`: names gone, new ones without default, another order."""
    mine, other = (_named(fact) for fact in (a, b))
    optional = {p.name for p in b.parameters if p.default}
    takes_any, gives_any = (any(p.kind in _VARIADIC for p in fact.parameters) for fact in (b, a))
    needed = [] if gives_any else [name for name in other if name not in mine and name not in optional]
    gone = [] if takes_any else [name for name in mine if name not in other]
    texts = [f"does not take {', '.join(gone)}"] if gone else []
    texts += [f"also needs {', '.join(needed)}"] if needed else []
    is_open = takes_any or gives_any
    if not texts and not is_open and mine != [name for name in other if name in mine]:
        texts.append(f"takes {', '.join(other)} in this order, not {', '.join(mine)}")
    return " and ".join(texts)


def _named(fact: FunctionFact) -> list[str]:
    """Parameters that a caller gives one by one."""
    return [p.name for p in fact.parameters if p.name not in ("self", "cls") and p.kind not in _VARIADIC]
