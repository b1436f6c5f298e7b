"""Rules explained."""

from __future__ import annotations

import pytest

from archgraph.analyses.audits.audit import all_rules
from archgraph.analyses.audits.pages import explain, overview
from archgraph.errors import InputError


def test_every_rule_has_a_page_with_its_reason_its_fix_and_its_examples() -> None:
    for rule in all_rules():
        page = explain(rule.name)
        assert page.startswith(f"# {rule.name} ({rule.severity.value})\n")
        assert rule.why in page
        assert rule.fix in page
        assert all(example.title in page for example in rule.examples)


def test_an_unknown_rule_is_answered_with_the_near_one() -> None:
    with pytest.raises(InputError, match="Did you mean phantom-import"):
        explain("fantom-import")


def test_the_overview_names_all_rules() -> None:
    lines = overview().splitlines()
    assert [line.split()[0] for line in lines] == [rule.name for rule in all_rules()]
