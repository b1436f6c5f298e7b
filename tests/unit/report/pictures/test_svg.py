"""The SVG: well-formed whatever the names, alone in the world, and readable for those who do not see it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from archgraph.model.drawing import Box, Drawing, Group, Link, Tone
from archgraph.report.pictures.geometry import Geometry, Route
from archgraph.report.pictures.svg import svg
from tests.unit.report.pictures.drawings import drawing, hostile

SVG = "{http://www.w3.org/2000/svg}"


def placed(shown: Drawing) -> Geometry:
    """Boxes one below the other, links from the first to the last point of a straight line."""
    boxes = {number: (100.0, 50.0 * number + 20) for number in range(len(shown.boxes))}
    links = {
        number: Route(((0.0, 0.0), (1.0, 10.0), (2.0, 20.0), (3.0, 30.0)), (4.0, 40.0))
        for number in range(len(shown.links))
    }
    groups = dict.fromkeys(range(len(shown.groups)), (0.0, 0.0, 200.0, 100.0))
    return Geometry(200.0, 50.0 * len(boxes), boxes, links, groups)


def parsed(shown: Drawing) -> ElementTree.Element:
    return ElementTree.fromstring(svg(shown, placed(shown)))


@pytest.fixture(scope="module")
def nasty() -> ElementTree.Element:
    return parsed(hostile())


def test_hostile_names_leave_it_well_formed(nasty) -> None:
    assert nasty.tag == f"{SVG}svg"
    texts = [text.text or "" for text in nasty.iter(f"{SVG}text")]
    assert any("<script>alert(1)</script>" in text for text in texts)


def test_it_has_no_script_no_link_and_nothing_from_elsewhere(nasty) -> None:
    tags = {element.tag.removeprefix(SVG) for element in nasty.iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "g", "path", "text"}
    names = {name for element in nasty.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name]
    raw = svg(hostile(), placed(hostile())).decode()
    assert re.findall(r"(?:https?|file|data):[^\"<]*", raw) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in raw
    assert "@import" not in raw


def test_it_says_in_words_what_it_shows() -> None:
    root = parsed(drawing("a b"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "test-title test-desc"
    assert (root[0].text, root[1].text) == ("A title", "What it shows.")


def test_it_shrinks_with_the_page_and_keeps_its_shape() -> None:
    root = parsed(drawing("a b"))
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert "max-width:100%" in root.get("style", "")


def test_boxes_and_arrows_tell_more_when_pointed_at() -> None:
    shown = drawing("a b", boxes=(Box("a", "A", hint="all of a"), Box("b", "B")), links=(Link("a", "b", hint="why"),))
    hints = [title.text for title in parsed(shown).iter(f"{SVG}title")]
    assert hints == ["A title", "why", "all of a", "B"]


def test_hidden_links_are_not_drawn() -> None:
    assert 'class="link' not in svg(drawing("a b hidden"), placed(drawing("a b hidden"))).decode()


def test_alarming_arrows_lie_above_the_others() -> None:
    raw = svg(drawing("a b alarm", "b c"), placed(drawing("a b alarm", "b c"))).decode()
    assert raw.index('class="link plain"') < raw.index('class="link alarm"')


def test_a_box_has_its_hue_and_hues_repeat() -> None:
    shown = drawing(boxes=(Box("a", "a", hue=1), Box("b", "b", hue=9)), links=())
    looks = re.findall(r'class="(box [^"]*)"', svg(shown, placed(shown)).decode())
    assert looks == ["box plain h1", "box plain h1"]


def test_notes_and_legend_stand_below() -> None:
    shown = drawing("a b", legend=(("link:alarm", "bad"), ("box:double", "fake")), notes=("Some was left out.",))
    texts = [text.text for text in parsed(shown).iter(f"{SVG}text")]
    assert texts[-3:] == ["bad", "fake", "Some was left out."]


def test_every_tone_has_a_look() -> None:
    raw = svg(drawing("a b"), placed(drawing("a b"))).decode()
    for tone in (Tone.EXTERNAL, Tone.DOUBLE, Tone.ALARM, Tone.FOCUS, Tone.FAINT):
        assert f".box.{tone}>rect" in raw


def test_there_is_a_dark_side() -> None:
    assert "@media (prefers-color-scheme:dark)" in svg(drawing("a b"), placed(drawing("a b"))).decode()


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert svg(hostile(), placed(hostile())) == svg(hostile(), placed(hostile()))


def test_frames_carry_their_titles() -> None:
    shown = drawing(boxes=(Box("a", "a", group="g"),), links=(), groups=(Group("g", "the frame"),))
    assert "the frame" in [text.text for text in parsed(shown).iter(f"{SVG}text")]


def test_no_text_turns_the_direction_of_writing_or_breaks_its_line() -> None:
    shown = drawing("a b", legend=(("box:double", "fake\u202eekaf"), ("box:plain", "two\nlines")))
    texts = [text.text for text in parsed(shown).iter(f"{SVG}text")]
    assert texts[-2:] == ["fake\ufffdekaf", "two\ufffdlines"]
    turned = drawing(boxes=(Box("a", "A", hint="fake\u202eekaf"),), links=())
    assert "\u202e" not in svg(turned, placed(turned)).decode()


def test_texts_for_which_room_is_made_are_fitted_to_it_whatever_the_font() -> None:
    shown = drawing(
        boxes=(Box("a", "A", group="g"),),
        links=(),
        groups=(Group("g", "a frame"),),
        legend=(("link:alarm", "a long explanation"), ("box:double", "fake")),
        notes=("Some was left out.",),
    )
    fitted = [text.text for text in parsed(shown).iter(f"{SVG}text") if text.get("textLength")]
    assert {"A title", "A", "a frame", "a long explanation", "fake", "Some was left out."} <= set(fitted)
