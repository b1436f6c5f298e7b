"""`try` statements that ask something: what certainly fails, and what cannot be told."""

from __future__ import annotations

import pytest

from archgraph.analyses.mro.linearize import linearize
from archgraph.model.results.mro import MroStatus
from tests.linked import linked, record

TWO = "import abc, os\nclass X: pass\nclass Y(X): pass\n"
DECIDED = {
    "a name that Python 2 had": "unicode",
    "a function that Python 2 had, called": "unichr(3)",
    "an argument that is not there": "len(no_such_name)",
    "an attribute that a class does not have": "X.no_such_name",
    "an item of what is not there": "no_such_name[0]",
    "a name that is deleted": "del no_such_name",
    "a name that is there": "X",
    "an attribute that is there": "os.path",
    "names that are there": "X, Y",
    "inside a with statement": "with open(os.devnull):\n        unicode",
}
OPEN = {
    "a call": "X().no_such_method()",
    "text that is executed": "exec('print 1')",
    "keywords of a class that its parent may refuse": "class Z(X, ident=3): pass",
}


def _asking(statement: str) -> str:
    return (
        f"{TWO}try:\n    {statement}\nexcept (NameError, AttributeError, TypeError, SyntaxError):\n    B = X\n"
        "else:\n    B = Y\nclass A(B): pass\n"
    )


@pytest.mark.parametrize("statement", DECIDED.values(), ids=DECIDED)
def test_what_a_try_asks_for_decides_as_in_python(statement: str) -> None:
    source = _asking(statement)
    space: dict[str, type] = {"__name__": "m"}
    exec(source, space)
    found = record(linked({"m.py": source}), "m.A")
    assert ([base.base for base in found.resolved], found.reason) == ([f"m.{space['A'].__base__.__name__}"], "")


@pytest.mark.parametrize("statement", OPEN.values(), ids=OPEN)
def test_what_a_try_cannot_be_told_to_do_leaves_its_arms_open(statement: str) -> None:
    world = linked({"m.py": _asking(statement)})
    assert record(world, "m.A").reason == "B depends on a condition that is not known"
    assert linearize(world)[record(world, "m.A").key].status is MroStatus.PARTIAL


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    import json\n    json.dumps(1)\n    B = Y\nexcept ValueError:\n    B = X\n",
        "try:\n    os.getpid()\n    B = Y\nexcept ImportError:\n    B = X\n",
        "try:\n    B = Y\n    os.getpid()\nexcept OSError:\n    B = Y\n",
        "try:\n    'What is tried.'\n    B = Y\nexcept OSError:\n    B = X\n",
        "B = Y\ntry:\n    os.getpid()\nexcept OSError:\n    print()\n",
    ],
)
def test_a_try_about_an_import_or_with_arms_that_agree_leaves_no_doubt(source: str) -> None:
    found = record(linked({"m.py": f"{TWO}{source}class A(B): pass\n"}), "m.A")
    assert ([base.base for base in found.resolved], found.reason) == (["m.Y"], "")


def test_the_else_of_a_try_that_fails_is_not_executed_whatever_its_handler_says() -> None:
    source = (
        "B = X\ntry:\n    import surely_missing\nexcept ImportError:\n    pass\nelse:\n    B = Y\nclass A(B): pass\n"
    )
    assert [base.base for base in record(linked({"m.py": f"{TWO}{source}"}), "m.A").resolved] == ["m.X"]


def test_a_name_that_the_module_may_make_is_not_certainly_missing() -> None:
    made = f"{TWO}for n in 'N':\n    globals()[n] = n\n"
    asked = "try:\n    N\nexcept NameError:\n    B = X\nelse:\n    B = Y\nclass A(B): pass\n"
    assert record(linked({"m.py": made + asked}), "m.A").reason == "B depends on a condition that is not known"


def test_a_name_that_a_module_may_make_does_not_certainly_fail_to_be_imported() -> None:
    made = "import sys\nfor n in ('Late',):\n    setattr(sys.modules[__name__], n, type(n, (), {}))\n"
    source = "try:\n    from made import Late\nexcept ImportError:\n    class Late(int): pass\nclass A(Late): pass\n"
    found = linearize(world := linked({"made.py": made, "m.py": source}))[record(world, "m.A").key]
    assert found.status is MroStatus.PARTIAL
    assert found.reason == "base made.Late: made makes names on line 3 that cannot be read"
