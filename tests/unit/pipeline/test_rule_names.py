"""Names of rules in a configuration: a typing error must not switch anything on or off."""

from __future__ import annotations

import pytest

from archgraph.errors import ConfigurationError
from archgraph.model.settings import AcceptRule, Settings, Team
from archgraph.pipeline.rule_names import check_rule_names


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (Settings(select=("phantom-imports",)), "`select` of the configuration: no rule is called 'phantom-imports'."),
        (
            Settings(ignore=("mro-*", "consolidation")),
            "`ignore` of the configuration: no rule is called 'consolidation'.",
        ),
        (Settings(accept=(AcceptRule(("a",), "r", rules=("phantm-*",)),)), "`accept` of the configuration: no rule"),
        (Settings(teams=(Team("core", "Core", ("nope",)),)), "`teams` of the configuration: no rule is called 'nope'."),
    ],
)
def test_a_name_that_fits_no_rule_is_refused_wherever_it_stands(settings: Settings, said: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        check_rule_names(settings)
    assert str(error.value).startswith(said)


def test_names_globs_and_the_plan_in_an_accept_entry_are_known() -> None:
    entry = AcceptRule(("a",), "r", rules=("phantom-*", "consolidation"))
    check_rule_names(Settings(select=("mro-*",), ignore=("phantom-import",), accept=(entry,)))
    check_rule_names(Settings())
