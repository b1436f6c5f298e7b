"""Clone clusters of types 1, 2 and 3: in: the code base; out: the rows of duplicates.csv.

Type 1 is equal syntax, type 2 equal syntax up to names and constants, type 3 with statements added, dropped or changed (Bellon
et al. 2007, "Comparison and Evaluation of Clone Detection Tools"). How copies are found stands in docs/duplicates.md.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from archgraph.analyses.clones.difference import difference
from archgraph.analyses.clones.fragment import Fragment
from archgraph.analyses.clones.groups import groups
from archgraph.analyses.clones.ledger import Ledger
from archgraph.analyses.clones.pairs import Alike, alike
from archgraph.model.codebase import Codebase
from archgraph.model.results.duplicates import CloneMember

Cluster = tuple[tuple[Fragment, float], ...]
"""Members with their similarity to the first."""

Place = tuple[str, int]


def find_clones(codebase: Codebase, ledger: Ledger | None = None) -> tuple[CloneMember, ...]:
    """All members of all clusters, sorted by cluster, the member that the others are compared with first.

    `ledger`: what an earlier run has measured, so that only pairs are compared of which one changed.
    """
    classes, functions = alike(codebase, ledger or Ledger())
    covered: dict[Place, list[str]] = {}
    told: dict[str, Cluster] = {}
    for cluster in sorted((*_clusters(classes), *_clusters(functions)), key=_outer_first):
        if not _is_told(cluster, covered):
            name = cluster_id([fragment for fragment, _ in cluster])
            told[name] = cluster
            for fragment, _ in cluster:
                covered.setdefault(fragment.place, []).append(name)
    return tuple(row for name in sorted(told) for row in _rows(name, told[name]))


def cluster_id(cluster: Sequence[Fragment]) -> str:
    """A stable name: a digest of what the members are called, independent of lines and order."""
    names = sorted(f"{fragment.kind} {fragment.name} {fragment.module.path}" for fragment in cluster)
    return "c-" + hashlib.sha256("\n".join(names).encode(errors="surrogatepass")).hexdigest()[:12]


def _outer_first(cluster: Cluster) -> tuple[int, tuple[bool, str, int, str]]:
    """Sorts outer clones before what they contain: the longest member of a cluster is longer than all that stands in it."""
    return -max(fragment.scope.end_line - fragment.scope.start_line for fragment, _ in cluster), cluster[0][0].order


def _clusters(sort: Alike) -> list[Cluster]:
    """The clusters of one sort, without what stands inside another member."""
    fragments = sort.fragments
    made = [
        [(fragments[member], similarity) for member, similarity in group]
        for group in groups(sort.pairs, sort.known, sort.alone)
    ]
    return [cluster for group in made if len(cluster := _outermost(group)) > 1]


def _outermost(group: Sequence[tuple[Fragment, float]]) -> Cluster:
    """The members that stand in no other member; the first always stays."""
    paths = Counter(fragment.module.path for fragment, _ in group)
    inner = {
        id(fragment)
        for fragment, _ in group[1:]
        if paths[fragment.module.path] > 1 and any(other.holds(fragment) for other, _ in group)
    }
    return tuple(each for each in group if id(each[0]) not in inner)


def _is_told(cluster: Cluster, covered: Mapping[Place, Sequence[str]]) -> bool:
    """Whether all members lie in different members of one larger cluster."""
    around = [_around(fragment, covered) for fragment, _ in cluster]
    return any(
        all(name in outer for outer in around) and len({outer[name] for outer in around}) == len(cluster)
        for name in around[0]
    )


def _around(fragment: Fragment, covered: Mapping[Place, Sequence[str]]) -> dict[str, Place]:
    """The clusters of which a member holds the fragment, and that member."""
    path, scopes = fragment.module.path, fragment.module.outline.scopes
    found: dict[str, Place] = {}
    index = fragment.scope.parent
    while index:
        for name in covered.get((path, index), ()):
            found.setdefault(name, (path, index))
        index = scopes[index].parent
    return found


def _rows(name: str, cluster: Cluster) -> Iterator[CloneMember]:
    first = cluster[0][0]
    types = [_clone_type(first, fragment, similarity) for fragment, similarity in cluster[1:]]
    rest = sorted(zip(cluster[1:], types, strict=True), key=lambda each: each[0][0].order)
    for (fragment, similarity), clone_type in ((cluster[0], min(types)), *rest):
        yield CloneMember(
            cluster=name,
            kind=fragment.kind,
            clone_type=clone_type,
            member=fragment.name,
            path=fragment.module.path,
            start_line=fragment.scope.start_line,
            end_line=fragment.scope.end_line,
            similarity=round(similarity, 3),
            difference="" if fragment is first else difference(first, fragment),
        )


def _clone_type(first: Fragment, other: Fragment, similarity: float) -> int:
    if first.print.exact and first.print.exact == other.print.exact:
        return 1
    return 2 if similarity == 1.0 else 3
