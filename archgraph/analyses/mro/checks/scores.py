"""How hard inheritance is to follow: in: hierarchies and thresholds, out: a score per class, and what is too much."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.mro.checks.diamonds import shared_ancestors
from archgraph.analyses.mro.checks.subject import Hierarchies
from archgraph.analyses.mro.member import CALLABLE, Definition
from archgraph.analyses.mro.providers import calls_super
from archgraph.model.codebase import ClassRecord
from archgraph.model.results.findings import Severity
from archgraph.model.results.mro import Mro, MroIssue, MroScore
from archgraph.model.settings import MroThresholds

_WEIGHTS = (30.0, 25.0, 25.0, 20.0)
"""Of depth, parents, shadows and diamonds: 100 together."""


def score(record: ClassRecord, mro: Mro, world: Hierarchies, limits: MroThresholds) -> MroScore:
    """The figures of a class: each part grows linearly up to its threshold and not beyond; one diamond counts whole."""
    shadows = tuple(sorted(_shadows(record, mro, world)))
    diamonds = tuple(key.class_ for key in shared_ancestors(record, world))
    parts = (
        _share(mro.depth, limits.depth),
        _share(len(record.resolved), limits.parents),
        _share(len(shadows), limits.shadows),
        1.0 if diamonds else 0.0,
    )
    total = sum(weight * part for weight, part in zip(_WEIGHTS, parts, strict=True))
    return MroScore(record.key, mro.depth, len(record.resolved), shadows, diamonds, round(total, 1))


def excesses(scored: MroScore, world: Hierarchies, limits: MroThresholds) -> Iterator[MroIssue]:
    """What exceeds a threshold. Of what stands above a class from outside, nobody here is the author: it counts as one."""
    name = scored.key.class_
    if scored.depth > limits.depth and _own_depth(world.mros[scored.key], world) > limits.depth:
        yield _issue(scored, "depth", Severity.ERROR, f"{name} has {scored.depth} ancestors, more than {limits.depth}")
    if scored.parents > limits.parents:
        severity = Severity.ERROR if scored.parents > limits.parents_high else Severity.WARNING
        yield _issue(scored, "parents", severity, f"{name} lists {scored.parents} bases, more than {limits.parents}")
    if len(scored.shadows) > limits.shadows:
        text = f"{name} hides {len(scored.shadows)} inherited methods without calling them, more than {limits.shadows}"
        yield _issue(scored, "shadows", Severity.WARNING, text, scored.shadows)
    if scored.diamonds:
        text = f"{name} inherits from {', '.join(scored.diamonds)} by several of its bases"
        yield _issue(scored, "diamond", Severity.WARNING, text)
    if scored.score > limits.score:
        severity = Severity.ERROR if scored.score > limits.score_high else Severity.WARNING
        text = f"{name} has an inheritance score of {scored.score:.0f}, more than {limits.score:.0f}"
        yield _issue(scored, "complexity", severity, text)


def _own_depth(mro: Mro, world: Hierarchies) -> int:
    """The ancestors inside the code base, `object`, and the classes from outside that any of these lists."""
    classes = world.codebase.classes
    inside = [record for ancestor in mro.ancestors if ancestor.key and (record := classes.get(ancestor.key))]
    listed = {base.base for record in inside for base in record.resolved if base.key not in classes}
    return len(inside) - 1 + len(listed | {"builtins.object"})


def _issue(scored: MroScore, kind: str, severity: Severity, message: str, names: tuple[str, ...] = ()) -> MroIssue:
    return MroIssue(scored.key, kind, severity, scored.key.line, "", message, names)


def _share(value: int, limit: int) -> float:
    return min(value / limit, 1.0) if limit > 0 else float(value > 0)


def _shadows(record: ClassRecord, mro: Mro, world: Hierarchies) -> Iterator[str]:
    """Methods that hide an inherited concrete one: not those that call it, not special ones (`__repr__`)."""
    own = world.providers.own(record.key)
    for name, _, before in world.providers.overridden(own, mro.ancestors[1:]):
        definition = own[name]
        special = name.startswith("__")
        if definition.kind in CALLABLE and not special and not calls_super(definition) and not _is_open(before):
            yield name


def _is_open(before: Definition | None) -> bool:
    """Is the overridden method abstract or a stub, made to be overridden?"""
    return before is not None and (before.is_abstract or (before.function is not None and before.function.is_stub))
