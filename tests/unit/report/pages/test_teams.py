"""The report of one team."""

import re

import msgspec

from archgraph.model.consolidation import Candidate, Decision, Effect, Plan
from archgraph.model.results.duplicates import TestDuplicate
from archgraph.model.settings import DEFAULT_TEAMS, Settings, Team
from archgraph.report.artefact import Edition
from archgraph.report.document import Code, sentence
from archgraph.report.formats.markdown import markdown
from archgraph.report.pages.teams import team_page, team_path
from tests.analyses import class_, codebase, empty, mro, profile, shop


def report(name: str, edition: Edition) -> str:
    return markdown(team_page(edition, next(team for team in DEFAULT_TEAMS if team.name == name)))


def test_a_team_sees_its_state_its_evidence_and_what_is_next() -> None:
    text = report("managers", Edition(shop()))
    assert text.startswith("# Team 2: Managers\n")
    assert "1 open finding: 1 warning. Rules: `manager-*`, `misnamed-role`, `mro-*`." in text
    assert "### manager-dead (1)" in text
    assert "**manager-dead** (1 finding): delete it." in text
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


def test_families_are_laid_side_by_side_with_their_mros() -> None:
    records = class_("s.a.JobManager"), class_("s.b.WorkManager")
    profiles = (
        profile(records[0], family="job", importers_production=9, public_methods=("run", "stop")),
        profile(records[1], family="job", importers_production=1, public_methods=("run", "halt", "wait")),
    )
    mros = {
        records[0].key: mro(records[0], "builtins.object"),
        records[1].key: mro(records[1], "s.b.Base", "builtins.object"),
    }
    text = report("managers", Edition(empty(codebase=codebase(classes=records), profiles=profiles, mros=mros)))
    side = re.sub(" +", " ", text.partition("side by side")[2])
    assert "| [`JobManager`](../mro/s.a.JobManager.md) | s | object alone | process | 9 | | |" in side
    assert "| [`WorkManager`](../mro/s.b.WorkManager.md) | s | `Base` | process | 1 | 1 of 2 | 2 |" in side


def test_what_stands_between_backticks_in_a_message_is_code() -> None:
    assert sentence("name it in `allowed`.") == ("name it in ", Code("allowed"), ".")
    assert sentence("a lone ` stays") == ("a lone ` stays",)


def test_a_team_reads_what_to_merge_with_the_mros_of_both() -> None:
    records = class_("s.a.JobManager"), class_("s.b.WorkManager")
    keys = [record.key for record in records]
    keep = Decision("c1", "KEEP", "s.a.JobManager", keys[0], "most used", (), 9, 0, 0.9, 1, "", "")
    merge = Decision(
        "c1",
        "CONSOLIDATE",
        "s.a.JobManager",
        keys[1],
        "the same methods; to be carried over: halt",
        (),
        1,
        30,
        0.8,
        1,
        "",
        "",
    )
    plan = Plan(
        candidates=(Candidate("c1", "job", "s", keys[0], (keep, merge), (), wave=1),),
        effects=(Effect("c1", "mro", "Sub gets another MRO"),),
    )
    mros = {keys[0]: mro(records[0], "builtins.object"), keys[1]: mro(records[1], "s.b.Base", "builtins.object")}
    profiles = tuple(profile(record, family="job") for record in records)
    analysis = empty(codebase=codebase(classes=records), profiles=profiles, mros=mros, plan=plan)
    text = re.sub(" +", " ", report("managers", Edition(analysis)))
    assert "1 group of classes does one job: 1 class would go, with 30 lines." in text
    assert "| 1 | `JobManager` | keep | 90% | object alone | 9 |" in text
    assert "| 1 | `WorkManager` | merge: to be carried over: halt | 80% | `Base` | 1 |" in text
    assert "- `c1` MRO: Sub gets another MRO." in text


def test_a_state_before_makes_a_final_report_with_the_team_s_verdict() -> None:
    settings = Settings(targets=(("environment-access", "0"),), today="2026-01-31")
    before = {"environment-access": {"": 5}}
    text = report("environment", Edition(msgspec.structs.replace(shop(), before=before, settings=settings)))
    final = text.partition("## Final report")[2]
    assert "Of 1 figures 1 got smaller" in final
    assert "**Targets: no-go**, environment-access is" in final
    assert "## Final report" not in report("environment", Edition(shop()))


def test_the_tests_team_gets_a_map_from_production_to_the_tests_that_do_it_again() -> None:
    row = TestDuplicate(
        "t.f", "tests/t.py", 3, "shop.orders.check", "shop/orders.py", 7, 0.9, "function", False, "name"
    )
    again = msgspec.structs.replace(row, test="t.g", line=9)
    right = msgspec.structs.replace(row, test="t.h", delegates=True)
    analysis = msgspec.structs.replace(empty(), test_duplicates=(row, again, right))
    text = re.sub(" +", " ", report("tests", Edition(analysis)))
    assert "2 functions and classes of tests do again what 1 production one does; 1 more calls the original" in text
    assert "| `orders.check` | `shop/orders.py:7` | 2 | `tests/t.py:3`, `tests/t.py:9` |" in text


def test_a_figure_that_its_rule_does_not_report_in_full_says_why() -> None:
    text = report("environment", Edition(shop()))
    assert "Of the 1 the rule `environment-access` reports 0: it leaves out what tests only read." in text
    assert "Of the" not in report("environment", Edition(empty()))


def test_a_rule_says_what_it_is_about_before_its_findings() -> None:
    edition = Edition(shop(), (), {"manager-dead": "A Manager that nobody uses."})
    said = report("managers", edition).partition("### manager-dead (1)")[2]
    assert said.startswith("\n\nA Manager that nobody uses. More: `archgraph explain manager-dead`.\n")


def test_a_team_without_targets_is_told_how_to_set_them() -> None:
    assert "No figure has a target; `[tool.archgraph.targets]` sets them" in report("managers", Edition(shop()))
    aimed = msgspec.structs.replace(shop(), settings=Settings(targets=(("managers", "<10"),), today="2026-01-31"))
    text = re.sub(" +", " ", report("managers", Edition(aimed)))
    assert "No figure has a target" not in text
    assert "| Manager classes in production, doubles left out | 2 | &lt;10 |" in text


def test_findings_of_production_stand_before_those_of_tests() -> None:
    analysis = shop()
    (finding,) = (each for each in analysis.findings if each.team == "managers")
    tested = msgspec.structs.replace(finding, path="tests/test_orders.py", symbol="tests.A")
    text = report("managers", Edition(msgspec.structs.replace(analysis, findings=(tested, finding))))
    shown = text.partition("## Findings")[2]
    assert shown.index("`shop/orders.py:1`") < shown.index("`tests/test_orders.py:1`")


def test_a_finding_that_stands_nowhere_is_told_with_its_evidence() -> None:
    analysis = shop()
    (finding,) = (each for each in analysis.findings if each.team == "managers")
    nowhere = msgspec.structs.replace(finding, path="", line=0, message="All of them do.", evidence="7 of 9")
    told = report("managers", Edition(msgspec.structs.replace(analysis, findings=(nowhere,))))
    assert "All of them do. 7 of 9." in told
    assert "file holds" not in told
    placed = msgspec.structs.replace(nowhere, path="shop/orders.py")
    told = report("managers", Edition(msgspec.structs.replace(analysis, findings=(placed,))))
    assert "7 of 9" not in told
    assert "1 file holds 1 finding: `shop/orders.py` (1)." in told


def test_the_environment_team_is_told_how_much_is_production_and_how_to_allow_a_place() -> None:
    text = report("environment", Edition(shop()))
    assert (
        "1 direct access outside the allowed places, 1 of them in production; 0 inside them. No place is allowed"
        in text
    )
    allowed = msgspec.structs.replace(shop(), settings=Settings(environment_allowed=("shop.env",), today="2026-01-31"))
    assert "No place is allowed" not in report("environment", Edition(allowed))
