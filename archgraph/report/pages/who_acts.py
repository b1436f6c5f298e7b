"""Who is to act: in: an Edition, out: a table of the teams with what is open, what to begin with, and their reports."""

from __future__ import annotations

from archgraph.report.artefact import Edition
from archgraph.report.document import Grid, Link, Paragraph, Phrase, Section, joined
from archgraph.report.pages.next_steps import graded, open_findings, plan_steps, rule_steps
from archgraph.report.pages.teams import team_path


def who_acts(edition: Edition) -> Section:
    """A row for each team, and one for what no team answers for."""
    if all(item.suppressed_by for item in edition.analysis.findings):
        reports = joined([Link(team.title, team_path(team)) for team in edition.analysis.settings.teams])
        return Section(
            "Who acts", "teams", [Paragraph(("Nobody has to: no rule has an open finding. ", *reports, "."))]
        )
    rows: list[tuple[Phrase, ...]] = []
    for team in edition.analysis.settings.teams:
        found = open_findings(edition, team.name)
        steps = [*plan_steps(edition, team), *rule_steps(found)]
        title = Link(team.title, team_path(team))
        rows.append((title, graded(found) or "nothing open", steps[0] if steps else ""))
    loose = open_findings(edition, "")
    if loose:
        rows.append(("no team", graded(loose), next(rule_steps(loose), "")))
    return Section("Who acts", "teams", [Grid(("report", "open findings", "to begin with"), rows)])
