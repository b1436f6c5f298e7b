"""report.md: the overview as Markdown, for a pull request or a wiki."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.report.artefact import Artefact, Edition, Renderer
from archgraph.report.formats.markdown import markdown
from archgraph.report.pages.overview import overview


def _render(edition: Edition) -> Iterator[Artefact]:
    yield Artefact("report.md", (markdown(edition.once(overview)).encode(),))


REPORT_MARKDOWN = Renderer("report.md", _render)
