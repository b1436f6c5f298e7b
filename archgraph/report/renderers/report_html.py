"""report.html: the overview as one self-contained page."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.report.artefact import Artefact, Edition, Renderer
from archgraph.report.formats.html import html
from archgraph.report.pages.overview import overview


def _render(edition: Edition) -> Iterator[Artefact]:
    made = edition.analysis.provenance
    footer = f"Made by archgraph {made.archgraph} on Python {made.python}, without running any of the code."
    yield Artefact("report.html", (html(edition.once(overview), footer).encode(),))


REPORT_HTML = Renderer("report.html", _render)
