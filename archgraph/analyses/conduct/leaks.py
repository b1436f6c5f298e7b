"""Leaks between users: in: a subject and what keeps its instances, out: remarks on data of one user that may reach another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from archgraph.analyses.conduct.subject import CONSTRUCTORS, Subject
from archgraph.model.facts.bodies import Touch
from archgraph.model.results.conduct import Remark

_USER = re.compile(
    r"_*(?:current_|active_|logged_in_)?(?:user|tenant|account|owner)(?:_(?:id|context|ctx|token|email|name|profile|info))?"
)


def leaks(subject: Subject, lasting: Sequence[Remark]) -> Iterator[Remark]:
    """An instance made for one user that lasts as long as the process, and what all share that remembers one user.
    `lasting` says what keeps an instance."""
    taken = _taken(subject) if lasting else None
    if taken:
        name, line = taken
        text = (
            f"its constructor takes `{name}`, and yet an instance lives as long as the process ({_places(lasting)}): "
            "the first user's data would serve all others"
        )
        yield subject.remark(text, line)
    for touch in _remembering(subject):
        method = subject.methods[touch.function]
        if touch.owner != "self":
            text = (
                f"`{method}` remembers one user in the class attribute `{touch.attribute}`, which all instances share"
            )
            yield subject.remark(text, touch.line)
        elif lasting and method not in CONSTRUCTORS:
            kept = f"while one instance serves all ({_places(lasting)})"
            yield subject.remark(f"`{method}` remembers one user in `{touch.attribute}`, {kept}", touch.line)


def _remembering(subject: Subject) -> Iterable[Touch]:
    """The first write of each attribute that is about one user, by owner."""
    found: dict[tuple[bool, str], Touch] = {}
    for touch in subject.touches:
        is_late = touch.owner != "self" or subject.methods[touch.function] not in CONSTRUCTORS
        if touch.how == "write" and is_late and _USER.fullmatch(touch.attribute):
            found.setdefault((touch.owner == "self", touch.attribute), touch)
    return found.values()


def _places(lasting: Sequence[Remark]) -> str:
    first = lasting[0]
    more = f" and {len(lasting) - 1} more" if len(lasting) > 1 else ""
    return f"{first.path}:{first.line}{more}"


def _taken(subject: Subject) -> tuple[str, int] | None:
    """The required parameter of the constructor that says whose instance it is."""
    init = subject.own.get("__init__")
    for parameter in init.function.parameters[1:] if init and init.function else ():
        if _USER.fullmatch(parameter.name) and not parameter.default:
            return parameter.name, init.line if init else 0
    return None
