"""What a report's pictures show."""

from __future__ import annotations

import pytest

from archgraph.graphs.drawings.gallery import drawing_for, gallery
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey
from archgraph.model.drawing import Drawing, Tone
from archgraph.model.results.members import Member
from archgraph.model.results.mro import Declared, MroConflict
from archgraph.model.results.roles import RoleRecord
from tests.graph_worlds import analysis, class_, codebase, importing, inheriting, module, profile


def links(drawing: Drawing) -> set[tuple[str, str, Tone]]:
    return {(link.tail, link.head, link.tone) for link in drawing.links}


def titles(drawing: Drawing) -> list[str]:
    return [box.title for box in drawing.boxes]


def of_inheritance(**bases: str) -> Analysis:
    return analysis(inheriting(**bases))


def test_an_empty_code_base_has_no_pictures() -> None:
    assert gallery(analysis(codebase([]))) == ()


def test_no_picture_is_empty_and_every_link_has_its_boxes() -> None:
    world = importing(*(f"p.m{i} -> p.m{(i + 1) % 12}" for i in range(12)), "q.a -> p.m1", "q.b -> q.a")
    for drawing in gallery(analysis(world)):
        ids = {box.id for box in drawing.boxes}
        assert drawing.boxes
        assert {end for link in drawing.links for end in (link.tail, link.head)} <= ids


def test_names_of_pictures_differ() -> None:
    names = [drawing.name for drawing in gallery(analysis(importing("p.a -> p.b", "p.b -> p.a")))]
    assert len(set(names)) == len(names)


def test_imports_against_the_order_stand_out() -> None:
    drawing = drawing_for(analysis(importing("p.a -> p.b", "p.a -> p.b", "p.b -> p.a")), "imports")
    assert links(drawing) == {("p.a", "p.b", Tone.PLAIN), ("p.b", "p.a", Tone.ALARM)}


def test_lazy_imports_are_not_drawn() -> None:
    assert drawing_for(analysis(importing("p.a -> p.b lazy")), "imports").links == ()


def test_an_arrow_says_where_the_first_import_stands() -> None:
    (link,) = drawing_for(analysis(importing("p.a -> p.b")), "imports").links
    assert link.hint == "p.a → p.b: 1 import, the first p.a → p.b (p/a.py:1)"


def test_a_picture_of_a_package_shows_its_inside_only() -> None:
    drawing = drawing_for(analysis(importing("p.a -> p.b", "q.x -> p.a")), "package", "p")
    assert titles(drawing) == ["a", "b"]


def test_a_package_that_does_not_exist_has_no_boxes() -> None:
    assert drawing_for(analysis(importing("p.a -> p.b")), "package", "nowhere").boxes == ()


def test_several_top_level_packages_are_frames() -> None:
    drawing = drawing_for(analysis(importing("p.a -> p.b", "q.x -> q.y", "q.x -> p.a")), "imports")
    assert [group.title for group in drawing.groups] == ["p", "q"]


def test_a_cycle_is_drawn_with_its_breaker() -> None:
    drawing = drawing_for(analysis(importing("p.a -> p.b", "p.b -> p.c", "p.c -> p.a")), "cycles")
    assert sorted(titles(drawing)) == ["a", "b", "c"]
    assert [link.tone for link in drawing.links].count(Tone.ALARM) == 1


def test_the_only_cycle_is_drawn_once() -> None:
    ring = [f"p.m{i} -> p.m{(i + 1) % 12}" for i in range(12)]
    assert [d.name for d in gallery(analysis(importing(*ring))) if d.name.startswith("cycle")] == ["cycles"]
    both = gallery(analysis(importing(*ring, "q.a -> q.b", "q.b -> q.a")))
    assert len([d.name for d in both if d.name.startswith("cycle")]) == 2


def test_of_a_large_cycle_each_breaker_is_drawn_with_a_way_back() -> None:
    ring = [f"p.m{i} -> p.m{(i + 1) % 30}" for i in range(30)]
    shortcut = [f"p.m0 -> p.m{i}" for i in range(2, 29)]
    drawing = drawing_for(analysis(importing(*ring, *shortcut)), "cycles")
    assert len(drawing.boxes) < 30
    assert any(link.against for link in drawing.links)
    assert "shortest way back" in drawing.notes[0]


def test_the_numbers_of_a_class_picture_are_its_mro() -> None:
    drawing = drawing_for(of_inheritance(A="", B="A", C="A", D="B C"), "class", "m.D")
    assert [(box.title, box.badge) for box in drawing.boxes] == [
        ("D", "0"),
        ("B", "1"),
        ("C", "2"),
        ("A", "3"),
        ("object", "4"),
    ]
    assert [link.label for link in drawing.links if link.tail.startswith("m.D ")] == ["1", "2"]


def test_a_class_without_bases_inherits_from_object() -> None:
    drawing = drawing_for(of_inheritance(A=""), "class", "m.A")
    assert [(link.tail, link.head) for link in drawing.links] == [("m.A m.py:1", "builtins.object")]


def test_each_ancestor_says_what_the_class_gets_from_it() -> None:
    world = inheriting(A="", B="A")
    key = ClassKey("m.B", "m.py", 1)
    gained = Member(key, "close", "method", "m.A", "m.py", 3, "", None, "", 1)
    drawing = drawing_for(analysis(world, members=(gained,)), "class", "m.B")
    assert drawing.boxes[1].detail[-1] == "gives: close"


def test_a_class_without_an_mro_is_red_and_says_how_to_repair_it() -> None:
    world = inheriting(A="", B="A", C="A B")
    key = ClassKey("m.C", "m.py", 1)
    orders = (Declared("m.A", "m.B", "m.C", "m.py", 1), Declared("m.B", "m.A", "m.B", "m.py", 1))
    drawing = drawing_for(analysis(world, conflicts=(MroConflict(key, orders, "class C(B, A)"),)), "class", "m.C")
    assert drawing.boxes[0].tone is Tone.ALARM
    assert drawing.boxes[0].badge == ""
    assert Tone.ALARM in {link.tone for link in drawing.links}
    assert drawing.notes[-1] == "Repair: class C(B, A)"


def test_a_class_that_does_not_exist_has_no_boxes() -> None:
    assert drawing_for(of_inheritance(A=""), "class", "m.Nobody").boxes == ()


def test_a_family_shows_doubles_externals_and_services() -> None:
    world = inheriting(JobManager="ext.Base", FakeJobManager="JobManager", OtherJobManager="")
    keys = {key.class_.removeprefix("m."): key for key in world.classes}
    family = tuple(
        profile(key, "job", double=name.startswith("Fake"))
        for name, key in sorted(keys.items(), key=lambda item: item[1])
    )
    fake = RoleRecord(keys["FakeJobManager"], ("manager",), True, (), 1.0)
    drawing = next(
        d for d in gallery(analysis(world, profiles=family, roles={fake.key: fake})) if d.name == "manager-job"
    )
    tones = {box.title: (box.tone, box.hue) for box in drawing.boxes}
    assert tones["JobManager"] == (Tone.PLAIN, 1)
    assert tones["FakeJobManager"] == (Tone.DOUBLE, 0)
    assert tones["Base"] == (Tone.EXTERNAL, 0)
    assert drawing.title == "job: 2 Managers for one job"
    assert drawing.subtitle == "in production, 1 more in tests, tools and as doubles"
    assert ("hue:0", "ancestors") in drawing.legend


def test_a_family_of_two_strangers_is_no_picture() -> None:
    world = inheriting(AManager="", BManager="")
    family = tuple(profile(key, "job") for key in world.classes)
    assert [d.name for d in gallery(analysis(world, profiles=family))] == []


def test_hierarchies_count_the_subclasses_that_have_no_box() -> None:
    drawing = drawing_for(of_inheritance(Base="", **{f"Sub{i}": "Base" for i in range(5)}), "inheritance")
    assert titles(drawing) == ["Base", "5 subclasses"]
    assert drawing.boxes[0].detail == ("m", "5 descendants")


def test_an_unknown_wish_is_an_error() -> None:
    with pytest.raises(KeyError):
        drawing_for(of_inheritance(A=""), "weather")


def test_two_definitions_of_one_name_are_two_boxes() -> None:
    twice = [class_("A", line=1, last=False), class_("A", line=9), class_("B", ["A"], ["A"], line=20)]
    drawing = drawing_for(analysis(codebase([module("m")], classes=twice)), "class", "m.A")
    assert drawing.boxes[0].id == "m.A m.py:9"


def test_the_mros_that_wind_most_have_a_picture_of_their_own() -> None:
    found = inheriting(Root="", Middle="Root", DeepManager="Middle", FlatManager="")
    managers = tuple(profile(key, "") for key in found.classes if key.class_.endswith("Manager"))
    names = [drawing.name for drawing in gallery(analysis(found, profiles=managers))]
    assert [name for name in names if name.startswith("mro-")] == ["mro-m.DeepManager"]
