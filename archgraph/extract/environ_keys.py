"""Keys of the environment: in, the syntax of a call, a display or a pattern; out, the keys that it names, as facts."""

from __future__ import annotations

import ast

from archgraph.extract.expressions import brief, dotted
from archgraph.model.expr import Expr, Literal, Sequence


def key_of(node: ast.expr) -> Expr:
    """A key as a fact; one of `environb` is bytes."""
    if type(node) is ast.Constant and isinstance(node.value, bytes):
        return Literal(node.value.decode("utf-8", "replace"))
    return brief(node)


def argument(node: ast.Call, position: int, keyword: str) -> ast.expr | None:
    """An argument of a call that may be given by position or by name."""
    if position < len(node.args):
        return node.args[position]
    return next((word.value for word in node.keywords if word.arg == keyword), None)


def written_keys(values: list[ast.expr], keywords: list[ast.keyword]) -> Expr | None:
    """The keys that are written at once: one, a tuple of several, or None when they cannot be told."""
    found: list[Expr] = [Literal(word.arg) for word in keywords if word.arg and word.arg not in ("values", "clear")]
    for value in values or [word.value for word in keywords if word.arg == "values"]:
        found += _keys_in(value)
    return at_once(found)


def matched_keys(cases: list[ast.match_case]) -> Expr | None:
    """The keys that the patterns of a `match` look for."""
    mappings = [part for case in cases for part in ast.walk(case.pattern) if type(part) is ast.MatchMapping]
    return at_once([key_of(key) for mapping in mappings for key in mapping.keys])


def at_once(keys: list[Expr]) -> Expr | None:
    """Keys as one fact: itself, a tuple of several, or None when there is none."""
    if len(keys) < 2:
        return keys[0] if keys else None
    return Sequence(tuple(keys))


def _keys_in(value: ast.expr) -> list[Expr]:
    """The keys of `{"X": "1"}`, `dict(X="1")` and `[("X", "1")]`."""
    if type(value) is ast.Dict:
        return [key_of(key) for key in value.keys if key is not None]
    if type(value) is ast.Call and dotted(value.func) == "dict":
        named: list[Expr] = [Literal(word.arg) for word in value.keywords if word.arg]
        return [key for each in value.args for key in _keys_in(each)] + named
    if type(value) is ast.List or type(value) is ast.Tuple:
        pairs = [each.elts for each in value.elts if isinstance(each, ast.Tuple | ast.List)]
        return [key_of(pair[0]) for pair in pairs if len(pair) == 2]
    return []
