"""What the moves of a plan would do: in: its effects and the candidates in order, out: a sentence for each candidate."""

from __future__ import annotations

from collections.abc import Sequence

from archgraph.model.consolidation import Candidate, Effect
from archgraph.report.document import Code, Phrase
from archgraph.report.lookup import grouped

_WORDS = {"mro": "MRO", "layer": "layers", "cycle": "import cycle", "cycle_gone": "import cycle gone"}


def felt(effects: Sequence[Effect], candidates: Sequence[Candidate]) -> list[Phrase]:
    """The first effect of each of the candidates that have one, MROs before imports, and how many more each has."""
    found = grouped(effects, lambda effect: effect.candidate)
    return [_sentence(found[each.candidate]) for each in candidates if each.candidate in found]


def _sentence(effects: Sequence[Effect]) -> Phrase:
    first = min(effects, key=lambda effect: (effect.kind != "mro", effect.text))
    more = f" And {len(effects) - 1:,} more of this candidate." if len(effects) > 1 else ""
    return (Code(first.candidate), f" {_WORDS.get(first.kind, first.kind)}: {first.text}.{more}")
