"""Roles of all classes: in: the code base, its MROs and the settings; out: a RoleRecord per class, with the evidence.

Three steps: what each class says of itself, what it has from its ancestors, and precedence: a test class, an exception,
an enum, a protocol, a record or a settings class is never a manager or a registry as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache, partial

from archgraph.analyses.roles import classifiers
from archgraph.analyses.roles.classifier import Classifier, Standing, Subject, Verdict, World
from archgraph.analyses.roles.subjects import production_names, subjects
from archgraph.analyses.words import last_name
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.memory import ByFile, Work, afresh
from archgraph.model.results.mro import Ancestor, Mro
from archgraph.model.results.roles import RoleRecord
from archgraph.model.settings import RoleRule, Settings
from archgraph.registry import collect

FOREIGN_HEADS = {"Manager": "manager", "Registry": "registry"}
"""Classes outside the code base whose descendants have a role, by the last word of their name."""

Judged = dict[ClassKey, dict[str, Verdict]]


def classify(
    codebase: Codebase, mros: Mapping[ClassKey, Mro], settings: Settings, by_file: ByFile | None = None
) -> Mapping[ClassKey, RoleRecord]:
    """The roles of all classes of the code base, in key order; classes without any have an empty record."""
    world = World(codebase, mros, production_names(codebase))
    names = [(name, key.class_, key.path) for name, key in world.production_names.items()]
    work = Work("roles", RoleRecord, partial(_in_files, world, settings), inherits=True, rests_on=names)
    return {record.key: record for record in sorted((by_file or afresh(codebase))(work), key=lambda each: each.key)}


def _in_files(world: World, settings: Settings, paths: Collection[str]) -> Iterator[tuple[str, RoleRecord]]:
    """The roles of the classes in these files; their ancestors are looked at, too."""
    added = (Classifier(rule.role, Standing.DUTY, _judge_by(rule)) for rule in settings.roles)
    known = (*collect(classifiers, Classifier), *added)
    standing = {classifier.role: classifier.standing for classifier in reversed(known)}  # a rule for `data` adds to it
    chosen = [key for key in world.codebase.classes if key.path in paths]
    judged: Judged = {}
    ancestors: dict[ClassKey, tuple[Ancestor, ...]] = {}
    related = {each.key for key in chosen for each in world.mros[key].ancestors if each.key}
    for subject in subjects(world, related.union(chosen)):
        key = subject.record.key
        judged[key] = {c.role: verdict for c in known if (verdict := c.judge(subject)) is not None}
        ancestors[key] = subject.ancestors
    for key in chosen:
        found = _inherited(ancestors[key], judged, standing, _listed(world.codebase, key))
        yield key.path, _record(key, found | judged[key], standing)


def _listed(codebase: Codebase, key: ClassKey) -> frozenset[str]:
    """The classes that a class of the code base lists as bases, itself or through others of the code base; where one is made by a
    call, its bases, too. What stands above a class from outside is its authors' business: theirs may have a Manager among its
    parents and be none."""
    names: set[str] = set()
    waiting, seen = [key], {key}
    while waiting:
        record = codebase.classes.get(waiting[-1]) or codebase.externals.get(waiting[-1])
        waiting.pop()
        for base in record.resolved if record is not None else ():
            names.add(base.base)
            goes_on = base.key is not None and (base.key in codebase.classes or base.key.line < 0)
            if base.key is not None and goes_on and base.key not in seen:
                seen.add(base.key)
                waiting.append(base.key)
    return frozenset(names)


def _inherited(
    ancestors: Iterable[Ancestor], judged: Judged, standing: Mapping[str, Standing], listed: Collection[str]
) -> dict[str, Verdict]:
    found: dict[str, Verdict] = {}
    for ancestor in ancestors:
        verdicts: Mapping[str, Verdict] | None = judged.get(ancestor.key) if ancestor.key else None
        if verdicts is None:
            verdicts = _of_foreign(ancestor.name) if ancestor.name in listed else {}
        elif any(standing[role] is Standing.OWN for role in verdicts):
            verdicts = {role: verdict for role, verdict in verdicts.items() if standing[role] is Standing.DOUBLE}
        for role, verdict in verdicts.items():
            if standing[role] is not Standing.OWN and role not in found:
                found[role] = Verdict(f"descends from {_place(ancestor)}", min(0.95, verdict.confidence))
    return found


@lru_cache(maxsize=4096)
def _of_foreign(name: str) -> Mapping[str, Verdict]:
    last = last_name(name)
    return {
        role: Verdict("")
        for word, role in FOREIGN_HEADS.items()
        if last.endswith(word) and not last.endswith("ContextManager")
    }


def _place(ancestor: Ancestor) -> str:
    if ancestor.key is None or not ancestor.key.path:
        return ancestor.name
    return f"{ancestor.name} ({ancestor.key.path}:{ancestor.key.line})"


def _record(key: ClassKey, verdicts: Mapping[str, Verdict], standing: Mapping[str, Standing]) -> RoleRecord:
    if not verdicts:
        return RoleRecord(key, (), False, (), 1.0)
    is_own = any(standing[role] is Standing.OWN for role in verdicts)
    shut_out = ("manager", "registry") if is_own else ()
    kept = {role: verdict for role, verdict in sorted(verdicts.items()) if role not in shut_out}
    return RoleRecord(
        key=key,
        roles=tuple(role for role in kept if standing[role] is not Standing.DOUBLE),
        double=any(standing[role] is Standing.DOUBLE for role in kept),
        evidence=tuple(f"{role}: {verdict.evidence}" for role, verdict in kept.items()),
        confidence=min((verdict.confidence for verdict in kept.values()), default=1.0),
    )


def _judge_by(rule: RoleRule) -> Callable[[Subject], Verdict | None]:
    def judge(subject: Subject) -> Verdict | None:
        for what, patterns, values in (
            ("name", rule.names, (subject.record.name, subject.record.class_)),
            ("ancestor", rule.bases, tuple(ancestor.name for ancestor in subject.ancestors)),
            ("decorator", rule.decorators, subject.decorators),
        ):
            for value in values:
                if any(fnmatchcase(value, p) or fnmatchcase(last_name(value), p) for p in patterns):
                    return Verdict(f"its {what} {value} matches the configured role")
        return None

    return judge
