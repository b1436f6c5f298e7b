"""The report of one team."""

import msgspec

from archgraph.model.settings import DEFAULT_TEAMS, Team
from archgraph.report.artefact import Edition
from archgraph.report.formats.markdown import markdown
from archgraph.report.pages.teams import team_page, team_path
from tests.analyses import empty, shop


def report(name: str, edition: Edition) -> str:
    return markdown(team_page(edition, next(team for team in DEFAULT_TEAMS if team.name == name)))


def test_a_team_sees_its_state_its_evidence_and_what_is_next() -> None:
    text = report("managers", Edition(shop()))
    assert text.startswith("# Team 2: Managers\n")
    assert "1 open finding under manager-" in text
    assert "### manager-dead (1)" in text
    assert "**manager-dead**: delete it" in text
    assert "`shop/orders.py` (1)" in text


def test_each_team_gets_its_own_subjects() -> None:
    edition = Edition(shop())
    assert "## Environment" in report("environment", edition)
    assert "## Registries" in report("registries", edition)
    assert "## Legacy" in report("legacy", edition)
    assert "## Environment" not in report("managers", edition)


def test_a_team_with_nothing_to_do_is_told_so() -> None:
    text = report("tests", Edition(empty()))
    assert "0 open findings" in text
    assert "What is next" not in text


def test_silenced_findings_are_counted_and_not_listed() -> None:
    analysis = shop()
    silenced = tuple(msgspec.structs.replace(item, suppressed_by="comment") for item in analysis.findings)
    text = report("managers", Edition(msgspec.structs.replace(analysis, findings=silenced)))
    assert "0 open findings" in text
    assert "1 silenced" in text
    assert "### manager-dead" not in text


def test_a_team_s_name_gives_a_file_name() -> None:
    assert team_path(Team("managers", "", ())) == "audits/managers.md"
    assert team_path(Team("../a b/", "", ())) == "audits/a-b.md"
    assert team_path(Team("..", "", ())) == "audits/team.md"
