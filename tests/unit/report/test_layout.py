"""Layout: one child process, a limit of time, a cache, and a sentence where there is no picture."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from archgraph.model.drawing import Direction
from archgraph.report import graphviz_engine, layout
from archgraph.report.layout import NO_ENGINE, REFUSED, TOO_SLOW, Engine, Layout, find_engines, questions
from archgraph.report.pictures.publish import published
from tests.unit.report.pictures.drawings import drawing, hostile

ANSWER = """print('{"name": "%s", "bb": "0,0,9,9"}' % text.split()[1])"""
"""What a stand-in for Graphviz says to a text."""
RING = [f"m{i} m{(i + 1) % 9}" for i in range(9)]


def engine(monkeypatch: pytest.MonkeyPatch, *found: Engine) -> None:
    monkeypatch.setattr(layout, "find_engines", lambda: found)


def python(script: str, speaks: str = "json") -> Engine:
    return Engine((sys.executable, "-c", script), speaks, "test")


@pytest.mark.graphviz
def test_graphviz_finds_a_place_for_everything() -> None:
    shown = [drawing(*RING), hostile()]
    for laid in Layout(shown, 60).collect():
        assert laid.geometry is not None
        assert set(laid.geometry.boxes) == set(range(len(laid.drawing.boxes)))
        assert set(laid.geometry.links) >= {
            number for number, link in enumerate(laid.drawing.links) if link.tone != "hidden"
        }


@pytest.mark.graphviz
def test_two_layouts_of_one_drawing_are_the_same() -> None:
    first, second = (Layout([drawing(*RING)], 60).collect()[0].geometry for _ in range(2))
    assert first == second


@pytest.mark.graphviz
def test_what_is_in_the_cache_is_not_asked_again(monkeypatch) -> None:
    cache: dict[str, bytes] = {}
    first = Layout([drawing(*RING)], 60, cache).collect()
    assert cache
    known = find_engines()[0]
    broken = Engine((sys.executable, "-c", "raise SystemExit(1)"), known.speaks, known.version)
    engine(monkeypatch, broken)
    assert Layout([drawing(*RING)], 60, cache).collect() == first


def test_without_an_engine_each_drawing_says_what_to_install(monkeypatch) -> None:
    engine(monkeypatch)
    (laid,) = Layout([drawing("a b")], 1).collect()
    assert (laid.geometry, laid.note) == (None, NO_ENGINE)


def test_a_layout_that_takes_too_long_is_given_up_with_a_sentence(monkeypatch) -> None:
    engine(monkeypatch, python("import time; time.sleep(60)"))
    (laid,) = Layout([drawing("a b", "b c", "a c", "a b")], 0.2).collect()
    assert (laid.geometry, laid.note) == (None, TOO_SLOW)
    assert len(laid.drawing.links) == 3
    assert laid.drawing.notes == ("1 light arrow not drawn: the layout took too long with it.",)


def test_what_was_finished_before_the_limit_is_kept(monkeypatch) -> None:
    script = f"import sys, json, time; text = json.load(sys.stdin)[0]; {ANSWER}; sys.stdout.flush(); time.sleep(60)"
    engine(monkeypatch, python(script))
    down = {"directions": (Direction.DOWN,)}
    quick, late, later = Layout(
        [drawing("a b", **down), drawing("c d", "c e", **down), drawing("f g", "g h", **down)], 2
    ).collect()
    assert quick.geometry is not None
    assert late.geometry is not None  # the first that was asked when the rest was asked again
    assert later.geometry is None


def test_an_engine_that_crashes_or_talks_nonsense_is_no_crash_of_ours(monkeypatch) -> None:
    for script in ("raise SystemExit(3)", "print('nonsense')", "print('{\"name\": 0}')", "print('[1]{')"):
        engine(monkeypatch, python(script))
        (laid,) = Layout([drawing("a b")], 30).collect()
        assert (laid.geometry, laid.note) == (None, REFUSED)


def test_an_engine_that_does_not_start_gives_way_to_the_next(monkeypatch) -> None:
    script = f"import sys, json\nfor text in json.load(sys.stdin): {ANSWER}"
    engine(monkeypatch, python("raise SystemExit(1)"), python(script))
    assert Layout([drawing("a b")], 30).collect()[0].geometry is not None


def test_an_engine_that_gives_up_is_quoted(monkeypatch) -> None:
    engine(monkeypatch, python("raise ImportError('libgobject-2.0.so.0: cannot open \\x1b shared object file')"))
    (laid,) = Layout([drawing("a b")], 30).collect()
    assert laid.note == f"{REFUSED} It said: ImportError: libgobject-2.0.so.0: cannot open shared object file"


@pytest.mark.graphviz
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the wheel holds all that its module needs")
def test_where_the_module_does_not_load_the_libraries_of_the_wheel_answer_the_same(monkeypatch) -> None:
    texts = [text for shown in (drawing(*RING), hostile()) for text in questions(shown)]
    with_module = graphviz_engine.engine()
    answers = [with_module(text) for text in texts]
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    without = graphviz_engine.engine()
    assert [without(text) for text in texts] == answers
    assert all(answers)
    assert without("no graph") == b""


def test_a_dot_on_path_answers_all_texts_of_one_call(monkeypatch) -> None:
    script = f"import sys\nfor text in sys.stdin.read().split('}}\\n')[:-1]: {ANSWER}"
    engine(monkeypatch, python(script, "dot"))
    assert all(laid.geometry for laid in Layout([drawing("a b"), drawing("b c", "c d")], 30).collect())


def test_nothing_to_lay_out_starts_nothing(monkeypatch) -> None:
    engine(monkeypatch, Engine(("/nowhere/at/all",), "json", "test"))
    assert Layout([], 1).collect() == ()


def test_a_drawing_that_cannot_be_laid_out_is_still_written_as_dot(monkeypatch) -> None:
    engine(monkeypatch)
    ((picture, files),) = published(Layout([drawing("a b")], 1).collect())
    assert (picture.svg, picture.note) == (None, NO_ENGINE)
    assert [path for path, _ in files] == ["graphs/test.dot"]


@pytest.mark.graphviz
def test_files_have_safe_names_that_differ_also_where_case_does_not_count() -> None:
    shown = [drawing("a b", name=name) for name in ("../x", "..\\X", "ok.name", "", "ä" * 300)]
    paths = [path for _, files in published(Layout(shown, 60).collect()) for path, _ in files]
    assert len({path.lower() for path in paths}) == len(paths) == 10
    assert all(Path(path).parent == Path("graphs") and path.isascii() for path in paths)
