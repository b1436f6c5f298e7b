"""Calls that say another expression of the environment than they are: in: a call; out: what it stands for."""

from __future__ import annotations

import ast

from archgraph.extract.environ import WATCHED, module_of


def set_by_name(node: ast.Call) -> ast.Attribute | None:
    """`os.environ` of `setattr(os, "environ", {})`, on the line of the name."""
    name = node.args[1] if len(node.args) > 1 else None
    if type(name) is not ast.Constant or name.value not in WATCHED or not (module := module_of(node.args[0])):
        return None
    owner = ast.copy_location(ast.Name(module, ast.Load()), name)
    return ast.copy_location(ast.Attribute(owner, str(name.value), ast.Store()), name)


def called_later(node: ast.Call) -> ast.Call | None:
    """`os.getenv("X")` of `partial(os.getenv, "X")`."""
    if len(node.args) < 2:
        return None
    return ast.copy_location(ast.Call(node.args[0], node.args[1:], node.keywords), node)
