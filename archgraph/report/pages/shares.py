"""Which part of several places is production: in: an Edition and paths, out: words for the middle of a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from archgraph.report.artefact import Edition


def production_share(edition: Edition, paths: Iterable[str]) -> str:
    """How many of several places are in production; nothing where all of them are, or there is one alone."""
    places = list(paths)
    inside = sum(path in edition.lookup.production for path in places)
    if inside == len(places) or len(places) == 1:
        return ""
    return f", {inside:,} of them in production" if inside else ", none of them in production"
