"""What the moves of a plan would do: in: its effects and the candidates in order, out: a sentence for each candidate."""

from __future__ import annotations

from collections.abc import Sequence

from archgraph.model.consolidation import Candidate, Effect
from archgraph.report.document import Code, Phrase
from archgraph.report.lookup import grouped

_WORDS = {"mro": "MRO", "layer": "layers", "cycle": "import cycle", "cycle_gone": "import cycle gone"}
_MOST = 8
"""Effects of one candidate that are told."""


def felt(effects: Sequence[Effect], candidates: Sequence[Candidate]) -> list[Phrase]:
    """The first effect of each of the candidates that have one, MROs before imports, and how many more each has."""
    found = grouped(effects, lambda effect: effect.candidate)
    return [_sentence(found[each.candidate]) for each in candidates if each.candidate in found]


def told(effects: Sequence[Effect]) -> list[str]:
    """All effects of one candidate, MROs before imports; of many the first, and how many more there are."""
    texts = [f"{_WORDS.get(each.kind, each.kind)}: {each.text}." for each in sorted(effects, key=_order)]
    more = [f"And {len(texts) - _MOST:,} more of this candidate."] if len(texts) > _MOST else []
    return [*texts[:_MOST], *more]


def _sentence(effects: Sequence[Effect]) -> Phrase:
    first = min(effects, key=_order)
    more = f" And {len(effects) - 1:,} more of this candidate." if len(effects) > 1 else ""
    return (Code(first.candidate), f" {_WORDS.get(first.kind, first.kind)}: {first.text}.{more}")


def _order(effect: Effect) -> tuple[bool, str]:
    return effect.kind != "mro", effect.text
