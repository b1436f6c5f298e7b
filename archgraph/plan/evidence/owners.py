"""Classes as owners of what is read: in: a Scene, a class and a file; out: the lines on which `Name.member` is read
there, and whether it is gone through as a whole."""

from __future__ import annotations

from archgraph.model.codebase import ClassKey
from archgraph.model.facts.reads import Reads
from archgraph.plan.evidence.scene import Scene


def read_lines(scene: Scene, key: ClassKey, path: str) -> list[int]:
    """Lines outside of the class on which something is read of it by its bare name: members of an enum, constants."""
    name = key.class_.rpartition(".")[2]
    inside = range(key.line, scene.codebase.classes[key].end_line + 1) if path == key.path else ()
    reads = scene.codebase.facts.section(path, Reads).reads
    return sorted({each.line for each in reads if each.name.startswith(f"{name}.") and each.line not in inside})


def is_gone_through(scene: Scene, key: ClassKey, path: str) -> bool:
    """Whether a file goes through it as a whole (`list(Name)`, `for each in Name`), or gives that away."""
    name = key.class_.rpartition(".")[2]
    wholes = scene.codebase.facts.section(path, Reads).wholes
    return any(each.name.rpartition(".")[2] == name for each in wholes)
