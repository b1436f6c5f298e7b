"""Code that two classes have in common: in: clone clusters; out: by pair of classes, how far they are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.consolidation import Card
from archgraph.model.results.duplicates import CloneMember

_MOST_MEMBERS = 30
"""A larger cluster is a habit of the code base: it ties no two classes together."""

Pair = tuple[ClassKey, ClassKey]


def copies(codebase: Codebase, cards: Mapping[ClassKey, Card], clones: Iterable[CloneMember]) -> Mapping[Pair, float]:
    """Smaller key first → 0 to 1: of classes that are clones their similarity, else the lines of cloned methods by those
    of the smaller class."""
    by_name = {(key.class_, key.path): key for key in cards}
    clusters: dict[str, list[CloneMember]] = {}
    for member in clones:
        clusters.setdefault(member.cluster, []).append(member)
    found: dict[Pair, float] = {}
    for cluster in clusters.values():
        if len(cluster) <= _MOST_MEMBERS:
            for pair, part in _ties(codebase, by_name, cluster):
                found[pair] = min(1.0, found.get(pair, 0.0) + part)
    return {pair: round(part, 2) for pair, part in found.items()}


def _ties(
    codebase: Codebase, by_name: Mapping[tuple[str, str], ClassKey], cluster: list[CloneMember]
) -> Iterator[tuple[Pair, float]]:
    owners: dict[ClassKey, CloneMember] = {}
    for member in cluster:
        name = member.member if member.kind == "class" else member.member.rpartition(".")[0]
        key = by_name.get((name, member.path))
        if key is not None and member.kind != "function":
            owners.setdefault(key, member)
    for a, b in combinations(sorted(owners), 2):
        alike = min(owners[a].similarity, owners[b].similarity)
        if cluster[0].kind == "class":
            yield (a, b), alike
        else:
            size = min(codebase.classes[key].end_line - key.line + 1 for key in (a, b))
            copied = min(owners[key].end_line - owners[key].start_line + 1 for key in (a, b))
            yield (a, b), alike * min(1.0, copied / size)
