"""How the names of a file get their values, what its functions return, and where its branches end or may end."""

from __future__ import annotations

from enum import StrEnum

from archgraph.model.expr import Expr, Record


class BindingKind(StrEnum):
    """How a name gets its value; imports, classes and functions bind too but have records of their own."""

    ASSIGN = "assign"
    ANNOTATE = "annotate"
    AUGMENT = "augment"
    TARGET = "target"
    DELETE = "delete"
    TYPE_ALIAS = "type_alias"
    GLOBAL = "global"


class Binding(Record, frozen=True):
    """`name` gets `value` in `scope`. Kept for module and class scopes, and for function scopes where the value is a
    dotted name or a call of one (`Base = make(A)`, `manager = AgentManager()`).

    In functions that make classes or stand for names (`__new__`, `__mro_entries__`, `__getattr__`, `__class_getitem__`, any
    with a class statement in it, a `return type(name, bases, ...)` or a parameter named `bases`, `base` or `meta...`) every
    assignment is kept, whatever its value; in every function the re-binding of a parameter, and of the attributes of names
    those that are capitalized as classes are (`self.Model = make(A)`, its name dotted), and `name.__bases__`. At module and
    class level a dotted target keeps its dotted name (`Outer.Inner = X`), `sys.modules[__name__] = x` has the name
    "sys.modules[__name__]", and `name.append(v)`, `name.extend(v)`, `name.insert(i, v)`, `name.remove(v)` are AUGMENT with
    the Call as value (`__all__.extend(sub.__all__)`).
    `a, b = x, y` gives each name its own value. In an AUGMENT by operator (`+=`) `value` is the right side.
    """

    name: str
    kind: BindingKind
    value: Expr
    line: int
    scope: int
    branch: int
    annotation: str = ""


THIS_MODULE = "sys.modules[__name__]"
"""The name of a binding, or of a call, that is about the module itself."""

BASES = ".__bases__"
"""How the name of a binding ends that gives a class other bases."""


def sets_bases(binding: Binding) -> bool:
    """Does it give a class other bases: `X.__bases__ = ...`?"""
    return binding.name.endswith(BASES)


class Return(Record, frozen=True):
    """`return value`: the first 4 per function of values that are no plain literal; none of a function that returns neither a
    dotted name nor a call of one nor a choice. Of the functions that make classes or stand for names (see `Binding`) all,
    literals too, up to 16."""

    scope: int
    value: Expr
    line: int
    branch: int


class Probe(Record, frozen=True):
    """An expression that is a statement, in the body of a `try` outside functions: whether it fails may be all that is asked."""

    value: Expr
    line: int
    scope: int
    branch: int


class Raise(Record, frozen=True):
    """A `raise` outside functions, or the only statement of one: ends the branch it stands in. `exception` is dotted, maybe
    ""."""

    exception: str
    line: int
    scope: int
    branch: int
