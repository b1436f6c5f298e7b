"""The verdict of the gate: in: what was judged and what was agreed, out: all that `check` prints, and its exit code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from archgraph.gate.baseline import FILE, Baseline, Known
from archgraph.gate.judged import Judged, Measure
from archgraph.gate.permissions import permissions, widened
from archgraph.gate.ratchet import Sight, Weighed, weigh
from archgraph.gate.scorecard import Decision, Score, decide
from archgraph.gate.selection import Selection
from archgraph.gate.targets import Checkpoint, loosened
from archgraph.model.identity import identity
from archgraph.model.results.findings import Finding, Severity
from archgraph.model.settings import Settings
from archgraph.model.source import Row

CLEAN, VIOLATIONS, NOT_DONE = 0, 1, 2
WIDENED: Final = "gate-widened"
MISSED: Final = "gate-target"


class Verdict(Row, frozen=True):
    """What the gate says. `new` fails, `known` and `kept` are agreed, `fixed` can leave the baseline."""

    name: str
    new: tuple[Finding, ...]
    """Violations, those of the gate itself (widened permissions, missed targets) among them."""
    known: tuple[Finding, ...]
    kept: tuple[Known, ...]
    fixed: tuple[Known, ...]
    moved: int
    suppressed: int
    unchecked: tuple[str, ...]
    """Rules that were not selected."""
    decisions: tuple[Decision, ...]
    files: int
    recovered: int
    incomplete: tuple[str, ...]
    """Files of which nothing is known, with the reason."""
    notes: tuple[str, ...] = ()

    def code(self, allow_incomplete: bool) -> int:
        """The exit code of `check`."""
        if self.incomplete and not allow_incomplete:
            return NOT_DONE
        return VIOLATIONS if self.new else CLEAN


class Terms(NamedTuple):
    """What the findings are judged by. `deciding` is the checkpoint whose targets count beside the plain ones."""

    settings: Settings
    selection: Selection
    checkpoints: Sequence[Checkpoint]
    deciding: str
    before: Mapping[str, Measure]
    rules: Sequence[str]
    """The names of all rules."""
    baseline: Baseline | None
    file: str = FILE
    """The baseline's file, for messages."""
    complete: bool = True
    """Whether the selection is the configuration's: then a rule of the baseline must not be missing."""


def judge(name: str, judged: Judged, unread: frozenset[str], terms: Terms) -> tuple[Verdict, Weighed]:
    """The verdict, and the findings as weighed against the baseline. `unread`: files of the baseline that exist and were not
    read."""
    counted = [finding for finding in judged.findings if terms.selection.keeps(finding.rule)]
    open_ = [finding for finding in counted if not finding.suppressed_by]
    sight = Sight(frozenset(judged.files), frozenset({*judged.recovered, *(p.path for p in judged.failed)}), unread)
    weighed = weigh(open_, terms.baseline or Baseline(), sight, terms.selection.keeps)
    decisions = decide(terms.checkpoints, judged, terms.before, terms.settings.teams)
    breaches = [*_widened(terms), *_missed(terms, decisions)]
    verdict = Verdict(
        name=name,
        new=(*breaches, *sorted(weighed.new, key=_urgency)),
        known=(*weighed.known, *weighed.moved),
        kept=weighed.kept,
        fixed=weighed.fixed,
        moved=len(weighed.moved),
        suppressed=len(counted) - len(open_),
        unchecked=tuple(rule for rule in terms.rules if not terms.selection.keeps(rule)),
        decisions=decisions,
        files=len(judged.files),
        recovered=len(judged.recovered),
        incomplete=tuple(f"{problem.path}: {problem.message}" for problem in judged.failed),
    )
    return verdict, weighed


def score_key(score: Score) -> str:
    """A figure as the baseline keeps it."""
    return f"services.{score.service}.{score.figure}" if score.service else score.figure


def _widened(terms: Terms) -> list[Finding]:
    """What the configuration lets pass and the baseline does not know of."""
    if terms.baseline is None:
        return []
    agreed = terms.baseline
    found = [
        _breach(WIDENED, terms.file, line, f"The configuration lets pass more than was agreed: {line}.")
        for line in widened(permissions(terms.settings), agreed.permissions)
    ]
    found += [
        _breach(WIDENED, terms.file, line.partition(" ")[0], f"A target was loosened: {line}.")
        for line in loosened(terms.settings.targets, agreed.targets.items())
    ]
    dropped = [rule for rule in agreed.rules if rule in terms.rules and not terms.selection.keeps(rule)]
    if terms.complete:
        found += [_breach(WIDENED, terms.file, rule, f"The rule {rule} is no longer checked.") for rule in dropped]
    return found


def _missed(terms: Terms, decisions: Sequence[Decision]) -> list[Finding]:
    """Targets that are missed; with a baseline only those whose figure is worse than the one agreed."""
    agreed = terms.baseline.figures if terms.baseline else {}
    found = []
    for decision in decisions:
        if decision.checkpoint and decision.checkpoint != terms.deciding:
            continue
        for score in decision.scores:
            key = score_key(score)
            is_known = score.met is not None or not score.service
            tolerated = not decision.checkpoint and is_known and key in agreed and score.now <= agreed[key]
            if not score.met and not tolerated:
                worse = f", {agreed[key]:,} was agreed" if key in agreed else ""
                message = f"{key} {_state(score)}, the target is {score.target}{worse}."
                found.append(_breach(MISSED, "", f"{decision.checkpoint}.{key}".lstrip("."), message, score.team))
    return found


def _state(score: Score) -> str:
    """What a target finds: a number, names that are missing, or why there is no number."""
    if score.met is None:
        return f"cannot be judged ({score.note or 'it was not measured'})"
    missing = score.note.removeprefix("missing: ")
    return f"lacks {missing}" if missing != score.note else f"is {score.now:,}"


def _breach(rule: str, path: str, symbol: str, message: str, team: str = "") -> Finding:
    fixes = {
        WIDENED: "Take it back, or agree on it: archgraph check --update-baseline --reason TEXT.",
        MISSED: "Bring the figure down, or agree on another target in the configuration.",
    }
    return Finding(
        id=identity(rule, path, symbol, message),
        rule=rule,
        severity=Severity.ERROR,
        path=path,
        line=0,
        end_line=None,
        symbol=symbol,
        message=message,
        evidence="",
        confidence=1.0,
        fix=fixes[rule],
        service="",
        team=team,
        suppressed_by="",
    )


_RANK: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _urgency(finding: Finding) -> tuple[int, str, int, str]:
    return _RANK[finding.severity], finding.path, finding.line, finding.rule
