"""audits/: one Markdown report per team of the configuration."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.report.artefact import Artefact, Edition, Renderer
from archgraph.report.formats.markdown import markdown
from archgraph.report.pages.teams import team_page


def _render(edition: Edition) -> Iterator[Artefact]:
    for team in edition.analysis.settings.teams:
        page = team_page(edition, team)
        yield Artefact(page.path, (markdown(page).encode(),))


TEAM_REPORTS = Renderer("audits", _render)
