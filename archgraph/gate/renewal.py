"""The next baseline: in: a verdict and the one before, out: a baseline that is smaller, or larger for a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from archgraph.gate.baseline import Baseline, Known, Reason
from archgraph.gate.permissions import permissions, widened
from archgraph.gate.ratchet import Weighed, renewed
from archgraph.gate.scorecard import Decision
from archgraph.gate.targets import loosened
from archgraph.gate.verdict import Terms, score_key


def renew(weighed: Weighed, decisions: Iterable[Decision], terms: Terms, growth: Reason | None) -> Baseline:
    """Without `growth` only what is fixed, tightened or better is taken over; with it, everything as it is now."""
    old = terms.baseline or Baseline()
    findings = (*renewed(weighed, growth is not None), *_unchecked(old, terms))
    counts: Counter[str] = Counter()
    for known in findings:
        counts[known.rule] += known.count
    names = {rule for rule in terms.rules if terms.selection.keeps(rule)}
    if growth is None or not terms.complete:  # what was checked stays checked
        names |= set(old.rules)
    return Baseline(
        reasons=(*old.reasons, *((growth,) if growth else ())),
        permissions=_permissions(old, terms, growth is not None),
        targets=_targets(old, terms, growth is not None),
        figures=_figures(old, decisions, growth is not None),
        rules={rule: counts[rule] for rule in sorted(names | set(counts))},
        findings=findings,
    )


def _unchecked(old: Baseline, terms: Terms) -> tuple[Known, ...]:
    """Entries of rules that this run did not look at stay as they are."""
    return tuple(known for known in old.findings if not terms.selection.keeps(known.rule))


def _permissions(old: Baseline, terms: Terms, grown: bool) -> tuple[str, ...]:
    now = permissions(terms.settings)
    if grown:
        return now
    too_wide = set(widened(now, old.permissions))
    return tuple(line for line in now if line not in too_wide)


def _targets(old: Baseline, terms: Terms, grown: bool) -> dict[str, str]:
    now = dict(terms.settings.targets)
    if grown:
        return now
    kept = {key: text for key, text in old.targets.items() if loosened(now.items(), [(key, text)])}
    return now | kept


def _figures(old: Baseline, decisions: Iterable[Decision], grown: bool) -> dict[str, int]:
    """The figures of the plain targets that are missed: they may only get better."""
    found: dict[str, int] = {}
    for decision in decisions:
        for score in decision.scores if not decision.checkpoint else ():
            key = score_key(score)
            if grown:
                found[key] = score.now
            elif key in old.figures:
                found[key] = min(score.now, old.figures[key])
    return found
