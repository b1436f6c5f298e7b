"""Names of rules in a configuration; in: settings, out: nothing, or a sentence that suggests the near name."""

from __future__ import annotations

from archgraph.gate.selection import Selection, check_selection
from archgraph.model.settings import DEFAULT_TEAMS, Settings


def check_rule_names(settings: Settings) -> None:
    """Raise ConfigurationError for a name or glob that fits no rule: it would silently do nothing."""
    named = {
        "select": settings.select,
        "ignore": settings.ignore,
        "accept": tuple(word for entry in settings.accept for word in entry.rules),
        "teams": tuple(word for team in settings.teams for word in team.rules)
        if settings.teams != DEFAULT_TEAMS
        else (),
    }
    if not any(named.values()):
        return
    from archgraph.analyses.audits.audit import all_rules  # every rule is loaded, and few configurations name one
    from archgraph.analyses.audits.suppression import PLAN_RULE

    rules = [rule.name for rule in all_rules()]
    for key, words in named.items():
        known = [*rules, PLAN_RULE] if key == "accept" else rules
        check_selection(Selection(words), known, f"`{key}` of the configuration")
