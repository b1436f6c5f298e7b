"""In: an analysis and some of its classes; out: arrows for what the plan advises: which of them goes into which."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from archgraph.graphs.drawings.classes import box_id
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Decision
from archgraph.model.drawing import Link, Tone

LEGEND = ("link:focus", "goes into it (or gets a base with it), as the plan advises, and how sure that is")
_WAYS = {"base": "base "}
"""Way of a conversion → what is said beside its arrow: a base for both. All others go into the one that stays."""


def moves_among(analysis: Analysis, keys: Collection[ClassKey]) -> Iterator[Link]:
    """From each class that the plan wants to change to the one that stays, when both are among the classes."""
    drawn = frozenset(keys)
    for candidate in analysis.plan.candidates:
        if candidate.canonical not in drawn:
            continue
        for decision in candidate.decisions:
            if decision.key in drawn and decision.key != candidate.canonical and (words := _words(decision)):
                ends = box_id(decision.key), box_id(candidate.canonical)
                hint = f"{decision.key.class_} → {candidate.canonical.class_}: {decision.reason}"
                yield Link(*ends, Tone.FOCUS, label=words, hint=hint)


def _words(decision: Decision) -> str:
    """How sure the advice is; "" where there is none, or the class only gets another name."""
    if decision.action == "UNDECIDED":
        return f"{decision.confidence:.0%}?"
    says_so = decision.changes_code and decision.way != "rename"
    return f"{_WAYS.get(decision.way, '')}{decision.confidence:.0%}" if says_so else ""
