"""Every rule on its own examples, through the real stages."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.audits.audit import all_rules, audit
from archgraph.analyses.audits.rule import Example, Rule
from tests.worlds import evidence

EXAMPLES = [(rule, example) for rule in all_rules() for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.name}: {e.title}" for r, e in EXAMPLES])
def test_a_rule_reports_its_examples_at_these_places_and_nowhere_else(
    tmp_path: Path, rule: Rule, example: Example
) -> None:
    findings = audit(evidence(tmp_path, example.files, example.settings))
    reported = [
        (finding.path, finding.line) for finding in findings if finding.rule == rule.name and not finding.suppressed_by
    ]
    assert sorted(reported) == sorted(example.reports)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_a_rule_has_examples_of_both_sorts_and_complete_sentences(rule: Rule) -> None:
    assert {bool(example.reports) for example in rule.examples} == {True, False}
    assert all(text.endswith(".") for text in (rule.summary, rule.why, rule.fix))


def test_rule_names_are_unique_and_sorted() -> None:
    names = [rule.name for rule in all_rules()]
    assert names == sorted(set(names))
