"""All sections of one file's facts, as the extraction makes and stores them."""

from __future__ import annotations

from archgraph.model.expr import Record
from archgraph.model.facts.accesses import Accesses
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.fingerprints import Fingerprints
from archgraph.model.facts.outline import Folded, Outline
from archgraph.model.facts.reads import Reads
from archgraph.model.facts.signals import Signals
from archgraph.model.facts.texts import Texts
from archgraph.model.facts.uses import Uses

SECTIONS: tuple[type[Record], ...] = (Outline, Bodies, Uses, Texts, Accesses, Fingerprints, Signals, Reads)
"""All sections in storage order."""

STORED: tuple[type[Record], ...] = (*SECTIONS, Folded)
"""What is stored of a file: its sections, and the outline once more for runs that look into few functions."""


class FileFacts(Record, frozen=True):
    """All sections of one file, as the extraction makes them."""

    outline: Outline
    bodies: Bodies = Bodies()
    uses: Uses = Uses()
    texts: Texts = Texts()
    accesses: Accesses = Accesses()
    fingerprints: Fingerprints = Fingerprints()
    signals: Signals = Signals()
    reads: Reads = Reads()
