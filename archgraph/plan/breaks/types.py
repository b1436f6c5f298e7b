"""Types that are two classes of one name in the modules of two classes: in: a Scene and candidates; out: these with what must
be asked, and rows of contracts.csv. What another candidate makes one comes before (order.py), and nothing is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Candidate, Decision, Difference
from archgraph.model.facts.uses import Uses
from archgraph.plan.evidence.case import CONSOLIDATE, listed
from archgraph.plan.evidence.scene import Scene

_DOUBT = 0.03
"""What the question takes from the confidence."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A name in annotations of two classes: the class that it is here, the one that it is there, and the line here."""

    name: str
    here: ClassKey
    there: ClassKey
    line: int


def with_types(scene: Scene, candidates: Sequence[Candidate]) -> tuple[list[Candidate], list[Difference]]:
    """The candidates with a question where such types stay two."""
    home, found, differing = _homes(candidates), list[Candidate](), list[Difference]()
    for candidate in candidates:
        decisions = list[Decision]()
        for decision in candidate.decisions:
            pairs = list(_apart(scene, candidate, decision))
            differing += [_row(candidate.family, decision, each) for each in pairs]
            left = [each for each in pairs if _end(home, each.here) != _end(home, each.there)]
            decisions.append(_asked(decision, left) if left else decision)
        found.append(replace(candidate, decisions=tuple(decisions)))
    return found, differing


def _homes(candidates: Iterable[Candidate]) -> Mapping[ClassKey, Candidate]:
    """Of each class that goes away the candidate that it goes in."""
    return {each.key: candidate for candidate in candidates for each in candidate.decisions if each.goes_away}


def _end(home: Mapping[ClassKey, Candidate], key: ClassKey) -> ClassKey:
    """What stands in its place once all is done."""
    return home[key].canonical if key in home else key


def _apart(scene: Scene, candidate: Candidate, decision: Decision) -> Iterator[Apart]:
    member, canonical = decision.key, candidate.canonical
    if decision.action != CONSOLIDATE or member.path == canonical.path:
        return
    mine, other = (annotated(scene, key) for key in (member, canonical))
    known = scene.codebase.classes
    for name in sorted(mine.keys() & other.keys()):
        here, there = (scene.codebase.names.resolve(key.path, 0, name).key for key in (member, canonical))
        if here and there and here != there and {here, there} != {member, canonical} and {here, there} <= known.keys():
            yield Apart(name, here, there, mine[name])


def annotated(scene: Scene, key: ClassKey) -> Mapping[str, int]:
    """Names in the annotations of a class, and of its bases, with the first line."""
    if key not in scene.annotated:
        record, found = scene.codebase.classes[key], dict[str, int]()
        last = record.end_line
        found.update((base.partition("[")[0], key.line) for base in record.bases)
        for mention in scene.codebase.facts.section(key.path, Uses).mentions:
            if key.line <= mention.line <= last and mention.what == "annotate":
                found.setdefault(mention.name, mention.line)
        scene.annotated[key] = found
    return scene.annotated[key]


def _row(family: str, decision: Decision, each: Apart) -> Difference:
    key, text = decision.key, f"is {each.here.class_} here, {each.there.class_} there"
    return Difference(family, each.name, key.class_, decision.canonical, "type", key.path, each.line, text)


def _asked(decision: Decision, left: Sequence[Apart]) -> Decision:
    here, there = _modules(each.here for each in left), _modules(each.there for each in left)
    names = listed([each.name for each in left])
    question = f"which {names} {'is' if len(left) == 1 else 'are'} meant: {here} here, {there} there"
    sure = round(max(0.3, decision.confidence - _DOUBT), 2)
    return replace(decision, needs="; ".join(filter(None, (decision.needs, question))), confidence=sure)


def _modules(keys: Iterable[ClassKey]) -> str:
    """Their modules, the last two parts of each."""
    return listed(sorted({f"that of {'.'.join(key.class_.split('.')[-3:-1])}" for key in keys}))
