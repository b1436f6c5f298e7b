"""The verdict of the gate for a terminal: where a finding stands, and how many there are."""

import msgspec

from archgraph.gate.scorecard import Decision, Score
from archgraph.model.results import Finding
from archgraph.report.verdicts.text import go_line, place
from tests.analyses import shop


def test_a_finding_without_a_file_is_about_the_configuration_or_about_all() -> None:
    (finding, *_) = shop().findings
    assert place(_nowhere(finding, "gate-target")) == "configuration"
    assert place(_nowhere(finding, "test-mocks-internal")) == "code base"


def test_one_target_is_told_in_the_singular() -> None:
    score = Score("managers", "", 1, None, "1", True, "")
    assert go_line(Decision("", "", (score,), ())) == "targets: go, the target is met"
    assert go_line(Decision("", "", (score, score), ())) == "targets: go, all 2 targets met"


def _nowhere(finding: Finding, rule: str) -> Finding:
    return msgspec.structs.replace(finding, rule=rule, path="", line=0)
