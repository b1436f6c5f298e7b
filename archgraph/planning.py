"""The plan's way through the stages: in: a folder and settings; out: the plan, from the cache when nothing changed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from archgraph.extract.recall import recall
from archgraph.extract.stamps import Stamp, are_unchanged, stamp
from archgraph.model.consolidation import Plan
from archgraph.model.settings import Settings
from archgraph.pipeline.ground import Tree, connect, look
from archgraph.pipeline.rule_names import check_rule_names
from archgraph.pipeline.shelved import shelved
from archgraph.pipeline.unexplored import name_of
from archgraph.recalling import state_key
from archgraph.timing import Clock


class NamedPlan(NamedTuple):
    """The plan of a code base, and what that is called."""

    name: str
    plan: Plan


class _Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The last plan of a folder, with what it rests on: a state of the code, and files outside of it."""

    key: str
    outside: list[Stamp]
    plan: Plan


_DECODE = msgspec.msgpack.Decoder(_Kept).decode
_ENCODE = msgspec.msgpack.Encoder().encode


def plan_tree(root: Path, settings: Settings, clock: Clock) -> NamedPlan:
    """The plan for the code as it stands below `root`. Raises InputError when there is nothing to read."""
    check_rule_names(settings)
    tree = look(root, settings, clock)
    name = name_of(root, settings)
    with clock.stage("cache"):
        recalled = recall(tree.folder, tree.listing.paths, settings, tree.opened)
        key = state_key(tree, recalled.state)
        kept = shelved(recalled.shelf, _place(tree), _DECODE) if key else None
    if kept is not None and kept.key == key and are_unchanged(kept.outside):
        recalled.remember(tree.folder)
        return NamedPlan(name, kept.plan)
    from archgraph.pipeline import planning  # the code of all analyses: not needed when nothing changed

    ground = connect(tree, clock, recalled=recalled)
    plan = planning.with_plan(ground, clock).plan
    if key := state_key(tree, recalled.state):  # known now of files that were new
        with clock.stage("cache"), suppress(UnicodeEncodeError):  # a name that is no text: then this plan is not kept
            recalled.shelf[_place(tree)] = _ENCODE(_Kept(key, stamp(ground.outside), plan))
    return NamedPlan(name, plan)


def _place(tree: Tree) -> str:
    return f"plan {tree.folder}"
