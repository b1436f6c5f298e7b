"""How the process environment is spelled: names, operations, and what a text or a call says of them."""

from __future__ import annotations

import ast
import re

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

_BEFORE = ("get", "put", "set", "del")
"""What stands before "env" in the names of functions."""
_AFTER = ("[", ".get(", "('", '("')
"""What stands after a name that is used as the mapping, or called with a literal as one calls getenv."""
_MAPPING = re.compile(r"environb?(?!\w)")
_WHOLE = re.compile(r"(?:environb?|getenvb?|putenv|unsetenv)(?![\w\[.(])")
"""One of its names, and nothing is done with it there."""
_ASSIGNED = re.compile(r"[ \t(]*((?:[\w.]+[ \t]*(?:,|:?=|:[^=]+=)[ \t]*)+)[^=]*$")
"""A line up to what is assigned."""
_WALRUS = re.compile(r"(\w+[ \t]*:=)[^=]*$")
_NAME = re.compile(r"(\w+)[ \t]*(?:,|:?=|:[^=]+=)")
_TARGET = re.compile(r"(?:\w+\.)*(?:environb?|getenvb?|putenv|unsetenv)(?:\.\w+)?")


def spells_it(text: str) -> bool:
    """Whether the environment's own names stand anywhere in the text."""
    position = text.find("env")
    while position >= 0:
        if text[max(position - 3, 0) : position] in _BEFORE or _MAPPING.match(text, position):
            return True
        position = text.find("env", position + 3)
    return False


def imports_its_like(tree: ast.Module, text: str) -> bool:
    """Whether the module imports a name that sounds like the environment and is used so."""
    return ("env" in text or "ENV" in text) and any(
        sounds_like_it(alias, text)
        for statement in tree.body
        if type(statement) is ast.ImportFrom
        for alias in statement.names
    )


def sounds_like_it(alias: ast.alias, text: str) -> bool:
    """Whether an imported name has "env" in it and the text uses it as a mapping, or calls it as one calls getenv."""
    if "env" not in alias.name.lower():
        return False
    name = alias.asname or alias.name
    position = text.find(name)
    while position >= 0:
        end = position + len(name)
        if text.startswith(_AFTER, end) or text.endswith(" in ", 0, position):
            return True
        position = text.find(name, position + 1)
    return False


def is_text(node: ast.expr) -> bool:
    """Whether an expression is a string literal."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def names_it(target: ast.expr) -> bool:
    """Whether a text such as "os.environ" names it."""
    return (
        isinstance(target, ast.Constant)
        and isinstance(target.value, str)
        and _TARGET.fullmatch(target.value) is not None
    )


def assigned_names(text: str) -> frozenset[str]:
    """Names to which a line assigns the environment or one of its functions, or another of these names."""
    found: set[str] = set()
    waiting = {name for match in _WHOLE.finditer(text) for name in _targets(text, match.start())}
    while waiting:
        name = waiting.pop()
        found.add(name)
        again = re.finditer(rf"=[ \t]*(?:\w+\.)*{name}(?![\w\[.(])", text)
        waiting.update(other for match in again for other in _targets(text, match.start() + 1) if other not in found)
    return frozenset(found)


def _targets(text: str, position: int) -> list[str]:
    """The names that are assigned on the line, ahead of the position."""
    line = text[text.rfind("\n", 0, position) + 1 : position]
    match = (_ASSIGNED.match(line) or _WALRUS.search(line)) if "=" in line else None
    return _NAME.findall(match[1]) if match else []


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
