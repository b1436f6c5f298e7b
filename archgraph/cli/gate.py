"""How `check` runs: in: what the user asked for; out: the text to print and the exit code. Writes the baseline, nothing else."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from archgraph.cli.place import place_of
from archgraph.content import content_of
from archgraph.errors import ConfigurationError, InputError
from archgraph.gate.baseline import FILE, Baseline, Reason, known_of, read_baseline, write_baseline
from archgraph.gate.judged import Judged
from archgraph.gate.ratchet import Sight, Weighed, weigh
from archgraph.gate.renewal import renew
from archgraph.gate.selection import Selection, check_selection, listed
from archgraph.gate.targets import Checkpoint
from archgraph.gate.verdict import Terms, Verdict, judge
from archgraph.model.results.findings import Finding
from archgraph.model.settings import Settings
from archgraph.report.document import counted
from archgraph.surroundings import in_ci
from archgraph.timing import Clock


@dataclass(frozen=True, slots=True)
class Call:
    """The options of `check` as given."""

    path: Path
    settings: Settings
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    output_format: str = "text"
    baseline: Path | None = None
    update_baseline: bool = False
    reason: str | None = None
    changed_since: str | None = None
    checkpoint: str = ""
    before: Path | None = None
    allow_incomplete: bool = False

    @property
    def root(self) -> Path:
        """PATH without links."""
        return place_of(self.path)

    @property
    def file(self) -> Path:
        """Where the baseline stands."""
        folder = self.root if self.root.is_dir() else self.root.parent
        return self.baseline or folder / FILE


def run(call: Call, clock: Clock) -> tuple[str, int]:
    """Judge, print, and write the baseline when that was asked for."""
    from archgraph import judging

    _check_call(call)
    terms = _terms(call)
    figures = {target.figure for checkpoint in terms.checkpoints for target in checkpoint.targets}
    question = judging.Question(figures, _selected(terms))
    judged = judging.judge_tree(call.root, call.settings, clock, question)
    name = call.settings.name or call.root.stem or "root"
    with clock.stage("verdict"):
        verdict, weighed = judge(name, judged, _unread(call, judged, terms.baseline), terms)
        if call.update_baseline:
            verdict = _update(call, verdict, weighed, terms)
        elif call.changed_since:
            verdict = _brought(call, verdict, judged, clock, question.rules)
    with clock.stage("report"):
        return _shown(verdict, call.output_format), verdict.code(call.allow_incomplete)


def _check_call(call: Call) -> None:
    if call.reason is not None and not call.update_baseline:
        raise InputError("--reason", "says why the baseline may grow.", "Use it with --update-baseline.")
    if call.reason is not None and not call.reason.strip():
        raise InputError("--reason", "is empty.", "Say why the baseline may grow: others will read it.")
    if call.update_baseline and call.changed_since:
        raise InputError("--update-baseline", "needs all findings.", "Leave out --changed-since.")


def _terms(call: Call) -> Terms:
    """What the findings are judged by; raises for a selection, target or baseline that means nothing."""
    from archgraph.analyses.audits.audit import all_rules
    from archgraph.config.before import read_before
    from archgraph.pipeline.rule_names import check_rule_names
    from archgraph.report.scoring import checkpoints_of, measures_before

    settings = call.settings
    rules = [rule.name for rule in all_rules()]
    check_rule_names(settings)
    check_selection(Selection(listed(call.select), listed(call.ignore)), rules, "--select and --ignore")
    selection = Selection(listed(call.select) or settings.select, (*settings.ignore, *listed(call.ignore)))
    checkpoints = checkpoints_of(settings)
    _check_checkpoint(call.checkpoint, checkpoints)
    return Terms(
        settings=settings,
        selection=selection,
        checkpoints=checkpoints,
        deciding=call.checkpoint,
        before=measures_before(read_before(str(call.before or settings.before))),
        rules=rules,
        baseline=_read(call),
        file=call.file.name,
        complete=not call.select and not call.ignore,
    )


def _selected(terms: Terms) -> tuple[str, ...]:
    """The rules that are checked; none when these are all."""
    kept = tuple(rule for rule in terms.rules if terms.selection.keeps(rule))
    return kept if len(kept) < len(terms.rules) else ()


def _check_checkpoint(name: str, checkpoints: tuple[Checkpoint, ...]) -> None:
    names = [checkpoint.name for checkpoint in checkpoints if checkpoint.name]
    if name and name not in names:
        known = f"There are: {', '.join(names)}." if names else "Write one: [tool.archgraph.targets.beta]."
        raise ConfigurationError("--checkpoint", f"no checkpoint is called {name!r}.", known)


def _read(call: Call) -> Baseline | None:
    try:
        data = call.file.read_bytes() if call.baseline else content_of(call.file)  # a named one may be a pipe
    except FileNotFoundError:
        if call.baseline and not call.update_baseline:
            remedy = "Make it: archgraph check --update-baseline --reason TEXT."
            raise InputError(str(call.file), "does not exist.", remedy) from None
        return None
    except OSError as error:
        raise InputError(str(call.file), f"cannot be read ({error.strerror}).", "Make it readable.") from None
    return read_baseline(data, str(call.file))


def _unread(call: Call, judged: Judged, baseline: Baseline | None) -> frozenset[str]:
    """Files that the baseline knows, that exist, and that were not read: excluded or ignored ones."""
    if baseline is None:
        return frozenset()
    known = {entry.path for entry in baseline.findings if entry.path} - set(judged.files)
    return frozenset(path for path in known if os.path.isfile(os.path.join(call.root, path)))


def _update(call: Call, verdict: Verdict, weighed: Weighed, terms: Terms) -> Verdict:
    """Write the baseline; what may not be added stays a violation."""
    from archgraph.report.writer import write_file

    if verdict.incomplete:
        text = f"is not written: {len(verdict.incomplete)} files could not be read, their violations are unknown."
        raise InputError(str(call.file), text, f"First: {verdict.incomplete[0]}")
    may_grow = call.reason is not None and not in_ci()
    growth = Reason(_today(call.settings), call.reason or "", len(weighed.new)) if may_grow else None
    baseline = renew(weighed, verdict.decisions, terms, growth)
    shrinks = growth is None and terms.baseline is None
    if not shrinks:
        write_file(call.file, write_baseline(baseline).encode())
    return msgspec.structs.replace(
        verdict,
        new=_not_agreed(verdict, may_grow),
        known=(*verdict.known, *(weighed.new if may_grow else ())),
        fixed=(),
        notes=(*verdict.notes, *_told(call, verdict, baseline, may_grow, shrinks)),
    )


def _not_agreed(verdict: Verdict, may_grow: bool) -> tuple[Finding, ...]:
    return () if may_grow else verdict.new


def _told(call: Call, verdict: Verdict, baseline: Baseline, may_grow: bool, nothing: bool) -> list[str]:
    total = sum(entry.count for entry in baseline.findings)
    told = [] if nothing else [f"Wrote {call.file} with {counted(total, 'violation')}."]
    if verdict.new and not may_grow:
        why = "in CI it only shrinks" if in_ci() else "it grows only with --reason TEXT"
        refused = counted(len(verdict.new), "new violation was", "new violations were")
        told.append(f"{refused} not taken into the baseline: {why}.")
    return told


def _today(settings: Settings) -> str:
    return settings.today or datetime.now(UTC).date().isoformat()


def _brought(call: Call, verdict: Verdict, judged: Judged, clock: Clock, rules: Collection[str]) -> Verdict:
    """Only the violations that the revision did not have, wherever they stand."""
    from archgraph import judging

    revision = str(call.changed_since)
    root = call.root if call.root.is_dir() else call.root.parent
    before = judging.judge_revision(root, revision, call.settings, clock, rules)
    had = known_of(finding for finding in before.findings if not finding.suppressed_by)
    sight = Sight(frozenset(judged.files), frozenset(judged.recovered), frozenset())
    weighed = weigh(verdict.new, Baseline(findings=tuple(had.values())), sight, lambda rule: True)
    older = len(verdict.new) - len(weighed.new)
    note = f"{older:,} violations that were there in {revision} are not shown." if older else ""
    return msgspec.structs.replace(verdict, new=weighed.new, notes=(*verdict.notes, *([note] if note else [])))


def _shown(verdict: Verdict, output_format: str) -> str:
    """The verdict in the format that was asked for."""
    if output_format == "text":
        from archgraph.report.verdicts.text import as_text

        return as_text(verdict)
    if output_format == "json":
        from archgraph.report.verdicts.as_json import as_json

        return as_json(verdict)
    if output_format == "github":
        from archgraph.report.verdicts.github import as_github

        return as_github(verdict)
    if output_format == "markdown":
        from archgraph.report.verdicts.markdown import as_markdown

        return as_markdown(verdict)
    return _sarif(verdict)


def _sarif(verdict: Verdict) -> str:
    from archgraph.analyses.audits.audit import all_rules
    from archgraph.report.verdicts.sarif import RuleText, as_sarif

    return as_sarif(
        verdict, {rule.name: RuleText(rule.summary, rule.why, rule.fix, rule.severity) for rule in all_rules()}
    )
