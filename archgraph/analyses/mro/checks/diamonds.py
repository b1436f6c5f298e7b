"""Diamonds: in: hierarchies, out: ancestors that several bases share, and siblings that hide each other's methods."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from archgraph.analyses.mro.checks.subject import Hierarchies, place
from archgraph.analyses.mro.member import Definition, MemberKind
from archgraph.analyses.mro.providers import calls_super
from archgraph.model.codebase import ClassKey, ClassRecord
from archgraph.model.results.findings import Severity
from archgraph.model.results.mro import Mro, MroIssue


def shared_ancestors(record: ClassRecord, world: Hierarchies) -> tuple[ClassKey, ...]:
    """The lowest classes of the code base that two bases of `record` both inherit from, in MRO order; a base that
    another base inherits from makes no diamond."""
    bases = [base.key for base in record.resolved if base.key in world.mros] if len(record.resolved) > 1 else []
    if len(bases) < 2:
        return ()
    shared: set[ClassKey] = set()
    for left, right in combinations(filter(None, bases), 2):
        above, below = world.above(left), world.above(right)
        if right not in above and left not in below:
            shared |= {key for key in above & below if world.is_internal(key)}
    lowest = [key for key in shared if not any(other != key and key in world.above(other) for other in shared)]
    position = {ancestor.key: at for at, ancestor in enumerate(world.mros[record.key].ancestors)}
    return tuple(sorted(lowest, key=lambda key: (position.get(key, 0), key)))


def hidden_siblings(world: Hierarchies) -> Iterator[MroIssue]:
    """In a diamond: a method of one base that hides the same method of a sibling without calling super(): the sibling's
    is never reached. Reported for the class that joins them, not for its subclasses."""
    for record, mro in world:
        if len(record.resolved) > 1 and shared_ancestors(record, world):
            for name, (winner, loser) in sorted(_hidden(record, mro, world).items()):
                message = f"in {record.class_}, {winner.owner.class_}.{name} hides {loser.owner.class_}.{name}"
                evidence = (f"{place(winner)} does not call super().{name}()", f"{place(loser)} is not reached")
                yield MroIssue(record.key, "sibling_shadow", Severity.WARNING, record.line, name, message, evidence)


def _hidden(record: ClassRecord, mro: Mro, world: Hierarchies) -> dict[str, tuple[Definition, Definition]]:
    own = world.providers.own(record.key)
    winners: dict[str, Definition] = {}
    found: dict[str, tuple[Definition, Definition]] = {}
    for ancestor in mro.ancestors[1:]:
        members = world.providers.inside(ancestor.key) if ancestor.key else None
        for name, definition in (members or {}).items():
            if name in own or name in found or (name.startswith("__") and name.endswith("__")):
                continue
            winner = winners.setdefault(name, definition)
            if winner is not definition and _hides(winner, definition, record, world):
                found[name] = (winner, definition)
    return found


def _hides(winner: Definition, loser: Definition, record: ClassRecord, world: Hierarchies) -> bool:
    if MemberKind.ATTRIBUTE in (winner.kind, loser.kind) or calls_super(winner) or loser.is_abstract:
        return False
    if loser.owner in world.above(winner.owner) or (loser.function and loser.function.is_stub):
        return False
    above = [world.above(base.key) for base in record.resolved if base.key in world.mros and base.key]
    return not any(winner.owner in each and loser.owner in each for each in above)
