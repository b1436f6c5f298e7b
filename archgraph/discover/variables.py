"""Environment variables in files that are no code; in: paths of .env, compose and Docker files and how to read them, out: the
names that they declare and use. Values are secrets as often as not: they are not kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from archgraph.model.source import VariableLine

_NAME: Final = r"[A-Za-z_][A-Za-z0-9_]*"
_DOTENV: Final = re.compile(rf"\s*(?:export\s+)?({_NAME})\s*=")
_DOCKER: Final = re.compile(rf"\s*(?:ENV|ARG)\s+({_NAME})", re.IGNORECASE)
_PAIR: Final = re.compile(rf"({_NAME})=")
_ITEM: Final = re.compile(rf"\s*(?:-\s*[\"']?({_NAME})\s*(?:=|[\"']?\s*$)|({_NAME})\s*:)")
_BLOCK: Final = re.compile(r"(\s*)(?:-\s*)?(environment|args)\s*:\s*(?:[&*]\w+)?\s*(?:#.*)?$")
_USED: Final = re.compile(rf"(?<![$\\])\$\{{?({_NAME})")
MAX_BYTES: Final = 1_000_000


def variable_lines(paths: Iterable[str], read: Callable[[str], bytes]) -> tuple[VariableLine, ...]:
    """Every name once per line, by path and line; `read` gives b"" for what cannot be read."""
    found: set[VariableLine] = set()
    for path in paths:
        data = read(path)
        if len(data) <= MAX_BYTES:
            found.update(_lines(path, data.decode("utf-8", "replace")))
    return tuple(sorted(found, key=lambda line: (line.path, line.line, line.name, line.how)))


def _lines(path: str, text: str) -> Iterator[VariableLine]:
    declared = _in_compose if path.endswith((".yml", ".yaml")) else _in_dockerfile if _is_docker(path) else _in_dotenv
    lines = text.splitlines()
    for number, name in declared(lines):
        yield VariableLine(path, number, name, "declare")
    for number, line in enumerate(lines, 1):
        if "$" in line and not line.lstrip().startswith("#"):
            for name in _USED.findall(line):
                yield VariableLine(path, number, name, "use")


def _is_docker(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.startswith(("Dockerfile", "Containerfile")) or name.endswith(".dockerfile")


def _in_dotenv(lines: list[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        match = _DOTENV.match(line)
        if match:
            yield number, match[1]


def _in_dockerfile(lines: list[str]) -> Iterator[tuple[int, str]]:
    goes_on = False
    for number, line in enumerate(lines, 1):
        match = _DOCKER.match(line)
        if match:
            yield number, match[1]
        if match or goes_on:
            yield from ((number, name) for name in _PAIR.findall(line))
        goes_on = (match is not None or goes_on) and line.rstrip().endswith("\\")


def _in_compose(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The items of every `environment:` and `args:`, by their indent."""
    indent = -1
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        own = len(line) - len(line.lstrip())
        block = _BLOCK.match(line)
        if block:
            indent = len(block[1])
        elif indent >= 0 and own <= indent and not line.lstrip().startswith("-"):
            indent = -1
        elif indent >= 0:
            match = _ITEM.match(line)
            if match and "<<" not in line:
                yield number, match[1] or match[2]
