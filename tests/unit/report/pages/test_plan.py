"""The plan in the overview and as text: what it says about waves, about confidence, and about what the moves do."""

import msgspec

from archgraph.model.consolidation import Effect, Plan
from archgraph.report.artefact import Edition
from archgraph.report.document import Page
from archgraph.report.formats.markdown import markdown
from archgraph.report.pages.effects import felt
from archgraph.report.pages.plan import plan_section
from archgraph.report.pages.plan_page import plan_page
from archgraph.report.plan_text import as_text, waves_needed
from tests.analyses import shop


def text(edition: Edition) -> str:
    return markdown(Page("report.md", "x", [plan_section(edition)]))


def test_waves_are_counted_in_words_that_fit() -> None:
    assert waves_needed(Plan(waves=1, least_waves=1)) == "one wave is enough"
    assert waves_needed(Plan(waves=4, least_waves=4)) == "4 waves are needed, and no order does with fewer"
    assert waves_needed(Plan(waves=5, least_waves=4)) == "5 waves are needed, and no order does with fewer than 4"


def test_the_tables_behind_the_plan_are_links() -> None:
    shown = text(Edition(shop()))
    assert "[`csv/changes.csv`](csv/changes.csv)" in shown
    assert "[`csv/contracts.csv`](csv/contracts.csv)" in shown


def test_a_class_that_only_gets_a_base_does_not_go() -> None:
    analysis = shop()
    (candidate,) = (each for each in analysis.plan.candidates if each.is_advice)
    going = [decision for decision in candidate.decisions if decision.goes_away]
    assert f"{len(going)} class would go" in text(Edition(analysis))
    kept = tuple(
        msgspec.structs.replace(d, action="CONVERT", way="base") if d in going else d for d in candidate.decisions
    )
    plan = msgspec.structs.replace(analysis.plan, candidates=(msgspec.structs.replace(candidate, decisions=kept),))
    assert "no class would go, " in text(Edition(msgspec.structs.replace(analysis, plan=plan)))


def test_a_candidate_says_one_thing_that_its_move_does_and_how_many_more() -> None:
    candidates = [each for each in shop().plan.candidates if each.is_advice]
    name = candidates[0].candidate
    effects = (
        Effect(name, "layer", "a imports b"),
        Effect(name, "layer", "a imports c"),
        Effect(name, "mro", "X has Y"),
    )
    (told,) = felt((*effects, Effect("p-other", "layer", "z")), candidates)
    assert told[1] == " MRO: X has Y. And 2 more of this candidate."
    (told,) = felt(effects[:1], candidates)
    assert told[1] == " layers: a imports b."


def test_commands_in_the_text_are_code() -> None:
    assert "`archgraph plan --simulate CANDIDATE`" in text(Edition(shop()))
    assert "\\`" not in text(Edition(shop()))


def test_of_many_classes_of_one_action_the_first_are_named_and_the_rest_counted() -> None:
    analysis = shop()
    (candidate,) = (each for each in analysis.plan.candidates if each.is_advice)
    (one,) = (decision for decision in candidate.decisions if decision.changes_code)
    many = tuple(
        msgspec.structs.replace(one, action=action, key=one.key._replace(class_=f"s.m{number}.Job"))
        for number, action in enumerate(("CONSOLIDATE",) * 5 + ("DELETE",))
    )
    plan = msgspec.structs.replace(analysis.plan, candidates=(msgspec.structs.replace(candidate, decisions=many),))
    shown = text(Edition(msgspec.structs.replace(analysis, plan=plan)))
    assert "merge `s.m0.Job`, `s.m1.Job`, `s.m2.Job` and 2 more; delete `s.m5.Job`" in shown


def test_the_plan_by_itself_has_no_link_to_tables_that_are_not_there_and_names_what_each_team_does() -> None:
    analysis = shop()
    advised = [each for each in analysis.plan.candidates if each.is_advice]
    shown = markdown(plan_page(analysis, advised, {advised[0].candidate: 1}))
    assert "](csv/" not in shown
    assert "points for what both share" in shown
    assert f"{advised[0].family} ({advised[0].candidate})" in shown


def test_figures_that_the_plan_leaves_alone_are_not_shown() -> None:
    analysis = shop()
    same = msgspec.structs.replace(analysis.plan.measures[0], before=3, after=3)
    plan = msgspec.structs.replace(analysis.plan, measures=(same,))
    assert "after the plan" in text(Edition(analysis))
    assert "after the plan" not in text(Edition(msgspec.structs.replace(analysis, plan=plan)))
    assert f"{same.name:<32}" not in as_text(msgspec.structs.replace(analysis, plan=plan), (), {})


def test_production_stands_before_tests_however_sure() -> None:
    analysis = shop()
    (candidate,) = (each for each in analysis.plan.candidates if each.is_advice)
    key = candidate.canonical._replace(class_="tests.Fake", path="tests/test_orders.py")
    surer = tuple(msgspec.structs.replace(d, confidence=1.0) for d in candidate.decisions)
    tested = msgspec.structs.replace(candidate, candidate="p-0", canonical=key, decisions=surer)
    plan = msgspec.structs.replace(analysis.plan, candidates=(tested, candidate))
    shown = text(Edition(msgspec.structs.replace(analysis, plan=plan)))
    assert shown.index(f"`{candidate.candidate}`") < shown.index("`p-0`")


def test_a_plan_for_a_terminal_keeps_to_its_width_and_tells_three_effects() -> None:
    analysis = shop()
    (candidate,) = (each for each in analysis.plan.candidates if each.is_advice)
    effects = tuple(
        Effect(candidate.candidate, "layer", f"{n} would import what it never did before") for n in range(5)
    )
    plan = msgspec.structs.replace(analysis.plan, effects=effects)
    shown = as_text(msgspec.structs.replace(analysis, plan=plan), (candidate,), {}, 60)
    assert max(map(len, shown.splitlines())) <= 60
    assert shown.count("! layer") == 3
    assert f"! and 2 more: --simulate {candidate.candidate} shows all" in shown


def test_classes_of_a_candidate_are_named_below_the_package_that_all_are_in() -> None:
    analysis = shop()
    (candidate,) = (each for each in analysis.plan.candidates if each.is_advice)
    names = iter(("shop.core.a.Job", "shop.core.b.Job", "shop.core.c.Job"))
    moved = tuple(msgspec.structs.replace(d, key=d.key._replace(class_=next(names))) for d in candidate.decisions)
    kept = candidate.canonical._replace(class_="shop.core.a.Job")
    plan = msgspec.structs.replace(
        analysis.plan, candidates=(msgspec.structs.replace(candidate, decisions=moved, canonical=kept),)
    )
    shown = text(Edition(msgspec.structs.replace(analysis, plan=plan)))
    assert "| `a.Job` in `shop.core` | merge `b.Job`" in " ".join(shown.split())


def test_the_plan_by_itself_tells_what_each_move_would_do_and_counts_the_rest() -> None:
    analysis = shop()
    (candidate,) = (each for each in analysis.plan.candidates if each.is_advice)
    effects = tuple(Effect(candidate.candidate, "cycle", f"file {n} would reach itself") for n in range(10))
    plan = msgspec.structs.replace(analysis.plan, effects=effects)
    shown = markdown(plan_page(msgspec.structs.replace(analysis, plan=plan), [candidate], {}))
    assert shown.count("import cycle: file ") == 8
    assert "And 2 more of this candidate." in shown
    plain = msgspec.structs.replace(plan, effects=())
    assert "to imports and MROs" not in markdown(
        plan_page(msgspec.structs.replace(analysis, plan=plain), [candidate], {})
    )


def test_the_plan_as_markdown_says_what_is_to_be_done_first() -> None:
    analysis = shop()
    candidates = tuple(
        msgspec.structs.replace(each, after=("p-events", "p-types")) if each.is_advice else each
        for each in analysis.plan.candidates
    )
    plan = msgspec.structs.replace(analysis.plan, candidates=candidates)
    shown = markdown(
        plan_page(msgspec.structs.replace(analysis, plan=plan), [c for c in candidates if c.is_advice], {})
    )
    assert "to be done first: p-events, p-types, which deals with classes that these name" in shown
