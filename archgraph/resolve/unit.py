"""One module with its facts, indexed by scope, name and branch: in: an Outline, out: what binds a name where.

Tables are made when a scope is first asked, for most modules of a large tree only that of the module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from archgraph.model.facts.bindings import Binding, Return
from archgraph.model.facts.outline import Outline, contested
from archgraph.model.facts.scopes import Scope, ScopeKind, qualified_name
from archgraph.resolve.branches import arms_by_group, facts_by_branch
from archgraph.resolve.completed import completed
from archgraph.resolve.tables import Event, Table, tables

Bodies = Callable[[str, int, int], Outline | None]
"""Path of a module's file, first and last line of a function → the function's own outline, None when it cannot be read any
more; of a file whose outline is `Folded` the whole one."""

_EMPTY: Table = {}


def unreadable(path: str, first: int, last: int) -> None:
    """Nothing more can be known of any file."""


class Unit:
    """A module, of the code base or from outside, with its facts; compared by identity."""

    __slots__ = (
        "_bodies",
        "_branch_facts",
        "_class_of_scope",
        "_contested",
        "_held",
        "_inner_tables",
        "_module_table",
        "_parameters",
        "_slotted",
        "_twins",
        "_unread",
        "arms",
        "internal",
        "is_package",
        "liveness",
        "name",
        "outline",
        "path",
        "qualnames",
        "root",
        "stdlib",
    )

    def __init__(
        self,
        name: str,
        path: str,
        outline: Outline,
        bodies: Bodies = unreadable,
        *,
        is_package: bool,
        internal: bool,
        root: str = "",
    ) -> None:
        """`bodies` gives the functions that `outline` left unread, one by one as they are asked for."""
        self.name = name
        self.path = path
        self.outline = outline
        self.is_package = is_package
        self.internal = internal
        self.root = root
        self.stdlib = False
        self.liveness: dict[int, tuple[bool | None, float]] = {}
        self.arms: dict[int, list[int]] | None = None
        self.qualnames: dict[int, str] = {}
        self._module_table: Table | None = None
        self._inner_tables: dict[int, Table] | None = None
        self._branch_facts: dict[int, list[Event]] | None = None
        self._class_of_scope: dict[int, int] | None = None
        self._contested: frozenset[str] | None = None
        self._held: dict[tuple[int, str], list[Binding]] | None = None
        self._slotted: frozenset[int] | None = None
        self._parameters: dict[int, frozenset[str]] = {}
        self._twins: dict[str, list[int]] | None = None
        self._bodies = bodies
        self._unread: frozenset[int] | None = None

    def __repr__(self) -> str:
        return f"Unit({self.name})"

    @property
    def is_open(self) -> bool:
        """Does the module make names that no statement shows? What the standard library makes so is known otherwise."""
        return bool(self.outline.opened) and not self.stdlib

    # ------------------------------------------------------------------------------------------------ names

    def table(self, scope: int) -> Table:
        """Name → what binds it in that scope, in source order; star imports under `*`."""
        if scope == 0:
            if self._module_table is None:
                self._module_table = tables(self.outline, inner=False).get(0, {})
            return self._module_table
        if self.outline.unread:
            self._read(scope)
        if self._inner_tables is None:  # most modules are only asked for their own names
            self._inner_tables = tables(self.outline, inner=True)
        return self._inner_tables.get(scope, _EMPTY)

    def function(self, scope: int) -> Scope:
        """The record of a function, with its parameters."""
        if self.outline.unread:
            self._read(scope)
        return self.outline.scopes[scope]

    def bindings_in(self, function: int) -> list[Binding]:
        """What is assigned in a function, in source order."""
        self._read(function)
        return [binding for binding in self.outline.bindings if binding.scope == function]

    def returns_of(self, function: int) -> list[Return]:
        """What a function returns, as far as facts tell, in source order."""
        self._read(function)
        return [statement for statement in self.outline.returns if statement.scope == function]

    def _read(self, function: int) -> None:
        """Complete the outline when the function's body was left out, with that of functions around it; what was learned of all
        else stays good."""
        unread = self._left_out()
        if function in unread:
            while self.outline.scopes[function].parent in unread:
                function = self.outline.scopes[function].parent
            scope = self.outline.scopes[function]
            self.outline = completed(self.outline, function, self._bodies(self.path, scope.line, scope.end_line))
            self._unread = None
            self._inner_tables = self._branch_facts = self._held = self.arms = None

    def _left_out(self) -> frozenset[int]:
        """The functions of which the outline has not been completed."""
        if self._unread is None:  # most modules are only asked for their own names
            self._unread = frozenset(self.outline.unread)
        return self._unread

    # ---------------------------------------------------------------------------------------------- classes

    def class_fact(self, scope: int) -> int:
        """The position in `outline.classes` of the class of that scope."""
        if self._class_of_scope is None:
            self._class_of_scope = {fact.scope: position for position, fact in enumerate(self.outline.classes)}
        return self._class_of_scope[scope]

    def parameters(self, scope: int) -> frozenset[str]:
        """The names of a function's parameters."""
        found = self._parameters.get(scope)
        if found is None:
            names = (name.lstrip("*") for name in self.function(scope).parameters)
            found = self._parameters[scope] = frozenset(names)
        return found

    def binds(self, scope: int, name: str) -> bool:
        """Does a class or function bind the name, or has it a parameter of that name?"""
        return name in self.table(scope) or name in self.parameters(scope)

    def qualname(self, scope: int) -> str:
        """`__qualname__` of a class or function scope."""
        found = self.qualnames.get(scope)
        if found is None:
            record = self.outline.scopes[scope]
            found = record.name if not record.parent else qualified_name(self.outline.scopes, scope)
            self.qualnames[scope] = found
        return found

    def twins(self, qualname: str) -> list[int]:
        """The class scopes of that qualified name, in source order."""
        if self._twins is None:
            twins: dict[str, list[int]] = defaultdict(list)
            for fact in self.outline.classes:
                twins[self.qualname(fact.scope)].append(fact.scope)
            self._twins = dict(twins)
        return self._twins.get(qualname, [])

    def has_slots(self, scope: int) -> bool:
        """Does the class's body bind `__slots__`? Told without making tables."""
        if self._slotted is None:
            self._slotted = frozenset([each.scope for each in self.outline.bindings if each.name == "__slots__"])
        return scope in self._slotted

    def held(self, owner: int, attribute: str) -> list[Binding]:
        """The assignments to that attribute of a name in the methods of the class of scope `owner`: `self.Model = ...`. Of
        functions that were left out only those methods are read."""
        scopes = self.outline.scopes
        for method in sorted(each for each in self._left_out() if scopes[each].parent == owner):
            self._read(method)
        if self._held is None:
            held: dict[tuple[int, str], list[Binding]] = defaultdict(list)
            scopes = self.outline.scopes
            for each in self.outline.bindings:
                if each.scope and "." in each.name and is_function(scopes[each.scope]):
                    held[scopes[each.scope].parent, each.name.rpartition(".")[2]].append(each)
            self._held = dict(held)
        return self._held.get((owner, attribute), [])

    def is_bound_again(self, name: str) -> bool:
        """May anything but one class statement bind a class's name, in whatever scope? Told without making tables."""
        if self._contested is None:
            self._contested = contested(self.outline)
        return name in self._contested

    # --------------------------------------------------------------------------------------------- branches

    def scope_chain(self, scope: int) -> list[int]:
        """The scope and those around it, innermost first, the module last."""
        chain = [scope]
        scopes = self.outline.scopes
        while scope:
            scope = scopes[scope].parent
            chain.append(scope)
        return chain

    def arms_of(self, group: int) -> list[int]:
        """The branches of one compound statement, in source order."""
        if self.arms is None:
            self.arms = arms_by_group(self.outline)
        return self.arms.get(group, [])

    def facts_in(self, branch: int) -> list[Event]:
        """What stands directly in a branch: imports, bindings, classes and functions, in source order."""
        if self._branch_facts is None:
            self._branch_facts = facts_by_branch(self.outline)
        return self._branch_facts.get(branch, [])


def is_class(scope: Scope) -> bool:
    """Is it the scope of a class statement?"""
    return scope.kind is ScopeKind.CLASS


def is_function(scope: Scope) -> bool:
    """Is it the scope of a function statement?"""
    return scope.kind is ScopeKind.FUNCTION
