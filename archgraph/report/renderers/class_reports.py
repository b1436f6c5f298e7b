"""mro/: one Markdown report per Manager and Registry, and index.md."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.report.artefact import Artefact, Edition, Renderer
from archgraph.report.formats.markdown import markdown
from archgraph.report.pages.class_index import class_index
from archgraph.report.pages.class_page import class_page


def _render(edition: Edition) -> Iterator[Artefact]:
    for key, path in edition.class_pages.items():
        yield Artefact(path, (markdown(class_page(edition, key)).encode(),))
    yield Artefact("mro/index.md", (markdown(class_index(edition)).encode(),))


CLASS_REPORTS = Renderer("mro", _render)
