"""What a candidate's move does to the architecture, found before anyone makes it: in: the move; out: new cycles, new
dependencies between packages, and changed MROs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Protocol

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Candidate, Decision, Effect
from archgraph.plan.layers import PackagePairs, package_of
from archgraph.plan.scene import RUNNING, Scene

_REMEDY = "import it inside the function that uses it, or move both"


class Reaching(Protocol):
    """Answers what loading a file loads."""

    def reaches(self, start: str, goal: str) -> bool:
        """Whether loading the file `start` loads `goal`."""

    def imports(self, importer: str, imported: str) -> bool:
        """Whether one file imports the other directly."""


def effects(scene: Scene, candidate: Candidate, graph: Reaching, pairs: PackagePairs) -> Iterator[Effect]:
    """Everything that is new once every user of a removed member uses the canonical."""
    name = candidate.candidate
    for decision in candidate.decisions:
        if not decision.goes_away:
            continue
        for user in _importers(scene, decision):
            yield from (Effect(name, kind, text) for kind, text in _of_import(scene, candidate, user, graph, pairs))
        yield from (Effect(name, "mro", text) for text in _of_subclasses(scene, decision, candidate.canonical))


def _importers(scene: Scene, decision: Decision) -> list[str]:
    """Files outside tests that will import the canonical: those that import the member, and its own if that needs it. Of an
    alias only its own."""
    if decision.way == "alias":
        return [decision.key.path]
    rows = [row for row in scene.uses.get(decision.key.class_, ()) if row.zone in RUNNING]
    home, inside = decision.key.path, range(decision.key.line, scene.codebase.classes[decision.key].end_line + 1)
    taken = {row.path for row in rows if row.what == "import"}
    taken |= {edge.path for edge in scene.statements.get(decision.key.class_, ())} & scene.running_paths
    return sorted(taken | {home for row in rows if row.path == home and row.line not in inside})


def _of_import(
    scene: Scene, candidate: Candidate, user: str, graph: Reaching, pairs: PackagePairs
) -> Iterator[tuple[str, str]]:
    target = candidate.canonical.path
    if user == target or graph.imports(user, target):
        return
    if graph.reaches(target, user):
        yield "cycle", f"{user} would import {target}, which reaches it: {_REMEDY}"
    elif package := _back_through_its_package(scene, user, target, graph):
        yield "cycle", f"{user} would import {target}; that loads {package} first, which reaches it: {_REMEDY}"
    here, there = (package_of(scene.codebase, path) for path in (user, target))
    if here != there and (here, there) not in pairs:
        back = ", against the direction of the imports so far" if (there, here) in pairs else ""
        yield "layer", f"{here} would import {there} for the first time ({user}){back}"


def _back_through_its_package(scene: Scene, user: str, target: str, graph: Reaching) -> str:
    """The first package around the target that is loaded before it, and loads the user while that is half loaded; "" when
    none does, or the user loads that package today already."""
    modules, by_name = scene.codebase.modules, scene.codebase.by_name
    names = list(accumulate(modules[target].module.split(".")[:-1], lambda above, part: f"{above}.{part}"))
    inside = f"{modules[user].module}."
    packages = (by_name[name] for name in names if name in by_name and not inside.startswith(f"{name}."))
    return next((path for path in packages if graph.reaches(path, user) and not graph.reaches(user, path)), "")


def _of_subclasses(scene: Scene, decision: Decision, canonical: ClassKey) -> Iterator[str]:
    gone = sorted(scene.cards[decision.key].offers - scene.cards[canonical].offers)
    for row in scene.uses.get(decision.key.class_, ()):
        if row.what == "subclass":
            lost = f", and no longer inherits {', '.join(gone[:4])}" if gone else ""
            below = f"{row.path}:{row.line}"
            yield f"{row.symbol} ({below}) has {canonical.class_} in place of {decision.key.class_} in its MRO{lost}"
