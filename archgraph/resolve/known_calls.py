"""What is known by its name alone: dotted name → handler, which gives a value, or None to let the source be asked."""

from __future__ import annotations

from archgraph.resolve.known import Handler
from archgraph.resolve.known_classes import CLASS_MAKERS
from archgraph.resolve.known_functions import FUNCTIONS

KNOWN: dict[str, Handler] = {**CLASS_MAKERS, **FUNCTIONS}
