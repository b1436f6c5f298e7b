"""What the code says of single classes: in: a code base and its MROs; out: members, fields, bases and interfaces of a class."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.expr import Expr, Literal
from archgraph.model.facts.bodies import AttributeFact, Bodies, FunctionFact
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.frameworks import is_framework
from archgraph.model.results.mro import Mro

_IMPLEMENTS = re.compile(r"(?:\w+\.)*implementer\((.*)\)", re.DOTALL)

_READING = frozenset(
    {"BaseModel", "RootModel", "BaseSettings", "SQLModel", "Struct", "Schema", "DeclarativeBase", "Model"}
)
"""Bases, by their bare names, of classes whose fields are read from texts, requests or tables."""


@dataclass(frozen=True)
class Reading:
    """Answers what one class statement, and what is above and below it, says; bodies of a file are read once."""

    codebase: Codebase
    mros: Mapping[ClassKey, Mro]
    _bodies: dict[str, Mapping[int, FunctionFact]] = field(default_factory=dict, kw_only=True)
    _functions: dict[ClassKey, Mapping[str, FunctionFact]] = field(default_factory=dict, kw_only=True)
    _types: dict[ClassKey, Mapping[str, str]] = field(default_factory=dict, kw_only=True)
    _held: dict[ClassKey, frozenset[str]] = field(default_factory=dict, kw_only=True)
    calls: dict[ClassKey, Mapping[str, frozenset[str]]] = field(default_factory=dict, kw_only=True)
    """What methods call, as doings.py found it out: a class that stays is compared with many."""
    written: dict[ClassKey, Mapping[str, set[str]]] = field(default_factory=dict, kw_only=True)
    """The same as written, whole."""
    fields: dict[ClassKey, tuple[AttributeFact, ...]] = field(default_factory=dict, kw_only=True)
    """Annotated names in bodies of records, as holding.py found them out."""
    annotated: dict[ClassKey, Mapping[str, int]] = field(default_factory=dict, kw_only=True)
    """Names in annotations, as breaks/types.py found them out."""
    asked: dict[str, frozenset[str]] = field(default_factory=dict, kw_only=True)
    """What files call and read of anything, as asked.py found it out."""
    called: dict[str, frozenset[str]] = field(default_factory=dict, kw_only=True)
    """What files call of others, as wanted.py found it out."""

    def frameworks(self, key: ClassKey) -> tuple[str, ...]:
        """Its bases from outside the code base that may find it without an import, bare names."""
        resolved = self.codebase.classes[key].resolved
        outside = (base.base for base in resolved if base.key not in self.codebase.classes)
        return tuple(name.rpartition(".")[2] for name in outside if is_framework(name))

    def ancestors(self, key: ClassKey) -> frozenset[ClassKey]:
        """The classes that it inherits from, as far as they are known."""
        mro = self.mros.get(key)
        return frozenset(a.key for a in mro.ancestors[1:] if a.key) if mro else frozenset()

    def types(self, key: ClassKey) -> Mapping[str, str]:
        """The annotations of the fields in its body, as written; of one without those of what its constructor takes."""
        if key not in self._types:
            scope = self.codebase.classes[key].scope
            attributes = self.codebase.facts.section(key.path, Bodies).attributes
            found = {fact.name: fact.annotation for fact in attributes if fact.scope == scope and not fact.method}
            init = self.functions(key).get("__init__")
            given = {p.name: p.annotation for p in init.parameters if p.annotation} if init else {}
            self._types[key] = found or given
        return self._types[key]

    def held(self, key: ClassKey) -> frozenset[str]:
        """The attributes that its methods set on instances."""
        if key not in self._held:
            own = {fact.scope for fact in self.functions(key).values()}
            attributes = self.codebase.facts.section(key.path, Bodies).attributes
            self._held[key] = frozenset(fact.name for fact in attributes if fact.method in own)
        return self._held[key]

    def docstring(self, key: ClassKey) -> str:
        """What is kept of its docstring."""
        scope = self.codebase.classes[key].scope
        facts = self.codebase.modules[key.path].outline.classes
        return next((fact.docstring for fact in facts if fact.scope == scope), "")

    def functions(self, key: ClassKey) -> Mapping[str, FunctionFact]:
        """The class's own methods by name, the last definition of each."""
        if key not in self._functions:
            scopes, record = self.codebase.modules[key.path].outline.scopes, self.codebase.classes[key]
            facts = self._facts(key.path)
            self._functions[key] = {scopes[i].name: facts[i] for i in facts if scopes[i].parent == record.scope}
        return self._functions[key]

    def _facts(self, path: str) -> Mapping[int, FunctionFact]:
        if path not in self._bodies:
            section = self.codebase.facts.section(path, Bodies)
            self._bodies[path] = {fact.scope: fact for fact in section.functions}
        return self._bodies[path]

    def direct_bases(self, key: ClassKey) -> frozenset[ClassKey]:
        """The classes of the code base that it names as its bases."""
        above = (base.key for base in self.codebase.classes[key].resolved)
        return frozenset(base for base in above if base is not None and base in self.codebase.classes)

    @cached_property
    def named_so(self) -> Counter[str]:
        """How many classes go by a bare name."""
        return Counter([key.class_.rpartition(".")[2] for key in self.codebase.classes])

    def below(self, key: ClassKey) -> frozenset[ClassKey]:
        """The classes that name it as a base."""
        return self._below.get(key, frozenset())

    @cached_property
    def defined(self) -> Counter[str]:
        """How many functions and methods of the code base have a name."""
        modules, function = self.codebase.modules.values(), ScopeKind.FUNCTION
        return Counter([each.name for module in modules for each in module.outline.scopes if each.kind is function])

    @cached_property
    def _below(self) -> Mapping[ClassKey, frozenset[ClassKey]]:
        found: dict[ClassKey, set[ClassKey]] = {}
        for key, record in self.codebase.classes.items():
            for base in record.resolved:
                if base.key is not None:
                    found.setdefault(base.key, set()).add(key)
        return {key: frozenset(classes) for key, classes in found.items()}

    def interfaces(self, key: ClassKey) -> frozenset[str]:
        """What it implements, bare names: its ancestors in the code base, and what it declares."""
        above = (each.class_.rpartition(".")[2] for each in self.ancestors(key) if each in self.codebase.classes)
        return frozenset(above) | self.declared_interfaces(key)

    def declared_interfaces(self, key: ClassKey) -> frozenset[str]:
        """What zope's `@implementer` is given."""
        given = (_IMPLEMENTS.fullmatch(decorator) for decorator in self.codebase.classes[key].decorators)
        written = (name.strip().rpartition(".")[2] for match in given if match for name in match[1].split(","))
        return frozenset(name for name in written if name)

    def settings_of(self, key: ClassKey) -> Mapping[str, Expr]:
        """What its body binds to values, by name: how a class below a base is set up."""
        scope = self.codebase.classes[key].scope
        bound = (b for b in self.codebase.modules[key.path].outline.bindings if b.scope == scope and not b.annotation)
        return {each.name: each.value for each in bound if not each.name.startswith("__")}

    def constants(self, key: ClassKey) -> Mapping[str, bool | int | float | str | None]:
        """The constants that its body binds, by name."""
        scope = self.codebase.classes[key].scope
        bound = (b for b in self.codebase.modules[key.path].outline.bindings if b.scope == scope)
        return {each.name: each.value.value for each in bound if isinstance(each.value, Literal)}

    def is_in_a_model(self, path: str, line: int) -> bool:
        """Whether a place is in a class that makes the values of its fields of what it reads."""
        return any(key.line <= line <= last for key, last in self._models.get(path, ()))

    @cached_property
    def _models(self) -> Mapping[str, tuple[tuple[ClassKey, int], ...]]:
        found: dict[str, list[tuple[ClassKey, int]]] = {}
        for key, record in self.codebase.classes.items():
            mro = self.mros.get(key)
            ancestors = mro.ancestors if mro else ()
            if any(map(_reads, record.bases)) or any(_reads(each.name) for each in ancestors):
                found.setdefault(key.path, []).append((key, record.end_line))
        return {path: tuple(keys) for path, keys in found.items()}

    def lines(self, key: ClassKey) -> int:
        """Lines of the class statement."""
        return self.codebase.classes[key].end_line - key.line + 1


@lru_cache(maxsize=1 << 15)
def _reads(base: str) -> bool:
    """Whether the values of fields of what is below a base of that name are read."""
    return base.partition("[")[0].rpartition(".")[2] in _READING
