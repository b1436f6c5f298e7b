"""Which part of several places is production: in: an Edition and paths, out: words for the middle of a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from archgraph.model.source import Zone
from archgraph.report.artefact import Edition


def production_share(edition: Edition, paths: Iterable[str]) -> str:
    """How many of several places are in production; nothing where all of them are, or there is one alone."""
    modules = edition.analysis.codebase.modules
    zones = [modules[path].zone if path in modules else None for path in paths]
    inside = sum(zone is Zone.PRODUCTION for zone in zones)
    if inside == len(zones) or len(zones) == 1:
        return ""
    return f", {inside:,} of them in production" if inside else ", none of them in production"
