"""Assignments to `__bases__`: which classes they may be about."""

from __future__ import annotations

from archgraph.analyses.mro.linearize import linearize
from archgraph.model.codebase import Codebase
from archgraph.model.results.mro import MroStatus
from tests.linked import linked, record

CLASSES = "class P: pass\nclass Q: pass\nclass A(Q): pass\n"


def _reasons(world: Codebase) -> dict[str, str]:
    return {mro.ancestors[0].name: mro.reason for mro in linearize(world).values() if mro.status is MroStatus.PARTIAL}


def test_a_loop_over_the_names_of_a_module_may_mean_any_class_above_it() -> None:
    loop = "for name in dir(P):\n    found = globals().get(name)\n    found.__bases__ += (P,)\nclass B(Q): pass\n"
    assert _reasons(linked({"m.py": CLASSES + loop})) == {"m.A": "m may assign its __bases__ on line 6"}


def test_a_loop_in_a_function_may_mean_any_class_of_the_module() -> None:
    loop = "def fix():\n    for each in (A, B):\n        each.__bases__ = (P,)\nclass B(Q): pass\n"
    reason = "m may assign its __bases__ on line 6"
    assert _reasons(linked({"m.py": CLASSES + loop})) == {"m.A": reason, "m.B": reason}


def test_a_loop_in_a_branch_that_is_not_taken_means_nothing() -> None:
    missing = "try:\n    import surely_missing\nexcept ImportError:\n    pass\n"
    loop = "else:\n    for each in (A,):\n        each.__bases__ = (P,)\n"
    assert _reasons(linked({"m.py": CLASSES + missing + loop})) == {}


def test_a_class_that_is_named_is_the_only_one_that_changes() -> None:
    named = "class B(Q): pass\nA.__bases__ = (B,)\n"
    assert _reasons(linked({"m.py": CLASSES + named})) == {"m.A": "m assigns its __bases__ on line 5"}


def test_a_class_of_a_function_that_changes_its_bases_is_uncertain() -> None:
    local = "def f():\n    class L(Q): pass\n    L.__bases__ = (P,)\n"
    world = linked({"m.py": CLASSES + local})
    assert _reasons(world) == {"m.f.<locals>.L": "m assigns its __bases__ on line 6"}
    assert [base.base for base in record(world, "m.f.<locals>.L").resolved] == ["m.P"]


def test_a_parameter_means_the_classes_that_are_decorated_or_made_by_it() -> None:
    source = (
        f"{CLASSES}def mixin(cls):\n    cls.__bases__ += (P,)\n    return cls\n"
        "class Meta(type):\n    def __init__(cls, name, bases, space):\n        cls.__bases__ = (P,)\n"
        "class Sub:\n    def __init_subclass__(cls):\n        cls.__bases__ = (P,)\n"
        "@mixin\nclass B(Q): pass\nclass C(Q, metaclass=Meta): pass\nclass D(Sub): pass\n"
    )
    assert _reasons(linked({"m.py": source})) == {
        "m.B": "m may assign its __bases__ on line 5",
        "m.C": "m may assign its __bases__ on line 9",
        "m.D": "m may assign its __bases__ on line 12",
    }


def test_a_parameter_of_a_function_that_no_class_is_given_to_means_none() -> None:
    source = f"{CLASSES}def extend(recipe):\n    recipe.__bases__ = (P,) + recipe.__bases__\n"
    assert _reasons(linked({"m.py": source})) == {}
