"""Faults for sound source: in: text and a random generator; out: the text with faults, and which of its definitions and
imports the faults left alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

SCRAPS = ("$", "?", " @@ ", ")", "(", '"', "'", '"""', " foo bar ", "{", "}", "]", "[")
STRAYS = ("some stray text here", "<<<<<<< HEAD", "=======", ">>>>>>> branch", "pass", "return None", "-----", "}", ")")
TAKEN = {"open": "([{", "close": ")]}", "quote": "\"'", "colon": ":", "comma": ","}
KINDS = (*TAKEN, "scrap", "stray", "dedent", "indent", "cut")


@dataclass(frozen=True, slots=True)
class Item:
    """A class, function or import: its kind, qualified name (an import: its scope and what it takes), line and detail (bases,
    parameters or names)."""

    kind: str
    name: str
    line: int
    detail: str


def items(tree: ast.Module) -> dict[Item, frozenset[int]]:
    """All classes, functions and imports of a module, and the lines that tell each: those of its own header and of all
    around it."""
    return dict(_items(tree.body, "", frozenset()))


def plant(text: str, kind: str, random: Random) -> tuple[str, int] | None:
    """The text with one fault, and its line; None where there is no place for such a fault. No line moves."""
    if kind in TAKEN:
        places = [place for place, character in enumerate(text) if character in TAKEN[kind]]
        if not places:
            return None
        place = random.choice(places)
        return text[:place] + text[place + 1 :], text.count("\n", 0, place) + 1
    if kind == "cut":
        place = random.randrange(len(text))
        return text[:place], text.count("\n", 0, place) + 1
    lines = text.split("\n")
    row = random.randrange(len(lines))
    lines[row] = _spoiled(lines[row], kind, random)
    return "\n".join(lines), row + 1


def broken(text: str, count: int, random: Random, kinds: tuple[str, ...] = KINDS) -> tuple[str, frozenset[int]] | None:
    """The text with `count` faults that make it no Python, and their lines (all behind a cut); None when none were found."""
    for _ in range(20):
        changed, rows = text, set[int]()
        for _ in range(count):
            fault = plant(changed, random.choice(kinds), random)
            if fault:
                changed, row = fault
                rows.add(row)
        if changed != text and not _is_sound(changed):
            end = changed.count("\n") + 1
            return changed, frozenset(rows | set(range(end, text.count("\n") + 2)) if end <= text.count("\n") else rows)
    return None


def _spoiled(line: str, kind: str, random: Random) -> str:
    if kind == "scrap":
        place = random.randrange(len(line) + 1)
        return line[:place] + random.choice(SCRAPS) + line[place:]
    if kind == "stray":
        return random.choice(STRAYS)
    if kind == "indent":
        return " " * random.choice((1, 2, 3, 4, 8)) + line
    width = len(line) - len(line.lstrip(" "))
    return line[random.randint(1, width) :] if width else line


def _is_sound(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def _items(body: list[ast.stmt], scope: str, around: frozenset[int]) -> Iterator[tuple[Item, frozenset[int]]]:
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            item = _definition(node, scope)
            rows = around | _header(node)
            yield item, rows
            inner = "." if isinstance(node, ast.ClassDef) else ".<locals>."
            yield from _items(node.body, item.name + inner, rows)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            module = "." * node.level + (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            rows = around | frozenset(range(node.lineno, (node.end_lineno or node.lineno) + 1))
            yield Item("import", scope + module, node.lineno, ast.unparse(node) if node.names else ""), rows
        else:
            for child in ast.iter_child_nodes(node):
                inner_body = [child] if isinstance(child, ast.stmt) else getattr(child, "body", [])
                yield from _items(inner_body if isinstance(inner_body, list) else [], scope, around)


def _definition(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, scope: str) -> Item:
    if isinstance(node, ast.ClassDef):
        return Item("class", scope + node.name, node.lineno, ", ".join(map(ast.unparse, (*node.bases, *node.keywords))))
    return Item("function", scope + node.name, node.lineno, ast.unparse(node.args))


def _header(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[int]:
    """The lines of decorators and header, up to the body."""
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return frozenset(range(first, max(first, node.body[0].lineno - 1) + 1) if node.body else (first,))
