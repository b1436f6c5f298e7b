"""The ratchet: in: findings and the baseline, out: which are new, known, moved, fixed, and which are only out of sight.

Findings are compared by their ids, so that one violation cannot be exchanged for another, and counted, so that one more
of the same is new.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from archgraph.gate.baseline import Baseline, Known, known_of, stem
from archgraph.model.identity import unnumbered
from archgraph.model.results.findings import Finding

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.\w+|\.<locals>)+")

Signature = tuple[str, str, str]


class Weighed(NamedTuple):
    """Findings against a baseline.

    `moved`: known ones whose file has another name now. `kept`: agreed ones that are out of sight because their file is
    broken or no longer read: they count as still there. `fixed`: agreed ones that are gone.
    """

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    moved: tuple[Finding, ...]
    kept: tuple[Known, ...]
    fixed: tuple[Known, ...]


class Sight(NamedTuple):
    """Which files the run saw: `read` all, of these `broken` in part; `unread` ones exist and were left out."""

    read: frozenset[str]
    broken: frozenset[str]
    unread: frozenset[str]


def weigh(findings: Iterable[Finding], baseline: Baseline, sight: Sight, counts: Callable[[str], bool]) -> Weighed:
    """Sort the findings; `counts` says which rules are checked: entries of the others are left aside."""
    agreed = {known.id: known for known in baseline.findings if counts(known.rule)}
    seen: Counter[str] = Counter()
    known: list[Finding] = []
    unknown: list[Finding] = []
    for finding in findings:
        id_ = stem(finding.id)
        seen[id_] += 1
        (known if id_ in agreed and seen[id_] <= agreed[id_].count else unknown).append(finding)
    missing = [_with(entry, entry.count - seen[entry.id]) for entry in agreed.values() if entry.count > seen[entry.id]]
    kept = [entry for entry in missing if entry.path in sight.broken or entry.path in sight.unread]
    gone = [entry for entry in missing if entry.path not in sight.broken and entry.path not in sight.unread]
    moved, new, fixed = _follow(unknown, gone, {entry.path for entry in agreed.values()}, sight)
    return Weighed(tuple(new), tuple(known), tuple(moved), tuple(kept), tuple(fixed))


def renewed(weighed: Weighed, grown: bool) -> tuple[Known, ...]:
    """The findings of the next baseline: without what is fixed, and with what is new only when it may grow."""
    present = known_of((*weighed.known, *weighed.moved, *(weighed.new if grown else ())))
    for entry in weighed.kept:
        count = entry.count + (present[entry.id].count if entry.id in present else 0)
        present[entry.id] = _with(entry, count)
    return tuple(present.values())


def _follow(
    unknown: Iterable[Finding], gone: Iterable[Known], before: set[str], sight: Sight
) -> tuple[list[Finding], list[Finding], list[Known]]:
    """(moved, new, fixed): a finding in a file that the baseline does not know is an agreed one of a file that is no more,
    when rule, name and message are the same but for module names."""
    lost: dict[Signature, list[Known]] = defaultdict(list)
    fixed: list[Known] = []
    for entry in gone:
        lost[_signature(entry.rule, entry.symbol, entry.message)] += [_with(entry, 1)] * entry.count
    moved: list[Finding] = []
    new: list[Finding] = []
    for finding in unknown:
        places = _of(finding, lost) if lost and finding.path not in before else []
        from_ = next((entry for entry in places if entry.path not in sight.read), None)
        if from_ is None:
            new.append(finding)
        else:
            places.remove(from_)
            moved.append(finding)
    for entries in lost.values():
        left = Counter(entry.id for entry in entries)
        fixed += [_with(entry, left[entry.id]) for entry in {entry.id: entry for entry in entries}.values()]
    return moved, new, sorted(fixed, key=lambda entry: (entry.path, entry.rule, entry.symbol, entry.id))


def _of(finding: Finding, lost: Mapping[Signature, list[Known]]) -> list[Known]:
    """What a finding may have been."""
    return lost.get(_signature(finding.rule, finding.symbol, unnumbered(finding.message)), [])


def _signature(rule: str, symbol: str, message: str) -> Signature:
    """Words without the modules: dotted names are cut to their last part."""
    return rule, symbol.rpartition(".")[2], _DOTTED.sub(lambda name: name[0].rpartition(".")[2], message)


def _with(entry: Known, count: int) -> Known:
    return Known(entry.rule, entry.path, entry.symbol, entry.message, count, entry.id)
