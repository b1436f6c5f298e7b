"""What connects the classes of a family in its picture: who uses them, and what the plan does with them."""

from __future__ import annotations

from msgspec.structs import replace

from archgraph.graphs.drawings.families import draw_family, is_worth_seeing
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Candidate, Decision, Plan
from archgraph.model.drawing import Drawing, Tone
from archgraph.model.results.roles import Usage
from archgraph.model.source import Zone
from tests.graph_worlds import analysis, class_, codebase, module, profile

KEYS = {name: ClassKey(f"m.{name}", "m.py", 1) for name in ("AManager", "BManager", "CManager")}


def used(target: str, user: str, zone: Zone = Zone.PRODUCTION, what: str = "import") -> Usage:
    path = "m.py" if user.startswith("m.") else user.replace(".", "/") + ".py"
    return Usage(f"m.{target}", what, user, path, 1, zone, False)


def drawn(*usages: Usage, plan: Plan | None = None) -> Drawing:
    names = [usage.path.removesuffix(".py").replace("/", ".") for usage in usages]
    modules = [module(name) for name in sorted({"m", *names})]
    world = codebase(modules, classes=[class_(name) for name in KEYS])
    family = tuple(profile(key, "job") for key in KEYS.values())
    found: Analysis = analysis(world, profiles=family, usages=usages)
    return draw_family(replace(found, plan=plan or Plan()), ("manager", "job"), family)


def advice(action: str, member: str, confidence: float = 0.7, way: str = "") -> Plan:
    key = KEYS[member]
    made = Decision("c1", action, "m.AManager", key, "they are one", (), 0, 5, confidence, 1, "", "", way)
    kept = replace(made, action="KEEP", key=KEYS["AManager"])
    return Plan(candidates=(Candidate("c1", "job", "m", KEYS["AManager"], (kept, made), ()),))


def arrows(drawing: Drawing, tone: Tone) -> set[tuple[str, str, str]]:
    return {
        (link.tail.partition(" m.py")[0], link.head.partition(" m.py")[0], link.label)
        for link in drawing.links
        if link.tone is tone
    }


def test_packages_of_production_lead_to_the_classes_that_they_use() -> None:
    usages = [used("AManager", f"shop.web.page{number}") for number in range(3)]
    tests = used("BManager", "shop.tests.check", Zone.TEST)
    drawing = drawn(*usages, used("BManager", "shop.web.page1"), used("BManager", "shop.jobs.night"), tests)
    web, jobs = "users shop.web.page1", "users shop.jobs"
    assert arrows(drawing, Tone.FAINT) >= {(web, "m.AManager", ""), (web, "m.BManager", ""), (jobs, "m.BManager", "")}
    assert not any("tests" in box.id for box in drawing.boxes)
    assert [group.title for group in drawing.groups] == ["used from"]
    assert "Used from" in drawing.alt


def test_an_arrow_of_a_package_counts_its_modules() -> None:
    many = [used("AManager", f"shop.{part}.m{number}") for part in "abcdef" for number in range(2)]
    drawing = drawn(*many)
    assert arrows(drawing, Tone.FAINT) == {(f"users shop.{part}", "m.AManager", "2") for part in "abcdef"}


def test_the_smallest_packages_are_one_box() -> None:
    large = [used("AManager", f"shop.p{number}.m{module}") for number in range(7) for module in range(2)]
    small = [used("AManager", f"shop.q{number}") for number in range(5)]
    drawing = drawn(*large, *small)
    boxes = {box.title: box.detail for box in drawing.boxes if box.group}
    assert len(boxes) == 8
    assert boxes["others"] == ("shop", "5 modules")


def test_a_class_that_uses_another_one_of_the_family_is_linked_with_it() -> None:
    drawing = drawn(used("AManager", "m.BManager.run", what="instantiate"), used("BManager", "m.helper"))
    assert arrows(drawing, Tone.FAINT) == {("m.BManager", "m.AManager", "")}


def test_the_plan_s_advice_is_an_arrow() -> None:
    assert arrows(drawn(plan=advice("CONSOLIDATE", "BManager")), Tone.FOCUS) == {("m.BManager", "m.AManager", "70%")}
    shared = advice("CONVERT", "BManager", way="base")
    assert arrows(drawn(plan=shared), Tone.FOCUS) == {("m.BManager", "m.AManager", "base 70%")}
    asked = advice("UNDECIDED", "BManager")
    assert arrows(drawn(plan=asked), Tone.FOCUS) == {("m.BManager", "m.AManager", "70%?")}
    for plan in (advice("KEEP", "BManager"), advice("CONVERT", "BManager", way="rename")):
        assert arrows(drawn(plan=plan), Tone.FOCUS) == set()


def test_two_classes_are_worth_a_picture_when_something_connects_them() -> None:
    apart = drawn(used("AManager", "shop.a.x"), used("BManager", "shop.b.y"))
    assert not is_worth_seeing(apart)
    assert is_worth_seeing(drawn(used("AManager", "shop.a"), used("BManager", "shop.a")))
    assert is_worth_seeing(drawn(plan=advice("CONSOLIDATE", "BManager")))


def test_every_link_has_its_boxes_and_no_name_is_twice() -> None:
    drawing = drawn(*(used("AManager", f"p{n}.m") for n in range(20)), plan=advice("DELETE", "CManager"))
    ids = [box.id for box in drawing.boxes]
    assert len(set(ids)) == len(ids)
    assert {end for link in drawing.links for end in (link.tail, link.head)} <= set(ids)
