"""Numbers for syntax node types: what structural fingerprints are made of; the same in every Python version."""

from __future__ import annotations

import ast

END = 255
"""Ends a block of statements."""

SIZE = 128
"""`SIZE + n` follows a node that has n parts of one sort; 126 and more are one number."""

_STATEMENTS = (
    "Expr Assign AnnAssign AugAssign Return Raise Delete Pass Break Continue Assert Global Nonlocal Import ImportFrom",
    "If For AsyncFor While With AsyncWith Try TryStar Match FunctionDef AsyncFunctionDef ClassDef TypeAlias",
)
_OTHERS = (
    "Name Constant Attribute Call keyword Starred Subscript Slice Tuple List Set Dict Compare BoolOp BinOp UnaryOp",
    "IfExp JoinedStr FormattedValue Await Yield YieldFrom Lambda NamedExpr ListComp SetComp DictComp GeneratorExp",
    "comprehension withitem ExceptHandler match_case arg TypeVar ParamSpec TypeVarTuple MatchValue MatchSingleton",
    "MatchSequence MatchMapping MatchClass MatchStar MatchAs MatchOr And Or Add Sub Mult MatMult Div Mod Pow LShift",
    "RShift BitOr BitXor BitAnd FloorDiv Invert Not UAdd USub Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn",
    "TemplateStr Interpolation",
)


def _numbered(names: tuple[str, ...], first: int) -> dict[type[ast.AST], int]:
    numbers = enumerate(" ".join(names).split(), first)
    return {getattr(ast, name): number for number, name in numbers if hasattr(ast, name)}


CODE = _numbered(_STATEMENTS, 1) | _numbered(_OTHERS, 40)
"""Node type → number below SIZE."""


class _Sizes(dict[int, int]):
    """A table, as a call for each node would cost more than all else that is done with it."""

    def __missing__(self, count: int) -> int:
        return SIZE + 126


SIZES = _Sizes((count, SIZE + count) for count in range(127))
"""How many parts → the number that stands for that."""


def count_nodes(structure: bytes) -> int:
    """How many syntax nodes a slice of the stream holds."""
    return len(structure.translate(None, _NO_NODES))


_NO_NODES = bytes(range(SIZE, END + 1))
