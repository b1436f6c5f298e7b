"""graphs/burn-down.svg: how many dates for the end of old code are open, so far and as planned."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.report.artefact import Artefact, Edition, Renderer
from archgraph.report.pages.sunsets import PICTURE, burn_down, burn_down_picture


def _render(edition: Edition) -> Iterator[Artefact]:
    picture = burn_down_picture(edition) if any(burn_down(edition)) else None
    if picture and picture.svg:
        yield Artefact(f"graphs/{PICTURE}.svg", (picture.svg,))


BURN_DOWN = Renderer("burn-down", _render)
