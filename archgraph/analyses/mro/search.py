"""Classes by what people call them: in: the code base and a name, a place or a dotted alias, out: the classes meant."""

from __future__ import annotations

from difflib import get_close_matches

from archgraph.model.codebase import ClassKey, ClassRecord, Codebase


def search(codebase: Codebase, name: str) -> tuple[ClassKey, ...]:
    """The classes of the code base that `name` may mean, sorted; nothing when none does.

    `name` is a dotted name, the end of one (`Manager`, `core.Manager`), a place (`shop/core.py:12`, a line of the class
    statement) or the dotted name of an alias or instance. Of several definitions of one dotted name in one file the
    last one is meant: the one that wins at run time.
    """
    classes = codebase.classes.values()
    exact = [record for record in classes if record.class_ == name]
    found = exact or [record for record in classes if record.class_.endswith(f".{name}")]
    if not found and name.rpartition(":")[2].isdecimal():
        path, _, line = name.rpartition(":")
        found = _at(codebase, path.removeprefix("./"), int(line))
    if not found:
        meant = _alias(codebase, name)
        return (meant,) if meant else ()
    wins = {(record.class_, record.path): record.key for record in sorted(found, key=lambda record: record.line)}
    live = {(record.class_, record.path): record.key for record in found if record.last}
    return tuple(sorted((wins | live).values()))


def near(codebase: Codebase, name: str) -> tuple[str, ...]:
    """Names of classes that look like `name`, the nearest first."""
    names = {record.name for record in codebase.classes.values()}
    wanted = name.rpartition(".")[2]
    lower = {known.lower(): known for known in sorted(names)}
    return tuple(lower[match] for match in get_close_matches(wanted.lower(), lower, 3, 0.7))


def _at(codebase: Codebase, path: str, line: int) -> list[ClassRecord]:
    """The innermost class around the line."""
    around = [r for r in codebase.classes.values() if r.path == path and r.line <= line <= r.end_line]
    return sorted(around, key=lambda record: record.line)[-1:]


def _alias(codebase: Codebase, name: str) -> ClassKey | None:
    """The class of a dotted name that is an alias, a re-export or an instance."""
    parts = name.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        path = codebase.by_name.get(".".join(parts[:cut]))
        if path is not None:
            key = codebase.names.resolve(path, 0, ".".join(parts[cut:])).key
            return key if key in codebase.classes else None
    return None
