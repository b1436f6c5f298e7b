"""What `archgraph mro` prints."""

import json
from typing import NamedTuple

import msgspec

from archgraph.model.codebase import Base, Codebase, Origin
from archgraph.model.results.mro import Ancestor, Declared, MroConflict, MroStatus
from archgraph.report.mro_text import ClassView, as_json, as_markdown, as_text, candidates, tree
from tests.analyses import class_, codebase, mro


class Row(NamedTuple):
    ancestor: Ancestor
    reached: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def diamond() -> tuple[ClassView, Codebase]:
    root = class_("m.Root", line=1)
    to_root = (Base(0, "m.Root", Origin.INTERNAL, root.key),)
    left, right = class_("m.Left", line=3, resolved=to_root), class_("m.Right", line=5, resolved=to_root)
    bases = (Base(0, "m.Left", Origin.INTERNAL, left.key), Base(1, "m.Right", Origin.INTERNAL, right.key))
    join = class_("m.Join", line=7, resolved=bases)
    order = mro(join, "m.Left", "m.Right", "m.Root", "builtins.object")
    names = (("own",), ("run",), ("close",), (), ("__repr__",))
    lanes = [Row(ancestor, reached) for ancestor, reached in zip(order.ancestors, names, strict=True)]
    lanes[3] = lanes[3]._replace(hidden=("run", "close"))
    return ClassView(join, order, lanes), codebase(classes=(join, left, right, root))


def test_a_class_is_shown_with_place_tree_and_lanes() -> None:
    view, world = diamond()
    assert as_text([view], world).splitlines() == [
        "m.Join  m.py:7",
        "  MRO complete",
        "  ├─ m.Left",
        "  │  └─ m.Root",
        "  └─ m.Right",
        "     └─ m.Root",
        "",
        "   0  m.Join           m.py:7",
        "      own",
        "   1  m.Left           internal",
        "      run",
        "   2  m.Right          internal",
        "      close",
        "   3  m.Root           internal",
        "      hidden: close, run",
        "   4  builtins.object  stdlib",
        "      __repr__",
    ]


def test_names_fit_a_narrow_terminal() -> None:
    view, world = diamond()
    many = tuple(f"method_{number}" for number in range(40))
    view = view._replace(lanes=[view.lanes[0]._replace(reached=many), *view.lanes[1:]])  # type: ignore[attr-defined]
    assert max(map(len, as_text([view], world, 60).splitlines())) <= 60
    assert max(map(len, as_text([view], world).splitlines())) > 60


def test_json_says_where_each_name_lands() -> None:
    view, world = diamond()
    (shown,) = json.loads(as_json([view], world))
    assert shown["mro"] == ["m.Join", "m.Left", "m.Right", "m.Root", "builtins.object"]
    assert shown["lands"] == {"own": "m.Join", "run": "m.Left", "close": "m.Right", "__repr__": "builtins.object"}


def test_markdown_has_a_row_per_ancestor() -> None:
    view, world = diamond()
    assert "|   2 | `m.Right`" in as_markdown([view], world)


def test_a_contradiction_is_told_with_its_repair() -> None:
    view, world = diamond()
    orders = (Declared("m.A", "m.B", "m.Join", "m.py", 7), Declared("m.B", "m.A", "m.Right", "m.py", 5))
    refused = msgspec.structs.replace(view.mro, status=MroStatus.INCONSISTENT, reason="no order")
    shown = view._replace(mro=refused, conflict=MroConflict(view.record.key, orders, "swap the bases"))
    for text in (as_text([shown], world), as_markdown([shown], world), as_json([shown], world)):
        assert "m.A before m.B, declared by m.Join at m.py:7" in text
        assert "swap the bases" in text


def test_a_circle_of_bases_ends() -> None:
    key = class_("m.Loop").key
    loop = class_("m.Loop", resolved=(Base(0, "m.Loop", Origin.INTERNAL, key),))
    assert list(tree(loop, codebase(classes=(loop,)))) == ["└─ m.Loop", "   └─ m.Loop  (see above)"]


def test_an_unknown_base_is_said_to_be_unknown() -> None:
    base = Base(0, "lost.Base", Origin.UNRESOLVED, None, "no module lost")
    lines = tree(class_("m.C", resolved=(base,)), codebase())
    assert list(lines) == ["└─ lost.Base  (not known: no module lost)"]


def test_candidates_of_an_ambiguous_name_are_listed() -> None:
    keys = [class_("b.C").key, class_("a.C").key]
    assert candidates("C", keys).splitlines()[1:] == ["  a.C  (a.py:1)", "  b.C  (b.py:1)"]


def test_hostile_names_cannot_act_on_a_terminal() -> None:
    name = "m.\x1b[31mC\n"
    view = ClassView(class_(name), mro(class_(name)), [])
    assert "\x1b" not in as_text([view], codebase())
    assert "\x1b" not in candidates("\x1b", [class_(name).key])


def test_one_very_long_name_does_not_push_the_places_of_all_others_out_of_sight() -> None:
    long = class_("m." + "Very" * 60)
    order = mro(long, "builtins.object")
    text = as_text([ClassView(long, order, [Row(ancestor) for ancestor in order.ancestors])], codebase())
    (line,) = (line for line in text.splitlines() if "builtins.object" in line)
    assert len(line) < 90
