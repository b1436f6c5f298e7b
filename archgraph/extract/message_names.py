"""What an expression may name: in: syntax; out: literals, dotted names of constants, and texts made of such, as facts.

`f"{PREFIX}_started"` and `PREFIX + "_started"` are sums (`Operation("+", ...)`) when all of their parts are constants;
`Starred` stands for each item of a constant that is a sequence (`for event in EVENTS`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from itertools import islice, product
from types import MappingProxyType

from archgraph.extract.expressions import dotted
from archgraph.model.expr import Expr, Literal, Operation, Starred

Names = Mapping[str, tuple[Expr, ...]]
"""Variable → what it may stand for."""
NO_NAMES: Names = MappingProxyType({})

NAMING = frozenset({ast.Constant, ast.Name, ast.Attribute, ast.BinOp, ast.JoinedStr})
"""What `name_of` may give a name of: of all else it gives none."""

_NAME = re.compile(r"[A-Za-z]\w*(?:[.:\-][A-Za-z]\w*)*")
_PIECE = re.compile(r"[\w.:\-]*")
_PART = re.compile(r"[_.:\-]")
_OF_MEMBER = ("value", "name")
"""Attributes of an enum's member that stand for it."""
_LISTING = re.compile(
    r"[A-Z]\w*(?:Event|Signal|Topic)|\w*(?:Events|Signals|Topics|(?:Event|Message|Signal)(?:Type|Name|Kind)s?)"
)
"""Classes whose members stand for messages however they are spelled: `EventTypes.Member`."""
MOST = 50
"""Names that one variable is followed for."""
_LONGEST, _MOST_PARTS = 80, 5


def choices(node: ast.expr, given: Names) -> Iterator[Expr]:
    """What an argument may name: both of `PAID if paid else REFUSED`, and what a variable was `given`."""
    if type(node) is ast.Name and node.id in given:
        yield from given[node.id]
    elif (
        type(node) is ast.Attribute and node.attr == "value" and type(node.value) is ast.Name and node.value.id in given
    ):
        yield from given[node.value.id]
    elif type(node) is ast.IfExp:
        yield from choices(node.body, given)
        yield from choices(node.orelse, given)
    elif type(node) is ast.JoinedStr or type(node) is ast.BinOp:
        yield from _sums(_parts(node), given)
    elif (named := name_of(node)) is not None:
        yield named


def name_of(node: ast.expr) -> Expr | None:
    """A string that may be a message's name, or the dotted name of a constant, or the sum of such."""
    kind = type(node)
    if kind is ast.Constant:
        value = node.value  # type: ignore[attr-defined]
        return Literal(value) if type(value) is str and is_name(value) else None
    if kind is ast.Name:
        name: str = node.id  # type: ignore[attr-defined]
        return name if name.isupper() else None
    if kind is ast.Attribute:
        return _member(node)  # type: ignore[arg-type]
    return next(_sums(_parts(node), NO_NAMES), None) if kind is ast.BinOp or kind is ast.JoinedStr else None


def each_of(node: ast.expr) -> Expr | None:
    """Each item of a constant (`EVENTS`, `Kind.ALL`), or each member of an enum (`Kind`); None for what is none."""
    kind = type(node)
    if kind is not ast.Name and kind is not ast.Attribute:
        return None
    text = dotted(node)
    is_class = text.rpartition(".")[2][:1].isupper()
    named = text if is_class else name_of(node)
    return None if named is None else Starred(named)


def is_name(text: str) -> bool:
    """Whether a text may be the name of a message."""
    return len(text) <= _LONGEST and _NAME.fullmatch(text) is not None


def is_compound(named: Expr) -> bool:
    """Whether it says more than one word, which may mean anything."""
    return not isinstance(named, Literal) or _PART.search(str(named.value)) is not None


def _sums(parts: list[ast.expr], given: Names) -> Iterator[Expr]:
    """`f"{PREFIX}_started"`, `PREFIX + "_started"`: one for each choice of what its variables were given."""
    if not 0 < len(parts) <= _MOST_PARTS:
        return
    pieces = []
    for part in parts:  # most texts are left at their first word with a space or a slash
        pieces.append(tuple(_pieces(part, given)))
        if not pieces[-1]:
            return
    for chosen in islice(product(*pieces), MOST):
        if all(isinstance(piece, Literal) for piece in chosen):
            text = "".join(str(piece.value) for piece in chosen if isinstance(piece, Literal))
            if is_name(text):
                yield Literal(text)
        else:
            yield Operation("+", chosen)


def _parts(node: ast.expr) -> list[ast.expr]:
    """What is put together; the expression itself when more is done than that."""
    if type(node) is ast.BinOp and type(node.op) is ast.Add:
        return [*_parts(node.left), *_parts(node.right)]
    return [_shown(part) for part in node.values] if type(node) is ast.JoinedStr else [node]


def _shown(part: ast.expr) -> ast.expr:
    """`PREFIX` of `{PREFIX}`; `{PREFIX!r:>10}` as it is."""
    is_plain = type(part) is ast.FormattedValue and part.conversion == -1 and part.format_spec is None
    return part.value if is_plain else part  # type: ignore[attr-defined]


def _pieces(part: ast.expr, given: Names) -> Iterator[Expr]:
    """What a part of a text may be: a literal piece of a name, or what names one."""
    if type(part) is ast.Constant:
        if type(part.value) is str and _PIECE.fullmatch(part.value):
            yield Literal(part.value)
    elif type(part) is ast.Name or type(part) is ast.Attribute or type(part) is ast.IfExp:
        yield from choices(part, given)


def _member(node: ast.Attribute) -> str | None:
    """`Kind.PAID`, `kinds.PAID`, `Kind.PAID.value`, and `OrderEvents.Paid` of a class that lists messages."""
    inner = node.value if node.attr in _OF_MEMBER and type(node.value) is ast.Attribute else node
    if not inner.attr.isupper():
        owner = inner.value
        name = owner.id if type(owner) is ast.Name else owner.attr if type(owner) is ast.Attribute else ""
        if not name[:1].isupper() or _LISTING.fullmatch(name) is None:
            return None
    return dotted(node) or None
