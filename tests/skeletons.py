"""Outlines that left functions unread, for tests: in: a file's bytes; out: its outline, all functions read after all, in a form
in which two ways to number branches are alike."""

from __future__ import annotations

from collections import Counter
from typing import Any

from msgspec.structs import replace

from archgraph.extract.decode import decode
from archgraph.extract.file import extract_function, extract_skeleton
from archgraph.model.facts.outline import Outline
from archgraph.resolve.completed import completed


def read_after_all(data: bytes, path: str = "module.py") -> Outline:
    """The skeleton of a file, each of its functions completed from its own lines."""
    outline = extract_skeleton(data, path).outline
    lines = decode(data).split("\n") if outline.unread else []
    while outline.unread:
        function = outline.unread[0]
        scope = outline.scopes[function]
        source = "\n".join(lines[scope.line - 1 : scope.end_line])
        outline = completed(outline, function, extract_function(source, scope.line).outline)
    return outline


def plainly(outline: Outline) -> dict[str, Any]:
    """Everything that an outline says but for suppressions, with branches told by what they are, not by their numbers; facts of
    functions in no order."""
    rest = replace(
        outline, branches=(), scopes=(), imports=(), bindings=(), returns=(), raises=(), suppressions=(), probes=()
    )
    told: dict[str, Any] = {"rest": rest}
    for name in ("scopes", "imports"):
        told[name] = [_placed(outline, fact) for fact in getattr(outline, name)]
    for name in ("bindings", "returns", "raises", "probes"):
        told[name] = sorted(map(repr, (_placed(outline, fact) for fact in getattr(outline, name))))
    groups: dict[int, set[str]] = {}
    for number, branch in enumerate(outline.branches[1:], 1):
        groups.setdefault(branch.group, set()).add(repr(_arms(outline, number)))
    told["groups"] = Counter(map(frozenset, groups.values()))
    return told


def _placed(outline: Outline, fact: Any) -> tuple[Any, ...]:
    return replace(fact, branch=0), _arms(outline, fact.branch)


def _arms(outline: Outline, branch: int) -> tuple[Any, ...]:
    """The branch and those around it, innermost first."""
    found = []
    while branch:
        record = outline.branches[branch]
        found.append((record.kind, record.test, record.line, record.end_line))
        branch = record.parent
    return tuple(found)
