"""How the process environment is spelled: names, operations, and what a text or a call says of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from archgraph.extract.expressions import brief
from archgraph.model.expr import Expr, Literal, Sequence

OS = frozenset({"os", "posix", "nt"})
"""Modules that have the environment."""

MAPPINGS = frozenset({"environ", "environb"})
"""Names of the mapping itself."""

FUNCTIONS = {"getenv": "getenv", "getenvb": "getenv", "putenv": "putenv", "unsetenv": "unsetenv"}
"""Function of os → operation, as for the methods below: the words of environment.csv."""

WATCHED = MAPPINGS | FUNCTIONS.keys()
METHODS = {
    "get": "get", "setdefault": "setdefault", "update": "update", "copy": "copy", "pop": "pop", "popitem": "pop",
    "items": "items", "keys": "keys", "values": "items", "clear": "clear", "__getitem__": "subscript",
    "__setitem__": "write", "__delitem__": "delete", "__contains__": "contains", "__iter__": "iterate",
}  # fmt: skip
WITHOUT_KEY = frozenset({"copy", "items", "keys", "clear", "iterate"})
WITH_DEFAULT = frozenset({"get", "getenv", "pop", "setdefault"})
ITEM: dict[type[ast.AST], str] = {ast.Load: "subscript", ast.Store: "write", ast.Del: "delete"}
WHOLE: dict[type[ast.AST], str] = {ast.Load: "pass", ast.Store: "write", ast.Del: "delete"}

FIXTURE = {"setenv": "setenv", "delenv": "delenv"}
FIXTURE_ITEM = {"setitem": "setenv", "delitem": "delenv"}
"""Methods of pytest's monkeypatch: by name, and by the mapping they are given."""

PATCHES = frozenset({"patch", "dict", "object", "multiple", "setattr", "delattr"})
"""Last names of calls that put something else in its place."""

HEARD = frozenset({*FUNCTIONS, *METHODS, *FIXTURE, *FIXTURE_ITEM, *PATCHES})

"""All methods that may reach it."""

_SPELLED = ("getenv", "putenv", "setenv", "delenv")
_MAPPING = re.compile(r"environb?(?!\w)")
_ALIAS = re.compile(r"[ \t]*(?:\w+\.)*(\w+)[ \t]*(?::[^=]+)?=[ \t]*(?:\w+\.)*environb?[ \t]*(?:#|$)")
_TARGET = re.compile(r"(?:\w+\.)*(?:environb?|getenvb?|putenv|unsetenv)(?:\.\w+)?")


def spells_it(text: str) -> bool:
    """Whether the environment's own names stand anywhere in the text."""
    return any(word in text for word in _SPELLED) or _MAPPING.search(text) is not None


def imports_its_like(tree: ast.Module, text: str) -> bool:
    """Whether the module imports a name that sounds like an environment."""
    return any(
        sounds_like_it(alias.asname or alias.name, text)
        for statement in tree.body
        if type(statement) is ast.ImportFrom
        for alias in statement.names
    )


def sounds_like_it(name: str, text: str) -> bool:
    """Whether a name has "env" in it and the text uses it as a mapping."""
    if "env" not in name and "ENV" not in name:
        return False
    return f"{name}[" in text or f"{name}.get(" in text or f" in {name}" in text


def names_it(target: ast.expr) -> bool:
    """Whether a text such as "os.environ" names it."""
    return (
        isinstance(target, ast.Constant)
        and isinstance(target.value, str)
        and _TARGET.fullmatch(target.value) is not None
    )


def assigned_names(text: str) -> Iterator[str]:
    """Names that a line assigns something that ends in `environ`."""
    for found in _MAPPING.finditer(text):
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.end() + 40].partition("\n")[0]
        assigned = _ALIAS.match(line) if "=" in line else None
        if assigned:
            yield assigned[1]


def argument(node: ast.Call, position: int, keyword: str) -> Expr | None:
    """An argument of a call that may be given by position or by name."""
    if position < len(node.args):
        return brief(node.args[position])
    return next((brief(word.value) for word in node.keywords if word.arg == keyword), None)


def written_keys(values: list[ast.expr], keywords: list[ast.keyword]) -> Expr | None:
    """The keys that are written at once: one, a tuple of several, or None when they cannot be told."""
    found: list[Expr] = [Literal(word.arg) for word in keywords if word.arg and word.arg not in ("values", "clear")]
    given = values or [word.value for word in keywords if word.arg == "values"]
    for value in given:
        if isinstance(value, ast.Dict):
            found += [brief(key) for key in value.keys if key is not None]
    if len(found) < 2:
        return found[0] if found else None
    return Sequence(tuple(found))
