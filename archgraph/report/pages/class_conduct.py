"""How a class lives and behaves: its state, what keeps it alive, locks and tasks; in: an Edition and the class, out: sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from archgraph.model.codebase import ClassKey
from archgraph.model.results.conduct import Conduct, Remark
from archgraph.model.results.roles import Profile
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    Block,
    Bullets,
    Code,
    Inline,
    Paragraph,
    Phrase,
    Section,
    Strong,
    counted,
    joined,
    place,
)
from archgraph.report.document import sentence as prose

_LIFETIMES: Final = {
    "process": "An instance lasts as long as the process",
    "user": "An instance lives for one user",
    "request": "An instance lives for one request",
    "unknown": "How long an instance lives is not known",
}
_PLACE: Final = re.compile(r"(?<=[( ])[^\s()`]+\.pyw?(?::\d+)?(?=[\s;,.)]|$)")


def conduct_of(edition: Edition, key: ClassKey) -> Conduct:
    """What was found about the class; nothing for a class that was not looked at."""
    return edition.analysis.conduct.get(key) or Conduct(key)


def remark(found: Remark) -> Phrase:
    """A remark as a sentence with its place at the end."""
    return (*placed(begun(found.text)), " (", place(found.path, found.line), ").")


def begun(text: str) -> str:
    """Text as a sentence begins: a dotted name between backticks, any other word with a capital letter."""
    first, space, further = text.partition(" ")
    is_name = ("." in first.rstrip(".") or "_" in first) and "`" not in first
    return f"`{first}`{space}{further}" if is_name else text[:1].upper() + text[1:]


def placed(text: str) -> tuple[Inline, ...]:
    """Text in which names between backticks and places in the code are code."""
    return prose(_PLACE.sub(lambda match: f"`{match[0]}`", text))


def lifetime_reason(profile: Profile) -> str:
    """Why an instance lives as long as it does, or what leaves that open; "" when nothing was found."""
    return next((text for text in profile.evidence if text.startswith("lifetime ")), "").partition(": ")[2]


def life(edition: Edition, profile: Profile) -> Section:
    """What an instance holds, how long it lives, who makes it; and where one user's data may reach another."""
    found = conduct_of(edition, profile.key)
    reason, _, sure = lifetime_reason(profile).partition("; confidence ")
    because = (": ", *placed(reason)) if reason else ()
    confidence = f". Confidence {sure}." if sure else "."
    items: list[Phrase] = [(_LIFETIMES.get(profile.lifetime, profile.lifetime), *because, confidence)]
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
        lead = _summary(profile, found)
        yield Section("Locks and tasks", "concurrency", [*([Paragraph(lead)] if lead else []), Bullets(items)])


def _summary(profile: Profile, found: Conduct) -> str:
    parts: Sequence[str] = [
        text
        for number, text in (
            (len(found.unguarded), f"{counted(len(found.unguarded), 'place')} where others can come between"),
            (len(found.tasks), f"{counted(len(found.tasks), 'task or coroutine', 'tasks or coroutines')} left alone"),
        )
        if number
    ]
    if not parts:
        return "Nothing was found that breaks the rules it sets itself." if profile.locks else ""
    return f"To look at: {' and '.join(parts)}, judged by what the class does elsewhere."
