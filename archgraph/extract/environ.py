"""How the process environment is spelled: names, operations, and what a text or a call says of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from archgraph.extract.expressions import dotted, spelled, text_of

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

PARTIAL = "partial"
"""functools': a call of it calls its first argument with the others."""

HEARD = frozenset({*FUNCTIONS, *METHODS, *FIXTURE, *FIXTURE_ITEM, *PATCHES, PARTIAL})
"""All methods that may reach it."""

_IMPORTERS = frozenset({"__import__", "import_module"})

_AFTER = ("[", ".get(", "('", '("')
"""What stands after a name that is used as the mapping, or called with a literal as one calls getenv."""
_SPELLED = re.compile(r"env(?:ironb?(?!\w)|(?<=[gs]etenv)|(?<=putenv)|(?<=delenv))")
"""One of the names of the mapping, or of functions. Both patterns begin with what all names have: Python looks for that first."""
_WHOLE = re.compile(r"env(?:ironb?|(?<=getenv)b?|(?<=putenv)|(?<=unsetenv))(?![\w\[.(])")
"""One of os's names, up to its end, and nothing is done with it there."""
_ASSIGNED = re.compile(r"[ \t(]*((?:[\w.]+[ \t]*(?:,|:?=|:[^=]+=)[ \t]*)+)[^=]*$")
"""A line up to what is assigned."""
_WALRUS = re.compile(r"(\w+[ \t]*:=)[^=]*$")
_NAME = re.compile(r"(\w+)[ \t]*(?:,|:?=|:[^=]+=)")
_TARGET = re.compile(r"(?:\w+\.)*(?:environb?|getenvb?|putenv|unsetenv)(?:\.\w+)?")


def spells_it(text: str) -> bool:
    """Whether the environment's own names stand anywhere in the text."""
    return "env" in text and _SPELLED.search(text) is not None


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


def module_of(node: ast.expr) -> str:
    """The name of what may be os: a dotted name, or "os" when it is imported on the spot (`__import__("os")`)."""
    if type(node) is ast.Call and node.args and dotted(node.func).rpartition(".")[2] in _IMPORTERS:
        named = node.args[0]
        return str(named.value) if isinstance(named, ast.Constant) and named.value in OS else ""
    return dotted(node)


def asked_by_name(node: ast.expr) -> str:
    """What `getattr(os, "environ")` gives: "environ"; "" for everything else."""
    if type(node) is not ast.Call or type(node.func) is not ast.Name or node.func.id != "getattr" or len(node.args) < 2:
        return ""
    named = node.args[1]
    if not isinstance(named, ast.Constant) or named.value not in WATCHED:
        return ""
    return str(named.value) if module_of(node.args[0]) else ""


def reached_by(node: ast.expr) -> str:
    """The dotted text by which an expression reaches the environment, as a name can be looked up."""
    if type(node) is ast.Call:
        return f"{module_of(node.args[0])}.{asked_by_name(node)}"
    if type(node) is ast.Attribute and type(node.value) is ast.Call and (module := module_of(node.value)):
        return f"{module}.{node.attr}"
    return text_of(node.value) if isinstance(node, ast.Constant) else spelled(node)


def chosen(node: ast.expr) -> Iterator[ast.expr]:
    """The expressions that a choice may give: `a or b`, `a if x else b`, or the expression itself."""
    if type(node) is ast.BoolOp:
        for value in node.values:
            yield from chosen(value)
    elif type(node) is ast.IfExp:
        yield from chosen(node.body)
        yield from chosen(node.orelse)
    else:
        yield node
