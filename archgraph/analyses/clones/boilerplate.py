"""Code that repeats because it must: in: a cluster; out: whether it is generated, or of a shape that says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archgraph.analyses.clones.fragment import Fragment
from archgraph.model.facts import ScopeKind

_GENERATED = re.compile(
    r"(_pb2(_grpc)?|_generated|\.gen)\.py$|(^|/)(generated|migrations|versions/[0-9a-f]{6,}_\w*)(/|$)"
)
_RENAMED_STATEMENTS = 6
_RENAMED_NODES = 40
_RENAMED_DUNDER_NODES = 160


def is_generated(cluster: Sequence[Fragment]) -> bool:
    """Whether all members were written by a program."""
    return all(_GENERATED.search(fragment.module.path) for fragment in cluster)


def is_commonplace(cluster: Sequence[Fragment]) -> bool:
    """Whether members with other names have one shape only because there is one way to write it."""
    first = cluster[0]
    if first.kind == "class":
        return not any(_has_methods(fragment) for fragment in cluster) or _is_small(first)
    if first.scope.name.startswith("__") and first.scope.name.endswith("__"):
        return first.print.nodes < _RENAMED_DUNDER_NODES
    return _is_small(first)


def _is_small(fragment: Fragment) -> bool:
    return fragment.print.statements < _RENAMED_STATEMENTS or fragment.print.nodes < _RENAMED_NODES


def _has_methods(fragment: Fragment) -> bool:
    own = fragment.print.scope
    return any(scope.parent == own and scope.kind is ScopeKind.FUNCTION for scope in fragment.module.outline.scopes)
