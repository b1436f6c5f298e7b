"""How a class lives and behaves: its state, what keeps it alive, locks and tasks; in: an Edition and the class, out: sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from archgraph.model.codebase import ClassKey
from archgraph.model.results import Conduct, Profile, Remark
from archgraph.report.artefact import Edition
from archgraph.report.document import Block, Bullets, Code, Paragraph, Phrase, Section, Strong, counted, joined, place
from archgraph.report.document import sentence as prose

_LIFETIMES: Final = {
    "process": "one for the whole process",
    "user": "one per user",
    "request": "one per request",
    "unknown": "not known",
}


def conduct_of(edition: Edition, key: ClassKey) -> Conduct:
    """What was found about the class; nothing for a class that was not looked at."""
    return edition.analysis.conduct.get(key) or Conduct(key)


def remark(found: Remark) -> Phrase:
    """A remark as a sentence with its place at the end."""
    text = found.text[:1].upper() + found.text[1:]
    return (*prose(text), " (", place(found.path, found.line), ").")


def life(edition: Edition, profile: Profile) -> Section:
    """What an instance holds, how long it lives, who makes it; and where one user's data may reach another."""
    found = conduct_of(edition, profile.key)
    reason = next((text for text in profile.evidence if text.startswith("lifetime ")), "").partition(": ")[2]
    because = (": ", *prose(reason)) if reason else ()
    items: list[Phrase] = [
        (f"Lifetime of an instance: {_LIFETIMES.get(profile.lifetime, profile.lifetime)}", *because, ".")
    ]
    items += [
        (f"{title}: ", *joined([Code(text) for text in texts]), ".")
        for title, texts in (
            ("Attributes of an instance", profile.state),
            ("Shared by all instances and mutable", profile.mutable_class_state),
        )
        if texts
    ]
    items += [remark(each) for each in found.making]
    named = {name for each in found.making for name in each.text.split("`")[1::2]}
    left = [name for name in profile.instances if name not in named]
    if left:
        items.append(("Instances at module level: ", *joined([Code(name) for name in left]), "."))
    blocks: list[Block] = [Bullets(items)]
    if found.leaks:
        warning = "One user's data may reach another."
        blocks.append(Paragraph((Strong(warning), " Whoever changes this class should look here first:")))
        blocks.append(Bullets([remark(each) for each in found.leaks]))
    return Section("State and life", "state", blocks)


def concurrency(edition: Edition, profile: Profile) -> Iterator[Section]:
    """Locks, changes without them, and tasks that nobody waits for."""
    found = conduct_of(edition, profile.key)
    items: list[Phrase] = []
    if profile.locks:
        items.append(("Locks: ", *joined([Code(text) for text in profile.locks]), "."))
    items += [remark(each) for each in (*found.locking, *found.unguarded, *found.tasks)]
    if items:
        yield Section("Locks and tasks", "concurrency", [Paragraph(_summary(profile, found)), Bullets(items)])


def _summary(profile: Profile, found: Conduct) -> str:
    parts: Sequence[str] = [
        text
        for number, text in (
            (len(found.unguarded), counted(len(found.unguarded), "change of shared state", "changes of shared state")),
            (len(found.tasks), counted(len(found.tasks), "task or coroutine", "tasks or coroutines")),
        )
        if number
    ]
    if not parts:
        return "Nothing was found that breaks the rules it sets itself." if profile.locks else "It holds no lock."
    said = {1: parts[0], 2: " and ".join(parts)}[len(parts)]
    return f"To look at: {said} without lock or await, judged by what the class does elsewhere."
