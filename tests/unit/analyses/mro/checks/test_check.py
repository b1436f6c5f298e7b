"""Checks of inheritance: what each must and must not report."""

from __future__ import annotations

import pytest

from archgraph.analyses.mro.checks.check import check
from archgraph.analyses.mro.linearize import linearize
from archgraph.model.results.findings import Severity
from archgraph.model.results.mro import MroIssue, MroScore
from archgraph.model.settings import MroThresholds
from tests.hierarchies import codebase_of_source


def checked(source: str, limits: MroThresholds = MroThresholds()) -> tuple[tuple[MroScore, ...], tuple[MroIssue, ...]]:  # noqa: B008
    codebase = codebase_of_source(source)
    return check(codebase, linearize(codebase), limits)


def issues(source: str, *kinds: str) -> list[MroIssue]:
    return [issue for issue in checked(source)[1] if issue.kind in kinds]


ABSTRACT = """
class Base(metaclass=ABCMeta):
    @abstractmethod
    def run(self): ...
    @property
    @abstractmethod
    def name(self): ...
"""


def test_a_leaf_that_leaves_abstract_methods_open_cannot_be_instantiated() -> None:
    (issue,) = issues(ABSTRACT + "class Leaf(Base):\n    def run(self): return 1\n", "abstract")
    assert issue.message == "m.Leaf cannot be instantiated: name abstract and not implemented"
    assert issue.evidence == ("m.Base.name (m.py:7) is abstract",)
    assert (issue.key.class_, issue.line, issue.severity) == ("m.Leaf", 8, Severity.ERROR)


@pytest.mark.parametrize(
    "rest",
    [
        "class Leaf(Base):\n    name = 'x'\n    def run(self): return 1\n",
        "class Mixin:\n    name = 1\n    def run(self): pass\nclass Leaf(Mixin, Base): pass\n",
        "class Middle(Base):\n    @abstractmethod\n    def more(self): ...\n",
        "class Middle(Base):\n    def run(self): pass\nclass Leaf(Middle):\n    name = 1\n",
        "class Leaf(lib.Unknown, Base): pass\n",
    ],
)
def test_implemented_abstract_or_unknown_classes_are_not_reported(rest: str) -> None:
    assert issues(ABSTRACT + rest, "abstract", "abstract_unenforced") == []


def test_abstract_methods_without_abcmeta_promise_nothing() -> None:
    source = "class Base:\n    @abstractmethod\n    def run(self): ...\nclass Leaf(Base): pass\n"
    (issue,) = issues(source, "abstract", "abstract_unenforced")
    assert (issue.kind, issue.key.class_, issue.line) == ("abstract_unenforced", "m.Base", 3)
    assert issues(source.replace("Base:", "Base(lib.Unknown):"), "abstract_unenforced") == []


INIT = "class Base:\n    def __init__(self):\n        self.x = 1\n"


def test_an_init_that_does_not_call_super_skips_that_of_its_base() -> None:
    (issue,) = issues(
        INIT + "class Sub(Base):\n    def __init__(self): self.y = 1\nclass SubSub(Sub): pass\n", "init_chain"
    )
    assert issue.message == "constructing m.Sub never runs __init__ of m.Base"
    assert issue.evidence == (
        "m.Sub.__init__ (m.py:5) does not pass on",
        "m.Base.__init__ (m.py:2) is not reached",
    )


def test_a_cooperative_mixin_that_ends_the_chain_is_found_where_the_classes_are_joined() -> None:
    source = INIT + "class Mixin:\n    def __init__(self): self.y = 1\nclass Join(Mixin, Base): pass\n"
    (issue,) = issues(source, "init_chain")
    assert issue.message == "constructing m.Join never runs __init__ of m.Base"


@pytest.mark.parametrize(
    "rest",
    [
        "class Sub(Base):\n    def __init__(self): super().__init__()\n",
        "class Sub(Base):\n    def __init__(self): Base.__init__(self)\n",
        "class Mixin:\n    def __init__(self): super().__init__()\nclass Join(Mixin, Base): pass\n",
        "class Other:\n    def __init__(self): self.z = 1\n"
        "class Join(Other, Base):\n    def __init__(self): Other.__init__(self); Base.__init__(self)\n",
        "@dataclass\nclass Sub(Base):\n    y: int = 1\n",
        "class Sub(lib.Unknown, Base): pass\n",
        "class Sub(Base):\n    def __init__(self): self._start()\n    def _start(self): super().__init__()\n",
        "class Sub(Base):\n    def __init__(self):\n        'No.'\n        raise RuntimeError('use make()')\n",
        "class Sub(Exception):\n    def __init__(self): self.y = 1\n",
        "class Sub(Base):\n    def __init__(self): self.x = 2; self.y = 1\n",
        "class Sub(Base):\n    def __init__(self): self.x = 2\n    def stop(self): self.z = 1\n",
        "class Late:\n    def connect(self): Base.__init__(self)\n"
        "class Sub(Late, Base):\n    def __init__(self): self.y = 1\n",
        "import collections\nclass Sub(collections.UserDict):\n    def __init__(self): self.data = {}\n",
        "import m\nclass Outer:\n    class Base(Base):\n        def __init__(self, *a): m.Base.__init__(self, *a)\n",
        "class Stub:\n    def __init__(self): raise NotImplementedError\n"
        "class Sub(Stub):\n    def __init__(self): self.y = 1\n",
    ],
)
def test_chains_that_hold_or_cannot_be_told_are_not_reported(rest: str) -> None:
    assert issues(INIT + rest, "init_chain") == []


DIAMOND = """
class A:
    def f(self): return 1
class B(A):
    def f(self): return 2
class C(A):
    def f(self): return 3
    def other(self): return 3
class D(B, C): pass
class E(D): pass
"""


def test_siblings_of_a_diamond_that_hide_each_other_are_found_where_they_meet() -> None:
    (issue,) = issues(DIAMOND, "sibling_shadow")
    assert (issue.key.class_, issue.member) == ("m.D", "f")
    assert issue.message == "in m.D, m.B.f hides m.C.f"
    assert issue.evidence == ("m.B.f (m.py:5) does not call super().f()", "m.C.f (m.py:7) is not reached")


@pytest.mark.parametrize(
    "changed",
    [
        DIAMOND.replace("return 2", "return super().f()"),
        DIAMOND.replace("class D(B, C): pass", "class D(B, C):\n    def f(self): return 4"),
        DIAMOND.replace("(A)", ""),
        DIAMOND.replace("def f(self): return 3", "f = 3"),
        DIAMOND.replace("def f(self): return 3", "def f(self): raise NotImplementedError"),
    ],
)
def test_siblings_that_cooperate_are_overridden_or_no_diamond_are_not_reported(changed: str) -> None:
    assert issues(changed, "sibling_shadow") == []


def test_a_diamond_names_the_lowest_shared_class_and_only_where_it_closes() -> None:
    scores = {
        score.key.class_: score for score in checked(DIAMOND.replace("class A:", "class O: pass\nclass A(O):"))[0]
    }
    assert scores["m.D"].diamonds == ("m.A",)
    assert scores["m.E"].diamonds == ()


def test_a_class_from_outside_counts_as_one_ancestor_whatever_stands_above_it() -> None:
    source = "class A(BrokenPipeError): ...\nclass B(A): ...\nclass C(B): ...\nclass D(C): ...\n"
    scores, issues = checked(source, MroThresholds(depth=4))
    assert [score.depth for score in scores] == [6, 7, 8, 9]
    assert [issue.key.class_ for issue in issues if issue.kind == "depth"] == ["m.D"]


def test_the_score_weighs_depth_parents_shadows_and_diamonds() -> None:
    scores = {score.key.class_: score for score in checked(DIAMOND)[0]}
    assert (scores["m.A"].depth, scores["m.A"].score) == (1, 6.0)
    assert scores["m.B"].shadows == ("f",)
    assert scores["m.D"].score == pytest.approx(30 * 4 / 5 + 25 * 2 / 3 + 20, abs=0.05)


def test_thresholds_decide_what_is_reported() -> None:
    limits = MroThresholds(depth=3, parents=1, parents_high=1, shadows=0, score=10.0, score_high=50.0)
    found = {(issue.key.class_, issue.kind): issue.severity for issue in checked(DIAMOND, limits)[1]}
    assert found["m.D", "depth"] is Severity.ERROR
    assert found["m.D", "parents"] is Severity.ERROR
    assert found["m.B", "shadows"] is Severity.WARNING
    assert found["m.D", "diamond"] is Severity.WARNING
    assert found["m.D", "complexity"] is Severity.ERROR
    assert {kind for _, kind in found} == {"depth", "parents", "shadows", "diamond", "complexity", "sibling_shadow"}


def test_defaults_leave_ordinary_classes_alone() -> None:
    assert checked("class A(Exception):\n    pass\nclass B(A):\n    def __str__(self): return ''\n")[1] == ()


def test_an_override_of_a_stub_or_one_that_calls_super_is_no_shadow() -> None:
    source = """
    class A:
        def stub(self): ...
        def real(self): return 1
        def called(self): return 1
    class B(A):
        def stub(self): return 1
        def real(self): return 2
        def called(self): return super().called()
        def __repr__(self): return ''
    """
    assert [score.shadows for score in checked(source)[0]] == [(), ("real",)]
