"""Impossible MROs, duplicates, the environment, legacy, and findings by rule; in: an Edition, out: sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from archgraph.model.results.duplicates import CloneMember
from archgraph.model.results.environment import EnvironmentAccess
from archgraph.model.results.findings import Finding, Severity
from archgraph.model.results.mro import Declared
from archgraph.model.source import Zone
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    MOST_ROWS,
    Code,
    Grid,
    Inline,
    Paragraph,
    Phrase,
    Section,
    counted,
    joined,
    named_service,
    nothing,
    place,
    rest,
    sentence,
    some,
)
from archgraph.report.lookup import grouped
from archgraph.report.pages.dotted import ending

_DIRECT = ("direct", "alias")
_SEVERITIES = tuple(Severity)


def conflicts(edition: Edition) -> Section:
    """Classes that Python would refuse, with the contradiction and the repair."""
    found = edition.analysis.conflicts
    if not found:
        text = "Every class that is known has a method resolution order that Python accepts."
        return nothing("Impossible MROs", "conflicts", text)
    rows = [
        (
            Code(item.key.class_),
            place(item.key.path, item.key.line),
            _orders(item.orders),
            item.repair or "none found",
        )
        for item in found[:MOST_ROWS]
    ]
    text = f"Python would refuse {counted(len(found), 'class', 'classes')}: importing the module raises TypeError."
    grid = Grid(
        ("class", "place", "orders that contradict", "repair"), rows, more=rest(len(rows), len(found), "mro_conflicts")
    )
    return Section("Impossible MROs", "conflicts", [Paragraph(text), grid])


def _orders(orders: Sequence[Declared]) -> Phrase:
    phrase: list[Inline] = []
    for order in orders:
        between = "; " if phrase else ""
        phrase += [between, Code(order.first), f" {order.how} ", Code(order.second)]
        phrase += [" (", place(order.path, order.line), ")"] if order.path else []
    return tuple(phrase)


def duplicates(edition: Edition) -> Section:
    """The clone clusters that cost the most lines."""
    clusters = grouped(edition.analysis.clones, lambda member: member.cluster)
    if not clusters:
        return nothing("Duplicates", "duplicates", "No function or class was found to be a copy of another.")
    production = edition.lookup.production
    inside = {name for name, group in clusters.items() if any(member.path in production for member in group)}
    ordered = sorted(
        clusters.values(), key=lambda group: (group[0].cluster not in inside, -_copied(group), group[0].cluster)
    )
    lines = next(item.value for item in edition.figures if item.figure.name == "duplicate-lines")
    text = f"{counted(len(ordered), 'cluster')} with {counted(lines, 'line')} that are copies. "
    text += f"Those that reach into production ({len(inside):,}) stand first. " if len(inside) < len(ordered) else ""
    text += "Type 1 is the same text, 2 has other names or values, 3 differs in some statements."
    rows = [_cluster_row(members) for members in ordered[:MOST_ROWS]]
    head = ("what", "members", "type", "copied lines", "first member", "others")
    grid = Grid(head, rows, frozenset({1, 2, 3}), rest(len(rows), len(ordered), "duplicates"))
    return Section("Duplicates", "duplicates", [Paragraph(text), grid])


def _copied(members: Sequence[CloneMember]) -> int:
    return sum(member.end_line - member.start_line + 1 for member in members[1:])


def _cluster_row(members: Sequence[CloneMember]) -> tuple[Phrase, ...]:
    first, *others = members
    places = [place(member.path, member.start_line) for member in others]
    kind = max(member.clone_type for member in members)
    counts = (f"{len(members):,}", str(kind), f"{_copied(members):,}")
    return (
        first.kind,
        *counts,
        (
            Code(ending(first.member, 2 if first.kind == "method" else 1)),
            " at ",
            place(first.path, first.start_line),
        ),
        some(places, 2),
    )


def environment(edition: Edition) -> Section:
    """Direct accesses to the process environment, by service."""
    items = edition.analysis.environment
    counted_ = [item for item in items if item.surface in _DIRECT]
    if not counted_:
        return nothing("Environment", "environment", "Nothing reads or writes the process environment directly.")
    services = grouped(items, lambda item: item.service)
    ordered = sorted(
        (name for name in services if _direct(services[name])),
        key=lambda name: (-_production(services[name]), -_open(services[name]), name),
    )
    rows = [_service_row(name, services[name]) for name in ordered[:MOST_ROWS]]
    total = counted(_open(items), "direct access", "direct accesses")
    allowed = sum(item.allowed for item in counted_)
    text = f"{total} outside the allowed places, {_production(items):,} of them in production; {allowed:,} inside them."
    if not edition.analysis.settings.environment_allowed:
        text += " No place is allowed yet: name the module that owns the settings in `environment-allowed`."
    head = (
        "service",
        "not allowed",
        "in production",
        "reads",
        "writes",
        "passed on",
        "allowed",
        "most asked for",
    )
    grid = Grid(head, rows, frozenset(range(1, 7)), rest(len(rows), len(ordered), "environment"))
    return Section("Environment", "environment", [Paragraph(sentence(text)), grid])


def _direct(items: Sequence[EnvironmentAccess]) -> list[EnvironmentAccess]:
    return [item for item in items if item.surface in _DIRECT]


def _open(items: Sequence[EnvironmentAccess]) -> int:
    return sum(not item.allowed for item in _direct(items))


def _production(items: Sequence[EnvironmentAccess]) -> int:
    return sum(item.zone is Zone.PRODUCTION and not item.allowed for item in _direct(items))


def _service_row(name: str, items: Sequence[EnvironmentAccess]) -> tuple[Phrase, ...]:
    direct = _direct(items)
    accesses = Counter(item.access for item in direct if not item.allowed)
    keys = Counter(item.key for item in direct if item.key)
    common = sorted(keys, key=lambda key: (-keys[key], key))[:3]
    production = _production(items)
    writes = accesses["write"] + accesses["delete"]
    allowed = sum(item.allowed for item in direct)
    counts = (_open(items), production, accesses["read"], writes, accesses["pass"], allowed)
    return (named_service(name), *(f"{count:,}" for count in counts), joined([Code(key) for key in common]))


def legacy(edition: Edition) -> Section:
    """What is old, by kind, and how much of it has a date."""
    items = edition.analysis.legacy
    if not items:
        return nothing("Legacy", "legacy", "Nothing says of itself that it is old or about to go.")
    kinds = grouped(items, lambda item: item.kind)
    rows = [
        (
            kind,
            f"{len(group):,}",
            f"{sum(bool(item.sunset) for item in group):,}",
            f"{sum(bool(item.twin) for item in group):,}",
            joined([place(group[0].path, group[0].line)]),
        )
        for kind, group in sorted(kinds.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    ]
    grid = Grid(("kind", "found", "with a date", "with a twin", "first"), rows, frozenset({1, 2, 3}))
    dates = sorted({item.sunset for item in items if item.sunset})
    text = f"The dates given: {' to '.join(sorted({dates[0], dates[-1]}))}." if dates else "None of it has a date."
    return Section("Legacy", "legacy", [grid, Paragraph(text)])


def findings(edition: Edition) -> Section:
    """What the rules say, by rule, and who is to act."""
    items = edition.analysis.findings
    if not items:
        return nothing("Findings by rule", "findings", "No rule has anything to say.")
    rules = grouped(items, lambda item: item.rule)
    ordered = sorted(rules.items(), key=lambda entry: (_SEVERITIES.index(_worst(entry[1])), -len(entry[1]), entry[0]))
    production = edition.lookup.production
    firsts = {
        rule: min(group, key=lambda item: (not item.path, item.path not in production, -item.confidence))
        for rule, group in ordered
    }
    silenced = any(item.suppressed_by for item in items)
    rows = [
        (
            Code(rule),
            str(_worst(group)),
            f"{sum(not item.suppressed_by for item in group):,}",
            *((f"{sum(bool(item.suppressed_by) for item in group):,}",) if silenced else ()),
            group[0].team,
            sentence(edition.rules.get(rule) or firsts[rule].message),
            place(firsts[rule].path, firsts[rule].line),
        )
        for rule, group in ordered
    ]
    head = ("rule", "severity", "open", *(("silenced",) if silenced else ()), "team", "what it is about", "for example")
    return Section("Findings by rule", "findings", [Grid(head, rows, frozenset({2, 3} if silenced else {2}))])


def _worst(group: Sequence[Finding]) -> Severity:
    return min((item.severity for item in group), key=_SEVERITIES.index)
