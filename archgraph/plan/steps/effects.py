"""What a candidate's move does to the architecture, found before anyone makes it: in: the move; out: new cycles, new
dependencies between packages, and changed MROs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Candidate, Decision, Effect
from archgraph.plan.evidence.case import DELETE
from archgraph.plan.evidence.layers import PackagePairs, package_of, stands_mostly_above
from archgraph.plan.evidence.loading import importers, is_loaded_by, is_needed_at_load, newly_importing
from archgraph.plan.evidence.scene import Scene

_LATER = "import it inside the function that uses it, or move both"
_APART = "it is needed as that file is loaded, so give what stays a module of its own that imports neither"


def effects(scene: Scene, candidate: Candidate) -> Iterator[Effect]:
    """Everything that is new once every user of a removed member uses the canonical."""
    name = candidate.candidate
    taking: set[str] = set()
    for decision in candidate.decisions:
        if not decision.goes_away:
            continue
        users = [decision.key.path] if decision.way == "alias" else importers(scene, decision.key)
        users = [user for user in users if not _leaves_out(scene, decision, user)]
        taking.update(users)
        for user in users:
            yield from (Effect(name, "cycle", text) for text in _of_import(scene, candidate, decision, user))
        yield from (Effect(name, "mro", text) for text in _of_subclasses(scene, decision, candidate.canonical))
    yield from (Effect(name, "layer", text) for text in _of_packages(scene, candidate.canonical.path, sorted(taking)))


def _leaves_out(scene: Scene, decision: Decision, user: str) -> bool:
    """Whether a package that only hands it on, or the module that it goes from, goes on without it."""
    return decision.action == DELETE and (user == decision.key.path or user in scene.hands_on(decision.key))


def opposed(scene: Scene, candidates: Iterable[Candidate]) -> Iterator[Effect]:
    """Cycles that no candidate closes by itself: two files, each of which would import the other for another candidate."""
    added: dict[tuple[str, str], list[str]] = {}
    for candidate in candidates:
        target = candidate.canonical.path
        for decision in (each for each in candidate.decisions if each.goes_away and each.way != "alias"):
            users = newly_importing(scene, decision.key, target)
            for user in (each for each in users if not _leaves_out(scene, decision, each)):
                added.setdefault((user, target), []).append(candidate.candidate)
    for (user, target), names in added.items():
        for name in names:
            for other in sorted({*added.get((target, user), ())} - {name}):
                text = f"{user} would import {target}, and by {other} the other way round: let both classes go one way"
                yield Effect(name, "cycle", text)


def _of_import(scene: Scene, candidate: Candidate, decision: Decision, user: str) -> Iterator[str]:
    target, loads = candidate.canonical.path, scene.loads
    if user == target or loads.imports(user, target):
        return
    if is_loaded_by(scene, user, decision.key):
        remedy = _APART if is_needed_at_load(scene, user, decision.key) else _LATER
        if loads.reaches(target, user):
            yield f"{user} would import {target}, which reaches it: {remedy}"
        elif package := _back_through_its_package(scene, user, target):
            yield f"{user} would import {target}; that loads {package} first, which reaches it: {remedy}"


def _of_packages(scene: Scene, target: str, users: Iterable[str]) -> Iterator[str]:
    """What code outside tests imports for the first time, or once more against nearly all imports between two packages, told once
    for each package; what is around a package is no other."""
    there, pairs = package_of(scene.codebase, target), scene.package_pairs
    new: dict[str, list[str]] = {}
    for user in users:
        here = package_of(scene.codebase, user)
        is_shipped = user in scene.running_paths and not scene.loads.imports(user, target)
        is_new = (here, there) not in pairs or stands_mostly_above(pairs, there, here)
        if is_shipped and f"{there}." not in f"{here}." and is_new:
            new.setdefault(here, []).append(user)
    for here, files in new.items():
        more = f" and {len(files) - 1} more" if len(files) > 1 else ""
        yield f"{here} would import {there} {_against(pairs, here, there, f'{files[0]}{more}')}"


def _against(pairs: PackagePairs, here: str, there: str, files: str) -> str:
    """How often the one imported the other so far, and how often the other way round, in words."""
    if (here, there) not in pairs:
        back = ", against the direction of the imports so far" if (there, here) in pairs else ""
        return f"for the first time ({files}){back}"
    count, other = (
        f"{number} {'times' if number > 1 else 'time'}" for number in (pairs[here, there], pairs[there, here])
    )
    return f"once more ({files}), as {count} so far, and {there} imports {here} {other}"


def _back_through_its_package(scene: Scene, user: str, target: str) -> str:
    """The first package around the target that is loaded before it, and loads the user while that is half loaded; "" when
    none does, or the user loads that package today already."""
    modules, by_name = scene.codebase.modules, scene.codebase.by_name
    names = list(accumulate(modules[target].module.split(".")[:-1], lambda above, part: f"{above}.{part}"))
    inside = f"{modules[user].module}."
    packages = (by_name[name] for name in names if name in by_name and not inside.startswith(f"{name}."))
    loads = scene.loads
    return next((path for path in packages if loads.reaches(path, user) and not loads.reaches(user, path)), "")


def _of_subclasses(scene: Scene, decision: Decision, canonical: ClassKey) -> Iterator[str]:
    gone = sorted(scene.cards[decision.key].offers - scene.cards[canonical].offers - {*decision.carried})
    for row in scene.uses.get(decision.key.class_, ()):
        if row.what == "subclass":
            lost = f", and no longer inherits {', '.join(gone[:4])}" if gone else ""
            below = f"{row.path}:{row.line}"
            yield f"{row.symbol} ({below}) has {canonical.class_} in place of {decision.key.class_} in its MRO{lost}"
