"""Agreed exceptions: in: comments of the code and accept entries of the settings; out: what suppresses a finding, and
which of them match nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Rule
from archgraph.model.settings import AcceptRule

COMMENT_RULE = "unused-suppression"
ACCEPT_RULE = "expired-exception"
OF_SUPPRESSIONS = frozenset({COMMENT_RULE, ACCEPT_RULE})
"""Rules that are judged by what all others found."""
PLAN_RULE = "consolidation"
"""What an accept entry calls the consolidation plan, which is no rule."""


class Suppressions:
    """All suppressions of a run; remembers which have matched."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._comments: dict[tuple[str, int, str], str] = {}
        for path, module in evidence.codebase.modules.items():
            for line, names, reason in module.outline.suppressions:
                for name in names.split(","):
                    self._comments[path, line, name.strip()] = reason
        self._used: set[tuple[str, int, str]] = set()
        self._accepted: set[AcceptRule] = set()

    def of(self, rule: str, draft: Draft) -> str:
        """What suppresses the finding, "" when nothing does."""
        place = (draft.path, draft.line, rule)
        if place in self._comments:
            self._used.add(place)
            return f"comment: {self._comments[place]}".rstrip(": ")
        for accept in self._evidence.settings.accept:
            if _covers(accept, rule, draft):
                self._accepted.add(accept)
                if not accept.until or accept.until >= self._evidence.today:
                    return f"accepted: {accept.reason}"
        return ""

    def left_over(self, rule: Rule, known: Sequence[Rule]) -> Iterator[Draft]:
        """What the two rules about suppressions report, after all other rules have run."""
        if rule.name == COMMENT_RULE:
            yield from self._unused_comments([each.name for each in known])
            yield from self._unused_entries()
        elif rule.name == ACCEPT_RULE:
            yield from self._expired_entries()

    def _unused_comments(self, names: list[str]) -> Iterator[Draft]:
        for path, line, name in sorted(self._comments):
            if (path, line, name) in self._used or name in OF_SUPPRESSIONS:
                continue
            module = self._evidence.codebase.modules[path].module
            yield Draft(path, line, module, _left_over(name, names))

    def _unused_entries(self) -> Iterator[Draft]:
        for accept in self._evidence.settings.accept:
            if accept not in self._accepted and not self._is_for_plan(accept):
                yield Draft(
                    "", 0, ", ".join(accept.members), f"The accept entry for {_title(accept)} matches no finding."
                )

    def _is_for_plan(self, accept: AcceptRule) -> bool:
        """Whether the consolidation plan heeds the entry: it names a class that has rivals."""
        if accept.rules and not any(fnmatchcase(PLAN_RULE, pattern) for pattern in accept.rules):
            return False
        rivals = {key for family in self._evidence.families for key in family.members}
        return any(fnmatchcase(key.class_, m) or fnmatchcase(key.path, m) for key in rivals for m in accept.members)

    def _expired_entries(self) -> Iterator[Draft]:
        for accept in self._evidence.settings.accept:
            if accept in self._accepted and accept.until and accept.until < self._evidence.today:
                message = f"The accept entry for {_title(accept)} ended on {accept.until}."
                yield Draft("", 0, ", ".join(accept.members), message, evidence=accept.reason)


def _left_over(name: str, rules: Collection[str]) -> str:
    """What is wrong with a suppression of that rule."""
    if not name:
        return "The suppression names no rule: write `# archgraph: ignore[rule-name] reason`."
    text = f"The suppression of {name} matches no finding"
    if name in rules:
        return f"{text}."
    near = get_close_matches(name, rules, 1)
    return f"{text}: there is no rule of this name.{f' Did you mean {near[0]}?' if near else ''}"


def _covers(accept: AcceptRule, rule: str, draft: Draft) -> bool:
    if rule in OF_SUPPRESSIONS and not accept.rules:
        return False  # an entry for everything would hide that it is of no use
    if accept.rules and not any(fnmatchcase(rule, pattern) for pattern in accept.rules):
        return False
    return any(fnmatchcase(draft.symbol, member) or fnmatchcase(draft.path, member) for member in accept.members)


def _title(accept: AcceptRule) -> str:
    return ", ".join(accept.members)
