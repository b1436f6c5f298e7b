"""The audit: in: the evidence; out: the findings of all rules, sorted, with stable ids and what suppresses them.

An id digests rule, path, symbol and the message without its numbers; equal ones are counted. Lines are left out: a
finding keeps its id when code above it moves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from fnmatch import fnmatchcase

from archgraph.analyses.audits import rules
from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Rule
from archgraph.analyses.audits.suppression import OF_SUPPRESSIONS, Suppressions
from archgraph.model.identity import identity
from archgraph.model.results.findings import Finding
from archgraph.model.settings import Team
from archgraph.registry import collect


def all_rules() -> tuple[Rule, ...]:
    """Every rule, by name."""
    return tuple(sorted(collect(rules, Rule), key=lambda rule: rule.name))


def audit(evidence: Evidence, names: Collection[str] = ()) -> tuple[Finding, ...]:
    """All findings by path, line and rule, suppressed ones too; suppressions that match nothing are findings.

    With `names` the findings of these rules alone, and what the others rest on is not worked out; a rule about suppressions
    among them needs all the others.
    """
    suppressions = Suppressions(evidence)
    known = all_rules()
    asked = known if not names or not OF_SUPPRESSIONS.isdisjoint(names) else [r for r in known if r.name in names]
    findings = [f for rule in asked for f in _findings(rule, rule.check(evidence), evidence, suppressions)]
    for rule in known if asked is known else ():
        findings.extend(_findings(rule, suppressions.left_over(rule, known), evidence, suppressions))
    return tuple(sorted(findings, key=lambda f: (f.path, f.line, f.rule, f.symbol, f.id)))


def _findings(rule: Rule, drafts: Iterable[Draft], evidence: Evidence, suppressions: Suppressions) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    team = team_of(rule.name, evidence.settings.teams)
    for draft in sorted(drafts, key=lambda d: (d.path, d.symbol, d.line, d.message)):
        digest = identity(rule.name, draft.path, draft.symbol, draft.message)
        seen[digest] += 1
        module = evidence.codebase.modules.get(draft.path)
        yield Finding(
            id=digest if seen[digest] == 1 else f"{digest}-{seen[digest]}",
            rule=rule.name,
            severity=draft.severity or rule.severity,
            path=draft.path,
            line=draft.line,
            end_line=draft.end_line,
            symbol=draft.symbol,
            message=draft.message,
            evidence=draft.evidence,
            confidence=draft.confidence,
            fix=draft.fix or rule.fix,
            service=module.service if module else "",
            team=team,
            suppressed_by=suppressions.of(rule.name, draft),
        )


def team_of(rule: str, teams: tuple[Team, ...]) -> str:
    """The first team that answers for the rule, "" when none does."""
    return next((team.name for team in teams if any(fnmatchcase(rule, pattern) for pattern in team.rules)), "")
