"""How instances come about: in: a subject, out: remarks on its singletons, its factories and what keeps it alive."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.conduct.subject import Subject
from archgraph.analyses.words import last_name
from archgraph.model.codebase import Alias
from archgraph.model.expr import Call
from archgraph.model.facts.bodies import Bodies
from archgraph.model.results.conduct import Remark
from archgraph.model.source import Zone

_SINGLETON = frozenset({"_instance", "_INSTANCE", "__instance", "_instances", "_singleton", "instance"})
_CACHING = frozenset({"lru_cache", "cache", "singleton", "alru_cache", "cached"})
_MOST = 10
_MOST_OTHERS = 4


def making(subject: Subject) -> tuple[Remark, ...]:
    """Singletons first, then instances that modules hold, then factories. Of places outside production only some, and
    none where production has enough."""
    found = (*_singletons(subject), *_instances(subject), *_own_factories(subject), *_factories(subject))
    zones = subject.world.codebase.modules
    serious = [remark for remark in found if zones[remark.path].zone is Zone.PRODUCTION]
    others = [remark for remark in found if zones[remark.path].zone is not Zone.PRODUCTION]
    return (*serious[:_MOST], *others[: max(_MOST_OTHERS - len(serious), 0)])


def lasting(subject: Subject) -> tuple[Remark, ...]:
    """What keeps an instance as long as the process: singletons, module-level instances and caches, in production."""
    cached = (remark for remark in _factories(subject) if " keeps what it returns" in remark.text)
    held = (alias for alias in _held(subject, "instance") if _zone(subject, alias) is Zone.PRODUCTION)
    return (*_singletons(subject), *(_instance(alias) for alias in held), *cached)


def _singletons(subject: Subject) -> Iterator[Remark]:
    kept = [t for t in subject.touches if t.attribute in _SINGLETON and t.owner != "self" and t.how == "write"]
    if kept:
        method = subject.methods[kept[0].function]
        yield subject.remark(
            f"singleton: `{method}` keeps the instance in the class attribute `{kept[0].attribute}`", kept[0].line
        )


def _instances(subject: Subject) -> Iterator[Remark]:
    return (_instance(alias) for alias in _held(subject, "instance"))


def _instance(alias: Alias) -> Remark:
    used = f", imported by {alias.importers} modules" if alias.importers > 1 else ""
    return Remark(f"`{alias.name}` is an instance at module level{used}", alias.path, alias.line)


def _held(subject: Subject, how: str) -> list[Alias]:
    """Names made in their module itself, the most imported in production first; re-exports lead to the same object."""
    found = [alias for alias in subject.other_names if alias.how == how and _is_origin(alias, subject)]
    return sorted(found, key=lambda a: (_zone(subject, a) is not Zone.PRODUCTION, -a.importers, a.name))


def _is_origin(alias: Alias, subject: Subject) -> bool:
    outline = subject.world.codebase.modules[alias.path].outline
    name = last_name(alias.name)
    if alias.how == "call":
        return any(s.name == name and s.line == alias.line for s in outline.scopes)
    return any(b.name == name and b.line == alias.line and isinstance(b.value, Call) for b in outline.bindings)


def _zone(subject: Subject, alias: Alias) -> Zone:
    return subject.world.codebase.modules[alias.path].zone


def _own_factories(subject: Subject) -> Iterator[Remark]:
    """Methods of the class that return a call of it."""
    made = ("cls", subject.record.name)
    scopes = subject.module.outline.scopes
    for returned in subject.module.outline.returns:
        value = returned.value
        if returned.scope in subject.methods and isinstance(value, Call) and value.func in made:
            scope = scopes[returned.scope]
            yield subject.remark(f"its method `{scope.name}` makes an instance", scope.line)


def _factories(subject: Subject) -> Iterator[Remark]:
    """Functions that return an instance; those that a decorator makes remember it."""
    for alias in _held(subject, "call"):
        cached = _caching_decorator(subject, alias)
        text = f"`{alias.name}()` gives an instance"
        if cached:
            text = f"`{alias.name}()` makes an instance, and its decorator `{cached}` keeps what it returns"
        yield Remark(text, alias.path, alias.line)


def _caching_decorator(subject: Subject, alias: Alias) -> str:
    module = subject.world.codebase.modules[alias.path]
    scopes = module.outline.scopes
    for function in subject.world.codebase.facts.section(alias.path, Bodies).functions:
        if scopes[function.scope].line == alias.line:
            for decorator in function.decorators:
                written = decorator.func if isinstance(decorator, Call) else decorator
                if isinstance(written, str) and last_name(written) in _CACHING:
                    return written
    return ""
