"""Records that are written as plain classes: in: a class's card and its file; out: the card with what instances hold."""

from __future__ import annotations

import re

from msgspec.structs import replace

from archgraph.analyses.duty.state import instance_state
from archgraph.analyses.families.names import is_acting
from archgraph.model.codebase import Codebase
from archgraph.model.consolidation import Card
from archgraph.model.facts.bodies import Bodies

_HOLDING = re.compile(r"__(init|post_init|repr|str|eq|ne|hash|lt|bool)__|(to|from|as)_\w+|copy|dict|json")
"""Methods of what only holds: its constructor, its looks, comparison and conversion."""
_RECORDS = ("settings", "data")


def with_state(card: Card, codebase: Codebase) -> Card:
    """What `__init__` sets are the fields of a class that has no others and does nothing but hold and convert them; if its
    name is not that of something that acts, it is compared with records."""
    if card.fields or not any(name == "__init__" for name, *_ in card.methods):
        return card
    is_record = all(_HOLDING.fullmatch(name) for name, *_ in card.methods)
    if card.kind not in _RECORDS and not (card.kind == "class" and is_record):
        return card
    held = instance_state(codebase.classes[card.key], codebase.facts.section(card.key.path, Bodies))
    fields = tuple(name for name in held if not name.startswith("_"))
    is_data = card.kind == "class" and bool(fields) and not is_acting(card.head)
    return replace(card, fields=fields, kind="data" if is_data else card.kind)
