"""Who gives a class what it has, compared with what `inspect` finds on the real classes."""

from __future__ import annotations

import inspect
import textwrap
from pathlib import Path

from archgraph.analyses.mro.linearize import linearize
from archgraph.analyses.mro.members import member_table, members
from archgraph.model.codebase import ClassKey
from archgraph.model.results.members import Member
from tests.hierarchies import codebase_of_source
from tests.worlds import codebase

WORLD = """
class Root(Exception):
    limit = 3
    def run(self): return 1
    def stop(self): return 1
    def __secret(self): return 1
class Left(Root):
    def run(self): return super().run()
    def __secret(self): return 2
class Right(Root):
    limit = 4
    def run(self): return 3
    def with_traceback(self, tb): return self
class Both(Left, Right, dict):
    name = "both"
    def stop(self): return Root.stop(self)
"""

IMPLICIT = {"__dict__", "__doc__", "__module__", "__weakref__", "__static_attributes__", "__firstlineno__"}


def rows(source: str, name: str) -> list[Member]:
    codebase = codebase_of_source(source)
    return [row for row in members(codebase, linearize(codebase)) if row.key.class_ == f"m.{name}"]


def table(source: str, name: str) -> tuple[Member, ...]:
    codebase = codebase_of_source(source)
    key = next(key for key in codebase.classes if key.class_ == f"m.{name}")
    return member_table(codebase, linearize(codebase), key)


def test_every_provider_is_the_class_that_inspect_names() -> None:
    source = WORLD.replace(", dict", "")  # Python allows one C layout only
    namespace: dict[str, object] = {"__name__": "m"}
    exec(textwrap.dedent(source), namespace)
    for name in ("Root", "Left", "Right", "Both"):
        real = namespace[name]
        assert isinstance(real, type)
        truth = {
            each.name: f"{each.defining_class.__module__}.{each.defining_class.__qualname__}"
            for each in inspect.classify_class_attrs(real)
            if each.name not in IMPLICIT and "__secret" not in each.name and each.defining_class is not type
        }
        mine = {row.member: row.defined_in for row in table(source, name) if row.member != "__secret"}
        assert mine == truth


def test_what_comes_from_outside_is_one_row_per_provider_with_its_number() -> None:
    one_by_one = [row.defined_in for row in table(WORLD, "Both") if row.defined_in.startswith("builtins.")]
    outside = {row.member: row.count for row in rows(WORLD, "Both") if row.kind == "external"}
    assert outside == {name: one_by_one.count(name) for name in dict.fromkeys(one_by_one)}
    assert {"builtins.dict", "builtins.object"} <= outside.keys()


def test_an_override_names_the_next_provider_of_the_mro_and_whether_it_calls_it() -> None:
    found = {row.member: (row.overrides, row.calls_super) for row in rows(WORLD, "Both")}
    assert found["stop"] == ("m.Root", True)  # by the base's name
    assert found["name"] == ("", None)
    left = {row.member: (row.overrides, row.calls_super) for row in rows(WORLD, "Left")}
    right = {row.member: (row.overrides, row.calls_super) for row in rows(WORLD, "Right")}
    assert left["run"] == ("m.Root", True)
    assert right["run"] == ("m.Root", False)
    assert right["limit"] == ("m.Root", None)
    assert right["with_traceback"] == ("builtins.BaseException", False)


def test_a_mangled_name_is_neither_inherited_nor_overridden() -> None:
    assert [row.overrides for row in rows(WORLD, "Left") if row.member == "__secret"] == [""]
    assert [row for row in rows(WORLD, "Both") if row.member == "__secret"] == []


def test_rows_are_sorted_by_class_and_member_and_carry_the_place_of_the_definition() -> None:
    codebase = codebase_of_source(WORLD)
    found = members(codebase, linearize(codebase))
    assert list(found) == sorted(found, key=lambda row: (row.key, row.member))
    run = next(row for row in found if row.key.class_ == "m.Both" and row.member == "run")
    assert (run.defined_in, run.member_path, run.member_line, run.count) == ("m.Left", "m.py", 8, 1)


def test_an_unknown_base_hides_nothing_and_gives_no_row() -> None:
    found = rows("class A:\n    def f(self): pass\nclass B(lib.Thing, A):\n    pass\n", "B")
    assert [(row.member, row.defined_in) for row in found if row.kind != "external"] == [("f", "m.A")]
    assert [row.member for row in found if row.kind == "external"] == ["builtins.object"]


def test_a_class_defined_twice_has_its_members_twice() -> None:
    source = "class A:\n    def f(self): pass\nclass A:\n    def g(self): pass\n"
    codebase = codebase_of_source(source)
    own = [(row.key.line, row.member) for row in members(codebase, linearize(codebase)) if row.kind == "method"]
    assert own == [(1, "f"), (3, "g")]


def test_the_table_of_a_class_is_in_mro_order() -> None:
    codebase = codebase_of_source(WORLD)
    key = ClassKey("m.Both", "m.py", 14)
    mros = linearize(codebase)
    order = [ancestor.name for ancestor in mros[key].ancestors]
    positions = [order.index(row.defined_in) for row in member_table(codebase, mros, key)]
    assert positions == sorted(positions)


def test_a_class_made_by_a_function_of_the_code_base_is_no_class_from_outside(tmp_path: Path) -> None:
    source = """
    def make(base):
        class Made(base):
            def shared(self): return 1
        return Made
    class A:
        pass
    class B(make(A)):
        pass
    """
    world = codebase(tmp_path, {"m.py": textwrap.dedent(source)})
    found = [row for row in members(world, linearize(world)) if row.key.class_ == "m.B" and row.kind != "external"]
    assert [(row.member, row.defined_in, row.member_path, row.member_line) for row in found] == [
        ("shared", "m.make.<locals>.Made", "m.py", 4)
    ]


def test_what_object_gives_does_not_depend_on_what_else_the_code_base_imports() -> None:
    source = "class A:\n    def run(self): return 1\n"
    (_, given) = sorted(rows(source, "A"), key=lambda row: row.member != "run")
    assert (given.member, given.kind) == ("builtins.object", "external")
    assert given in rows(source + "class B(dict): ...\n", "A")
