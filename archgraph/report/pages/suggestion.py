"""What the facts about a Manager or Registry suggest; in: an Edition and its profiles, out: a section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from archgraph.model.results import Advice, Profile
from archgraph.report.artefact import Edition
from archgraph.report.document import Block, Bullets, Inline, Paragraph, Phrase, Section, Strong
from archgraph.report.document import sentence as prose
from archgraph.report.pages.class_company import linked
from archgraph.report.pages.class_conduct import conduct_of

_WORDS: Final = {
    "keep": "Keep it",
    "merge": "Merge it into ",
    "rename": "Rename it, to tell it apart from ",
    "delete": "Delete it",
}


def suggestions(edition: Edition, profiles: Sequence[Profile]) -> Iterator[Section]:
    """The advice with its confidence, the reasons, and the steps in their order; no section without advice."""
    advice = conduct_of(edition, profiles[0].key).advice
    blocks: list[Block] = [Paragraph(f"{profile.action}.") for profile in profiles if profile.action]
    if advice.action:
        head = (*_head(edition, advice), f" Confidence {_confidence(advice)}.")
        blocks += [Paragraph(head), Bullets([_full(reason) for reason in advice.reasons])]
        if advice.steps:
            blocks += [
                Paragraph("In this order:" if len(advice.steps) > 1 else "What to do:"),
                Bullets([_full(step) for step in advice.steps], numbered=True),
            ]
    if blocks:
        yield Section("What the facts suggest", "suggestion", blocks)


def verdict(edition: Edition, profile: Profile) -> tuple[Inline, ...]:
    """The advice in a few words, for the opening of the page."""
    advice = conduct_of(edition, profile.key).advice
    if not advice.action:
        return ()
    return (" What the facts suggest (last section): ", Strong(advice.action), f", confidence {_confidence(advice)}.")


def _head(edition: Edition, advice: Advice) -> tuple[Inline, ...]:
    words = _WORDS.get(advice.action, advice.action)
    if advice.other is None or not words.endswith(" "):
        return (Strong(f"{words.strip()}."),)
    return (Strong(words.strip()), " ", linked(edition, advice.other), ".")


def _confidence(advice: Advice) -> str:
    word = "high" if advice.confidence >= 0.7 else "medium" if advice.confidence >= 0.5 else "low"
    return f"{word} ({advice.confidence:.2f})"


def _full(text: str) -> Phrase:
    return (*prose(text[:1].upper() + text[1:]), ".")
