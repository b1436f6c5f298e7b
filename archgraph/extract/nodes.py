"""Numbers for syntax node types: what the structural fingerprints are made of; the same in every Python version."""

from __future__ import annotations

import ast

END = 255
"""Ends a block of statements."""

SIZE = 128
"""`SIZE + n` follows a node that has n parts of one sort (126 at most is told apart)."""

_NAMES = (
    "Name Constant Attribute Call keyword Starred Subscript Slice Tuple List Set Dict Compare BoolOp BinOp UnaryOp IfExp "
    "JoinedStr FormattedValue Await Yield YieldFrom Lambda NamedExpr ListComp SetComp DictComp GeneratorExp comprehension "
    "Expr Assign AnnAssign AugAssign Return Raise Delete Pass Break Continue Assert Global Nonlocal Import ImportFrom If For "
    "AsyncFor While With AsyncWith withitem Try TryStar ExceptHandler Match match_case FunctionDef AsyncFunctionDef ClassDef "
    "arg TypeAlias TypeVar ParamSpec TypeVarTuple MatchValue MatchSingleton MatchSequence MatchMapping MatchClass MatchStar "
    "MatchAs MatchOr And Or Add Sub Mult MatMult Div Mod Pow LShift RShift BitOr BitXor BitAnd FloorDiv Invert Not UAdd USub "
    "Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn TemplateStr Interpolation"
).split()

CODE: dict[type[ast.AST], int] = {
    getattr(ast, name): number for number, name in enumerate(_NAMES, start=1) if hasattr(ast, name)
}
"""Node type → number between 1 and 127; a type that is not known has none."""


def sized(count: int) -> int:
    """The number that stands for `count` parts."""
    return SIZE + (count if count < 126 else 126)
