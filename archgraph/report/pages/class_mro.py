"""A class's linearization for people, with who provides what; in: an Edition, out: sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from archgraph.model.codebase import ClassKey, Origin
from archgraph.model.results.members import Member
from archgraph.model.results.mro import Ancestor, MroStatus
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    Bullets,
    Code,
    Grid,
    Illustration,
    Inline,
    Paragraph,
    Phrase,
    Section,
    counted,
    place,
    some,
)
from archgraph.report.lookup import grouped
from archgraph.report.pages.class_conduct import begun, placed
from archgraph.report.tables.classes import order_text

_MOST_NAMES: Final = 12
_MOST_PUBLIC: Final = 60
_HEADS: Final = {
    MroStatus.COMPLETE: "A name is looked up from top to bottom; the first that has it provides it.",
    MroStatus.PARTIAL: "Something above this class is not known, so the order below may lack classes.",
    MroStatus.INCONSISTENT: "Python refuses this class. Below are its ancestors as a walk finds them: no true order.",
    MroStatus.CYCLIC: "The bases lead in a circle. Below are the ancestors as a walk finds them.",
}


def lane(edition: Edition, key: ClassKey) -> Section:
    """The MRO from the class to object, with what each step provides."""
    mro = edition.analysis.mros.get(key)
    if mro is None:
        return Section("MRO", "mro", [Paragraph("No MRO was computed for this class.")])
    lineage = edition.analysis.lineages.get(key)
    members = lineage.members if lineage else edition.lookup.members[key]
    provided = grouped(members, lambda member: member.defined_in)
    hidden = {lane.ancestor.name: lane.hidden for lane in lineage.lanes[1:]} if lineage else {}
    rows = [
        (str(at), Code(a.name), _home(a), _provides(provided[a.name], a), _hidden(hidden.get(a.name, ()), a))
        for at, a in enumerate(mro.ancestors)
    ]
    grid = Grid(("", "class", "where", "calls that land here", "hidden by those above"), rows, frozenset({0}))
    drawn = [Illustration(each) for each in edition.pictures if each.alt.startswith(f"MRO of {key.class_}, ")]
    return Section(f"MRO ({mro.status})", "mro", [Paragraph(_HEADS[mro.status]), grid, *drawn[:1]])


def _home(ancestor: Ancestor) -> Phrase:
    if ancestor.key and ancestor.key.path:
        return place(ancestor.key.path, abs(ancestor.key.line))
    return str(ancestor.scope)


def _provides(members: Sequence[Member], ancestor: Ancestor) -> Phrase:
    """All public names, private ones as far as there is room; special ones from outside the code base as a number."""
    outside = sum(member.count for member in members if member.kind == "external")
    if outside:
        return counted(outside, "member")
    is_own = ancestor.scope is Origin.INTERNAL
    named = [member for member in sorted(members, key=_interest) if is_own or not member.member.startswith("__")]
    shown: list[Inline] = [Code(_spelled(member)) for member in named]
    public = sum(not member.member.startswith("_") for member in named)
    special = len(members) - len(named)
    text = some(shown, max(_MOST_NAMES, min(public, _MOST_PUBLIC)))
    return (*text, *((", " if named else "", counted(special, "special name")) if special else ()))


def _hidden(names: Sequence[str], ancestor: Ancestor) -> Phrase:
    """Names of this class that no call reaches."""
    is_own = ancestor.scope is Origin.INTERNAL
    named = [name for name in names if is_own or not name.startswith("__")]
    special = len(names) - len(named)
    text = some([Code(name) for name in named], _MOST_NAMES)
    return (*text, *((", " if named else "", counted(special, "special name")) if special else ()))


def _interest(member: Member) -> tuple[bool, bool, str]:
    """Public names before private ones, methods before attributes."""
    return (member.member.startswith("_"), not member.kind.endswith("method"), member.member)


def _spelled(member: Member) -> str:
    """Methods with parentheses, coroutines with their keyword."""
    if member.kind == "async_method":
        return f"async {member.member}()"
    return f"{member.member}()" if member.kind.endswith("method") else member.member


def overrides(edition: Edition, key: ClassKey) -> Iterator[Section]:
    """What the class itself replaces, and what that changes."""
    own = [m for m in edition.lookup.members[key] if m.overrides and m.defined_in == key.class_]
    if not own:
        return
    rows = [
        (
            Code(_spelled(m)),
            Code(m.overrides),
            _calls(m),
            m.change or "nothing seen",
            place(m.member_path, m.member_line),
        )
        for m in own
    ]
    changed = sum(bool(member.change) for member in own)
    silent = sum(member.calls_super is False for member in own)
    text = f"{counted(len(own), 'member replaces', 'members replace')} an inherited one; "
    text += f"{changed or 'none'} with another contract, {silent or 'none'} without calling the one replaced."
    grid = Grid(("member", "instead of that of", "calls it", "changes", "place"), rows)
    yield Section("Overrides", "overrides", [Paragraph(text), grid])


def _calls(member: Member) -> str:
    return {None: "", True: "yes", False: "no"}[member.calls_super]


def conflict(edition: Edition, key: ClassKey) -> Iterator[Section]:
    """Why there is no MRO, and what would give one."""
    found = edition.lookup.conflicts.get(key)
    if found:
        orders: list[tuple[Inline, ...]] = [(order_text(order) + ".",) for order in found.orders]
        repair = (
            f"Repair: {found.repair}." if found.repair else "No re-ordering or removal of bases was found that helps."
        )
        yield Section("Why Python refuses it", "conflict", [Bullets(orders), Paragraph(repair)])


def troubles(edition: Edition, key: ClassKey) -> Iterator[Section]:
    """What the checks of inheritance say about it."""
    found = edition.lookup.issues[key]
    if found:
        items: list[Phrase] = [
            (
                *placed(begun(issue.message)),
                " (",
                place(key.path, issue.line),
                ").",
                *_why(issue.evidence),
            )
            for issue in found
        ]
        yield Section("Inheritance to look at", "troubles", [Bullets(items)])


def _why(evidence: Sequence[str]) -> tuple[Inline, ...]:
    return (" ", *placed(f"{'; '.join(evidence)}.")) if evidence else ()
