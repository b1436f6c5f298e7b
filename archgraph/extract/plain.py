"""Takes facts and gives them with text that every encoder takes: lone surrogates become `\\uXXXX`."""

from __future__ import annotations

import re
from typing import TypeVar

from archgraph.model.expr import Record

Fact = TypeVar("Fact", bound=Record)

_ESCAPE = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def plain(facts: Fact, source: str) -> Fact:
    """The same facts without lone surrogates; `source`, which holds none itself, is searched for their escapes first."""
    return _cleaned(facts) if _ESCAPE.search(source) else facts  # type: ignore[return-value]


def _cleaned(value: object) -> object:
    if isinstance(value, str) and type(value) is str:
        return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    if isinstance(value, Record):
        return type(value)(*(_cleaned(getattr(value, name)) for name in value.__struct_fields__))
    return value
