"""What tests put in the environment's place: in: a call; out: what it patches, by which expression, with the keys it names."""

from __future__ import annotations

import ast
from typing import NamedTuple

from archgraph.extract.environ import FIXTURE, FIXTURE_ITEM, FUNCTIONS, MAPPINGS, OS, PATCHES, names_it
from archgraph.extract.environ_keys import argument, key_of, written_keys
from archgraph.extract.environ_names import EnvironmentNames
from archgraph.extract.expressions import dotted
from archgraph.model.expr import Expr


class Patch(NamedTuple):
    """`reached`: the expression that the patch goes through; `operation`: as in environment.csv."""

    reached: ast.expr
    operation: str
    key: Expr | None


def patched(node: ast.Call, called: str, names: EnvironmentNames) -> Patch | None:
    """What a call of pytest's monkeypatch or of mock's patch does to the environment, None when nothing."""
    name = called.rpartition(".")[2]
    if name in FIXTURE:
        return Patch(node.func, FIXTURE[name], _given(node, 0))
    if name in FIXTURE_ITEM:
        is_its = bool(node.args) and bool(names.surface(node.args[0]))
        return Patch(node.args[0], FIXTURE_ITEM[name], _given(node, 1)) if is_its else None
    return _replaced(node, called, names) if name in PATCHES and "patch" in called else None


def _replaced(node: ast.Call, called: str, names: EnvironmentNames) -> Patch | None:
    """`patch.dict(os.environ, X="1")`, `patch("os.getenv")`, `monkeypatch.setattr(os, "environ", {})`."""
    if not node.args:
        return None
    target = node.args[0]
    if names.surface(target) or names_it(target):
        keys = written_keys(node.args[1:2], node.keywords) if called.endswith("dict") else None
        return Patch(target, "patch", keys)
    if dotted(target).rpartition(".")[2] in OS and len(node.args) > 1:
        name = node.args[1]
        if isinstance(name, ast.Constant) and (name.value in MAPPINGS or name.value in FUNCTIONS):
            return Patch(name, "patch", None)
    return None


def _given(node: ast.Call, position: int) -> Expr | None:
    """The name of a variable that a fixture is given."""
    name = argument(node, position, "name")
    return None if name is None else key_of(name)
