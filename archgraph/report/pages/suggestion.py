"""What the facts about a Manager or Registry suggest; in: an Edition and its profiles, out: a section.

The consolidation plan has weighed the whole family: where it decides about a class, its decision stands here, with the
class's own facts as far as they say the same. Otherwise the class's own facts speak.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import HIGH, MEDIUM, Decision
from archgraph.model.results.conduct import Advice
from archgraph.model.results.roles import Profile
from archgraph.report.artefact import Edition
from archgraph.report.document import Block, Bullets, Inline, Link, Paragraph, Phrase, Section, Strong
from archgraph.report.pages.class_company import linked
from archgraph.report.pages.class_conduct import begun, conduct_of, placed

_WORDS: Final = {
    "keep": "Keep it",
    "merge": "Merge it into ",
    "rename": "Rename it, to tell it apart from ",
    "delete": "Delete it",
}
_DECIDED: Final = {
    "KEEP": "Keep it, beside ",
    "CONSOLIDATE": "Merge it into ",
    "DELETE": "Delete it, in favour of ",
    "CONVERT": "Make it an alias of ",
    "UNDECIDED": "Not decided yet, beside ",
}
_CONVERTED: Final = {
    "alias": "Make it an alias of ",
    "base": "Give it a common base with ",
    "rename": "Rename it",
    "real": "Use in its place ",
}
_AGREE: Final = {"KEEP": "keep", "CONSOLIDATE": "merge", "DELETE": "delete", "CONVERT": "merge"}


def suggestions(edition: Edition, profiles: Sequence[Profile]) -> Iterator[Section]:
    """The advice with its confidence, the reasons, and the steps in their order; no section without advice."""
    key = profiles[0].key
    advice, decision = conduct_of(edition, key).advice, edition.lookup.decisions.get(key)
    if decision is not None:
        yield Section("What the facts suggest", "suggestion", [*_decided(edition, key, decision, advice)])
    elif advice.action:
        head = (*_head(edition, advice), f" Confidence {_confidence(advice.confidence)}.")
        blocks: list[Block] = [Paragraph(head), Bullets([full(reason) for reason in advice.reasons])]
        blocks.extend(_steps((*advice.before, *advice.steps, *advice.after)))
        yield Section("What the facts suggest", "suggestion", blocks)


def verdict(edition: Edition, profile: Profile) -> tuple[Inline, ...]:
    """The advice in a few words, for the opening of the page."""
    decision = edition.lookup.decisions.get(profile.key)
    advice = conduct_of(edition, profile.key).advice
    action = decision.action.lower() if decision else advice.action
    if not action:
        return ()
    sure = decision.confidence if decision else advice.confidence
    return (" What the facts suggest (last section): ", Strong(action), f", confidence {_confidence(sure)}.")


def _decided(edition: Edition, key: ClassKey, decision: Decision, advice: Advice) -> Iterator[Block]:
    """The plan's decision, then what the class's own facts add."""
    canonical = edition.lookup.canonicals[decision.candidate]
    words = _CONVERTED.get(decision.way, _DECIDED[decision.action])
    target: tuple[Inline, ...] = (Strong("Keep it."),)
    if decision.becomes:
        target = (Strong(words), " ", Strong(f"{decision.becomes}."))
    elif canonical != key:
        target = (Strong(words.strip()), " ", linked(edition, canonical), ".")
    plan = Link("csv/consolidation.csv", "csv/consolidation.csv", code=True)
    sure = f" Confidence {_confidence(decision.confidence)}, candidate {decision.candidate} of "
    when = f", wave {decision.wave}." if decision.wave else "."
    yield Paragraph((*target, sure, plan, when))
    yield Bullets([full(reason) for reason in _reasons(decision, advice, canonical)])
    yield from _steps(_all_steps(decision, advice, canonical))
    if decision.undo and decision.changes_code:
        yield Paragraph(full(f"To take it back: {decision.undo}"))


def in_short(edition: Edition, key: ClassKey) -> tuple[str, float, Sequence[str], Sequence[str]]:
    """The action ("" without advice), its confidence, reasons and steps."""
    advice, decision = conduct_of(edition, key).advice, edition.lookup.decisions.get(key)
    if decision is None:
        return advice.action, advice.confidence, advice.reasons, (*advice.before, *advice.steps, *advice.after)
    canonical = edition.lookup.canonicals[decision.candidate]
    steps = _all_steps(decision, advice, canonical)
    return decision.action.lower(), decision.confidence, _reasons(decision, advice, canonical), steps


def _agrees(decision: Decision, advice: Advice, canonical: ClassKey) -> bool:
    return _AGREE.get(decision.action) == advice.action and advice.other in (None, canonical)


def _reasons(decision: Decision, advice: Advice, canonical: ClassKey) -> list[str]:
    needs = f"What would decide it: {decision.needs}" if decision.needs else ""
    own = advice.reasons if _agrees(decision, advice, canonical) else ()
    return [reason for reason in (decision.reason, *own, needs) if reason]


def _all_steps(decision: Decision, advice: Advice, canonical: ClassKey) -> tuple[str, ...]:
    steps = advice.steps if _agrees(decision, advice, canonical) else _own_steps(decision)
    return (*advice.before, *steps, *advice.after)


def _own_steps(decision: Decision) -> tuple[str, ...]:
    """The steps of a decision that the class's own facts do not spell out."""
    if not decision.changes_code:
        return ()
    if decision.becomes:
        return (f"Rename the class and its importers outside tests ({decision.importers:,}), then the tests",)
    if decision.way == "base":
        return (f"Move what both have into a base of `{decision.canonical.rpartition('.')[2]}` and this class",)
    name = decision.canonical.rpartition(".")[2]
    carried = ", ".join(f"`{member}`" for member in decision.carried[:6])
    carry = (f"Carry over to `{name}` what only it has, as far as it is used: {carried}",) if carried else ()
    return (*carry, f"Change its importers outside tests ({decision.importers:,}), then the tests", "Delete the class")


def _steps(steps: Sequence[str]) -> Iterator[Block]:
    if steps:
        yield Paragraph("In this order:" if len(steps) > 1 else "What to do:")
        yield Bullets([full(step) for step in steps], numbered=True)


def _head(edition: Edition, advice: Advice) -> tuple[Inline, ...]:
    words = _WORDS.get(advice.action, advice.action)
    if advice.other is None or not words.endswith(" "):
        return (Strong(f"{words.strip()}."),)
    return (Strong(words.strip()), " ", linked(edition, advice.other), ".")


def _confidence(number: float) -> str:
    shown = round(number, 2)
    word = "high" if shown >= HIGH else "medium" if shown >= MEDIUM else "low"
    return f"{word} ({shown:.0%})"


def full(text: str) -> Phrase:
    """A sentence."""
    return (*placed(begun(text)), "." if not text.endswith(".") else "")
