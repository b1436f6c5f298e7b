"""Code that repeats because it must: in: a cluster; out: whether it is boilerplate and not worth a line in a report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archgraph.analyses.clones.fragment import Fragment
from archgraph.model.facts import ScopeKind

_GENERATED = re.compile(
    r"(_pb2(_grpc)?|_generated|\.gen)\.py$|(^|/)(generated|migrations|versions/[0-9a-f]{6,}_\w*)(/|$)"
)
_RENAMED_STATEMENTS = 8
_RENAMED_NODES = 80
_RENAMED_DUNDER_NODES = 160


def is_boilerplate(cluster: Sequence[Fragment]) -> bool:
    """Generated code, and what has one shape because there is only one way to write it (fields, initializers)."""
    if all(_GENERATED.search(fragment.module.path) for fragment in cluster):
        return True
    first = cluster[0]
    if all(fragment.print.exact == first.print.exact for fragment in cluster):
        return False
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
