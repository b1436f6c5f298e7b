"""What other files see of a file: in: its outline before and after an edit; out: the names by which they could notice the edit.

Seen are the names of the module and of its classes, with what they are bound to, in order. Of a function it is how it is
called; what stands in it only when it returns something that facts tell, or binds what is not its own. Lines are not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from archgraph.model.expr import Literal, Record
from archgraph.model.facts.bindings import Binding, BindingKind, Raise, Return
from archgraph.model.facts.outline import Import, Outline, Status
from archgraph.model.facts.scopes import Scope, ScopeKind


class _Entry(NamedTuple):
    """A name of a module or class, and what it is, without lines. `around`: the class around it, dotted, "" for the module.
    `is_member`: a text that a class holds: who goes through an enum says the class's name and not this one.
    `is_silent`: what changes here may be noticed by who does not say the name; `when`: the condition of that."""

    around: str
    name: str
    content: object
    is_class: bool = False
    is_silent: bool = False
    when: object = ()
    is_member: bool = False


def changed_names(before: Outline, after: Outline) -> frozenset[str] | None:
    """The names, none when nothing can be noticed; None when others may notice without saying a name: a module's own
    imports and raises, names that Python looks up by itself."""
    if before.status is not after.status or after.status is Status.FAILED:
        return None
    old, new = _Face(before).entries(), _Face(after).entries()
    gone, fresh = Counter(map(repr, old)), Counter(map(repr, new))
    gone, fresh = gone - fresh, fresh - gone
    if list(map(repr, _without(old, gone))) != list(map(repr, _without(new, fresh))):
        return None
    changed = [each for each in (*old, *new) if repr(each) in gone or repr(each) in fresh]
    classes = {f"{each.around}.{each.name}" for each in changed if each.is_class}
    told = [each for each in changed if f".{each.around}" not in classes and each.around not in classes]
    if any(each.is_silent or each.name.startswith("__") for each in told):
        return None
    members = [each for each in told if each.is_member]
    return frozenset([*(each.name for each in told), *(each.around.rpartition(".")[2] for each in members)])


def names_using(outline: Outline, names: Collection[str]) -> frozenset[str] | None:
    """The names of a file whose meaning may change with that of `names`: `make` that returns `Made()`. None as above."""
    found: set[str] = set()
    for each in _Face(outline).entries():
        told, when = repr(each.content), repr(each.when) if each.when else ""
        if any(name in when for name in names):
            return None
        if any(name in told for name in names):
            found.add(each.name)
    found.discard("__all__")
    return None if any(not name or name.startswith("__") for name in found) else frozenset(found)


def _without(entries: Sequence[_Entry], left_out: Counter[str]) -> list[_Entry]:
    rest = Counter(left_out)
    kept = []
    for each in entries:
        told = repr(each)
        if rest[told]:
            rest[told] -= 1
        else:
            kept.append(each)
    return kept


class _Face:
    """One outline, taken apart."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._groups: dict[int, int] = {}

    def entries(self) -> list[_Entry]:
        """All that is seen, in source order."""
        placed = [*self._scopes(), *self._bindings(), *self._flow()]
        return [entry for _, entry in sorted(placed, key=lambda item: item[0])]

    def _scopes(self) -> Iterator[tuple[int, _Entry]]:
        facts = {fact.scope: fact for fact in self._outline.classes}
        for index, scope in enumerate(self._outline.scopes):
            around = self._around(scope.parent) if index else None
            if around is None:
                continue
            where = self._branch(scope.branch)
            if scope.kind is ScopeKind.CLASS:
                fact = facts[index]
                content: object = (where, fact.bases, fact.keywords, fact.decorators, fact.type_params)
                yield scope.line, _Entry(around, scope.name, content, is_class=True)
            else:
                content = (where, scope.is_async, scope.parameters, scope.defaults, self._inside(index))
                yield scope.line, _Entry(around, scope.name, content)

    def _bindings(self) -> Iterator[tuple[int, _Entry]]:
        for binding in self._outline.bindings:
            around = self._around(binding.scope)
            if around is not None:
                content = (binding.name, binding.kind, binding.value, binding.annotation, self._branch(binding.branch))
                is_member = around != "" and isinstance(binding.value, Literal) and isinstance(binding.value.value, str)
                yield binding.line, _Entry(around, binding.name.rpartition(".")[2], content, is_member=is_member)
            elif _is_seen(binding):
                yield binding.line, _Entry("", binding.name.rpartition(".")[2], self._inside(binding.scope))

    def _flow(self) -> Iterator[tuple[int, _Entry]]:
        for statement in self._outline.imports:
            around = self._around(statement.scope)
            if around is not None:
                what, when = _bare(statement)[:2], self._branch(statement.branch)
                for name, alias in statement.names:
                    content = (name, what, statement.plain, statement.kind, when)
                    bound = alias or name.partition(".")[0]
                    yield statement.line, _Entry(around, bound, content, is_silent=True, when=when)
        for fact in self._outline.raises:
            around = self._around(fact.scope)
            if around is not None:
                yield fact.line, _Entry(around, "", (fact.exception, self._branch(fact.branch)), is_silent=True)
        if self._outline.opened:
            yield self._outline.opened, _Entry("", "", "opened", is_silent=True)
        for probe in self._outline.probes:
            around = self._around(probe.scope)
            if around is not None:
                yield probe.line, _Entry(around, "", (probe.value, self._branch(probe.branch)), is_silent=True)

    def _around(self, scope: int) -> str | None:
        """The classes around, dotted, when there is no function among them."""
        names: list[str] = []
        while scope:
            record = self._outline.scopes[scope]
            if record.kind is not ScopeKind.CLASS:
                return None
            names.append(record.name)
            scope = record.parent
        return ".".join(reversed(names))

    def _branch(self, branch: int) -> tuple[object, ...]:
        """The arms around a statement; statements are numbered as they come."""
        found: list[object] = []
        while branch:
            arm = self._outline.branches[branch]
            found.append((arm.kind, arm.test, self._groups.setdefault(arm.group, len(self._groups))))
            branch = arm.parent
        return tuple(found)

    def _inside(self, function: int) -> object:
        """What others can see of a function's body."""
        outline = self._outline
        within = {function}
        for index in range(function + 1, len(outline.scopes)):
            if outline.scopes[index].parent in within:
                within.add(index)
        bindings = [each for each in outline.bindings if each.scope in within]
        returns = [each for each in outline.returns if each.scope in within]
        raises = [each for each in outline.raises if each.scope in within]
        classes = [each for each in outline.classes if each.scope in within]
        if not (returns or raises or classes or any(map(_is_seen, bindings))):
            return ()
        line, arms = outline.scopes[function].line, _Face(outline)
        imports = [each for each in outline.imports if each.scope in within]
        told: list[Binding | Return | Raise | Import] = [*bindings, *returns, *raises, *imports]
        told.sort(key=lambda each: each.line)
        return (
            [_scope(outline.scopes[each], function) for each in sorted(within)],
            [(each.scope - function, _bare(each), arms._branch(each.branch)) for each in told],
            [(each.scope - function, _bare(each)) for each in classes],
            [each.line <= line + 1 for each in returns],  # whether a function is nothing but its return
        )


def _scope(scope: Scope, start: int) -> tuple[object, ...]:
    return scope.kind, scope.name, scope.parent - start, scope.is_async, scope.parameters, scope.defaults


def _is_seen(binding: Binding) -> bool:
    """Whether a binding inside a function is about more than the function's own names and `self`'s."""
    root, _, rest = binding.name.partition(".")
    return binding.kind is BindingKind.GLOBAL or (
        bool(rest) and (root not in ("self", "cls") or rest.rpartition(".")[2][:1].isupper())
    )


_PLACED = frozenset({"line", "scope", "branch"})


def _bare(fact: Record) -> tuple[object, ...]:
    """A fact without its place."""
    return tuple(getattr(fact, name) for name in fact.__struct_fields__ if name not in _PLACED)
