"""What a method is called on: in: a call in a method; out: the class of `self.registry`, as far as the classes say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archgraph.analyses.places import classes_by_scope, enclosing_classes
from archgraph.model.codebase import ClassKey, Codebase, Module
from archgraph.model.expr import Call, Expr
from archgraph.model.facts.bodies import AttributeFact, Bodies
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.results.mro import Mro

_OWN = ("self", "cls")
_Asked = tuple[str, int, str]
"""Path, scope of a class, attribute."""


class Receivers:
    """Follows attributes, inherited ones too, to what was assigned to them: a call of a class, an annotated parameter, an
    annotation; `self.framework.registry` one after the other."""

    def __init__(self, codebase: Codebase, mros: Mapping[ClassKey, Mro]) -> None:
        self._codebase = codebase
        self._mros = mros
        self._classes = classes_by_scope(codebase)
        self._memo: dict[_Asked, tuple[ClassKey | None, frozenset[str]]] = {}
        self._open: list[_Asked] = []
        self._is_cut = False
        self.looked: set[str] = set()
        """Paths of files whose attributes were looked at since this was last emptied."""

    def of(self, module: Module, scope: int, owner: str) -> ClassKey | None:
        """The class of what `owner` (a dotted name at the place) is; None when that is not known."""
        holder, _, name = owner.rpartition(".")
        if holder in _OWN:
            around = next(enclosing_classes(module.outline.scopes, scope), 0)
            return self._attribute(module, around, name) if around else None
        target = self._codebase.names.resolve(module.path, scope, owner)
        if target.kind in ("class", "instance"):
            return target.key
        if not holder:
            return self._parameter(module, scope, owner)
        held = self.of(module, scope, holder)
        record = self._codebase.classes.get(held) if held else None
        return self._attribute(self._codebase.modules[record.path], record.scope, name) if record else None

    def _attribute(self, module: Module, class_scope: int, name: str) -> ClassKey | None:
        """What an attribute of a class is, as the class itself or the nearest of its ancestors says."""
        key = self._classes.get((module.path, class_scope))
        mro = self._mros.get(key) if key else None
        for ancestor in mro.ancestors if mro else ():
            record = self._codebase.classes.get(ancestor.key) if ancestor.key else None
            if record is not None:
                self.looked.add(record.path)
                found = self._of_class(self._codebase.modules[record.path], record.scope, name)
                if found is not None:
                    return found
        return None

    def _of_class(self, module: Module, class_scope: int, name: str) -> ClassKey | None:
        """What an attribute is by what one class says. An attribute that leads back to itself says nothing; what was found out
        on such a way is not remembered, it could be more when it is asked for alone."""
        asked = (module.path, class_scope, name)
        if asked in self._open:
            self._is_cut = True
            return None
        if asked in self._memo:
            found, looked = self._memo[asked]
            self.looked |= looked
            return found
        before, self.looked = self.looked, set()
        self._open.append(asked)
        classes = (self._assigned(module, fact) for fact in self._facts(module, class_scope, name))
        found = next((key for key in classes if key is not None), None)
        self._open.pop()
        if not self._open or not self._is_cut:
            self._memo[asked] = found, frozenset(self.looked)
        self._is_cut = self._is_cut and bool(self._open)
        self.looked |= before
        return found

    def _facts(self, module: Module, class_scope: int, name: str) -> Iterator[AttributeFact]:
        facts = self._codebase.facts.section(module.path, Bodies).attributes
        return (fact for fact in facts if fact.name == name and fact.scope == class_scope)

    def _assigned(self, module: Module, fact: AttributeFact) -> ClassKey | None:
        if fact.annotation:
            found = self._annotated(module, fact.scope, fact.annotation)
            if found is not None:
                return found
        value: Expr = fact.value
        if isinstance(value, Call):
            target = self._codebase.names.resolve(module.path, fact.method, value)
            return target.key if target.kind == "instance" else None
        return self.of(module, fact.method, value) if isinstance(value, str) and fact.method else None

    def _parameter(self, module: Module, scope: int, name: str) -> ClassKey | None:
        """The class that a parameter of the function is annotated with."""
        if module.outline.scopes[scope].kind is not ScopeKind.FUNCTION:
            return None
        for function in self._codebase.facts.section(module.path, Bodies).functions:
            if function.scope == scope:
                given = (p.annotation for p in function.parameters if p.name == name and p.annotation)
                return next((self._annotated(module, scope, annotation) for annotation in given), None)
        return None

    def _annotated(self, module: Module, scope: int, annotation: str) -> ClassKey | None:
        """The class of `Registry`, `"Registry"`, `Optional[Registry]` or `Registry | None`."""
        text = annotation.strip("'\" ").removeprefix("Optional[").removeprefix("typing.Optional[").removesuffix("]")
        name = text.partition("|")[0].strip("'\" ")
        if not name.replace(".", "").replace("_", "").isalnum():
            return None
        target = self._codebase.names.resolve(module.path, scope, name)
        return target.key if target.kind == "class" else None
