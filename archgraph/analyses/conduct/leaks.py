"""Leaks between users: in: a subject and what keeps its instances, out: remarks on data of one user that may reach another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archgraph.analyses.conduct.subject import CONSTRUCTORS, Subject
from archgraph.model.results import Remark

_USER = re.compile(
    r"_*(?:current_|active_|logged_in_)?(?:user|tenant|account|owner)(?:_(?:id|context|ctx|token|email|name|profile|info))?"
)


def leaks(subject: Subject, lasting: Sequence[Remark]) -> Iterator[Remark]:
    """An instance made for one user that lasts as long as the process, and a shared instance that remembers one user.
    `lasting` says what keeps an instance."""
    if not lasting:
        return
    taken = _taken(subject)
    if taken:
        name, line = taken
        text = (
            f"its constructor takes `{name}`, and yet an instance lives as long as the process ({_places(lasting)}): "
            "the first user's data would serve all others"
        )
        yield subject.remark(text, line)
    seen: set[str] = set()
    for touch in subject.touches:
        method = subject.methods[touch.function]
        if touch.how != "write" or method in CONSTRUCTORS or touch.attribute in seen:
            continue
        if _USER.fullmatch(touch.attribute):
            seen.add(touch.attribute)
            text = f"`{method}` remembers one user in `{touch.attribute}`, while one instance serves all ({_places(lasting)})"
            yield subject.remark(text, touch.line)


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
