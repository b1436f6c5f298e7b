"""Classes that Python refuses although their bases have an order: every statement is executed, and both must agree."""

from __future__ import annotations

import ast

import pytest

from archgraph.analyses.mro.conflicts import explain
from archgraph.analyses.mro.linearize import linearize
from archgraph.model.results.mro import MroConflict, MroStatus
from tests.linked import linked, record

HEAD = """\
import abc, ctypes, enum, threading, typing
from collections import namedtuple
class M1(type): pass
class M2(type): pass
class M3(M1, M2): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
class S1: __slots__ = ("a",)
class S2: __slots__ = ("b",)
class S3(S1): __slots__ = ()
class Weak: __slots__ = ("__weakref__", "__dict__")
class Plain: pass
class I1(int): pass
class I2(int): pass
class I3(int): __slots__ = ()
class R1(typing.NamedTuple):
    x: int
class R2(typing.NamedTuple):
    y: int
class R3(R1): pass
"""

STATEMENTS = (
    "class X(A, B): pass",
    "class X(A, metaclass=M2): pass",
    "class X(A, B, metaclass=M3): pass",
    "class X(abc.ABC, enum.Enum): pass",
    "class X(A, abc.ABC): pass",
    "class X(A, typing.Generic[typing.TypeVar('T')]): pass",
    "class X(A, typing.Protocol): pass",
    "class X(int, str): pass",
    "class X(I1, I2): pass",
    "class X(I1, I3): pass",
    "class X(I1, int): pass",
    "class X(R1, R2): pass",
    "class X(R3, R2): pass",
    "class X(dict, list): pass",
    "class X(dict, threading.Thread): pass",
    "class X(int, enum.Enum): pass",
    "class X(str, enum.Enum):\n    RED = 'red'",
    "class X(S1, S2): pass",
    "class X(S3, S1): pass",
    "class X(Weak, S1): pass",
    "class X(Plain, Weak): pass",
    "class X(Exception, S1): pass",
    "class X(Exception, S1, S2): pass",
    "class X(A, S1, int): pass",
    "class X(OSError, ValueError): pass",
    "class X(OSError, SyntaxError): pass",
    "class X(ctypes.Structure): pass",
    "class X(bool): pass",
    "class X(type(None)): pass",
    "class X(range): pass",
    "class X(int): __slots__ = ('x',)",
    "class X(type): __slots__ = ('x',)",
    "class X(namedtuple('P', 'x')): __slots__ = 'q'",
    "class X(namedtuple('P', 'x')): __slots__ = ()",
    "class X(dict): __slots__ = ('x',)",
    "class X(tuple): __slots__ = ('x',)",
    "class X(int): __slots__ = ('__dict__',)",
)


def refused_by_python(source: str, statement: str) -> bool:
    space: dict[str, object] = {"__name__": "m"}
    exec(source, space)
    try:
        exec(statement, space)
    except TypeError:
        return True
    return False


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_class_is_inconsistent_exactly_when_python_refuses_it(statement: str) -> None:
    world = linked({"m.py": f"{HEAD}{statement}\n"})
    status = linearize(world)[record(world, "m.X").key].status
    assert (status is MroStatus.INCONSISTENT) is refused_by_python(HEAD, statement)
    assert status is not MroStatus.PARTIAL


def conflict(statement: str, head: str = HEAD) -> MroConflict:
    world = linked({"m.py": f"{head}{statement}\n"})
    (found,) = explain(world, linearize(world))
    return found


def test_metaclasses_that_clash_are_told_with_the_classes_that_name_them() -> None:
    found = conflict("class X(A, B): pass")
    assert [(side.first, side.how, side.second, side.line) for side in found.orders] == [
        ("m.A", "has the metaclass", "m.M1", 6),
        ("m.B", "has the metaclass", "m.M2", 7),
    ]
    assert found.repair == "give m.X a metaclass that derives from both: class XMeta(m.M1, m.M2)"


def test_an_inherited_metaclass_is_told_where_it_is_named() -> None:
    found = conflict("class A2(A): pass\nclass X(A2, B): pass")
    assert [side.declared_by for side in found.orders] == ["m.A", "m.B"]


def test_layouts_that_clash_are_told_and_the_least_is_left_out() -> None:
    found = conflict("class X(Exception, S1, S2): pass")
    assert [(side.first, side.second) for side in found.orders] == [
        ("builtins.Exception", "builtins.BaseException"),
        ("m.S1", "a layout of its own"),
    ]
    assert found.repair.endswith("class X(builtins.Exception)")


@pytest.mark.parametrize("statement", [text for text in STATEMENTS if refused_by_python(HEAD, text)])
def test_a_repair_that_leaves_bases_out_is_one_that_python_accepts(statement: str) -> None:
    repair = conflict(statement).repair
    header = repair.rpartition(": class ")[2]
    if repair.startswith("remove"):
        assert not refused_by_python(HEAD, f"class {header.replace('builtins.', '').replace('m.', '')}: pass")
    else:
        assert repair.startswith("give") or len(ast.parse(statement).body[0].bases) == 1  # type: ignore[attr-defined]


def test_what_may_be_otherwise_is_not_refused() -> None:
    source = (
        "from nowhere import Meta, slots\nfrom dataclasses import dataclass\n"
        "class M(Meta): pass\nclass N(type): pass\nclass A(metaclass=M): pass\nclass B(metaclass=N): pass\n"
        "class X(A, B): pass\nclass S: __slots__ = slots\nclass T: __slots__ = ('a',)\nclass Y(S, T): pass\n"
        "@dataclass(slots=True)\nclass D:\n    a: int\nclass Z(D, T): pass\n"
    )
    world = linked({"m.py": source})
    assert {mro.status for mro in linearize(world).values()}.isdisjoint({MroStatus.INCONSISTENT})


def test_below_a_refused_class_nothing_is_certain() -> None:
    world = linked({"m.py": f"{HEAD}class X(A, B): pass\nclass Y(X): pass\n"})
    mro = linearize(world)[record(world, "m.Y").key]
    assert mro.status is MroStatus.PARTIAL
    assert mro.reason.startswith("ancestor m.X: metaclass conflict")


def test_a_statement_that_is_not_executed_is_refused_by_nobody() -> None:
    source = (
        "import sys\nclass A: pass\nclass B(A): pass\n"
        "if sys.version_info < (3, 0):\n    class X(A, B): pass\n    class Y(int, str): pass\nelse:\n    X = Y = B\n"
    )
    world = linked({"m.py": source})
    mros = linearize(world)
    assert mros[record(world, "m.X").key].status is MroStatus.PARTIAL
    assert mros[record(world, "m.X").key].reason.endswith("but the statement is not executed")
    assert mros[record(world, "m.Y").key].status is MroStatus.COMPLETE
    assert explain(world, mros) == ()
