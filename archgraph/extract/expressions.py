"""Takes syntax nodes and gives them as facts: expressions without `ast`, dotted names, and source text."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from archgraph.model.expr import (
    MAX_DEPTH,
    Attribute,
    Call,
    Choice,
    Expr,
    Lambda,
    Literal,
    Opaque,
    Operation,
    Sequence,
    Starred,
    Subscript,
)

MAX_TEXT = 300
"""Characters that are kept of a string or of source text."""

_SMALLEST, _LARGEST = -(2**63), 2**63 - 1

_OPERATORS: dict[type[ast.AST], str] = {
    ast.And: "and", ast.Or: "or", ast.Not: "not", ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">",
    ast.GtE: ">=", ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not", ast.Add: "+", ast.Sub: "-",
    ast.Mult: "*", ast.MatMult: "@", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**", ast.LShift: "<<",
    ast.RShift: ">>", ast.BitOr: "|", ast.BitAnd: "&", ast.BitXor: "^", ast.UAdd: "+", ast.USub: "-", ast.Invert: "~",
}  # fmt: skip

_KINDS: dict[type[ast.AST], str] = {
    ast.Dict: "dict", ast.Set: "set", ast.List: "list", ast.Tuple: "tuple", ast.ListComp: "list_comprehension",
    ast.SetComp: "set_comprehension", ast.DictComp: "dict_comprehension", ast.GeneratorExp: "generator",
    ast.JoinedStr: "fstring", ast.Await: "await", ast.Lambda: "lambda", ast.Yield: "yield", ast.YieldFrom: "yield",
    ast.NamedExpr: "walrus", ast.Slice: "slice", ast.Call: "call", ast.Attribute: "attribute", ast.Subscript: "subscript",
    ast.BinOp: "operation", ast.UnaryOp: "operation", ast.BoolOp: "operation", ast.Compare: "operation",
    ast.IfExp: "choice", ast.Starred: "starred",
}  # fmt: skip


def kind_of(node: ast.AST) -> str:
    """The word for a node in `Opaque.kind`."""
    return _KINDS.get(type(node)) or type(node).__name__.lower()


_WITHOUT_TEXT = {kind: Opaque(word) for kind, word in _KINDS.items()}


def opaque(node: ast.AST) -> Opaque:
    """The node as its kind alone."""
    return _WITHOUT_TEXT.get(type(node)) or Opaque(kind_of(node))


_NO_ROOTS: dict[type[ast.AST], str] = {}
CALLED: dict[type[ast.AST], str] = {ast.Call: "()", ast.Await: "()", ast.Subscript: "[]"}
"""Beginnings of what is called: `f().g` is "().g", `x[i].g` is "[].g"."""


def dotted(node: Any, roots: dict[type[ast.AST], str] = _NO_ROOTS) -> str:
    """`a.b.c` of a chain of attributes that starts at a name, or at a node for which `roots` has a word; else ""."""
    if type(node) is ast.Name:
        return node.id
    if type(node) is not ast.Attribute:
        return ""
    text: str = node.attr
    node = node.value
    while type(node) is ast.Attribute:
        text = f"{node.attr}.{text}"
        node = node.value
    root = node.id if type(node) is ast.Name else roots.get(type(node))
    return f"{root}.{text}" if root else ""


def raised(node: ast.Raise) -> str:
    """The dotted name of what is raised, "" when there is none."""
    exception = node.exc
    if type(exception) is ast.Call:
        exception = exception.func
    return dotted(exception) if exception is not None else ""


_KEPT = frozenset({type(None), bool, float})


def constant(value: Any) -> Expr:
    """A constant's value as a fact; what MessagePack cannot hold keeps its text."""
    if isinstance(value, str):
        return Literal(value[:MAX_TEXT])
    if type(value) in _KEPT:
        return Literal(value)
    if isinstance(value, int):
        return Literal(value) if _SMALLEST <= value <= _LARGEST else Opaque("int", hex(value)[:MAX_TEXT])
    if isinstance(value, bytes):
        return Opaque("bytes", repr(value[:MAX_TEXT]))
    return Opaque("ellipsis", "...") if value is ... else Opaque(type(value).__name__, repr(value))


def text_of(value: object) -> str:
    """What `str` gives; hexadecimal digits of whole numbers that have more decimal ones than Python writes (4,300)."""
    try:
        return str(value)
    except ValueError:
        return hex(value)  # type: ignore[arg-type]


def brief(node: ast.expr) -> Expr:
    """A dotted name, a `Literal`, or `Opaque` without text: for arguments of calls."""
    kind = type(node)
    if kind is ast.Name:
        return node.id  # type: ignore[attr-defined, no-any-return]
    if kind is ast.Constant:
        value = node.value  # type: ignore[attr-defined]
        return Literal(value[:MAX_TEXT]) if type(value) is str else constant(value)
    if kind is ast.Attribute:
        return dotted(node) or _WITHOUT_TEXT[kind]
    return _WITHOUT_TEXT.get(kind) or opaque(node)


def convert(node: ast.expr, depth: int = 0, texts: bool = True) -> Expr:
    """The expression as a fact. `texts`: whether `Opaque` keeps its source text."""
    kind = type(node)
    if kind is ast.Name:
        return node.id  # type: ignore[attr-defined, no-any-return]
    if kind is ast.Constant:
        return constant(node.value)  # type: ignore[attr-defined]
    converter = _CONVERTERS.get(kind)
    if converter is None or depth >= MAX_DEPTH:
        return Opaque(kind_of(node), unparsed(node)) if texts else opaque(node)
    return converter(node, depth + 1, texts)


def unparsed(node: ast.AST) -> str:
    """The source of a node in the spelling of `ast.unparse`, at most MAX_TEXT characters; "" when it is too deep."""
    try:
        return ast.unparse(node)[:MAX_TEXT]
    except (RecursionError, ValueError):  # ValueError: f-strings of recovered trees that have no spelling
        return ""


def spelled(node: ast.AST) -> str:
    """The source of an annotation, a default or a context: as `unparsed`, quicker for the usual forms."""
    kind = type(node)
    if kind is ast.Name:
        return node.id  # type: ignore[attr-defined, no-any-return]
    if kind is ast.Constant and type(node.value) in _PLAIN:  # type: ignore[attr-defined]
        value = node.value  # type: ignore[attr-defined]
        return (repr(value) if type(value) is str else text_of(value))[:MAX_TEXT]
    if kind is ast.Attribute:
        return dotted(node) or unparsed(node)
    if isinstance(node, ast.Subscript) and type(node.value) in _ATOMS:
        items = node.slice.elts if type(node.slice) is ast.Tuple else [node.slice]
        is_plain = len(items) > 1 or (items and items[0] is node.slice)
        if is_plain and _STARRED.isdisjoint(map(type, items)):
            return f"{spelled(node.value)}[{', '.join([spelled(item) for item in items])}]"[:MAX_TEXT]
    elif isinstance(node, ast.List):
        return f"[{', '.join([spelled(item) for item in node.elts])}]"[:MAX_TEXT]
    elif isinstance(node, ast.Dict) and not node.keys:
        return "{}"
    return unparsed(node)


_STARRED = frozenset({ast.Starred, ast.Slice})
_PLAIN = frozenset({bool, int, str, type(None)})
_ATOMS = frozenset({ast.Name, ast.Attribute, ast.Subscript})


def keywords(node: ast.Call | ast.ClassDef, depth: int = 0, texts: bool = True) -> tuple[tuple[str, Expr], ...]:
    """The keywords of a call or a class statement; `**x` has the name ""."""
    return tuple([(word.arg or "", convert(word.value, depth, texts)) for word in node.keywords])


def _attribute(node: ast.Attribute, depth: int, texts: bool) -> Expr:
    return dotted(node) or Attribute(convert(node.value, depth, texts), node.attr)


def _subscript(node: ast.Subscript, depth: int, texts: bool) -> Expr:
    return Subscript(convert(node.value, depth, texts), convert(node.slice, depth, texts))


def _call(node: ast.Call, depth: int, texts: bool) -> Expr:
    args = tuple([convert(arg, depth, texts) for arg in node.args]) if node.args else ()
    return Call(convert(node.func, depth, texts), args, keywords(node, depth, texts) if node.keywords else ())


def _choice(node: ast.IfExp, depth: int, texts: bool) -> Expr:
    return Choice(*[convert(part, depth, texts) for part in (node.test, node.body, node.orelse)])


def _sequence(node: ast.Tuple | ast.List, depth: int, texts: bool) -> Expr:
    kind = "tuple" if type(node) is ast.Tuple else "list"
    return Sequence(tuple([convert(item, depth, texts) for item in node.elts]), kind)


def _starred(node: ast.Starred, depth: int, texts: bool) -> Expr:
    return Starred(convert(node.value, depth, texts))


def _lambda(node: ast.Lambda, depth: int, texts: bool) -> Expr:
    return Lambda(convert(node.body, depth, texts))


def _unary(node: ast.UnaryOp, depth: int, texts: bool) -> Expr:
    operand = node.operand
    if type(node.op) is ast.USub and isinstance(operand, ast.Constant) and type(operand.value) in (int, float):
        return constant(-operand.value)  # type: ignore[operator]
    return Operation(_OPERATORS[type(node.op)], (convert(operand, depth, texts),))


def _binary(node: ast.BinOp, depth: int, texts: bool) -> Expr:
    operands = (convert(node.left, depth, texts), convert(node.right, depth, texts))
    return Operation(_OPERATORS[type(node.op)], operands)


def _boolean(node: ast.BoolOp, depth: int, texts: bool) -> Expr:
    return Operation(_OPERATORS[type(node.op)], tuple([convert(value, depth, texts) for value in node.values]))


def _compare(node: ast.Compare, depth: int, texts: bool) -> Expr:
    operands = [convert(operand, depth, texts) for operand in (node.left, *node.comparators)]
    pairs = [
        Operation(_OPERATORS[type(op)], (left, right))
        for op, left, right in zip(node.ops, operands, operands[1:], strict=False)
    ]
    return pairs[0] if len(pairs) == 1 else Operation("and", tuple(pairs))


_CONVERTERS: dict[type[ast.AST], Callable[[Any, int, bool], Expr]] = {
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Call: _call,
    ast.IfExp: _choice,
    ast.Tuple: _sequence,
    ast.List: _sequence,
    ast.Starred: _starred,
    ast.Lambda: _lambda,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
}
