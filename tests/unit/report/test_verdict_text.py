"""The verdict of the gate for a terminal: where a finding stands, and how many there are."""

import msgspec

from archgraph.gate.scorecard import Decision, Score
from archgraph.gate.verdict import Verdict
from archgraph.model.results.findings import Finding
from archgraph.report.verdicts.text import go_line, place, summary
from tests.analyses import shop


def test_a_finding_without_a_file_is_about_the_configuration_or_about_all() -> None:
    (finding, *_) = shop().findings
    assert place(_nowhere(finding, "gate-target")) == "configuration"
    assert place(_nowhere(finding, "test-mocks-internal")) == "code base"


def test_one_target_is_told_in_the_singular() -> None:
    score = Score("managers", "", 1, None, "1", True, "")
    assert go_line(Decision("", "", (score,), ())) == "targets: go, the target is met"
    assert go_line(Decision("", "", (score, score), ())) == "targets: go, all 2 targets met"


def test_more_than_a_screen_of_violations_is_counted_by_rule() -> None:
    (finding, *_) = shop().findings
    found = tuple(msgspec.structs.replace(finding, rule=rule) for rule in ("a-rule",) * 20 + ("b-rule",) * 3)
    verdict = Verdict("shop", found, (), (), (), 0, 0, (), (), 4, 0, ())
    assert list(summary(verdict))[1] == "By rule: a-rule 20, b-rule 3. `archgraph explain RULE` says what one means."
    assert not any("By rule" in line for line in summary(msgspec.structs.replace(verdict, new=found[:20])))


def _nowhere(finding: Finding, rule: str) -> Finding:
    return msgspec.structs.replace(finding, rule=rule, path="", line=0)
