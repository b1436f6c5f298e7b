"""mro-complexity: classes whose inheritance is deeper, wider or more tangled than the configured thresholds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.codebase import ClassKey
from archgraph.model.results.findings import Severity
from archgraph.model.results.mro import MroIssue, MroScore
from archgraph.model.settings import MroThresholds, Settings
from archgraph.model.source import Zone

_KINDS = frozenset({"depth", "parents", "shadows", "complexity"})


def _check(evidence: Evidence) -> Iterator[Draft]:
    scores = {score.key: score for score in evidence.scores}
    beyond = [issue for issue in evidence.issues if issue.kind in _KINDS]
    excess = {(issue.key, issue.kind) for issue in beyond}
    found = (issue for issue in beyond if not _is_inherited(issue, excess, evidence))
    for key, issues in groupby(found, key=lambda issue: issue.key):
        if evidence.codebase.classes[key].zone is Zone.PRODUCTION:
            yield _draft(tuple(issues), scores[key], evidence)


def _is_inherited(issue: MroIssue, excess: Collection[tuple[ClassKey, str]], evidence: Evidence) -> bool:
    """Depth and score only grow downwards: they are told where they begin, not again for every subclass."""
    bases = evidence.codebase.classes[issue.key].resolved
    return issue.kind in ("depth", "complexity") and any((base.key, issue.kind) in excess for base in bases)


def _draft(issues: Sequence[MroIssue], score: MroScore, evidence: Evidence) -> Draft:
    """One finding per class, however many thresholds it exceeds."""
    key = score.key
    names = [ancestor.name for ancestor in evidence.mros[key].ancestors]
    hidden = f"; hides {', '.join(score.shadows)}" if score.shadows else ""
    return Draft(
        path=key.path,
        line=key.line,
        end_line=evidence.codebase.classes[key].end_line,
        symbol=key.class_,
        message="; ".join(issue.message.removeprefix(f"{key.class_} ") for issue in issues).join(
            (f"{key.class_} ", ".")
        ),
        evidence=f"score {score.score:.0f} of 100; MRO {' > '.join(names)}{hidden}",
        severity=Severity.WARNING if _is_far_beyond(score, evidence.settings.mro) else Severity.INFO,
    )


def _is_far_beyond(score: MroScore, limits: MroThresholds) -> bool:
    """Twice as deep as the threshold, more bases than the higher one, or a score over the higher one."""
    return score.depth > 2 * limits.depth or score.parents > limits.parents_high or score.score > limits.score_high


_DEEP = "class A: ...\nclass B(A): ...\nclass C(B): ...\nclass D(C): ...\n"

RULE = Rule(
    name="mro-complexity",
    severity=Severity.INFO,
    summary="A class's inheritance exceeds the thresholds for depth, bases, hidden methods or the score of all.",
    why="Which method a call reaches can only be told by reading every class of the MRO; changes far up break far below.",
    fix="Replace inheritance by an attribute that holds what is needed, or merge layers that add little.",
    check=_check,
    examples=(
        Example(
            "More ancestors than the configured three",
            {"shop.py": _DEEP},
            (("shop.py", 4),),
            Settings(mro=MroThresholds(depth=3)),
        ),
        Example("The same with default thresholds", {"shop.py": _DEEP}),
        Example(
            "One base from the standard library, with many ancestors of its own",
            {"shop.py": "from collections import UserDict\nclass A(UserDict): ...\nclass B(A): ...\n"},
        ),
        Example(
            "Subclasses of a class that is told already",
            {"shop.py": f"{_DEEP}class E(D): ...\nclass F(E): ...\n"},
            (("shop.py", 4),),
            Settings(mro=MroThresholds(depth=3)),
        ),
    ),
    limits="`object` counts as an ancestor, and so does a class from outside the code base, but not what stands above that;"
    " classes in tests are left out. Thresholds: `mro` in the configuration.",
)
