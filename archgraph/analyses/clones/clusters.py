"""Clone clusters of types 1 and 2: in: the code base; out: the rows of duplicates.csv.

Type 1 is equal syntax, type 2 equal syntax up to names and constants (Bellon et al. 2007, "Comparison and Evaluation of
Clone Detection Tools"). A cluster is a bucket of one digest, so that nothing is chained. What lies inside a larger
clone is not told again, and overrides of one inherited method are relatives, no duplicates.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from archgraph.analyses.clones.boilerplate import is_commonplace, is_generated
from archgraph.analyses.clones.fragment import Fragment, fragments
from archgraph.analyses.clones.relatives import Relatives
from archgraph.model.codebase import Codebase
from archgraph.model.results import CloneMember

Cluster = tuple[Fragment, ...]


def find_clones(codebase: Codebase) -> tuple[CloneMember, ...]:
    """All members of all clusters, sorted by cluster, the member that the others are compared with first."""
    relatives = Relatives(codebase)
    covered: dict[tuple[str, int], str] = {}
    found: dict[str, Cluster] = {}
    for bucket in _buckets(fragments(codebase)):
        for group in _worthwhile(bucket):
            cluster = _uncovered(group, covered)
            if len(cluster) > 1 and not relatives.are_overrides(cluster):
                name = cluster_id(cluster)
                found[name] = cluster
                covered.update((fragment.place, name) for fragment in group)
    return tuple(row for name in sorted(found) for row in _rows(name, found[name]))


def cluster_id(cluster: Sequence[Fragment]) -> str:
    """A stable name: a digest of what the members are called, independent of lines and order."""
    names = sorted(f"{fragment.kind} {fragment.name} {fragment.module.path}" for fragment in cluster)
    return "c-" + hashlib.sha256("\n".join(names).encode(errors="surrogatepass")).hexdigest()[:12]


def _buckets(all_fragments: Iterable[Fragment]) -> list[Cluster]:
    """Fragments of one kind and shape, the largest first, so that outer clones come before what they contain."""
    buckets: dict[tuple[str, bytes], list[Fragment]] = {}
    for fragment in all_fragments:
        buckets.setdefault((fragment.kind, fragment.print.shape), []).append(fragment)
    repeated = [tuple(sorted(bucket, key=lambda f: f.order)) for bucket in buckets.values() if len(bucket) > 1]
    return sorted(repeated, key=lambda cluster: (-cluster[0].print.nodes, cluster[0].order))


def _worthwhile(bucket: Cluster) -> Iterator[Cluster]:
    """The bucket; or, where its shape alone says nothing, those of its members that are equal."""
    if is_generated(bucket):
        return
    groups: dict[bytes, list[Fragment]] = {}
    for fragment in bucket:
        groups.setdefault(fragment.print.exact, []).append(fragment)
    if len(groups) > 1 and is_commonplace(bucket):
        yield from (tuple(group) for group in groups.values() if len(group) > 1)
    else:
        yield bucket


def _uncovered(bucket: Cluster, covered: dict[tuple[str, int], str]) -> Cluster:
    """The bucket with one member left of those that lie in members of the same larger cluster."""
    kept: list[Fragment] = []
    outer: set[str] = set()
    for fragment in bucket:
        around = _cover(fragment, covered)
        if not around or around not in outer:
            kept.append(fragment)
        outer.add(around)
    return tuple(kept)


def _cover(fragment: Fragment, covered: dict[tuple[str, int], str]) -> str:
    scopes = fragment.module.outline.scopes
    index = fragment.scope.parent
    while index:
        if (fragment.module.path, index) in covered:
            return covered[fragment.module.path, index]
        index = scopes[index].parent
    return ""


def _rows(name: str, cluster: Cluster) -> Iterator[CloneMember]:
    first = cluster[0].print.exact
    has_twin = any(fragment.print.exact == first for fragment in cluster[1:])
    for position, fragment in enumerate(cluster):
        is_exact = has_twin if not position else fragment.print.exact == first
        yield CloneMember(
            cluster=name,
            kind=fragment.kind,
            clone_type=1 if is_exact else 2,
            member=fragment.name,
            path=fragment.module.path,
            start_line=fragment.scope.start_line,
            end_line=fragment.scope.end_line,
            similarity=1.0,
        )
