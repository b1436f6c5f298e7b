"""What `archgraph mro` prints: in: classes with their MRO and lanes, out: text, Markdown or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Final, NamedTuple

from archgraph.model.analysis import Analysis
from archgraph.model.codebase import Base, ClassKey, ClassRecord, Codebase, Origin
from archgraph.model.results.members import Lane, Member
from archgraph.model.results.mro import Ancestor, Mro, MroConflict, MroIssue
from archgraph.report.cells import visible
from archgraph.report.document import Block, Bullets, Code, Grid, Page, Paragraph, Phrase, Section, joined, place
from archgraph.report.formats.markdown import markdown
from archgraph.report.tables.classes import order_text

_DEEPEST_TREE: Final = 12
_WIDEST_NAME: Final = 64
"""Places stand below each other behind names of up to so many characters."""


class ClassView(NamedTuple):
    """A class to be shown; `members` is its full table, those from outside the code base one by one."""

    record: ClassRecord
    mro: Mro
    lanes: Sequence[Lane]
    conflict: MroConflict | None = None
    members: Sequence[Member] = ()
    issues: Sequence[MroIssue] = ()


def views_of(analysis: Analysis, keys: Iterable[ClassKey]) -> list[ClassView]:
    """The classes with what an analysis of their lineage found out."""
    conflicts = {conflict.key: conflict for conflict in analysis.conflicts}
    return [
        ClassView(
            record=analysis.codebase.classes[key],
            mro=analysis.mros[key],
            lanes=analysis.lineages[key].lanes,
            conflict=conflicts.get(key),
            members=analysis.lineages[key].members,
            issues=[issue for issue in analysis.issues if issue.key == key],
        )
        for key in keys
    ]


def as_text(views: Iterable[ClassView], codebase: Codebase, width: int = 100) -> str:
    """Each class for a terminal with lines of so many characters: its place, the tree of its bases, a lane per ancestor,
    and what contradicts."""
    if not views:
        return "There is no Manager and no Registry here."
    return "\n".join(visible(line) for view in views for line in (*_text(view, codebase, width), ""))


def as_markdown(views: Iterable[ClassView], codebase: Codebase) -> str:
    """Each class as a section."""
    return markdown(Page("mro.md", "Method resolution orders", [_section(view) for view in views]))


def as_json(views: Iterable[ClassView], codebase: Codebase) -> str:
    """A JSON array with one object per class; `lands` maps each name to the class that answers."""
    return json.dumps([_object(view) for view in views], indent=1)


def candidates(name: str, keys: Iterable[ClassKey]) -> str:
    """The classes that an ambiguous name may mean."""
    lines = [f"  {key.class_}  ({key.path}:{key.line})" for key in sorted(keys)]
    head = f"{name} may be any of {len(lines)} classes; name one in full, or by its place:"
    return "\n".join(map(visible, [head, *lines]))


def _text(view: ClassView, codebase: Codebase, line: int) -> Iterator[str]:
    record, mro = view.record, view.mro
    reason = f": {mro.reason}" if mro.reason else ""
    yield f"{record.class_}  {record.path}:{record.line}"
    yield f"  MRO {mro.status}{reason}"
    yield from (f"  {each}" for each in tree(record, codebase))
    yield ""
    width = min(max((len(lane.ancestor.name) for lane in view.lanes), default=0), _WIDEST_NAME)
    for at, lane in enumerate(view.lanes):
        yield f"  {at:>2}  {lane.ancestor.name:<{width}}  {_home(lane.ancestor)}".rstrip()
        yield from _names("", _by_interest(lane.reached, lane.ancestor), line)
        yield from _names("hidden: ", _by_interest(lane.hidden if at else (), lane.ancestor), line)
    yield from _overrides(view.members)
    yield from _conflict(view.conflict)
    yield from (f"  {issue.severity}: {issue.message}" for issue in view.issues)


def _by_interest(names: Sequence[str], ancestor: Ancestor) -> Sequence[str]:
    """Public names first; the special ones of classes outside the code base, which nearly all have, as a number."""
    ordered = sorted(names, key=lambda name: (name.startswith("_"), name))
    if ancestor.scope is Origin.INTERNAL:
        return ordered
    shown = [name for name in ordered if not name.startswith("__")]
    special = len(ordered) - len(shown)
    return [*shown, f"{special} special names"] if special > 1 else ordered


def _overrides(members: Sequence[Member]) -> Iterator[str]:
    """What the class itself replaces."""
    rows = [member for member in members if member.overrides]
    if rows:
        yield "  overrides"
    width = max((len(member.member) for member in rows), default=0)
    for member in rows:
        calls = {True: "calls it", False: "does not call it", None: ""}[member.calls_super]
        remarks = "; ".join(filter(None, (calls, member.change)))
        yield f"      {member.member:<{width}}  of {member.overrides}{': ' if remarks else ''}{remarks}"


def _names(label: str, names: Sequence[str], width: int) -> Iterator[str]:
    if names:
        yield from wrap(label + ", ".join(names), width, initial_indent=" " * 6, subsequent_indent=" " * 8)


def _home(ancestor: Ancestor) -> str:
    if ancestor.key and ancestor.key.path and ancestor.scope is Origin.INTERNAL:
        return f"{ancestor.key.path}:{abs(ancestor.key.line)}"  # a class that a call makes has the line as a negative number
    return str(ancestor.scope)


def _conflict(conflict: MroConflict | None) -> Iterator[str]:
    if conflict:
        yield "  Python refuses this class:"
        yield from (f"    {order_text(order)}" for order in conflict.orders)
        yield f"  Repair: {conflict.repair or 'none found'}"


def tree(record: ClassRecord, codebase: Codebase) -> Iterator[str]:
    """The bases as a tree of lines; a class that stands in it already is not opened again."""
    seen: set[ClassKey] = set()

    def lines(bases: Sequence[Base], indent: str, depth: int) -> Iterator[str]:
        for at, base in enumerate(bases):
            last = at == len(bases) - 1
            known = codebase.classes.get(base.key) or codebase.externals.get(base.key) if base.key else None
            again = base.key in seen and bool(known and known.resolved)
            yield f"{indent}{'└─' if last else '├─'} {base.base}{_remark(base, again)}"
            if known and not again and depth < _DEEPEST_TREE:
                seen.add(known.key)
                yield from lines(known.resolved, indent + ("   " if last else "│  "), depth + 1)

    yield from lines(record.resolved, "", 0)


def _remark(base: Base, again: bool) -> str:
    if base.scope is Origin.UNRESOLVED:
        return f"  (not known{': ' + base.reason if base.reason else ''})"
    return "  (see above)" if again else ""


def _section(view: ClassView) -> Section:
    record, mro = view.record, view.mro
    reason = f" ({mro.reason})" if mro.reason else ""
    blocks: list[Block] = [
        Paragraph((Code(record.class_), " at ", place(record.path, record.line), f": {mro.status}{reason}."))
    ]
    rows: list[tuple[Phrase, ...]] = [
        (str(at), Code(lane.ancestor.name), _home(lane.ancestor), _landing(lane)) for at, lane in enumerate(view.lanes)
    ]
    blocks.append(Grid(("", "class", "where", "calls that land here"), rows, frozenset({0})))
    if view.conflict:
        orders = [order_text(order) for order in view.conflict.orders]
        blocks.append(Bullets([*orders, f"Repair: {view.conflict.repair or 'none found'}"]))
    overrides: list[Phrase] = [
        (Code(m.member), " replaces that of ", Code(m.overrides), f": {m.change or 'same contract'}.")
        for m in view.members
        if m.overrides
    ]
    notes: list[Phrase] = [f"{issue.message}." for issue in view.issues]
    blocks.extend(Bullets(items) for items in (overrides, notes) if items)
    return Section(record.name, record.class_, blocks)


def _landing(lane: Lane) -> Phrase:
    return joined([Code(name) for name in _by_interest(lane.reached, lane.ancestor)])


def _object(view: ClassView) -> dict[str, object]:
    record, mro = view.record, view.mro
    orders = [order_text(order) for order in view.conflict.orders] if view.conflict else []
    return {
        "class": record.class_,
        "path": record.path,
        "line": record.line,
        "bases": list(record.bases),
        "mro_status": mro.status,
        "mro_reason": mro.reason,
        "mro": [ancestor.name for ancestor in mro.ancestors],
        "mro_scopes": [ancestor.scope for ancestor in mro.ancestors],
        "lands": {name: lane.ancestor.name for lane in view.lanes for name in lane.reached},
        "hidden": {lane.ancestor.name: list(lane.hidden) for lane in view.lanes if lane.hidden},
        "members": [
            {
                "member": member.member,
                "kind": member.kind,
                "defined_in": member.defined_in,
                "path": member.member_path,
                "line": member.member_line,
                "overrides": member.overrides,
                "calls_super": member.calls_super,
                "change": member.change,
            }
            for member in view.members
        ],
        "issues": [{"kind": issue.kind, "severity": issue.severity, "message": issue.message} for issue in view.issues],
        "contradicting_orders": orders,
        "repair": view.conflict.repair if view.conflict else "",
    }
